"""A notice (提示): what went wrong and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widgets import Button, Static

from wengao.desk.log import log_defect
from wengao.tui.shared.dialogue import Dialogue

if TYPE_CHECKING:
    from textual.app import ComposeResult


class NoticeScreen(Dialogue[bool]):
    """A message with its remedy."""

    heading = "请留意"

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__()
        self._message = message
        self._remedy = remedy

    @staticmethod
    def of_defect(error: BaseException) -> NoticeScreen:
        """The notice for what nobody foresaw: logged with its traceback, told in one line."""
        return NoticeScreen("程序出了意料之外的差错，正在写的文字没有动", log_defect(error))

    def compose_content(self) -> ComposeResult:
        """Message, remedy, one button."""
        yield Static(self._message, classes="notice-message", markup=False)
        if self._remedy:
            yield Static(self._remedy, classes="notice-remedy", markup=False)
        with Horizontal(classes="dialogue-buttons"):
            yield Button("知道了", id="close", variant="primary")

    def on_button_pressed(self) -> None:
        """The one button closes the notice."""
        self.dismiss(True)

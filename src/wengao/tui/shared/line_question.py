"""A question that is answered with one line of text, such as a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widgets import Button, Static

from wengao.tui.shared.dialogue import Dialogue
from wengao.tui.textual_repairs.chinese_input import ChineseInput

if TYPE_CHECKING:
    from textual.app import ComposeResult


class LineQuestionScreen(Dialogue[str]):
    """One line of text is asked for; an empty one is no answer."""

    def __init__(self, heading: str, label: str, value: str = "") -> None:
        super().__init__()
        self.heading = heading
        self._label = label
        self._value = value

    def compose_content(self) -> ComposeResult:
        """The label, the line, two buttons."""
        yield Static(self._label, classes="notice-message", markup=False)
        yield ChineseInput(self._value, id="line", select_on_focus=False)
        with Horizontal(classes="dialogue-buttons"):
            yield Button("确定", id="accept", variant="primary")
            yield Button("取消", id="cancel")

    def on_input_submitted(self) -> None:
        """Enter accepts."""
        self._accept()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Accept or leave."""
        if event.button.id == "accept":
            self._accept()
        else:
            self.dismiss(None)

    def _accept(self) -> None:
        text = self.query_one(ChineseInput).value.strip()
        if text:
            self.dismiss(text)

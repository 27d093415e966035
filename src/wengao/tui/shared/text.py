"""A text to read (阅读): a title, the text, back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Static

from wengao.tui.shared.dialogue import Dialogue

if TYPE_CHECKING:
    from textual.app import ComposeResult


class TextScreen(Dialogue[bool]):
    """Read only."""

    AUTO_FOCUS = "#source-text"

    def __init__(self, heading: str, text: str) -> None:
        super().__init__(classes="-large")
        self.heading = heading
        self._text = text

    def compose_content(self) -> ComposeResult:
        """The text and one button."""
        with VerticalScroll(id="source-text"):
            yield Static(self._text, markup=False)
        with Horizontal(classes="dialogue-buttons"):
            yield Button("返回", id="close", variant="primary")

    def on_button_pressed(self) -> None:
        """Back."""
        self.dismiss(True)

"""A one-line input that keeps an input method's candidate window where the caret is."""

from __future__ import annotations

from typing import Any

from textual.geometry import Offset
from textual.widgets import Input

from wengao.tui.textual_repairs.caret import report_caret


class ChineseInput(Input):
    """Textual 8.2.8 reports the caret one cell too far right at the end of the text, and too early at the first focus."""

    def __init__(self, value: str = "", **keywords: Any) -> None:
        super().__init__(value, **keywords)
        self.cursor_blink = False

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the caret stands on the screen."""
        x, y = super().cursor_screen_offset
        return Offset(x - 1 if self.cursor_at_end else x, y)

    def on_focus(self) -> None:
        """Report the caret once the layout is known."""
        self.call_after_refresh(report_caret, self)

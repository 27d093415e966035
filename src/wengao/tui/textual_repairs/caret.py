"""Where the terminal's cursor stands: an input method opens its candidate window there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.geometry import Offset
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.widgets import TextArea


def report_caret(widget: Input | TextArea) -> None:
    """Put the terminal's cursor at a widget's caret, now that the layout is known.

    Textual 8.2.8 works the place out when the widget gets the focus, which at first is before it has a place, and moves
    the cursor only when something is drawn.
    """
    if widget.has_focus:
        widget.app.cursor_position = widget.cursor_screen_offset
        widget.refresh()


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

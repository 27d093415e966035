"""Where the terminal's cursor stands: an input method opens its candidate window there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.widgets import Input, TextArea


def report_caret(widget: Input | TextArea) -> None:
    """Put the terminal's cursor at a widget's caret, now that the layout is known.

    Textual 8.2.8 works the place out when the widget gets the focus, which at first is before it has a place, and moves
    the cursor only when something is drawn.
    """
    if widget.has_focus:
        widget.app.cursor_position = widget.cursor_screen_offset
        widget.refresh()

"""What is drawn again only when it changes: each repaint moves the terminal's cursor and an input method's window.

Textual draws a widget anew whenever it is updated, and arranges the whole screen for it, though the text be the same or no
wider than before.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static


class Line(Static):
    """Plain text, no markup."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(text, id=id, classes=classes, markup=False)
        self._shown_text = text

    def show(self, text: str) -> None:
        """Show another text. The screen is arranged anew only where the text may need another place."""
        if text != self._shown_text:
            fits = self.size.height == 1 and cell_len(text) == cell_len(self._shown_text)
            self._shown_text = text
            self.update(text, layout=not fits)


class Pane(Vertical):
    """Draws nothing but its lower edge again when the length changes: Textual would draw the whole pane."""

    _length = ""

    def show_length(self, text: str) -> None:
        """Put a length into the lower edge."""
        if text != self._length:
            self._length = text
            self._border_subtitle = Content(text)
            (left, top), (width, height) = self.content_offset, self.outer_size
            self.refresh(Region(-left, height - 1 - top, width, 1))

"""A pane with a frame whose lower edge says how long something is."""

from __future__ import annotations

from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region


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

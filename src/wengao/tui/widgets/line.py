"""A text that is drawn again only when it changes: each repaint moves the terminal's cursor and an input method's window."""

from __future__ import annotations

from textual.widgets import Static


class Line(Static):
    """Plain text, no markup."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(text, id=id, classes=classes, markup=False)
        self._shown_text = text

    def show(self, text: str) -> None:
        """Show another text."""
        if text != self._shown_text:
            self._shown_text = text
            self.update(text)

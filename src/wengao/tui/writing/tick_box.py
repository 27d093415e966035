"""A box to tick (勾选框) that shows its state by a mark and not by colour alone: [√] and [ ]."""

from __future__ import annotations

from textual.widgets import Checkbox


class TickBox(Checkbox):
    """Textual's own draws the same mark for both states."""

    BUTTON_LEFT = BUTTON_RIGHT = ""

    def on_mount(self) -> None:
        """Show the state that the box begins with."""
        self._mark()

    def watch_value(self) -> None:
        """Show the new state, and tell it."""
        self._mark()
        super().watch_value()

    def _mark(self) -> None:
        self.BUTTON_INNER = "[√]" if self.value else "[ ]"
        self.refresh()

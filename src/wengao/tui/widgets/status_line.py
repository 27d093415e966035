"""The status line (状态栏): the last thing that happened at the left, facts that last at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class StatusLine(Horizontal):
    """Two texts in one line; the right one is never cut."""

    def compose(self) -> ComposeResult:
        """The two texts."""
        yield Static(classes="status-message", markup=False)
        yield Static(classes="status-facts", markup=False)

    def say(self, message: str) -> None:
        """Say what has just happened."""
        self.query_one(".status-message", Static).update(message)

    def show_facts(self, facts: Sequence[str]) -> None:
        """Show facts, empty ones left out."""
        self.query_one(".status-facts", Static).update("  ".join(fact for fact in facts if fact))

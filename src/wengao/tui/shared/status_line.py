"""The status line (状态栏): the last thing that happened at the left, facts that last at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from wengao.tui.textual_repairs.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class StatusLine(Horizontal):
    """Two texts in one line; the right one is never cut."""

    def compose(self) -> ComposeResult:
        """The two texts."""
        yield Line(classes="status-message")
        yield Line(classes="status-facts")

    def say(self, message: str) -> None:
        """Say what has just happened."""
        self.query_one(".status-message", Line).show(message)

    def show_facts(self, facts: Sequence[str]) -> None:
        """Show facts, empty ones left out."""
        self.query_one(".status-facts", Line).show("  ".join(fact for fact in facts if fact))

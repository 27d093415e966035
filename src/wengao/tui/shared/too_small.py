"""What a terminal too small for the interface shows (终端太小)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult

LEAST_WIDTH, LEAST_HEIGHT = 60, 18


def is_too_small(width: int, height: int) -> bool:
    """Whether a terminal of so many columns and lines cannot show the interface."""
    return width < LEAST_WIDTH or height < LEAST_HEIGHT


class TooSmallScreen(ModalScreen[None]):
    """Covers everything until the terminal is larger."""

    def compose(self) -> ComposeResult:
        """One message."""
        yield Static(
            f"终端太小，请放大到 {LEAST_WIDTH} 列 {LEAST_HEIGHT} 行以上。\n正在写的文字不受影响。",
            markup=False,
        )

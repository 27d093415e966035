"""The frame that every dialogue (modal screen) has: a box with a title in the middle, and Escape that leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.markup import escape
from textual.screen import ModalScreen

from wengao.tui.actions import Place, bindings
from wengao.tui.shared.jobs import JobScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult

ResultT = TypeVar("ResultT")


class Dialogue(JobScreen[ResultT | None], ModalScreen[ResultT | None], Generic[ResultT]):
    """A dialogue; Escape dismisses it with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.close", "取消", show=False),
        *bindings(Place.EVERYWHERE),  # a modal screen hides the app's own
    ]

    heading = ""
    places: ClassVar[tuple[Place, ...]] = ()

    def compose(self) -> ComposeResult:
        """The box, and what the dialogue puts into it."""
        with Vertical(classes="dialogue-box") as box:
            box.border_title = escape(self.heading)
            yield from self.compose_content()

    def compose_content(self) -> ComposeResult:
        """What stands in the box."""
        yield from ()

    def action_close(self) -> None:
        """Leave without a result."""
        self.dismiss(None)

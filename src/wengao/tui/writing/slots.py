"""The slots of a draft (空位清单): what is still to be filled, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text

from wengao.tui.actions import Place, bindings
from wengao.tui.shared.list_dialogue import ListDialogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType


@dataclass(frozen=True, slots=True)
class PlacedSlot:
    """A slot in the text of a part. start, length: in characters, brackets included. around: the words around it."""

    key: int
    heading: str
    label: str
    start: int
    length: int
    around: str


class SlotsScreen(ListDialogue[PlacedSlot]):
    """Answers with the slot to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.SLOTS)]
    places = (Place.SLOTS,)
    heading = "空位清单"

    def __init__(self, slots: Sequence[PlacedSlot]) -> None:
        super().__init__()
        self._slots = tuple(slots)

    def on_mount(self) -> None:
        """Show them."""
        facts = self.get_component_rich_style("list--facts", partial=True)
        prompts = [
            Text.assemble(f"【{slot.label}】　{slot.around}", (f"\n{slot.heading or '文首'}", facts))
            for slot in self._slots
        ]
        self.fill(prompts, f"还有 {len(prompts)} 处要填", "没有空位了")

    def choose(self, place: int) -> None:
        """Go there."""
        if place < len(self._slots):
            self.dismiss(self._slots[place])

    def action_go(self) -> None:
        """Go to the highlighted one."""
        if self.place is not None:
            self.choose(self.place)

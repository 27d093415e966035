"""The frame of dialogues with a list (清单): a line that says what it is, the list, its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wengao.tui.shared.bars import KeyBar
from wengao.tui.shared.screens import Dialogue
from wengao.tui.textual_repairs.repaints import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

ResultT = TypeVar("ResultT")


class ListDialogue(Dialogue[ResultT], Generic[ResultT]):
    """A list to choose from. Enter or a click calls `choose`."""

    AUTO_FOCUS = "#items"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--facts", "list--good", "list--new", "list--old"}
    caption = ""

    def __init__(self) -> None:
        super().__init__(classes="-large")

    def compose_content(self) -> ComposeResult:
        """Caption, list, what stands beside it, keys."""
        yield Line(self.caption, id="list-caption", classes="notice-remedy")
        yield OptionList(id="items")
        yield from self.compose_detail()
        yield KeyBar(*self.places, way_back=True)

    def compose_detail(self) -> Sequence[Widget]:
        """What stands below the list; nothing where it is not overridden."""
        return ()

    @property
    def place(self) -> int | None:
        """The number of the highlighted entry, from 0; None where there is none."""
        return self.query_one("#items", OptionList).highlighted

    def fill(self, prompts: Sequence[Text], caption: str, empty: str) -> None:
        """Show entries; the highlight stays at its place. empty: what is said where there are none."""
        items = self.query_one("#items", OptionList)
        place = items.highlighted or 0
        items.clear_options()
        self.query_one("#list-caption", Line).show(caption)
        if prompts:
            items.add_options([Option(prompt) for prompt in prompts])
            items.highlighted = min(place, len(prompts) - 1)
        else:
            items.add_option(Option(Text(empty), disabled=True))

    def choose(self, place: int) -> None:
        """Enter on an entry."""

    def highlight(self, place: int) -> None:
        """An entry is highlighted."""

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.choose(event.option_index)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell what is highlighted."""
        event.stop()
        self.highlight(event.option_index)

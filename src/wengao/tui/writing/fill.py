"""Filling (填充): what is asked before, and the list of what went in, what stayed empty and what came nearest to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Label, Select, Static

from wengao.tui.actions import Place, bindings
from wengao.tui.shared.list_dialogue import ListDialogue
from wengao.tui.shared.passages import where_and_when
from wengao.tui.shared.screens import Dialogue
from wengao.tui.writing.export import TickBox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from wengao.drafts.filling import Choice, Filling
    from wengao.reading.models import Document

_STRICTNESS = (("严：宁缺毋滥", "严"), ("中", "中"), ("宽：多给一些，自己挑", "宽"))
_WAYS = (
    ("套成这篇的主题、范围、年份，别的留作空位", "moulded"),
    ("照原文，一字不改", "as_is"),
    ("只把数字、日期、地名、人名换成空位", "slots"),
)
_EXPLAINED = "从语料里选合适的段落填进空节，出处一并记下；已经写了字的地方不动，没有合适的就空着，可以撤销。"


@dataclass(frozen=True, slots=True)
class FillWishes:
    """How to fill. whole: all empty sections, not only this one. strictness: 严, 中, 宽. way: moulded, as_is or slots.

    like: id of the document that is followed section by section; empty for none.
    """

    whole: bool
    strictness: str
    way: str
    like: str


class FillScreen(Dialogue[FillWishes]):
    """Asks how to fill. find_last_time: looks for last year's speech, which is offered as soon as it is found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]
    heading = "填充"
    AUTO_FOCUS = "#section"

    def __init__(self, strictness: str, find_last_time: Callable[[], Document | None]) -> None:
        super().__init__()
        self._strictness = strictness
        self._find_last_time = find_last_time
        self._last_time: Document | None = None

    def compose_content(self) -> ComposeResult:
        """How sure, how it goes in, whether last year's speech is followed, and how much is filled."""
        yield Static(_EXPLAINED, classes="notice-message", markup=False)
        yield Label("要多有把握才填")
        yield Select(_STRICTNESS, value=self._strictness, allow_blank=False, compact=True, id="strictness")
        yield Label("怎样填入")
        yield Select(_WAYS, value=_WAYS[0][1], allow_blank=False, compact=True, id="way")
        with Vertical(id="last-time"):
            yield Static(id="last-time-title", classes="notice-remedy", markup=False)
            yield TickBox("照这篇旧稿一节一节地填，缺的从别处找", id="like")
        with Horizontal(classes="dialogue-buttons"):
            yield Button("填本节", id="section", variant="primary")
            yield Button("填全文", id="draft")
            yield Button("取消", id="cancel")

    def on_mount(self) -> None:
        """Look for last year's speech behind the paint."""
        self.query_one("#last-time").display = False
        self.start_job("last-time", self._find_last_time, self._offer, lambda _error: None)

    def _offer(self, document: Document | None) -> None:
        self._last_time = document
        if document is not None:
            self.query_one("#last-time-title", Static).update(
                f"有同题旧稿：{where_and_when(document)}《{document.title}》"
            )
            self.query_one("#last-time").display = True

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Fill, or leave."""
        if event.button.id == "cancel":
            self.dismiss(None)
            return
        follow = self._last_time is not None and self.query_one("#like", TickBox).value
        self.dismiss(
            FillWishes(
                event.button.id == "draft",
                str(self.query_one("#strictness", Select).value),
                str(self.query_one("#way", Select).value),
                self._last_time.id if follow and self._last_time else "",
            )
        )


@dataclass(frozen=True, slots=True)
class FillEntry:
    """A line of the list. key: of the section. choice: what went in or came near; None where nothing came near.

    filled: whether it went in. first: whether the section is named over it.
    """

    key: int
    heading: str
    choice: Choice | None
    filled: bool
    first: bool


def entries_of(filling: Filling, keys: Sequence[int]) -> list[FillEntry]:
    """The list of a filling, what stayed empty first. keys: of the parts of the draft that was filled."""
    entries = []
    for empty in filling.left_empty:
        node = empty.node
        near: Sequence[Choice | None] = empty.nearest or (None,)
        entries += [
            FillEntry(
                keys[node.index], f"{node.enumerator}{node.heading}", choice, filled=False, first=not place
            )
            for place, choice in enumerate(near)
        ]
    for section in filling.filled:
        node = section.node
        entries += [
            FillEntry(
                keys[node.index], f"{node.enumerator}{node.heading}", choice, filled=True, first=not place
            )
            for place, choice in enumerate(section.choices)
        ]
    return entries


class FilledScreen(ListDialogue[FillEntry]):
    """Answers with the entry that was chosen: to go to what went in, to put in what came near."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.FILLED)]
    places = (Place.FILLED,)
    heading = "填充结果"

    def __init__(self, entries: Sequence[FillEntry]) -> None:
        super().__init__()
        self._entries = tuple(entries)

    def compose_detail(self) -> Sequence[Widget]:
        """The passage as it went in, or would go in."""
        return (Static(id="list-detail", markup=False),)

    def on_mount(self) -> None:
        """Show them."""
        filled = len({entry.key for entry in self._entries if entry.filled})
        empty = len({entry.key for entry in self._entries if not entry.filled})
        caption = f"填了 {filled} 节" + (
            f"，{empty} 节没有合适的：下面是最近的几段，回车插入" if empty else "，回车到那一节"
        )
        self.fill([self._prompt(entry) for entry in self._entries], caption, "还没有填过")

    def _prompt(self, entry: FillEntry) -> Text:
        facts = self.get_component_rich_style("list--facts", partial=True)
        state = self.get_component_rich_style("list--good" if entry.filled else "list--old", partial=True)
        lines = []
        if entry.first:
            told = ("填了　", state) if entry.filled else ("没有合适的　", state)
            lines.append(Text.assemble(told, (entry.heading, "bold")))
        choice = entry.choice
        if choice is None:
            lines.append(Text("  语料里没有相近的段落", style=facts))
        else:
            sure = f"  {'' if entry.filled else '最近的　'}把握 {choice.fit:.0%}　"
            where = f"{where_and_when(choice.document)}《{choice.document.title}》{choice.passage.place}"
            lines.append(Text.assemble(sure, (f"{choice.characters} 字　", facts), where))
        return Text("\n").join(lines)

    def highlight(self, place: int) -> None:
        """Show the text and the reasons."""
        choice = self._entries[place].choice if place < len(self._entries) else None
        facts = self.get_component_rich_style("list--facts", partial=True)
        shown = (
            Text.assemble((f"理由：{'，'.join(choice.reasons)}\n", facts), choice.text) if choice else Text()
        )
        self.query_one("#list-detail", Static).update(shown)

    def choose(self, place: int) -> None:
        """Take it."""
        if place < len(self._entries):
            self.dismiss(self._entries[place])

    def action_take(self) -> None:
        """Take the highlighted one."""
        if self.place is not None:
            self.choose(self.place)

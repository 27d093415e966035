"""The list of an imported draft (更新清单): every fact of the old text confirmed, rewritten or made a slot."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.widgets import OptionList

from wengao.drafts.facts import FACT_KINDS
from wengao.drafts.refresh import Confirm, MakeSlot, Replace
from wengao.tui.actions import Place, bindings
from wengao.tui.shared.list_dialogue import ListDialogue
from wengao.tui.shared.questions import LineQuestionScreen

if TYPE_CHECKING:
    from textual.binding import BindingType

    from wengao.desk.desk import Desk
    from wengao.drafts.facts import Fact
    from wengao.drafts.model import Draft
    from wengao.drafts.refresh import Decision, RefreshItem


class RefreshScreen(ListDialogue["Draft | Fact"]):
    """Answers with the fact to go to; every decision is told to `decided` at once.

    draft: as it now is, decisions included.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.REFRESH)]
    places = (Place.REFRESH,)
    heading = "更新清单"
    caption = "正在找日期、数字、地名、人员，请稍候"

    def __init__(self, desk: Desk, draft: Draft) -> None:
        super().__init__()
        self._desk, self.draft = desk, draft
        self._items: tuple[RefreshItem, ...] = ()

    def on_mount(self) -> None:
        """Find the facts behind the paint."""
        self._reload()

    def _reload(self) -> None:
        desk, draft = self._desk, self.draft
        self.start_job("refresh", lambda: desk.drafts.refresh_list(draft), self._show)

    def _show(self, items: tuple[RefreshItem, ...]) -> None:
        self._items = items
        open_items = sum(item.open for item in items)
        self.fill(
            [self._prompt(item) for item in items],
            f"共 {len(items)} 处，还有 {open_items} 处没有过目",
            "没有要更新的日期、数字、地名、人员",
        )

    def _prompt(self, item: RefreshItem) -> Text:
        mark = "○" if item.open else "✓"
        style = self.get_component_rich_style("list--facts" if item.open else "list--good", partial=True)
        return Text.assemble(
            f"{mark} {item.fact.text}",
            (f"　{FACT_KINDS[item.fact.kind]}\n　{item.excerpt.lstrip('# ')}", style),
        )

    def _decide(self, decision: Decision) -> None:
        item = self._item
        if item is None:
            return
        desk, draft = self._desk, self.draft

        def decided(changed: Draft) -> None:
            self.draft = changed
            self._reload()
            self.query_one("#items", OptionList).action_cursor_down()

        self.start_job("decide", lambda: desk.drafts.refresh(draft, {item.number: decision}), decided)

    @property
    def _item(self) -> RefreshItem | None:
        return self._items[self.place] if self.place is not None and self.place < len(self._items) else None

    def choose(self, place: int) -> None:
        """It holds as it is."""
        self._decide(Confirm())

    def action_confirm(self) -> None:
        """It holds as it is."""
        self._decide(Confirm())

    def action_slot(self) -> None:
        """Make it a slot."""
        self._decide(MakeSlot())

    def action_replace(self) -> None:
        """Ask what it is now."""
        if self._item is None:
            return

        def replace(text: str | None) -> None:
            if text is not None:
                self._decide(Replace(text))

        self.app.push_screen(LineQuestionScreen("改写", "现在应当是", self._item.fact.text), replace)

    def action_go(self) -> None:
        """Go to its place in the draft, decisions kept."""
        fact: Fact | None = self._item.fact if self._item is not None else None
        self.dismiss(fact or self.draft)

    def action_close(self) -> None:
        """Back, decisions kept."""
        self.dismiss(self.draft)

"""The list of an imported draft (更新清单): every fact of the old text confirmed, rewritten or made a slot."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.widgets import OptionList

from wengao.drafts.facts import FACT_KINDS
from wengao.drafts.refresh import Confirm, MakeSlot, Replace, alike
from wengao.tui.actions import Place, bindings
from wengao.tui.shared.list_dialogue import ListDialogue
from wengao.tui.shared.questions import LineQuestionScreen
from wengao.tui.textual_repairs.repaints import Line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.binding import BindingType

    from wengao.desk.desk import Desk
    from wengao.drafts.facts import Fact
    from wengao.drafts.model import Draft
    from wengao.drafts.refresh import Decision, NextYear, RefreshItem


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
        self._told = ""

    def on_mount(self) -> None:
        """Find the facts behind the paint."""
        self._reload()

    def _reload(self) -> None:
        desk, draft = self._desk, self.draft
        self.start_job("refresh", lambda: desk.revision.refresh_list(draft), self._show)

    def _show(self, items: tuple[RefreshItem, ...]) -> None:
        self._items = items
        open_items = sum(item.open for item in items)
        self.fill(
            [self._prompt(item) for item in items],
            f"{self._told}共 {len(items)} 处，还有 {open_items} 处没有过目",
            "没有要更新的日期、数字、地名、人员",
        )

    def _prompt(self, item: RefreshItem) -> Text:
        mark = "○" if item.open else "✓"
        style = self.get_component_rich_style("list--facts" if item.open else "list--good", partial=True)
        same = len(alike(self._items, item)) if item.open else 1
        many = f"　一样的 {same} 处" if same > 1 else ""
        return Text.assemble(
            f"{mark} {item.fact.text}",
            (f"　{FACT_KINDS[item.fact.kind]}{many}\n　{item.excerpt.lstrip('# ')}", style),
        )

    def _decide(self, decision: Decision, *, all_alike: bool = False) -> None:
        """all_alike: whether for every open fact that says the same."""
        item = self._item
        if item is not None:
            numbers = alike(self._items, item) if all_alike else (item.number,)
            self._carry_out(dict.fromkeys(numbers, decision), step=True)

    def _carry_out(
        self,
        decisions: Mapping[int, Decision],
        *,
        step: bool = False,
        told: str = "",
        year: NextYear | None = None,
    ) -> None:
        """step: whether to go on to the next fact. told: said before the counts. year: that the decisions move on."""
        desk, draft = self._desk, self.draft

        def decided(changed: Draft) -> None:
            self.draft, self._told = changed, told
            self._reload()
            if step:
                self.query_one("#items", OptionList).action_cursor_down()

        self.start_job("decide", lambda: desk.revision.refresh(draft, decisions, year), decided)

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
        self._ask(all_alike=False)

    def action_replace_alike(self) -> None:
        """Ask what it is now, for all that say the same."""
        self._ask(all_alike=True)

    def _ask(self, *, all_alike: bool) -> None:
        item = self._item
        if item is None:
            return

        def replace(text: str | None) -> None:
            if text is not None:
                self._decide(Replace(text), all_alike=all_alike)

        many = f"（一样的 {len(alike(self._items, item))} 处一起改）" if all_alike else ""
        self.app.push_screen(LineQuestionScreen("改写", f"现在应当是{many}", item.fact.text), replace)

    def action_confirm_alike(self) -> None:
        """All that say the same hold as they are."""
        self._decide(Confirm(), all_alike=True)

    def action_next_year(self) -> None:
        """Move the years of the old text on by one; what has to be looked at stays open."""
        desk, draft = self._desk, self.draft
        self.start_job("decide", lambda: desk.revision.next_year(draft), self._move_on)

    def _move_on(self, year: NextYear | None) -> None:
        if year is None:
            self.query_one("#list-caption", Line).show("文中没有写明哪一年，推不了一年")
        elif not year.decisions:
            self.query_one("#list-caption", Line).show("没有可以推一年的年份，剩下的请逐处看")
        else:
            left = f"，{len(year.left)} 处年份、日子请自己看" if year.left else ""
            self._carry_out(
                year.decisions,
                told=f"{year.year}年的推了一年：{len(year.moved)} 处加一{left}。",
                year=year,
            )

    def action_go(self) -> None:
        """Go to its place in the draft, decisions kept."""
        fact: Fact | None = self._item.fact if self._item is not None else None
        self.dismiss(fact or self.draft)

    def action_close(self) -> None:
        """Back, decisions kept."""
        self.dismiss(self.draft)

"""The references (参考): passages for the section being written or for a search; they are marked, narrowed, looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.message import Message

from wengao.desk.log import log_defect
from wengao.errors import WengaoError
from wengao.language.vocabulary import kinds
from wengao.tui.actions import Place, bindings
from wengao.tui.shared.copying import copy_passage
from wengao.tui.shared.passages import PassageDetail, PassageList
from wengao.tui.shared.texts import show_source
from wengao.tui.textual_repairs.caret import ChineseInput
from wengao.tui.textual_repairs.repaints import Line
from wengao.tui.writing.filters import FilterChips, Filters, FilterScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widgets import Input, OptionList

    from wengao.desk.desk import Desk
    from wengao.desk.values import PassageMarks
    from wengao.search.results import SearchHit, SearchResult
    from wengao.tui.shared.screens import PlaceScreen
    from wengao.tui.writing.manuscript import Manuscript

_QUERY_MARKS = '"“”：:-－—'
"""What the query language knows."""


class References(Vertical):
    """The pane of passages. When they are looked for is the screen's matter: it gets QueryChanged, and calls `find`.

    filters: what the passages have to be.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.REFERENCES)]

    class QueryChanged(Message):
        """Something else stands in the search box. query: may be empty."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Chosen(Message):
        """A passage of the list was chosen with Enter or a click."""

    def __init__(self, screen: PlaceScreen, desk: Desk, manuscript: Manuscript) -> None:
        super().__init__(id="references-pane", classes="pane")
        self.border_title = "参考"
        self._screen, self._desk, self._manuscript = screen, desk, manuscript
        self.filters = Filters()
        self._only_starred = False

    def compose(self) -> ComposeResult:
        """Search box, what the list shows, the list, the passage in full."""
        yield ChineseInput(placeholder="检索语料，清空则随正文推荐", id="reference-query")
        yield FilterChips(id="reference-filters")
        yield Line(id="reference-caption")
        yield PassageList(id="reference-list")
        yield PassageDetail(id="reference-detail")

    @property
    def query_text(self) -> str:
        """What stands in the search box."""
        return self.query_one(ChineseInput).value.strip()

    @property
    def hit(self) -> SearchHit | None:
        """The highlighted passage."""
        return self.query_one(PassageList).hit

    @property
    def span(self) -> tuple[int, int] | None:
        """The sentence that the highlighted entry stands for; None where it stands for the whole passage."""
        return self.query_one(PassageList).span

    def switch(self) -> None:
        """List passages (段), or the telling sentence of each (句)."""
        passages = self.query_one(PassageList)
        passages.show_by_sentence(by_sentence=not passages.by_sentence)
        self.query_one(FilterChips).show(self.filters, by_sentence=passages.by_sentence)
        self._screen.say(
            "参考列的是各段最要紧的一句，插入也只插这一句" if passages.by_sentence else "参考列的是整段"
        )

    @property
    def chosen(self) -> tuple[SearchHit, ...]:
        """The passages whose sentences are marked, in the order of marking."""
        return self.query_one(PassageList).chosen

    def choose(self) -> None:
        """Mark the highlighted sentence, to be joined with others (合句), or take its mark away."""
        passages = self.query_one(PassageList)
        if passages.hit is None:
            return
        if not passages.by_sentence:
            self.switch()
        passages.choose()
        count = len(passages.chosen)
        told = (
            f"选了 {count} 句，回车合成一段" if count > 1 else "选了 1 句，再选几句，回车合成“一是……二是……”"
        )
        self._screen.say(told if count else "没有选句")

    def choose_none(self) -> None:
        """Take the marks away: they are put in."""
        self.query_one(PassageList).choose_none()

    # What is found

    def find(self) -> None:
        """Passages for the search box, or for the section where the box is empty; the filters hold for both."""
        desk, session = self._desk, self._manuscript.session
        draft, index = session.draft, session.index_of(self._manuscript.here)
        query, filters = self.query_text, self.filters
        self.query_one(FilterChips).show(filters, by_sentence=self.query_one(PassageList).by_sentence)
        if not query and index is None and not self._only_starred:
            self._screen.drop_jobs("references")
            self._say("文首没有对应的参考")
            return
        if query:
            self._only_starred = False
        if self._only_starred:
            self._find_starred()
            return
        heading = "" if index is None else draft.parts[index].heading

        def find() -> tuple[SearchResult, PassageMarks]:
            if query or index is None:
                found = desk.search.find(query, **filters.words())
            elif filters.chosen:
                found = desk.search.find(_plain(heading), **filters.words(kind="段落"), plain=True)
            else:
                found = desk.search.references(draft, index)
            return found, desk.search.marks()

        show = self._show_found if query else self._show_references
        self._screen.start_job("references", find, show, self._no_references)

    def switch_starred(self) -> None:
        """List what is starred (金句), to be put in from there; once more, what fits the section again."""
        self._only_starred = not self._only_starred
        self.query_one(ChineseInput).value = ""
        self.find()
        self._screen.say(
            "参考列的是收藏的金句，再按一次回到推荐" if self._only_starred else "参考又随正文推荐"
        )

    def _find_starred(self) -> None:
        desk = self._desk

        def show(outcome: tuple[SearchResult, PassageMarks]) -> None:
            result, marks = outcome
            caption = f"收藏的 {result.total} 条" if result.hits else "还没有收藏，在参考里选一段或一句收藏"
            self._show(result.hits, marks, caption)

        self._screen.start_job("references", lambda: (desk.search.starred(), desk.search.marks()), show)

    def _show_found(self, outcome: tuple[SearchResult, PassageMarks]) -> None:
        result, marks = outcome
        suggestion = f"，要找的是“{result.suggestion}”吗" if result.suggestion else ""
        understood = f"“{result.understood}”" if result.understood else ""
        caption = f"检索到{understood} {result.total} 处" if result.total else f"没有检索到{suggestion}"
        self._show(result.hits, marks, _with_away(caption, result))

    def _show_references(self, outcome: tuple[SearchResult, PassageMarks]) -> None:
        result, marks = outcome
        kind = kinds().name("paragraph")
        hits = tuple(hit for hit in result.hits if hit.passage.id not in marks.withheld)
        caption = f"随本节推荐 {len(hits)} {kind}" if hits else "本节暂无参考，可先更新语料"
        self._show(hits, marks, _with_away(caption, result))

    def _no_references(self, error: Exception) -> None:
        reason = str(error) if isinstance(error, WengaoError) else f"检索出了差错，{log_defect(error)}"
        self._say(reason)

    def _show(self, hits: Sequence[SearchHit], marks: PassageMarks, caption: str) -> None:
        """Show what was found, and say over the list what it is."""
        self.query_one("#reference-caption", Line).show(caption)
        self.query_one(PassageList).show(hits, marks)
        if not hits:
            self.query_one(PassageDetail).show(None)

    def _say(self, caption: str) -> None:
        """Say something over an empty list."""
        self.query_one("#reference-caption", Line).show(caption)
        self.query_one(PassageList).show(())
        self.query_one(PassageDetail).show(None)

    # What is done with the highlighted passage

    def star(self) -> None:
        """Star the highlighted passage, or take its star away."""
        passages = self.query_one(PassageList)
        if passages.hit is not None and passages.span is not None:
            self._star_sentence(passages.hit.passage.id, passages.span)
        elif passages.hit is not None:
            desk, passage = self._desk, passages.hit.passage.id
            star = passage not in passages.marks.starred
            self._screen.say("已收藏，排名靠前一些" if star else "已取消收藏")
            self._screen.start_job(
                "star", lambda: desk.search.star(passage, starred=star), self._marked, self.not_kept
            )

    def _star_sentence(self, passage: str, span: tuple[int, int]) -> None:
        desk = self._desk

        def marked(starred: bool) -> None:
            self._screen.say("这一句已收进金句" if starred else "这一句已移出金句")
            self.find()

        self._screen.start_job(
            "star", lambda: desk.search.star_sentence(passage, span), marked, self.not_kept
        )

    def similar(self) -> None:
        """Passages that say much the same as the highlighted one."""
        hit = self.hit
        if hit is None:
            return
        desk, passage = self._desk, hit.passage.id

        def show(outcome: tuple[SearchResult, PassageMarks]) -> None:
            result, marks = outcome
            caption = f"与选中的一段相近的 {len(result.hits)} 段" if result.hits else "没有相近的段落"
            self._show(result.hits, marks, caption)

        self._screen.start_job(
            "references", lambda: (desk.search.similar(passage), desk.search.marks()), show
        )

    def withhold(self) -> None:
        """Recommend the highlighted passage no more, or again."""
        passages = self.query_one(PassageList)
        if passages.hit is not None:
            desk, passage = self._desk, passages.hit.passage.id
            withhold = passage not in passages.marks.withheld
            self._screen.say("不再推荐这一段，检索仍能找到" if withhold else "恢复推荐这一段")
            self._screen.start_job(
                "withhold",
                lambda: desk.search.withhold(passage, withheld=withhold),
                self._marked,
                self.not_kept,
            )

    def _marked(self, _nothing: None) -> None:
        self.find()

    def not_kept(self, error: Exception) -> None:
        """Say that a mark, or a use, was not remembered."""
        self._screen.say(f"没能记下：{error}")

    def filter(self) -> None:
        """Ask for the filters of the references."""

        def apply(filters: Filters | None) -> None:
            if filters is not None:
                self.filters = filters
                self.find()

        self._screen.app.push_screen(FilterScreen(self.filters), apply)

    def copy(self) -> None:
        """The highlighted passage, or sentence, to the clipboard with its fonts."""
        copy_passage(self._screen, self._desk, self.hit, self.span)

    def show_source(self) -> None:
        """The highlighted passage in its document."""
        show_source(self._screen, self._desk, self.hit)

    # The focus, and what happens in it

    def focus_list(self) -> None:
        """The focus goes to the list, or to the search box where the list is empty."""
        target = self.query_one(PassageList)
        (target if target.option_count else self.query_one(ChineseInput)).focus()

    def focus_passages(self) -> None:
        """The focus goes to the list, whatever is in it yet."""
        self.query_one(PassageList).focus()

    def focus_query(self) -> None:
        """The focus goes to the search box."""
        self.query_one(ChineseInput).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the screen."""
        event.stop()
        self.post_message(self.QueryChanged(event.value.strip()))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the search box goes to the list."""
        event.stop()
        self.focus_list()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The highlighted passage is shown in full."""
        event.stop()
        passages = self.query_one(PassageList)
        self.query_one(PassageDetail).show(passages.hit, passages.marks)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click in the list."""
        event.stop()
        self.post_message(self.Chosen())


def _with_away(caption: str, result: SearchResult) -> str:
    """What is said over the list, with a word where the office's shared corpus was left out."""
    return f"{caption}（没有连上办公室语料）" if result.away else caption


def _plain(heading: str) -> str:
    """A heading as words to search for, without the marks that the query language knows."""
    return "".join(" " if mark in _QUERY_MARKS else mark for mark in heading)

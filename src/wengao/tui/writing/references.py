"""The references (参考): a search box, the passages for the section being written or for the search, one of them in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.message import Message

from wengao.tui.actions import Place, bindings
from wengao.tui.shared.passages import PassageDetail, PassageList
from wengao.tui.textual_repairs.caret import ChineseInput
from wengao.tui.textual_repairs.repaints import Line
from wengao.tui.writing.filters import FilterChips

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widgets import Input, OptionList

    from wengao.desk.values import PassageMarks
    from wengao.search.results import SearchHit
    from wengao.tui.writing.filters import Filters


class References(Vertical):
    """The pane of passages. What is searched for, and when, is the screen's matter: it gets QueryChanged."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.REFERENCES)]

    class QueryChanged(Message):
        """Something else stands in the search box. query: may be empty."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Chosen(Message):
        """A passage of the list was chosen with Enter or a click."""

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

    def show_filters(self, filters: Filters) -> None:
        """Show the filters as chips."""
        self.query_one(FilterChips).show(filters)

    def show(self, hits: Sequence[SearchHit], marks: PassageMarks, caption: str) -> None:
        """Show what was found, and say over the list what it is."""
        self.query_one("#reference-caption", Line).show(caption)
        self.query_one(PassageList).show(hits, marks)
        if not hits:
            self.query_one(PassageDetail).show(None)

    def say(self, caption: str) -> None:
        """Say something over an empty list."""
        self.query_one("#reference-caption", Line).show(caption)
        self.query_one(PassageList).show(())
        self.query_one(PassageDetail).show(None)

    def focus_list(self) -> None:
        """The focus goes to the list, or to the search box where the list is empty."""
        target = self.query_one(PassageList)
        (target if target.option_count else self.query_one(ChineseInput)).focus()

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

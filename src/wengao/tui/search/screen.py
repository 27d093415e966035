"""The search screen (检索语料): the corpus without a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical

from wengao.tui.actions import Place, bindings
from wengao.tui.shared.bars import KeyBar, StatusLine
from wengao.tui.shared.copying import copy_passage
from wengao.tui.shared.passages import PassageDetail, PassageList
from wengao.tui.shared.screens import PlaceScreen
from wengao.tui.shared.texts import show_source
from wengao.tui.textual_repairs.caret import ChineseInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer
    from textual.widgets import Input, OptionList

    from wengao.desk.desk import Desk
    from wengao.search.results import SearchResult

_PAUSE = 0.18
_LIMIT = 40


class SearchScreen(PlaceScreen):
    """Search box, list, passage in full; Enter or space opens the source."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.SEARCH)]
    places = (Place.SEARCH,)
    AUTO_FOCUS = "#search-query"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Box on top, list and passage below."""
        with Vertical(id="search-pane", classes="pane") as pane:
            pane.border_title = "检索语料"
            yield ChineseInput(
                placeholder="输入要找的词句；角色、文种、年份也可以写在一起", id="search-query"
            )
            with Horizontal(id="search-found"):
                yield PassageList(id="search-list")
                yield PassageDetail(id="search-detail")
        yield StatusLine()
        yield KeyBar(Place.SEARCH)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search after a pause."""
        event.stop()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._search)

    def _search(self) -> None:
        desk, query = self.desk, self.query_one(ChineseInput).value.strip()
        if query:
            self.start_job("search", lambda: desk.search.find(query, limit=_LIMIT), self._show, self._refused)
        else:
            self.drop_jobs("search")
            self.query_one(PassageList).show(())
            self.query_one(PassageDetail).show(None)
            self.query_one(StatusLine).say("")

    def _show(self, result: SearchResult) -> None:
        self.query_one(PassageList).show(result.hits)
        if not result.hits:
            self.query_one(PassageDetail).show(None)
        hint = f"，要找的是“{result.suggestion}”吗" if result.suggestion else ""
        found = (
            f"检索到 {result.total} 处，用时 {result.took_ms:.0f} 毫秒"
            if result.total
            else f"没有检索到{hint or '，换个说法、少写几个字再试'}"
        )
        self.query_one(StatusLine).say(found if not result.away else f"{found}。只找了本机的：{result.away}")

    def _refused(self, error: Exception) -> None:
        from wengao.errors import WengaoError

        if isinstance(error, WengaoError):
            self.query_one(StatusLine).say(str(error))
        else:
            self.tell_failure(error)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the list."""
        event.stop()
        if self.query_one(PassageList).option_count:
            self.query_one(PassageList).focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The highlighted passage is shown in full."""
        event.stop()
        self.query_one(PassageDetail).show(self.query_one(PassageList).hit)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click in the list."""
        event.stop()
        self.action_source()

    def action_source(self) -> None:
        """The highlighted passage in its document."""
        show_source(self, self.desk, self.query_one(PassageList).hit)

    def action_copy(self) -> None:
        """The highlighted passage to the clipboard, with the fonts of its genre's layout."""
        copy_passage(self, self.desk, self.query_one(PassageList).hit)

    def say(self, message: str) -> None:
        """Say what has just happened."""
        self.query_one(StatusLine).say(message)

    def action_back(self) -> None:
        """Back to where the drafter came from."""
        self.dismiss(None)

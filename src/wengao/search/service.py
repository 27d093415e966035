"""Search as the desk uses it: a query in, ranked passages out.

Light to import: Whoosh and the segmenter are loaded with the first index or query that needs them.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING

from wengao.errors import UnknownNameError, UsageError, WorkspaceError
from wengao.search.analysis import Analyser, searchable_characters
from wengao.search.collapsing import collapse
from wengao.search.damage import DamagedIndexError
from wengao.search.engine import EngineRequest
from wengao.search.highlighting import highlights
from wengao.search.index_folder import PATIENCE, IndexFolder
from wengao.search.query import Query, parse_query
from wengao.search.ranking import SearchContext, rank
from wengao.search.results import SearchHit, SearchResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import TypeVar

    from wengao.corpus.models import Document
    from wengao.search.collapsing import CollapsedHit
    from wengao.search.engine import EngineAnswer
    from wengao.search.passage_source import PassageSource, Progress
    from wengao.search.query import Years

    AnswerT = TypeVar("AnswerT")

__all__ = ["PassageSearch", "SearchContext", "SearchHit", "SearchResult", "request_for"]

DEFAULT_LIMIT = 20
_CANDIDATES = 150
_CANDIDATES_PER_HIT = 5


class PassageSearch:
    """Search over the passages of a library, with an index in `index_folder`.

    The folder is made where it is missing, for the user alone. terms: words for the analyser; the official terms where
    not given. patience: seconds to wait for another writer. today: the clock that passages age by.

    Threads: `search` and `synchronise` may be called from any thread, also at once, as far as the library may; a
    search never waits for a `synchronise`, in this process or another.
    """

    def __init__(
        self,
        library: PassageSource,
        index_folder: Path,
        *,
        terms: Iterable[str] | None = None,
        patience: float = PATIENCE,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._library = library
        self._analyser = Analyser(index_folder, terms)
        self._index = IndexFolder(index_folder, self._analyser, patience=patience)
        self._today = today

    def close(self) -> None:
        """Let go of the index's files; the next search opens them again."""
        self._index.close()

    def synchronise(self, progress: Progress | None = None) -> None:
        """Bring the index up to the library; a missing, outdated or damaged index is built anew.

        Raises WorkspaceBusyError while another process writes the index, WorkspaceError where it cannot be written.
        """
        self._index.synchronise(self._library, progress)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Build the index anew from the library, whatever state it is in. Raises as `synchronise` does."""
        self._index.rebuild(self._library, progress)

    def search(
        self,
        text: str,
        *,
        role: str | None = None,
        genre: str | None = None,
        kind: str | None = None,
        year: Years | None = None,
        limit: int = DEFAULT_LIMIT,
        context: SearchContext | None = None,
    ) -> SearchResult:
        """The passages that answer a query, best first; with filters alone, those that meet them, newest first.

        text: see search.query. role, kind: ids. genre: Chinese name. year: first and last, None for an open end.
        What the text itself says of role, genre, kind or year stands over these. limit: how many hits at most.
        context: what the drafter is writing.

        Raises UsageError for a mistake in the query, UnknownNameError for an unknown name, WorkspaceError where the
        index can neither be read nor built.
        """
        started = perf_counter()
        context = context or SearchContext()
        query = parse_query(text).within(role=role, genre=genre, kind=kind, years=year)
        if query.empty:
            raise UsageError("没有写要找什么", "请写出要找的词，或选定角色、文种、形、年份")
        self._check_organs(query)
        wanted = max(_CANDIDATES, _CANDIDATES_PER_HIT * limit) + len(context.left_out)
        answer = self._answer(request_for(query, wanted))
        hits = self._hits(answer, query, context, limit)
        suggestion = "" if hits else self._suggestion(text, query)
        return SearchResult(text, answer.total, (perf_counter() - started) * 1000, hits, suggestion)

    def _hits(
        self, answer: EngineAnswer, query: Query, context: SearchContext, limit: int
    ) -> tuple[SearchHit, ...]:
        asked = (*query.phrases, *query.words)
        open_to = [hit for hit in answer.hits if hit.passage.id not in context.left_out]
        ranked = rank(open_to, asked, context, self._today().year)
        marked = (*asked, *query.openings)
        documents = {document.id: document for document in self._library.documents()}
        found = (one for one in collapse(ranked) if one.ranked.hit.passage.document_id in documents)
        return tuple(
            self._hit(one, documents[one.ranked.hit.passage.document_id], marked)
            for one in islice(found, limit)
        )

    def _hit(self, collapsed: CollapsedHit, document: Document, marked: tuple[str, ...]) -> SearchHit:
        ranked = collapsed.ranked
        passage = ranked.hit.passage
        places = highlights(passage.text, marked, self._analyser)
        return SearchHit(passage, document, ranked.score, places, collapsed.duplicates, ranked.why)

    def _answer(self, request: EngineRequest) -> EngineAnswer:
        return self._from_index(partial(self._index.query, request))

    def _from_index(self, read: Callable[[], AnswerT]) -> AnswerT:
        """What `read` says; the index is built anew where it cannot be read."""
        try:
            return read()
        except DamagedIndexError:
            self._index.close()
        try:
            # Another process may have put a new index in the place of the one that was open.
            return read()
        except DamagedIndexError:
            self._index.rebuild(self._library)
        try:
            return read()
        except DamagedIndexError as error:
            raise WorkspaceError(
                f"检索索引重建后仍读不了：{error.message}", "请运行 wengao doctor"
            ) from error

    def _check_organs(self, query: Query) -> None:
        if not query.organs:
            return
        known = self._from_index(self._index.organs)
        for organ in query.organs:
            if not any(organ in one for one in known):
                raise UnknownNameError("单位", organ, known)

    def _suggestion(self, text: str, query: Query) -> str:
        """The first looser query that finds something: without filters, then without quotes as well."""
        bare = query.without_filters()
        for looser in (bare, bare.without_quotes()):
            words = str(looser)
            if words != text.strip() and not looser.empty and self._answer(request_for(looser, 1)).total:
                return words
        return ""


def request_for(query: Query, limit: int) -> EngineRequest:
    """What the engine is asked for a query; a lone character is looked for as written, it makes no pair."""
    lone = tuple(text for text in query.words if len(searchable_characters(text)) == 1)
    return EngineRequest(
        words=(*query.words, *query.phrases),
        phrases=(*query.phrases, *(lone if len(query.words) == 1 else ())),
        excluded=query.excluded,
        titles=query.titles,
        openings=query.openings,
        roles=query.roles,
        genres=query.genres,
        kinds=query.kinds,
        organs=query.organs,
        shapes=query.shapes,
        years=query.years,
        limit=limit,
    )

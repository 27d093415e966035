"""Search as the desk uses it: a query in, ranked passages out.

Light to import: Whoosh and the segmenter are loaded with the first index or query that needs them.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING

from wengao.errors import EngineUnavailableError, UsageError, WorkspaceError
from wengao.search.analysis import Analyser
from wengao.search.answering import Answering
from wengao.search.damage import DamagedIndexError
from wengao.search.facts import code_of
from wengao.search.index_folder import PATIENCE, IndexFolder
from wengao.search.joined import JoinedDocuments, JoinedEngine
from wengao.search.query import parse_query
from wengao.search.ranking import WEIGHTS, SearchContext, Weights
from wengao.search.results import SearchHit, SearchResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from typing import TypeVar

    from wengao.reading.models import Document, Passage
    from wengao.search.engine import ReadingEngine
    from wengao.search.joined import SharedEngine
    from wengao.search.passage_source import PassageSource, Progress
    from wengao.search.query import Years

    AnswerT = TypeVar("AnswerT")

__all__ = ["PassageSearch", "SearchContext", "SearchHit", "SearchResult"]

DEFAULT_LIMIT = 20


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
        weights: Weights = WEIGHTS,
    ) -> None:
        self._library = library
        self._analyser = Analyser(index_folder, terms)
        self._index = IndexFolder(index_folder, self._analyser, patience=patience, weights=weights)
        self._shared: SharedEngine | None = None
        self._documents = _Documents()
        self._today = today
        self._weights = weights

    def over(self, library: PassageSource, shared: SharedEngine | None = None) -> PassageSearch:
        """The same search, its index left open, over another connection to the same library.

        shared: an engine that is asked beside the own index, see search.joined.
        """
        other = copy(self)
        other._library, other._shared = library, shared  # noqa: SLF001 - a copy of its own
        return other

    @property
    def is_shared(self) -> bool:
        """Whether another engine is asked beside the own index."""
        return self._shared is not None

    def documents(self) -> Mapping[int, Document]:
        """The library's own documents by code, without their text; read anew only when the library has changed."""
        return self._documents.of(self._library)

    def has_terms(self, terms: Iterable[str]) -> bool:
        """Whether these are the words that the analyser was given."""
        return self._analyser.has_terms(terms)

    def close(self) -> None:
        """Let go of the index's files; the next search opens them again."""
        self._index.close()

    def synchronise(self, progress: Progress | None = None, jobs: int | None = None) -> None:
        """Bring the index up to the library; a missing, outdated or damaged index is built anew.

        jobs: how many processes may build it, None for two where that pays.
        Raises WorkspaceBusyError while another process writes the index, WorkspaceError where it cannot be written.
        """
        self._index.synchronise(self._library, progress, jobs)

    def rebuild(self, progress: Progress | None = None, jobs: int | None = None) -> None:
        """Build the index anew from the library, whatever state it is in. Raises as `synchronise` does."""
        self._index.rebuild(self._library, progress, jobs)

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
        plain: bool = False,
    ) -> SearchResult:
        """The passages that answer a query, best first; with filters alone, those that meet them, newest first.

        text: see search.query. role, kind: ids. genre: Chinese name. year: first and last, None for an open end.
        What the text itself says of role, genre, kind or year stands over these. limit: how many hits at most.
        context: what the drafter is writing. plain: whether cue words (结尾, 案例) and short forms (双碳) are but words, see
        search.understanding. Where nothing is found and the words are Latin letters, they are tried
        as pinyin, in full or by initials.

        Raises UsageError for a mistake in the query, UnknownNameError for an unknown name, WorkspaceError where the
        index can neither be read nor built.
        """
        started = perf_counter()
        query = parse_query(text).within(role=role, genre=genre, kind=kind, years=year)
        if query.empty:
            raise UsageError("没有写要找什么", "请写出要找的词，或选定角色、文种、形、年份")
        answering = self._answering(context)
        found = self._found(lambda engine: answering.search(engine, text, query, limit, plain=plain))
        return replace(found, took_ms=(perf_counter() - started) * 1000)

    def like(
        self, passage: Passage, *, limit: int = DEFAULT_LIMIT, context: SearchContext | None = None
    ) -> SearchResult:
        """Passages that say much the same as `passage` (更多类似), best first; itself and what overlaps it left out.

        Raises WorkspaceError where the index can neither be read nor built.
        """
        started = perf_counter()
        answering = self._answering(context)
        found = self._found(lambda engine: answering.like(engine, passage, limit))
        return replace(found, took_ms=(perf_counter() - started) * 1000)

    def _answering(self, context: SearchContext | None) -> Answering:
        own = self.documents()
        return Answering(
            self._library,
            own if self._shared is None else JoinedDocuments(own, self._shared),
            self._analyser,
            self._weights,
            context or SearchContext(),
            self._today().year,
            self._shared_names,
        )

    def _shared_names(self, field: str) -> tuple[str, ...]:
        """The organs, speakers or levels that the shared engine knows; none where it does not answer."""
        if self._shared is None:
            return ()
        try:
            return self._shared.names(field)
        except EngineUnavailableError:
            return ()

    def _found(self, search: Callable[[ReadingEngine], SearchResult]) -> SearchResult:
        """What a search finds in the index, and in the shared engine where there is one and it answers."""
        shared = self._shared
        if shared is None:
            return self._read(search)

        def joined(engine: ReadingEngine) -> SearchResult:
            both = JoinedEngine(engine, shared)
            found = search(both)
            return replace(found, away=both.away)

        return self._read(joined)

    def _read(self, read: Callable[[ReadingEngine], AnswerT]) -> AnswerT:
        """What `read` makes of the index, which is built anew where it cannot be read."""
        try:
            return self._index.read(read)
        except DamagedIndexError:
            self._index.close()
        try:
            # Another process may have put a new index in the place of the one that was open.
            return self._index.read(read)
        except DamagedIndexError:
            self._index.rebuild(self._library)
        try:
            return self._index.read(read)
        except DamagedIndexError as error:
            raise WorkspaceError(
                f"检索索引重建后仍读不了：{error.message}", "请运行 wengao doctor"
            ) from error


class _Documents:
    """The library's documents by code, read again when the library has changed."""

    def __init__(self) -> None:
        self._known: tuple[tuple[str, int], dict[int, Document]] | None = None

    def of(self, library: PassageSource) -> Mapping[int, Document]:
        state = (library.identity, library.generation)
        known = self._known
        if known is None or known[0] != state:
            known = (state, {code_of(document.id): document for document in library.documents()})
            self._known = known
        return known[1]

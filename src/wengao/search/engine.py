"""The boundary between wengao and what keeps the index (检索引擎).

An engine takes passages, forgets them by document, and answers requests with candidates and their text scores. It
knows nothing of the query language, of the ranking factors or of what a drafter sees: those stand above it, so that
another engine (a server that an office shares) can stand behind the same boundary.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wengao.corpus.models import Document, Passage
    from wengao.search.collapsing import Sketch

    DocumentPassages = tuple[Document, Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class EngineRequest:
    """What an engine is asked for. Passages that match none of the words are left out where there are words.

    words: texts whose words and character pairs are scored; any of them makes a match.
    phrases: texts that must all stand in the passage as written, marks and width of letters aside.
    excluded: texts that must not stand in the passage.
    titles: texts that must all stand in the document's title or in the headings over the passage.
    openings: the passage begins with one of these texts, its 一是 left out.
    roles, genres, kinds: role ids, genre names, kind ids. organs: parts of the organ's name.
    shapes: heading shapes such as 4+4. Each list that is not empty must be met by one of its values.
    years: first and last year, None for an open end; None where the year does not matter.
    limit: how many candidates are wanted at most.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    years: tuple[int | None, int | None] | None = None
    limit: int = 150


@dataclass(frozen=True, slots=True)
class EngineHit:
    """A candidate.

    score: BM25 of the words over text, headings and title; 0 where the request has no words.
    genre, year: of the passage's document. sketch: see collapsing.sketch_of.
    """

    passage: Passage
    score: float
    genre: str
    year: int | None
    sketch: Sketch


@dataclass(frozen=True, slots=True)
class EngineAnswer:
    """Candidates, best first (newest first where the request has no words), and how many passages match in all."""

    total: int
    hits: tuple[EngineHit, ...]


class SearchEngine(Protocol):
    """What wengao needs from an engine."""

    def add(self, documents: Iterable[DocumentPassages]) -> None:
        """Take documents with their passages; one that is there already is replaced. Seen at once or not at all."""

    def remove(self, document_ids: Iterable[str]) -> None:
        """Forget the passages of these documents; ids that are not there are passed over."""

    def query(self, request: EngineRequest) -> EngineAnswer:
        """The candidates for a request."""

    def organs(self) -> tuple[str, ...]:
        """The organs of the documents that are held."""

    @property
    def count(self) -> int:
        """How many passages are held."""

    @property
    def generation(self) -> int:
        """A number that grows with each change of what is held."""

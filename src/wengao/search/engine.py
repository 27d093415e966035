"""The boundary between wengao and what keeps the index (检索引擎).

An engine takes passages, forgets them by document, and answers requests with candidates: their text scores and their
facts, weighed so far as facts alone can tell. It knows nothing of the query language or of what a drafter sees: those
stand above it, so that another engine (a server that an office shares) can stand behind the same boundary.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wengao.reading.models import Document, Passage
    from wengao.search.facts import Facts

    DocumentPassages = tuple[Document, Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class Factors:
    """What a passage's text score is multiplied by on the ground of its facts.

    roles, genres, kinds, starred: by code (facts.code_of) of role, genre, kind and passage; what is not listed counts one.
    opening: for what stands among the first paragraphs of its document, see facts.OPENING_PARAGRAPHS.
    half_lives, oldest, year: recency: years by code of the kind after which half of the loss down to `oldest` has
    come, counted back from `year`; a kind that is not listed does not age.
    exact: where all that was asked for stands in the passage word for word; a part of it earns its share.
    """

    roles: Mapping[int, float] = field(default_factory=dict)
    genres: Mapping[int, float] = field(default_factory=dict)
    kinds: Mapping[int, float] = field(default_factory=dict)
    opening: float = 1.0
    starred: Mapping[int, float] = field(default_factory=dict)
    half_lives: Mapping[int, float] = field(default_factory=dict)
    oldest: float = 1.0
    year: int = 0
    exact: float = 1.0


@dataclass(frozen=True, slots=True)
class EngineRequest:
    """What an engine is asked for. Passages that match none of the words are left out where there are words.

    words: texts whose words and character pairs are scored; any of them makes a match.
    added: texts that are scored beside the words, each with the weight of its score; they make a match as well.
    hoped: texts that are scored so as well where something else makes the match.
    titled: whether words in the document's title make a match and count in full.
    asked: texts whose standing word for word in a passage counts (Factors.exact).
    phrases: texts that must all stand in the passage as written, marks and width of letters aside.
    excluded: texts that must not stand in the passage.
    titles: texts that must all stand in the document's title or in the headings over the passage.
    openings: the passage begins with one of these texts, its 一是 left out.
    facts: by the name of a coded column of Facts the values of which one is met: role and kind ids, genres, organs,
    speakers, levels, heading shapes such as 4+4; an empty list is met by no passage.
    years: first and last year, None for an open end; None where the year does not matter.
    limit: how many candidates are wanted at most.
    """

    words: tuple[str, ...] = ()
    added: tuple[tuple[str, float], ...] = ()
    hoped: tuple[tuple[str, float], ...] = ()
    titled: bool = False
    asked: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    facts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    years: tuple[int | None, int | None] | None = None
    factors: Factors = Factors()
    limit: int = 150


@dataclass(frozen=True, slots=True)
class EngineHit:
    """A candidate.

    number: by which the engine gives its passage, as long as the engine's generation stays.
    score: BM25 of the words over text, headings and title; 0 where the request has no words.
    exact: the share of what was asked for whose character pairs all stand in the passage, by length, at most one.
    """

    number: int
    score: float
    facts: Facts
    exact: float = 0.0


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

    def passage(self, hit: EngineHit) -> Passage:
        """The passage of a candidate."""

    def words(self) -> Mapping[str, int]:
        """The words that are held, with the number of passages each stands in."""

    def holding(self, text: str) -> int:
        """How many passages hold the rarest character pairs of a text: as many as hold it as written, or a few more."""

    @property
    def count(self) -> int:
        """How many passages are held."""

    @property
    def generation(self) -> int:
        """A number that grows with each change of what is held."""

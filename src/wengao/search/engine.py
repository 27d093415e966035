"""The boundary between wengao and what keeps the index (检索引擎).

An engine takes passages, forgets them by document, and answers requests with candidates: their text scores and their
facts, weighed so far as facts alone can tell. It knows nothing of the query language or of what a drafter sees: those
stand above it, so that another engine (a server that an office shares) can stand behind the same boundary.

Where many share an engine, each document carries a label (单位, 密级), and everything that is read can be limited to
what somebody may see. Whoever reads for one person reads through a LimitedEngine, which forgets no limit.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import exp2
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from wengao.search.facts import OPENING_PARAGRAPHS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from wengao.reading.models import Document, Passage
    from wengao.search.facts import Facts, Label

    DocumentPassages = tuple[Document, Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class SeenBy:
    """What somebody may see: documents whose unit and whose secrecy are both listed.

    The engine knows no order of secrecies: whoever may see 秘密 and 内部 has both in the list. What carries no label is
    seen where "" is listed.
    """

    units: frozenset[str]
    secrecies: frozenset[str]

    @property
    def conditions(self) -> dict[str, tuple[str, ...]]:
        """The limit as conditions on facts, see EngineRequest.facts."""
        return {"unit": tuple(sorted(self.units)), "secrecy": tuple(sorted(self.secrecies))}


NO_LABELS: Mapping[str, Label] = MappingProxyType({})


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

    def limited_to(self, seen_by: SeenBy | None) -> EngineRequest:
        """The request with the limit among its conditions; conditions of its own on unit and secrecy cannot widen it."""
        if seen_by is None:
            return self
        limits = {
            name: tuple(value for value in allowed if value in self.facts.get(name, allowed))
            for name, allowed in seen_by.conditions.items()
        }
        return replace(self, facts={**self.facts, **limits})


@dataclass(frozen=True, slots=True)
class EngineHit:
    """A candidate.

    key: by which the engine gives its passage; what it is made of is the engine's own affair.
    score: BM25 of the words over text, headings and title; 0 where the request has no words.
    exact: the share of what was asked for whose character pairs all stand in the passage, by length, at most one.
    """

    key: str
    score: float
    facts: Facts
    exact: float = 0.0


@dataclass(frozen=True, slots=True)
class EngineAnswer:
    """Candidates, best first (newest first where the request has no words), and how many passages match in all.

    answered: the share of what is held that was looked through; less than one where a part of the engine did not answer.
    """

    total: int
    hits: tuple[EngineHit, ...]
    answered: float = 1.0


class ReadingEngine(Protocol):
    """What is read of an engine. Every method may raise errors.EngineUnavailableError."""

    def query(self, request: EngineRequest) -> EngineAnswer:
        """The candidates for a request."""

    def passages(self, keys: Collection[str]) -> Mapping[str, Passage]:
        """The passages of candidates by key, all in one call. Those that are no longer there are left out."""

    def frequencies(self, words: Collection[str]) -> Mapping[str, int]:
        """In how many passages each of these words stands, by the analyser's cut; words that stand in none are left out."""

    def sounding(self, spellings: Collection[str], *, initials: bool = False) -> Mapping[str, str]:
        """The commonest Chinese word of two characters or more that is typed so in pinyin, for each that has one.

        initials: whether the spellings are initials (zrlt) rather than whole syllables (zerenliantiao).
        """

    def holding(self, text: str) -> int:
        """How many passages hold the rarest character pairs of a text: as many as hold it as written, or a few more."""

    def count(self) -> int:
        """How many passages are held."""

    @property
    def generation(self) -> int:
        """A number that grows with each change of what is held."""


class SearchEngine(Protocol):
    """What wengao needs from an engine.

    seen_by: what may be seen of what is held, None for all; what may not be seen is neither found nor counted, and its
    key gives nothing, as if it were not there. Otherwise the methods are those of ReadingEngine.
    """

    def add(self, documents: Iterable[DocumentPassages], labels: Mapping[str, Label] = NO_LABELS) -> None:
        """Take documents with their passages; one that is there already is replaced. Seen at once or not at all.

        labels: by document id; a document that is not listed carries none.
        """

    def remove(self, document_ids: Iterable[str]) -> None:
        """Forget the passages of these documents; ids that are not there are passed over."""

    def query(self, request: EngineRequest, *, seen_by: SeenBy | None = None) -> EngineAnswer:
        """See ReadingEngine."""

    def passages(self, keys: Collection[str], *, seen_by: SeenBy | None = None) -> Mapping[str, Passage]:
        """See ReadingEngine."""

    def frequencies(self, words: Collection[str], *, seen_by: SeenBy | None = None) -> Mapping[str, int]:
        """See ReadingEngine."""

    def sounding(
        self, spellings: Collection[str], *, initials: bool = False, seen_by: SeenBy | None = None
    ) -> Mapping[str, str]:
        """See ReadingEngine."""

    def holding(self, text: str, *, seen_by: SeenBy | None = None) -> int:
        """See ReadingEngine."""

    def count(self, *, seen_by: SeenBy | None = None) -> int:
        """See ReadingEngine."""

    @property
    def generation(self) -> int:
        """See ReadingEngine."""


class LimitedEngine:
    """A ReadingEngine over what somebody may see of an engine."""

    def __init__(self, engine: SearchEngine, seen_by: SeenBy) -> None:
        self._engine = engine
        self._seen_by = seen_by

    def query(self, request: EngineRequest) -> EngineAnswer:
        """See ReadingEngine."""
        return self._engine.query(request, seen_by=self._seen_by)

    def passages(self, keys: Collection[str]) -> Mapping[str, Passage]:
        """See ReadingEngine."""
        return self._engine.passages(keys, seen_by=self._seen_by)

    def frequencies(self, words: Collection[str]) -> Mapping[str, int]:
        """See ReadingEngine."""
        return self._engine.frequencies(words, seen_by=self._seen_by)

    def sounding(self, spellings: Collection[str], *, initials: bool = False) -> Mapping[str, str]:
        """See ReadingEngine."""
        return self._engine.sounding(spellings, initials=initials, seen_by=self._seen_by)

    def holding(self, text: str) -> int:
        """See ReadingEngine."""
        return self._engine.holding(text, seen_by=self._seen_by)

    def count(self) -> int:
        """See ReadingEngine."""
        return self._engine.count(seen_by=self._seen_by)

    @property
    def generation(self) -> int:
        """See ReadingEngine."""
        return self._engine.generation


def weigh(facts: Facts, factors: Factors) -> dict[str, float]:
    """The factors of a passage by name; their product is its weight. `exact` is not among them."""
    return {
        "role": factors.roles.get(facts.role, 1.0),
        "genre": factors.genres.get(facts.genre, 1.0),
        "kind": factors.kinds.get(facts.kind, 1.0),
        "opening": factors.opening if facts.paragraph < OPENING_PARAGRAPHS else 1.0,
        "recency": recency(facts, factors),
        "starred": factors.starred.get(facts.passage, 1.0),
    }


def recency(facts: Facts, factors: Factors) -> float:
    """Falls from one towards `oldest`; a passage without a date counts as one half-life old."""
    half_life = factors.half_lives.get(facts.kind)
    if half_life is None:
        return 1.0
    age = max(0, factors.year - facts.year) if facts.year else half_life
    return factors.oldest + (1.0 - factors.oldest) * exp2(-age / half_life)

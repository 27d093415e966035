"""Collapsing (合并): one hit for what is said twice, and one for a paragraph and its own sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wengao.search.facts import code_of
from wengao.search.likeness import lengths_alike, pairs_alike, pairs_of
from wengao.search.ranking import WEIGHTS, Weights, with_factor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wengao.search.engine import EngineHit
    from wengao.search.facts import Facts
    from wengao.search.ranking import RankedHit

_SKETCH_SHARED = 3


@dataclass(frozen=True, slots=True)
class CollapsedHit:
    """A hit that stands for others; duplicates is how many near-duplicates of it were left out."""

    ranked: RankedHit
    duplicates: int


def collapse(
    ranked: Iterable[RankedHit], text_of: Callable[[EngineHit], str], enough: int
) -> list[CollapsedHit]:
    """The first `enough` hits, best first, each near-duplicate folded into the best of its like.

    Of passages that overlap in one paragraph only the best is left; the others are no duplicates and do not count.
    text_of: gives a hit's text, which is asked for only where the sketches leave a doubt, and no more after `enough`.
    """
    kept = _Kept(text_of, enough)
    for one in apart(ranked):
        kept.take(one)
    return [CollapsedHit(one, count) for one, count in zip(kept.hits, kept.duplicates, strict=True)]


def apart(ranked: Iterable[RankedHit]) -> Iterator[RankedHit]:
    """The hits without those that overlap a better one in its paragraph."""
    seen: dict[tuple[int, int], list[Facts]] = defaultdict(list)
    for one in ranked:
        facts = one.hit.facts
        neighbours = seen[facts.document, facts.paragraph]
        if not any(facts.overlaps(other) for other in neighbours):
            neighbours.append(facts)
            yield one


def spread(hits: Iterable[CollapsedHit], count: int, weights: Weights = WEIGHTS) -> list[CollapsedHit]:
    """The best `count` hits, each one counting less for every better one of its document."""
    left = list(hits)
    taken: Counter[int] = Counter()
    chosen: list[CollapsedHit] = []
    while left and len(chosen) < count:
        factors = [weights.spread(taken[_document(one)]) for one in left]
        place = max(range(len(left)), key=lambda at: left[at].ranked.score * factors[at])
        best = left.pop(place)
        taken[_document(best)] += 1
        chosen.append(replace(best, ranked=with_factor(best.ranked, "spread", factors[place])))
    return chosen


_STATUTES = code_of("规章制度")


def _told_apart(one: Facts, other: Facts) -> bool:
    """Whether two passages are no twins, whatever they say: what another statute rules is another rule."""
    return one.document != other.document and one.genre == other.genre == _STATUTES


def _document(one: CollapsedHit) -> int:
    return one.ranked.hit.facts.document


class _Kept:
    """The hits that stay, looked up by a sketch: near-duplicates share some of their smallest hashes."""

    def __init__(self, text_of: Callable[[EngineHit], str], enough: int) -> None:
        self.hits: list[RankedHit] = []
        self.duplicates: list[int] = []
        self._text_of = text_of
        self._enough = enough
        self._by_hash: dict[int, list[int]] = {}
        self._pairs: dict[str, frozenset[str]] = {}

    def take(self, one: RankedHit) -> None:
        sketch = one.hit.facts.sketch
        shared: dict[int, int] = {}
        for value in sketch:
            for index in self._by_hash.get(value, ()):
                shared[index] = shared.get(index, 0) + 1
        least = min(_SKETCH_SHARED, len(sketch))
        for index, count in shared.items():
            if count >= least and self._alike(one.hit, self.hits[index].hit):
                self.duplicates[index] += 1
                return
        if len(self.hits) == self._enough:
            return
        for value in sketch:
            self._by_hash.setdefault(value, []).append(len(self.hits))
        self.hits.append(one)
        self.duplicates.append(0)

    def _alike(self, one: EngineHit, other: EngineHit) -> bool:
        if not lengths_alike(one.facts.length, other.facts.length) or _told_apart(one.facts, other.facts):
            return False
        if one.facts.sketch == other.facts.sketch:
            return True
        if len(self.hits) == self._enough:
            return False
        return pairs_alike(self._pairs_of(one), self._pairs_of(other))

    def _pairs_of(self, hit: EngineHit) -> frozenset[str]:
        if hit.key not in self._pairs:
            self._pairs[hit.key] = pairs_of(self._text_of(hit))
        return self._pairs[hit.key]

"""Collapsing (合并): one hit for what is said twice, and one for a paragraph and its own sentences."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from wengao.search.analysis import bigrams, searchable_characters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wengao.search.engine import EngineHit
    from wengao.search.facts import Facts
    from wengao.search.ranking import RankedHit

NEAR_DUPLICATE = 0.8
"""Share of common character pairs (Jaccard) from which two passages count as one."""

SKETCH_SIZE = 8
"""How many hashes a sketch has at most."""

_SHINGLE, _SKETCH_SHARED = 4, 3

_MARKS_ALLOWED = 0.8
"""How much the share of marks and spaces, which do not count, may shorten a text against its near-duplicate."""

Sketch = tuple[int, ...]
"""The smallest hashes of a text's runs of four characters: near-duplicates share some, other texts hardly ever."""


@dataclass(frozen=True, slots=True)
class CollapsedHit:
    """A hit that stands for others; duplicates is how many near-duplicates of it were left out."""

    ranked: RankedHit
    duplicates: int


def sketch_of(text: str) -> Sketch:
    """The sketch of a text, the same in every process; marks, spaces and width of letters do not count."""
    encoded = searchable_characters(text).encode("utf-32-le")
    width = 4 * _SHINGLE
    last = max(len(encoded) - width, 0)
    hashes = {crc32(encoded[start : start + width]) for start in range(0, last + 1, 4)}
    return tuple(sorted(hashes)[:SKETCH_SIZE])


def collapse(
    ranked: Sequence[RankedHit], text_of: Callable[[EngineHit], str], enough: int
) -> list[CollapsedHit]:
    """The first `enough` hits, best first, each near-duplicate folded into the best of its like.

    Of passages that overlap in one paragraph only the best is left; the others are no duplicates and do not count.
    text_of: gives a hit's text, which is asked for only where the sketches leave a doubt, and no more after `enough`.
    """
    seen: dict[tuple[int, int], list[Facts]] = defaultdict(list)
    kept = _Kept(text_of, enough)
    for one in ranked:
        facts = one.hit.facts
        neighbours = seen[facts.document, facts.paragraph]
        if any(facts.overlaps(other) for other in neighbours):
            continue
        neighbours.append(facts)
        kept.take(one)
    return [CollapsedHit(one, count) for one, count in zip(kept.hits, kept.duplicates, strict=True)]


class _Kept:
    """The hits that stay, looked up by a sketch: near-duplicates share some of their smallest hashes."""

    def __init__(self, text_of: Callable[[EngineHit], str], enough: int) -> None:
        self.hits: list[RankedHit] = []
        self.duplicates: list[int] = []
        self._text_of = text_of
        self._enough = enough
        self._by_hash: dict[int, list[int]] = {}
        self._pairs: dict[int, frozenset[str]] = {}

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
        if not _lengths_alike(one.facts.length, other.facts.length):
            return False
        if one.facts.sketch == other.facts.sketch:
            return True
        if len(self.hits) == self._enough:
            return False
        return _pairs_alike(self._pairs_of(one), self._pairs_of(other))

    def _pairs_of(self, hit: EngineHit) -> frozenset[str]:
        if hit.number not in self._pairs:
            self._pairs[hit.number] = _pairs(self._text_of(hit))
        return self._pairs[hit.number]


def near_duplicates(one: str, other: str) -> bool:
    """Whether two texts have so many character pairs in common that one will do for both."""
    return _lengths_alike(len(one), len(other)) and _pairs_alike(_pairs(one), _pairs(other))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(bigrams(searchable_characters(text)))


def _pairs_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    common = len(one & other)
    return common >= NEAR_DUPLICATE * (len(one) + len(other) - common)


def _lengths_alike(one: int, other: int) -> bool:
    shorter, longer = sorted((one, other))
    return shorter >= NEAR_DUPLICATE * longer * _MARKS_ALLOWED

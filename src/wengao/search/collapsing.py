"""Collapsing (合并): one hit for what is said twice, and one for a paragraph and its own sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from wengao.search.analysis import bigrams, searchable_characters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.corpus.models import Passage
    from wengao.search.ranking import RankedHit

NEAR_DUPLICATE = 0.8
"""Share of common character pairs (Jaccard) from which two passages count as one."""

_SHINGLE, _SKETCH_SIZE, _SKETCH_SHARED = 4, 8, 3

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
    return tuple(sorted(hashes)[:_SKETCH_SIZE])


def overlap(one: Passage, other: Passage) -> bool:
    """Whether two passages share some characters of one paragraph of one document."""
    same = (one.document_id, one.paragraph) == (other.document_id, other.paragraph)
    return same and one.start < other.end and other.start < one.end


def collapse(ranked: Sequence[RankedHit]) -> list[CollapsedHit]:
    """The hits, best first, each near-duplicate folded into the best of its like.

    Of passages that overlap in one paragraph only the best is left; the others are no duplicates and do not count.
    """
    seen: dict[tuple[str, int], list[Passage]] = defaultdict(list)
    kept = _Kept()
    for one in ranked:
        passage = one.hit.passage
        neighbours = seen[passage.document_id, passage.paragraph]
        if any(overlap(passage, other) for other in neighbours):
            continue
        neighbours.append(passage)
        kept.take(one)
    return [CollapsedHit(one, count) for one, count in zip(kept.hits, kept.duplicates, strict=True)]


class _Kept:
    """The hits that stay, looked up by a sketch: near-duplicates share some of their smallest hashes."""

    def __init__(self) -> None:
        self.hits: list[RankedHit] = []
        self.duplicates: list[int] = []
        self._by_hash: dict[int, list[int]] = defaultdict(list)

    def take(self, one: RankedHit) -> None:
        sketch, text = one.hit.sketch, one.hit.passage.text
        shared = Counter(index for value in sketch for index in self._by_hash[value])
        for index, count in shared.items():
            if count < min(_SKETCH_SHARED, len(sketch)):
                continue
            if near_duplicates(text, self.hits[index].hit.passage.text):
                self.duplicates[index] += 1
                return
        for value in sketch:
            self._by_hash[value].append(len(self.hits))
        self.hits.append(one)
        self.duplicates.append(0)


def near_duplicates(one: str, other: str) -> bool:
    """Whether two texts have so many character pairs in common that one will do for both."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter < NEAR_DUPLICATE * longer * _MARKS_ALLOWED:
        return False
    pairs, other_pairs = (set(bigrams(searchable_characters(text))) for text in (one, other))
    return len(pairs & other_pairs) >= NEAR_DUPLICATE * (len(pairs | other_pairs) or 1)

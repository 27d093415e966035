"""What two sequences share, in bounded time.

difflib compares each element with all its like, and again for each piece that it finds: lines that are all alike, or a
long text against its revision, take it minutes. It is asked only where that is little; elsewhere the elements that occur
once on both sides, in the same order, are what holds the two together, and what lies between two such is compared by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

ElementT = TypeVar("ElementT", bound="Hashable")

MOST_PAIRS = 100_000
"""Pairs of like elements that difflib may look at; a paragraph of a thousand characters against another has a tenth."""


_MOST_DEPTH = 20
"""How often what lies between two anchors is compared by anchors of its own."""


class Shared(NamedTuple):
    """A run that both sequences have: where it begins in the first and in the second, and how long it is."""

    first: int
    second: int
    size: int


class Change(NamedTuple):
    """What became of first[start:end]: second[other:other_end]. equal: whether nothing did."""

    equal: bool
    start: int
    end: int
    other: int
    other_end: int


def changes_between(first: Sequence[ElementT], second: Sequence[ElementT]) -> list[Change]:
    """The runs that two sequences share and what lies between them, in order, nothing of either left out."""
    changes: list[Change] = []
    place = other = 0
    for run in [*shared_runs_of(first, second), Shared(len(first), len(second), 0)]:
        if place < run.first or other < run.second:
            changes.append(Change(False, place, run.first, other, run.second))
        place, other = run.first + run.size, run.second + run.size
        if run.size:
            changes.append(Change(True, run.first, place, run.second, other))
    return changes


def shared_runs_of(first: Sequence[ElementT], second: Sequence[ElementT]) -> list[Shared]:
    """The runs that two sequences share, in order; neighbours that go on without a gap are one."""
    if _pairs(first, second) <= MOST_PAIRS:
        blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
        return [Shared(block.a, block.b, block.size) for block in blocks if block.size]
    joined: list[Shared] = []
    for run in _Comparison(first, second).runs(0, len(first), 0, len(second)):
        last = joined[-1] if joined else None
        if last and last.first + last.size == run.first and last.second + last.size == run.second:
            joined[-1] = last._replace(size=last.size + run.size)
        else:
            joined.append(run)
    return joined


def likeness(first: str, second: str) -> float:
    """How much of two texts is the same, from 0 to 1; of long ones, how many of their signs."""
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if _pairs(first, second) <= MOST_PAIRS else matcher.quick_ratio()


def _pairs(first: Sequence[ElementT], second: Sequence[ElementT]) -> int:
    others = Counter(second)
    return sum(count * others[element] for element, count in Counter(first).items())


class _Comparison(Generic[ElementT]):
    """Two sequences too like one another, or too long, to be compared at once."""

    def __init__(self, first: Sequence[ElementT], second: Sequence[ElementT]) -> None:
        self._first = first
        self._second = second

    def runs(self, start: int, end: int, other: int, other_end: int, depth: int = 0) -> Iterator[Shared]:
        """The runs shared by first[start:end] and second[other:other_end]: what opens and closes both, and between."""
        first, second = self._first, self._second
        most = min(end - start, other_end - other)
        size = next((n for n in range(most) if first[start + n] != second[other + n]), most)
        tail = next(
            (n for n in range(most - size) if first[end - n - 1] != second[other_end - n - 1]), most - size
        )
        if size:
            yield Shared(start, other, size)
        if size + tail < most and depth < _MOST_DEPTH:
            yield from self._inside(start + size, end - tail, other + size, other_end - tail, depth)
        if tail:
            yield Shared(end - tail, other_end - tail, tail)

    def _inside(self, start: int, end: int, other: int, other_end: int, depth: int) -> Iterator[Shared]:
        here, there = self._first[start:end], self._second[other:other_end]
        if _pairs(here, there) <= MOST_PAIRS:
            for block in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks():
                if block.size:
                    yield Shared(start + block.a, other + block.b, block.size)
            return
        place, other_place = start, other
        anchors = _anchors(here, there)
        for index, other_index in anchors:
            yield from self.runs(place, start + index, other_place, other + other_index, depth + 1)
            yield Shared(start + index, other + other_index, 1)
            place, other_place = start + index + 1, other + other_index + 1
        if anchors:
            yield from self.runs(place, end, other_place, other_end, depth + 1)


def _anchors(first: Sequence[ElementT], second: Sequence[ElementT]) -> list[tuple[int, int]]:
    """Elements that occur once on both sides, as many as keep their order."""
    counts, other_counts = Counter(first), Counter(second)
    places = {element: place for place, element in enumerate(second) if other_counts[element] == 1}
    both = [
        (place, places[element])
        for place, element in enumerate(first)
        if counts[element] == 1 and element in places
    ]
    return _longest_rising(both)


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection of pairs whose second numbers rise; the first rise already."""
    ends: list[int] = []
    ending: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(pairs):
        place = bisect_left(ends, second)
        before.append(ending[place - 1] if place else -1)
        ends[place : place + 1] = [second]
        ending[place : place + 1] = [index]
    chosen: list[tuple[int, int]] = []
    index = ending[-1] if ending else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]

"""A name found in a text, and what is known of names beforehand: the unit's own, the corpus's own, a draft's."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME_KINDS = {
    "date": "日期",
    "year": "年份",
    "figure": "数字",
    "place": "地名",
    "person": "人员",
    "unit": "单位",
    "meeting": "会议",
    "post": "职务",
}
"""The kinds of name by id, with what the drafter reads."""


_FEW = 40
"""So many searches of the whole text cost about as much as one walk over its characters."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text. kind: a key of NAME_KINDS. start, end: character offsets.

    shared: whether it is the same for every speaker, wherever he speaks: 党中央, 教育部, 习近平, 今年, 市委.
    """

    kind: str
    text: str
    start: int
    end: int
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Names that are known to be names: found wherever they stand, whatever their shape."""

    places: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    meetings: frozenset[str] = frozenset()

    def __or__(self, other: Known) -> Known:
        """What is known here or there."""
        return Known(*(getattr(self, each.name) | getattr(other, each.name) for each in fields(self)))


NOTHING_KNOWN = Known()


def known(
    *,
    places: Iterable[str] = (),
    units: Iterable[str] = (),
    people: Iterable[str] = (),
    meetings: Iterable[str] = (),
) -> Known:
    """Known names of these; those of a single character tell nothing and are left out."""
    return Known(
        *(frozenset(name for name in names if len(name) > 1) for names in (places, units, people, meetings))
    )


def occurrences(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where any of `names` stand, as start and end, the longer before the shorter; none overlaps another.

    The text is gone through once, however many names there are.
    """
    openings: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        openings.setdefault(name[:2], []).append(name)
    if not openings:
        return []
    found: list[tuple[int, int]] = []
    starts = (
        sorted(start for opening in openings for start in _all_starts(text, opening))
        if len(openings) < _FEW
        else None
    )
    for start in range(len(text) - 1) if starts is None else starts:
        if found and start < found[-1][1]:
            continue
        for name in openings.get(text[start : start + 2], ()):
            if text.startswith(name, start):
                found.append((start, start + len(name)))
                break
    return found


def _all_starts(text: str, piece: str) -> Iterator[int]:
    start = text.find(piece)
    while start != -1:
        yield start
        start = text.find(piece, start + 1)

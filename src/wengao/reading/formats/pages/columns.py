"""Pages set in columns (分栏): where the gutters are, and the text of the left column before that of the right.

A page has columns only where that is clear: most of its rows of text stop on both sides of one strip and fill what lies
beside it. Tables, centred titles and signatures do not.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FEWEST_ROWS = 6
_FEWEST_ROWS_MORE = 2
_MOST_ACROSS = 0.25
_MIDDLE = (0.28, 0.72)
_GAP = 0.8
"""Characters of the narrowest gutter: Word's own is two, narrow ones have one; within a line set wide two characters stand
at most half of one apart."""
_FULL_WITHIN = 1.6
_FULL_SHARE = 0.6
_ALIGNED_SHARE = 0.5
_SHORTEST_COLUMN = 8.0
_BLANK_ROWS = 3.0


@dataclass(frozen=True, slots=True)
class Cell:
    """What of a line stands between two wide gaps."""

    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A piece of text set on a page, in points from the bottom left corner.

    baseline: height of its baseline. left, right: where it begins and ends. size: of its type. columns: how many
    columns the page has where it stands; left and right are counted as if all of them stood where the first one does.
    cells: of a line, what wide gaps set apart. is_row: it is a row of a table.
    """

    baseline: float
    left: float
    right: float
    size: float
    text: str
    columns: int = 1
    cells: tuple[Cell, ...] = ()
    is_row: bool = False


@dataclass(frozen=True, slots=True)
class _Side:
    """The text of a row on one side of the gutter. width: in characters of its size."""

    left: float
    right: float
    size: float

    @property
    def width(self) -> float:
        """How many characters it has room for."""
        return (self.right - self.left) / max(self.size, 1.0)


@dataclass(frozen=True, slots=True)
class Columns:
    """How a page is set. gutters: between its columns. shifts: how far right of the first one each column begins."""

    gutters: tuple[float, ...]
    shifts: tuple[float, ...]


def columns_of(rows: Sequence[Sequence[Glyphs]], before: Columns | None = None) -> Columns | None:
    """The columns of a page, None where it has one. before: those of the page before, which its last page may go on in.

    rows: each what shares a baseline, from top to bottom.
    """
    gutters = _gutters(rows)
    if gutters:
        return Columns(tuple(gutters), tuple(_shifts([_cut(row, gutters) for row in rows])))
    return before if before is not None and _goes_on(rows, before) else None


def in_reading_order(rows: Sequence[Sequence[Glyphs]], columns: Columns | None) -> list[list[Glyphs]]:
    """The rows of a page from top to bottom, those of several columns cut apart.

    A column comes before the one to the right of it, as far down as nothing is set across both.
    """
    if columns is None:
        return [list(row) for row in rows]
    cuts, shifts = [_cut(row, columns.gutters) for row in rows], columns.shifts
    ordered: list[list[Glyphs]] = []
    waiting: list[list[list[Glyphs]]] = [[] for _ in shifts]
    leading = _leading(rows)
    below = rows[0][0].baseline
    for row, sides in zip(rows, cuts, strict=True):
        if sides is None or below - row[0].baseline > _BLANK_ROWS * leading:
            ordered += [line for column in waiting for line in column]
            waiting = [[] for _ in shifts]
        if sides is None:
            ordered.append(list(row))
        for column, side, shift in zip(waiting, sides or (), shifts, strict=False):
            if side:
                column.append([_in_column(glyph, shift, len(shifts)) for glyph in side])
        below = row[0].baseline
    return ordered + [line for column in waiting for line in column]


def _in_column(glyph: Glyphs, shift: float, columns: int) -> Glyphs:
    return Glyphs(glyph.baseline, glyph.left - shift, glyph.right - shift, glyph.size, glyph.text, columns)


def _shifts(cuts: Sequence[Sequence[Sequence[Glyphs]] | None]) -> list[float]:
    """How far to the right of the first column each of them begins."""
    columns = zip(*(sides for sides in cuts if sides is not None), strict=True)
    edges = [statistics.mode(round(side[0].left) for side in column if side) for column in columns]
    return [float(edge - edges[0]) for edge in edges]


def _leading(rows: Sequence[Sequence[Glyphs]]) -> float:
    """How far apart the rows of the page stand as a rule."""
    apart = [first[0].baseline - second[0].baseline for first, second in pairwise(rows)]
    return statistics.median(apart) if apart else math.inf


def _cut(row: Sequence[Glyphs], gutters: Sequence[float]) -> list[list[Glyphs]] | None:
    """What of a row stands in each column; None where it is set across a gutter."""
    bounds = [float("-inf"), *gutters, float("inf")]
    sides = [
        [glyph for glyph in row if glyph.left >= low and glyph.right <= high]
        for low, high in pairwise(bounds)
    ]
    if sum(map(len, sides)) < len(row):
        return None
    printed = [side for side in sides if side]
    apart = all(
        right[0].left - max(glyph.right for glyph in left) > _GAP * row[0].size
        for left, right in pairwise(printed)
    )
    return sides if apart else None


def _goes_on(rows: Sequence[Sequence[Glyphs]], before: Columns) -> bool:
    """Whether a page too short to show its columns fills the first of those of the page before."""
    cuts = [_cut(row, before.gutters) for row in rows]
    first = [_side(sides[0]) for sides in cuts if sides is not None and sides[0]]
    return (
        len(first) >= _FEWEST_ROWS_MORE and cuts.count(None) <= len(rows) * _MOST_ACROSS and _is_column(first)
    )


def _gutters(rows: Sequence[Sequence[Glyphs]]) -> list[float]:
    """Where the gutters of a page, or of a part of it, are, from left to right; each column may be cut again."""
    place = _gutter_of(rows)
    if place is None:
        return []
    cuts = [sides for row in rows if (sides := _cut(row, [place])) is not None]
    return [
        *_gutters([left for left, _ in cuts if left]), place, *_gutters([right for _, right in cuts if right])
    ]  # fmt: skip


def _gutter_of(rows: Sequence[Sequence[Glyphs]]) -> float | None:
    gaps = list(_gaps_in_the_middle(rows)) if len(rows) >= _FEWEST_ROWS else []
    if len(gaps) < _FEWEST_ROWS:
        return None
    place = _most_covered(gaps)
    cuts = [_cut(row, [place]) for row in rows]
    both = [sides for sides in cuts if sides is not None and all(sides)]
    if len(both) < _FEWEST_ROWS or len(both) <= cuts.count(None):
        return None
    return (
        place
        if all(_is_column([_side(row) for row in column]) for column in zip(*both, strict=True))
        else None
    )


def _most_covered(gaps: Sequence[tuple[float, float]]) -> float:
    """The middle of the strip that most gaps share."""
    edges = sorted([*((low, 1) for low, _ in gaps), *((high, -1) for _, high in gaps)])
    place, most, open_gaps = edges[0][0], 0, 0
    for (edge, change), (following, _) in pairwise(edges):
        open_gaps += change
        if open_gaps > most:
            most, place = open_gaps, (edge + following) / 2
    return place


def _gaps_in_the_middle(rows: Sequence[Sequence[Glyphs]]) -> Iterator[tuple[float, float]]:
    """Where rows stop and go on again, if that is near the middle of the page's text."""
    edge = min(glyph.left for row in rows for glyph in row)
    width = max(glyph.right for row in rows for glyph in row) - edge
    low, high = (edge + share * width for share in _MIDDLE)
    for row in rows:
        end = row[0].right
        for glyph in row[1:]:
            if glyph.left - end > _GAP * glyph.size and low < (end + glyph.left) / 2 < high:
                yield end, glyph.left
            end = max(end, glyph.right)


def _side(glyphs: Sequence[Glyphs]) -> _Side:
    return _Side(
        min(glyph.left for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        statistics.median(glyph.size for glyph in glyphs),
    )


def _is_column(sides: Sequence[_Side]) -> bool:
    """Whether these rows fill a column: it is wide enough, they begin alike, and most of them reach its right edge."""
    size = statistics.median(side.size for side in sides)
    left = statistics.mode(round(side.left) for side in sides)
    right = max(side.right for side in sides)
    full = [side for side in sides if side.right > right - _FULL_WITHIN * size]
    aligned = [side for side in sides if abs(side.left - left) < size / 2]
    if len(full) < _FULL_SHARE * len(sides) or len(aligned) < _ALIGNED_SHARE * len(sides):
        return False
    return statistics.median(side.width for side in full) >= _SHORTEST_COLUMN

"""Tables on fixed pages (PDF, OFD): which lines are rows, and which cell stands in which column.

A page has no tables, only text at places, and rules. What rules enclose is a cell; where there are none, lines of several
wide gaps that follow one another are rows, their cells below one another. A list of names in columns is taken for one, too.
"""

from __future__ import annotations

import statistics
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wengao.reading.formats.pages.columns import Cell, Glyphs

CELLS_APART = " | "
_FEWEST_COLUMNS = 3
"""Of a table without rules; two parts of a line may be anything."""
_FEWEST_RULES, _MOST_RULES = 3, 300
"""In one direction on a page, those in line as one: around two boxes, and fewer than a drawing has."""
_MOST_ROWS = 200
"""Of a table without rules; more follow as another one."""
_SAME_RULE = 3.0
"""Points; rules of cells side by side lie so near, and are one."""
_FEWEST_ROWS = 2
_ROWS_APART = 4.0
"""Sizes of type; rows of a table stand no further below one another."""
_WITHIN_CELL = 1.5
"""Sizes of type; what stands closer below a cell than this goes on in it, a new row has room above it."""
_MOST_CELLS = 40
_SHORT_CELL = 12
"""Characters of half the cells of a table without rules at most."""


def with_cells_apart(lines: Sequence[Glyphs]) -> list[Glyphs]:
    """The lines of a page, those of tables as rows: `CELLS_APART` between their cells, empty ones in their places."""
    marked: list[Glyphs] = []
    place = 0
    while place < len(lines):
        end = _end_of_table(lines, place)
        table = lines[place:end]
        columns = _columns(table) if _may_be_table(table) else []
        if len(columns) >= _FEWEST_COLUMNS:
            marked += _rows(table, columns)
        else:
            marked += table or [lines[place]]
        place = max(end, place + 1)
    return marked


def _end_of_table(lines: Sequence[Glyphs], start: int) -> int:
    """Where the lines end that may be rows of the table that begins at `start`: each of several cells, or within one."""
    end, columns, rows = start, _columns(()), 0
    while end < min(len(lines), start + _MOST_ROWS):
        line = lines[end]
        apart = end > start and not 0 < lines[end - 1].baseline - line.baseline <= _ROWS_APART * line.size
        if apart or line.columns != lines[start].columns or not 0 < len(line.cells) <= _MOST_CELLS:
            break
        if len(line.cells) == 1:
            if rows:
                columns, rows = _columns(lines[start:end]), 0
            if not _stands_in(line, columns):
                break
        else:
            rows += 1
        end += 1
    while end > start and len(lines[end - 1].cells) == 1 and not _goes_on_in_cell(lines, end - 1):
        end -= 1
    return end


def _may_be_table(lines: Sequence[Glyphs]) -> bool:
    """Whether lines may be rows: several of several cells, most of these short; columns of prose fill theirs."""
    rows = [line for line in lines if len(line.cells) > 1]
    if len(rows) < _FEWEST_ROWS:
        return False
    return statistics.median(len(cell.text) for row in rows for cell in row.cells) <= _SHORT_CELL


def _columns(rows: Sequence[Glyphs]) -> list[tuple[float, float]]:
    """Where the columns are: strips that cells share, from left to right."""
    strips: list[tuple[float, float]] = []
    for left, right in sorted(
        (cell.left, cell.right) for row in rows if len(row.cells) > 1 for cell in row.cells
    ):
        if strips and left < strips[-1][1]:
            strips[-1] = (strips[-1][0], max(right, strips[-1][1]))
        else:
            strips.append((left, right))
    return strips


def _stands_in(line: Glyphs, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a line of one cell stands in one column of several, and not at the left edge of all, as text would."""
    [cell] = line.cells
    beside = [column for column in columns if cell.left < column[1] and cell.right > column[0]]
    return len(columns) > 1 and len(beside) == 1 and cell.right <= columns[-1][1] + line.size


def _goes_on_in_cell(lines: Sequence[Glyphs], place: int) -> bool:
    above = lines[place - 1].baseline - lines[place].baseline
    return place > 0 and above < _WITHIN_CELL * lines[place].size


def _rows(lines: Sequence[Glyphs], columns: Sequence[tuple[float, float]]) -> list[Glyphs]:
    """The lines as rows; a line that goes on in a cell of the one above joins it."""
    rows: list[tuple[Glyphs, list[str]]] = []
    below = 0.0
    for line in lines:
        cells = [""] * len(columns)
        for cell in line.cells:
            at = _column_of(cell, columns)
            cells[at] = f"{cells[at]} {cell.text}".strip()
        if rows and len(line.cells) == 1 and below - line.baseline < _WITHIN_CELL * line.size:
            for at, text in enumerate(cells):
                rows[-1][1][at] += text
        else:
            rows.append((line, cells))
        below = line.baseline
    return [replace(line, text=CELLS_APART.join(cells).rstrip(" |"), is_row=True) for line, cells in rows]


def _column_of(cell: Cell, columns: Sequence[tuple[float, float]]) -> int:
    """The column that a cell shares most with."""
    return max(
        range(len(columns)),
        key=lambda at: min(cell.right, columns[at][1]) - max(cell.left, columns[at][0]),
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule, in points. at: where it lies, across its run. start, end: of its run."""

    at: float
    start: float
    end: float

    def spans(self, place: float) -> bool:
        """Whether it runs past a place."""
        return self.start - _SAME_RULE <= place <= self.end + _SAME_RULE


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a page. upright: from left to right. level: from bottom to top."""

    upright: tuple[Rule, ...] = ()
    level: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class _Box:
    """What rules enclose: between them, left, right, bottom, top."""

    left: float
    right: float
    bottom: float
    top: float


def ruled_tables(
    glyphs: Iterable[Glyphs], rules: Rules, line_of: Callable[[list[Glyphs]], str]
) -> tuple[list[Glyphs], list[Glyphs]]:
    """What of a page stands outside its ruled tables, and the rows of these, from top to bottom.

    line_of: the text of what stands in a cell. A frame around a text, and a box alone, are no table.
    """
    drawn = (_in_line(rules.upright), _in_line(rules.level))
    if not all(_FEWEST_RULES <= len(one) <= _MOST_RULES for one in drawn):
        return list(glyphs), []
    upright, level = map(_Lines, drawn)
    boxes: defaultdict[_Box, list[Glyphs]] = defaultdict(list)
    outside: list[Glyphs] = []
    for glyph in glyphs:
        box = _box_of(glyph, upright, level)
        (outside if box is None else boxes[box]).append(glyph)
    rows: list[Glyphs] = []
    for table in _tables(list(boxes)):
        lefts = sorted({round(box.left) for box in table})
        tops = sorted({round(box.top) for box in table}, reverse=True)
        if len(tops) < 2 or (len(lefts) < 2 and not _is_form([boxes[box] for box in table])):
            outside += [glyph for box in table for glyph in boxes[box]]
            continue
        for top in tops:
            cells = [""] * len(lefts)
            inside = [box for box in table if round(box.top) == top]
            for box in inside:
                cells[lefts.index(round(box.left))] = line_of(boxes[box])
            first = boxes[inside[0]][0]
            text = CELLS_APART.join(cells).rstrip(" |")
            if text:
                rows.append(replace(first, baseline=float(top), text=text, is_row=True))
    return outside, sorted(rows, key=lambda row: -row.baseline)


def _is_form(cells: Iterable[Sequence[Glyphs]]) -> bool:
    """Whether the cells of a single column are labels whose fields beside them are empty, and not a text in a frame."""
    return all(sum(len(glyph.text) for glyph in cell) <= _SHORT_CELL for cell in cells)


def _in_line(rules: Iterable[Rule]) -> list[Rule]:
    """Rules with those that go on in one another as one: the edges of cells are drawn cell by cell."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at), rule.start)):
        last = joined[-1] if joined else None
        if last and round(last.at) == round(rule.at) and rule.start <= last.end + _SAME_RULE:
            joined[-1] = Rule(last.at, last.start, max(last.end, rule.end))
        else:
            joined.append(rule)
    return joined


class _Lines:
    """Rules in one direction, found by where they lie."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = sorted(rules, key=lambda rule: rule.at)
        self._places = [rule.at for rule in self._rules]

    def before(self, place: float, along: float) -> float | None:
        """The last rule before a place that runs past `along`."""
        for rule in reversed(self._rules[: bisect_right(self._places, place)]):
            if rule.spans(along):
                return rule.at
        return None

    def behind(self, place: float, along: float) -> float | None:
        """The first rule behind it that does."""
        for rule in self._rules[bisect_left(self._places, place) :]:
            if rule.spans(along):
                return rule.at
        return None


def _box_of(glyph: Glyphs, upright: _Lines, level: _Lines) -> _Box | None:
    """The box that rules make around the middle of a piece of text; None where it is not enclosed."""
    x, y = (glyph.left + glyph.right) / 2, glyph.baseline + glyph.size * 0.3
    sides = (upright.before(x, y), upright.behind(x, y), level.before(y, x), level.behind(y, x))
    left, right, bottom, top = sides
    if left is None or right is None or bottom is None or top is None:
        return None
    return _Box(*(round(side / _SAME_RULE) * _SAME_RULE for side in (left, right, bottom, top)))


def _tables(boxes: Sequence[_Box]) -> list[list[_Box]]:
    """Boxes in tables: those whose heights follow on one another without room between."""
    tables: list[list[_Box]] = []
    bottom = 0.0
    for box in sorted(boxes, key=lambda box: -box.top):
        if tables and box.top >= bottom - _SAME_RULE:
            tables[-1].append(box)
            bottom = min(bottom, box.bottom)
        else:
            tables.append([box])
            bottom = box.bottom
    return tables

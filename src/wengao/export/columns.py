"""How wide the columns of a table are: by what stands in them, each as wide as its longest word at least."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.export.layout import POINTS_PER_MM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.export.layout import Layout
    from wengao.export.printed import Table

CELL_MARGINS = 10.8
"""Points left and right of a cell's text together."""

_UNBROKEN = re.compile(r"[!-~]+|.", re.DOTALL)
_NARROWEST = 2
"""Full-width characters that go on a line of any column."""

_HEAD_WORD = 4
"""Characters of a column's head that stand on one line: 责任单位."""


def is_wide(table: Table, layout: Layout) -> bool:
    """Whether a table needs a page on its side (横排): upright, a column would be narrower than its longest word."""
    needs = [_needed(texts, layout) for texts in _columns(table)]
    return sum(needs) > layout.page.text_width * POINTS_PER_MM


def column_widths(table: Table, whole: float, layout: Layout) -> list[float]:
    """The widths of the columns, in points; together they are `whole`.

    A column whose text goes on one line gets that line; what is left is shared out among the others by what they hold.
    """
    columns = _columns(table)
    lines = [max(_width(text, layout) for text in texts) + CELL_MARGINS for texts in columns]
    if sum(lines) <= whole:
        return [line * whole / sum(lines) for line in lines]
    needs = [_needed(texts, layout) for texts in columns]
    held = [sum(_width(text, layout) for text in texts) ** 0.5 for texts in columns]
    return _shared(whole, lines, needs, held)


def _shared(
    whole: float, lines: Sequence[float], needs: Sequence[float], held: Sequence[float]
) -> list[float]:
    """Shares of `whole` by what the columns hold, none wider than its line nor narrower than it needs."""
    widths: dict[int, float] = {}
    while len(widths) < len(lines):
        open_ones = [index for index in range(len(lines)) if index not in widths]
        left = whole - sum(widths.values())
        total = sum(held[index] for index in open_ones)
        shares = {index: left * held[index] / total for index in open_ones}
        narrow = {index: needs[index] for index in open_ones if shares[index] < needs[index]}
        short = {index: lines[index] for index in open_ones if shares[index] > lines[index]}
        widths |= narrow or short or shares
    scale = whole / sum(widths.values())
    return [widths[index] * scale for index in range(len(lines))]


def _columns(table: Table) -> list[list[str]]:
    rows = [["".join(piece.standing for piece in cell) for cell in row] for row in table.rows]
    return [[row[index] for row in rows] for index in range(len(table.alignments))]


def _needed(texts: Sequence[str], layout: Layout) -> float:
    """The least a column can do with, in points: its longest number or Latin word, and a word of its head."""
    size = layout.styles.table.size
    words = [_width(word, layout) for text in texts for word in _UNBROKEN.findall(text)]
    head = min(len(texts[0]), _HEAD_WORD) * size
    return max([head, _NARROWEST * size, *words]) + CELL_MARGINS


def _width(text: str, layout: Layout) -> float:
    size = layout.styles.table.size
    return sum(size * (0.5 if ord(char) < 0x2000 else 1.0) for char in text)

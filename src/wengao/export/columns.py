"""How wide the columns of a table are, and which tables lie on their side.

A column is as wide as what stands in it asks for, and as its longest word at least.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.export.layout import POINTS_PER_MM
from wengao.export.printed import Blank, Paragraph, Table, Title, block_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.export.layout import Layout
    from wengao.export.printed import Printed

CELL_MARGINS = 12.0
"""Points left and right of a cell's text together: 10.8, and what rounding takes."""

_UNBROKEN = re.compile(r"[!-~]+[^\W\d_a-zA-Z]?|.", re.DOTALL)
_NARROWEST = 2
"""Full-width characters that go on a line of any column."""

_HEAD_WORD = 4
"""Characters of a column's head that stand on one line: 责任单位."""


def is_wide(table: Table, layout: Layout) -> bool:
    """Whether a table needs a page on its side (横排): upright, a column would be narrower than its longest word."""
    needs = [_needed(texts, layout) for texts in _columns(table)]
    return sum(needs) > layout.page.text_width * POINTS_PER_MM


def on_their_side(blocks: Sequence[Printed]) -> list[bool]:
    """Which blocks stand on pages on their side: wide tables, what heads them, and the opening of an attachment above."""
    turned = [isinstance(block, Table) and block.on_its_side for block in blocks]
    for index in [index for index, one in enumerate(turned) if one]:
        first = index
        while first and (block_style(blocks[first - 1]) == "caption" or _is_heading(blocks[first - 1])):
            first -= 1
        opening = first
        while opening and (
            isinstance(blocks[opening - 1], Blank | Title) or _opens_page(blocks[opening - 1])
        ):
            opening -= 1
            if _opens_page(blocks[opening]):
                first = opening
                break
        turned[first:index] = [True] * (index - first)
    return turned


def _is_heading(block: Printed) -> bool:
    return block_style(block).startswith("heading")


def _opens_page(block: Printed) -> bool:
    return isinstance(block, Paragraph | Title) and block.new_page


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

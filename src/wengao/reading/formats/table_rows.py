"""Rows of a table as lines, the cells of each set apart, or, where a table only lays out a page, what stands in them.

A page that was copied from a site into Word stands in one cell of a table that has nothing else: its paragraphs are
paragraphs, its headings headings. The same table may hold another one, whose rows are lines then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.reading.raw import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

CELLS_APART = " | "
_LONGEST_CELL = 120
"""Characters of a cell that stands alone in its row and is data (备注 across a table); as web pages have it."""
_FEWEST_OF_ARTICLE, _SHORTEST_ARTICLE = 5, 1000
"""Paragraphs and characters of a cell that is a page's text though others stand beside it: a path, a list of links.

The longest cells of forms (主要事迹) have some hundred characters in two or three paragraphs.
"""


def row_blocks(cells: Sequence[Sequence[Block]]) -> list[Block]:
    """The blocks that a row makes. cells: the blocks of each; none for an empty one, which keeps its place."""
    filled = [[block for block in cell if block.text.strip()] for cell in cells]
    if _lays_out(filled):
        return [block for cell in filled for block in cell]
    line = CELLS_APART.join(" ".join(block.text.strip() for block in cell) for cell in filled).rstrip(" |")
    return [Block(line)] if line else []


def _lays_out(cells: Sequence[Sequence[Block]]) -> bool:
    """Whether a row holds a text and not data."""
    with_text = [cell for cell in cells if cell]
    if len(with_text) == 1:
        return len(with_text[0]) > 1 and _characters(with_text[0]) > _LONGEST_CELL
    return any(len(cell) >= _FEWEST_OF_ARTICLE and _characters(cell) >= _SHORTEST_ARTICLE for cell in cells)


def _characters(cell: Sequence[Block]) -> int:
    return sum(len(block.text) for block in cell)

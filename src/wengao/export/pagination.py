"""On which page each printed block starts, reckoned from the layout's lines and characters.

Only for the page numbers of the table of contents; Word itself sets the pages, and may differ where a font is missing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from wengao.export.columns import CELL_MARGINS, column_widths, on_their_side
from wengao.export.layout import POINTS_PER_MM
from wengao.export.official import MARK_LINE, paper_head_height
from wengao.export.printed import (
    Blank,
    Imprint,
    JointSignature,
    Mark,
    Paragraph,
    Picture,
    Space,
    Table,
    Title,
    block_style,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.export.layout import Layout, TextStyle
    from wengao.export.printed import Printed
    from wengao.markup.inline import Piece

_NEVER_OPENS_A_LINE = frozenset("，。、；：！？”’）》〉】〕…—%％")
_NEVER_CLOSES_A_LINE = frozenset("“‘（《〈【〔")
_PICTURE_SHARE = 0.35
"""Of a page's height, what a picture and its caption take: the file is not looked at for reckoning pages."""

_AROUND_IMPRINT = 10.0
"""Points that an imprint takes beside its lines: three rules, the line that it hangs on, and what programs add to rows."""

SEAL_LINES = 5
"""Grid lines that a row of seals takes: a seal of 42 mm is four of them high, and one line lies above and below the name."""


def pages_of(blocks: Sequence[Printed], layout: Layout) -> list[int]:
    """The page, from 1, on which each block starts."""
    return [first for first, _ in page_spans(blocks, layout)]


def page_spans(blocks: Sequence[Printed], layout: Layout, *, keeping: bool = True) -> list[tuple[int, int]]:
    """The pages, from 1, on which each block starts and ends. keeping: blocks that are kept with the next one go with it."""
    return [(pages[0], pages[-1]) for pages in line_pages(blocks, layout, keeping=keeping)]


def line_pages(blocks: Sequence[Printed], layout: Layout, *, keeping: bool = True) -> list[tuple[int, ...]]:
    """The page, from 1, of each line of each block (of each row, for a table); keeping: as for page_spans."""
    turned = on_their_side(blocks)
    page, used = 1, 0.0
    pages: list[tuple[int, ...]] = []
    for index, block in enumerate(blocks):
        pitches = _pitches(block, layout)
        whole = (layout.page.text_width if turned[index] else layout.page.text_height) * POINTS_PER_MM
        opens = index > 0 and turned[index] != turned[index - 1]
        if (opens or (isinstance(block, Title | Paragraph | Imprint) and block.new_page)) and used:
            page, used = page + 1, 0.0
        opening = pitches if keeping and _is_kept(block) else pitches[:1]
        together = [*opening, *_kept_with(blocks, index, layout, keeping=keeping)]
        if used + sum(together) > whole:
            page, used = page + 1, 0.0
        own = []
        for pitch in pitches:
            if used + pitch > whole:
                page, used = page + 1, 0.0
            used += pitch
            own.append(page)
        pages.append(tuple(own) or (page,))
    return pages


def line_count(text: str, style: TextStyle, layout: Layout, *, left: float = 0.0) -> int:
    """How many lines `text` takes in the type area. left: indent in characters."""
    return len(broken(text, style, layout, left=left))


def broken(text: str, style: TextStyle, layout: Layout, *, left: float = 0.0) -> tuple[str, ...]:
    """The lines that `text` takes in the type area. left: indent in characters."""
    return _broken(text, style, layout.page.text_width * POINTS_PER_MM - left * style.size)


@lru_cache(maxsize=2048)
def _broken(text: str, style: TextStyle, room: float) -> tuple[str, ...]:
    """Kept: a paragraph is looked at for its end, for the pages, and again at every distance of lines that is tried."""
    lines, used = [""], style.indent * style.size
    for word in _unbroken(text):
        width = sum(_advance(char, style) for char in word)
        hangs = word[-1] in _NEVER_OPENS_A_LINE and used + width - _advance(word[-1], style) <= room
        if used + width > room and used and not hangs:
            lines.append("")
            used = 0.0
        lines[-1] += word
        used += width
    return tuple(lines)


def _unbroken(text: str) -> list[str]:
    """The stretches that no line end falls into: a sign with the mark it may not leave, a number, a Latin word."""
    words: list[str] = []
    for char in text:
        last = words[-1][-1] if words else ""
        joins = last and (
            char in _NEVER_OPENS_A_LINE
            or last in _NEVER_CLOSES_A_LINE
            or (char.isascii() and last.isascii() and not char.isspace() and not last.isspace())
        )
        if joins:
            words[-1] += char
        else:
            words.append(char)
    return words


def _advance(char: str, style: TextStyle) -> float:
    return style.size * (0.5 if ord(char) < 0x2000 else 1.0) + style.spacing


def _is_heading(block: Printed) -> bool:
    return block_style(block).startswith("heading")


def _kept_with(blocks: Sequence[Printed], index: int, layout: Layout, *, keeping: bool) -> list[float]:
    """What a block must not leave: the first line of what follows, and so on where that one must not be left either."""
    block = blocks[index]
    if index + 1 >= len(blocks) or not (_is_heading(block) or (keeping and _is_kept(block))):
        return []
    following = blocks[index + 1]
    kept = keeping and _is_kept(following)
    first = _pitches(following, layout) if kept else _pitches(following, layout)[:1]
    return [*first, *_kept_with(blocks, index + 1, layout, keeping=keeping)]


def _is_kept(block: Printed) -> bool:
    return isinstance(block, Paragraph | Blank) and block.keep


def _pitches(block: Printed, layout: Layout) -> list[float]:
    """The height of each line (of each row, for a table), in points."""
    match block:
        case Blank():
            heights = [layout.grid.pitch]
        case Space():
            heights = [block.height]
        case Mark():
            heights = (
                [paper_head_height(layout, block)]
                if block.on_paper
                else [block.size * MARK_LINE] * len(block.organs)
            )
        case Imprint():
            lines = sum(_imprint_lines(line, layout) for line in block.lines)
            heights = [lines * _pitch(layout.styles.imprint, layout) + _AROUND_IMPRINT]
        case Picture():
            heights = [layout.page.text_height * POINTS_PER_MM * _PICTURE_SHARE]
        case JointSignature():
            heights = [layout.grid.pitch * SEAL_LINES] * len(block.rows)
        case Title():
            heights = [_pitch(layout.styles.title, layout)] * len(block.lines)
        case Table():
            room = layout.page.text_height if block.on_its_side else layout.page.text_width
            widths = column_widths(block, room * POINTS_PER_MM, layout)
            heights = [_row_height(row, widths, layout) for row in block.rows]
        case Paragraph():
            style: TextStyle = getattr(layout.styles, block.style)
            heights = [_pitch(style, layout)] * line_count(block.text, style, layout, left=block.left)
    return heights


def _imprint_lines(row: str, layout: Layout) -> int:
    return line_count(row, layout.styles.imprint, layout, left=2.0)


def _pitch(style: TextStyle, layout: Layout) -> float:
    return layout.grid.pitch if style.pitch is None else style.pitch


def _row_height(row: tuple[tuple[Piece, ...], ...], widths: Sequence[float], layout: Layout) -> float:
    style = layout.styles.table
    texts = ["".join(piece.text for piece in cell) for cell in row]
    lines = max(
        -(-sum(_advance(char, style) for char in text) // max(width - CELL_MARGINS, style.size))
        for text, width in zip(texts, widths, strict=True)
    )
    return max(lines, 1.0) * _pitch(style, layout)

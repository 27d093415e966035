"""Paragraph properties, styles and lists of a Word stream (MS-DOC), and what they say of headings and numbers.

Properties are grpprl, styles STSH; PlfLst has the shapes of lists (LSTF and LVL), PlfLfo those that paragraphs name (LFO).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.language.list_numbers import ListLevel, NumberedList
from wengao.reading.raw import TITLE_LEVEL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_NUMERALS: Mapping[int, str] = {
    0x00: "decimal", 0x01: "upperRoman", 0x02: "lowerRoman", 0x03: "upperLetter", 0x04: "lowerLetter",
    0x0A: "ideographDigital", 0x0B: "japaneseCounting", 0x0E: "decimalFullWidth", 0x0F: "decimalHalfWidth",
    0x12: "decimalEnclosedCircle", 0x16: "decimalZero", 0x17: "bullet", 0x1A: "decimalEnclosedFullstop",
    0x1B: "decimalEnclosedParen", 0x1C: "decimalEnclosedCircleChinese", 0x1D: "ideographEnclosedCircle",
    0x1E: "ideographTraditional", 0x1F: "ideographZodiac", 0x21: "taiwaneseCounting", 0x22: "ideographLegalTraditional",
    0x23: "taiwaneseCountingThousand", 0x25: "chineseCounting", 0x26: "chineseLegalSimplified",
    0x27: "chineseCountingThousand", 0xFF: "none",
}  # fmt: skip
"""Numerals by their number in the file (MS-OSHARED 2.2.1.3, MSONFC)."""
_LEVELS = 9
_LIST_BYTES, _LEVEL_BYTES, _USE_BYTES = 28, 28, 16
_SIMPLE, _LEGAL, _NO_RESTART = 0x01, 0x04, 0x08
_STARTS, _REFORMATS = 0x10, 0x20
_MOST_NUMBERED_LISTS = 10_000


def binary_lists(shapes: bytes, uses: bytes) -> dict[str, NumberedList]:
    """The lists by the number, from 1 on, that paragraphs name them by.

    shapes: the table stream from PlfLst on, whose levels stand behind it. uses: the bytes of PlfLfo. Lists that cannot
    be followed are left out: the text is worth more than its numbers.
    """
    levels = _shapes(shapes)
    lists: dict[str, NumberedList] = {}
    try:
        count = min(struct.unpack_from("<I", uses, 0)[0], _MOST_NUMBERED_LISTS)
        at = 4 + _USE_BYTES * count
        for index in range(count):
            identity, overrides = struct.unpack_from("<I8xB", uses, 4 + _USE_BYTES * index)
            own, starts = dict(levels.get(identity, {})), {}
            at += 4
            for _ in range(overrides):
                start, flags = struct.unpack_from("<iI", uses, at)
                at += 8
                depth = flags & 0xF
                if flags & _REFORMATS:
                    own[depth], at = _level(uses, at)
                    start = own[depth].start
                if flags & _STARTS:
                    starts[depth] = start
            lists[str(index + 1)] = NumberedList(str(identity), own, starts)
    except struct.error:
        return lists
    return lists


def _shapes(data: bytes) -> dict[int, dict[int, ListLevel]]:
    """The levels of every list by its identity (lsid)."""
    found: dict[int, dict[int, ListLevel]] = {}
    try:
        count = min(struct.unpack_from("<H", data, 0)[0], _MOST_NUMBERED_LISTS)
        at = 2 + _LIST_BYTES * count
        for index in range(count):
            identity, flags = struct.unpack_from("<I22xB", data, 2 + _LIST_BYTES * index)
            levels = found.setdefault(identity, {})
            for depth in range(1 if flags & _SIMPLE else _LEVELS):
                levels[depth], at = _level(data, at)
    except struct.error:
        return found
    return found


def _level(data: bytes, at: int) -> tuple[ListLevel, int]:
    """The level (LVL) at a place, and where it ends. In its text the characters 0 to 8 stand for numbers of levels."""
    start, numeral, flags, run, paragraph = struct.unpack_from("<iBB18xBB", data, at)
    at += _LEVEL_BYTES + run + paragraph
    length = struct.unpack_from("<H", data, at)[0]
    units = struct.unpack_from(f"<{length}H", data, at + 2)
    text = "".join(f"%{unit + 1}" if unit < _LEVELS else chr(unit) for unit in units)
    level = ListLevel(
        _NUMERALS.get(numeral, "decimal"), text, start, bool(flags & _LEGAL), not flags & _NO_RESTART
    )
    return level, at + 2 + 2 * length


_IN_TABLE, _ROW_END, _OUTLINE, _LIST_LEVEL, _LIST = 0x2416, 0x2417, 0x2640, 0x260A, 0x460B
"""sprmPFInTable, sprmPFTtp, sprmPOutLvl, sprmPIlvl, sprmPIlfo."""
_DEPTH, _INNER_CELL, _INNER_ROW_END = 0x6649, 0x244B, 0x244C
"""sprmPItap, sprmPFInnerTableCell, sprmPFInnerTtp: of tables that stand in cells of others."""
_DELETED, _VANISHES, _STRUCK, _STRUCK_TWICE = 0x0800, 0x083C, 0x0837, 0x2A53
"""sprmCFRMarkDel, sprmCFVanish."""
_TABLE_DEFINITION = 0xD608
"""sprmTDefTable, whose operand has its length in two bytes."""
_OPERAND_BYTES = (1, 1, 2, 4, 2, 2, 0, 3)
"""By the uppermost three bits of a sprm; 0 for operands that begin with their own length."""
PAGE = 512
"""Bytes of a page of properties (FKP)."""
_LAST_HEADING, _TITLE, _NO_STYLE = 9, 62, 0xFFF
"""Numbers of the styles that Word brings along (sti): headings are 1 to 9, 62 is the title."""
_DEEPEST_OUTLINE = 8
_MOST_LISTS = 0x7FE
_LONGEST_CHAIN = 12


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """What properties say of a paragraph; None where they say nothing.

    outline: 0 for the highest heading, 9 for text. list_number: of the list from 1 on, 0 for none. list_level: 0 the
    outermost. in_table: whether the paragraph stands in a table. ends_row: whether it is the end of a table row.
    inner: whether the table stands in a cell of another. ends_inner_cell, ends_inner_row: whether the paragraph is the
    end of a cell or a row of such a table.
    """

    outline: int | None = None
    list_number: int | None = None
    list_level: int | None = None
    in_table: bool = False
    ends_row: bool = False
    inner: bool = False
    ends_inner_cell: bool = False
    ends_inner_row: bool = False

    def over(self, base: ParagraphFormat) -> ParagraphFormat:
        """These properties, with those of `base` where they say nothing."""
        return ParagraphFormat(
            base.outline if self.outline is None else self.outline,
            base.list_number if self.list_number is None else self.list_number,
            base.list_level if self.list_level is None else self.list_level,
            self.in_table or base.in_table,
            self.ends_row or base.ends_row,
            self.inner or base.inner,
            self.ends_inner_cell or base.ends_inner_cell,
            self.ends_inner_row or base.ends_inner_row,
        )


@dataclass(frozen=True, slots=True)
class _Style:
    """number: among those that Word brings along. base: index of the style it is made from."""

    number: int
    base: int
    format: ParagraphFormat


def paragraph_format(properties: bytes) -> ParagraphFormat:
    """The format that a list of properties (grpprl) makes; it is followed as far as it can be."""
    found = dict(_sprms(properties))
    list_number = int.from_bytes(found[_LIST], "little") if _LIST in found else None
    return ParagraphFormat(
        outline=found[_OUTLINE][0] if _OUTLINE in found else None,
        list_number=None if list_number is None else list_number if list_number <= _MOST_LISTS else 0,
        list_level=found[_LIST_LEVEL][0] if _LIST_LEVEL in found else None,
        in_table=_is_set(found, _IN_TABLE),
        ends_row=_is_set(found, _ROW_END),
        inner=int.from_bytes(found.get(_DEPTH, b""), "little") > 1,
        ends_inner_cell=_is_set(found, _INNER_CELL),
        ends_inner_row=_is_set(found, _INNER_ROW_END),
    )


def _is_set(found: Mapping[int, bytes], sprm: int) -> bool:
    return found.get(sprm, b"\0") != b"\0"


def _sprms(properties: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 < len(properties):
        sprm = int.from_bytes(properties[at : at + 2], "little")
        at += 2
        size = _OPERAND_BYTES[sprm >> 13]
        if sprm == _TABLE_DEFINITION:
            size = int.from_bytes(properties[at : at + 2], "little") + 1
        elif not size:
            size = properties[at] + 1
        operand = properties[at : at + size]
        at += size
        if len(operand) == size:
            yield sprm, operand


def hidden_runs(stream: bytes, pages: bytes) -> list[tuple[int, int]]:
    """Where the stream holds text that is not printed: deleted but not yet accepted, or hidden.

    pages: which pages of the stream hold properties of characters (PlcBteChpx, ChpxFkp).
    """
    return _runs_with(stream, pages, (_DELETED, _VANISHES))


def struck_runs(stream: bytes, pages: bytes) -> list[tuple[int, int]]:
    """Where the stream holds text that is struck through, once or twice."""
    return _runs_with(stream, pages, (_STRUCK, _STRUCK_TWICE))


def _runs_with(stream: bytes, pages: bytes, wanted: Sequence[int]) -> list[tuple[int, int]]:
    count = max(len(pages) - 4, 0) // 8
    found: list[tuple[int, int]] = []
    for index in range(count):
        number = int.from_bytes(pages[4 * (count + 1 + index) :][:4], "little") & 0x3FFFFF
        page = stream[PAGE * number : PAGE * (number + 1)]
        if len(page) == PAGE and 5 * page[-1] + 4 < PAGE:
            found += _runs_of_page(page, wanted)
    return found


def _runs_of_page(page: bytes, wanted: Sequence[int]) -> Iterator[tuple[int, int]]:
    count = page[-1]
    bounds = struct.unpack_from(f"<{count + 1}I", page, 0)
    for index in range(count):
        offset = page[4 * (count + 1) + index] * 2
        properties = page[offset + 1 : offset + 1 + page[offset]] if offset else b""
        found = dict(_sprms(properties))
        if any(found.get(sprm, b"\0") == b"\1" for sprm in wanted):
            yield bounds[index], bounds[index + 1]


class StyleSheet:
    """The styles of a document by their index (istd)."""

    def __init__(self, sheet: bytes) -> None:
        """sheet: the bytes of STSH; may be empty. One that is broken gives the styles before the break."""
        self._styles = dict(_styles(sheet))

    def format_of(self, style: int, own: ParagraphFormat) -> ParagraphFormat:
        """The format of a paragraph of a style with properties of its own."""
        for one in self._chain(style):
            own = own.over(one.format)
        return own

    def heading_level(self, style: int, outline: int | None) -> int | None:
        """The heading level of a paragraph: 0 for the title, None for text. outline: as its format has it."""
        if outline is not None:
            return outline + 1 if outline <= _DEEPEST_OUTLINE else None
        numbers = [one.number for one in self._chain(style)] or [style]
        heading = next((number for number in numbers if 1 <= number <= _LAST_HEADING), None)
        return TITLE_LEVEL if heading is None and _TITLE in numbers else heading

    def _chain(self, style: int) -> list[_Style]:
        chain: list[_Style] = []
        while style in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[style])
            style = chain[-1].base
        return chain


def _styles(sheet: bytes) -> Iterator[tuple[int, _Style]]:
    """The paragraph styles of STSH by index."""
    try:
        header = struct.unpack_from("<H", sheet, 0)[0]
        count, base_size = struct.unpack_from("<HH", sheet, 2)
        at = 2 + header
        for index in range(count):
            size = struct.unpack_from("<H", sheet, at)[0]
            style = _style(sheet[at + 2 : at + 2 + size], base_size)
            at += 2 + size + (size & 1)
            if style is not None:
                yield index, style
    except struct.error:
        return


def _style(data: bytes, base_size: int) -> _Style | None:
    """A style (STD): the numbers at its head, its name, then its paragraph properties (UpxPapx); None for others."""
    if len(data) < base_size + 2:
        return None
    number, base = struct.unpack_from("<HH", data, 0)
    if base & 0xF != 1:
        return None
    name = struct.unpack_from("<H", data, base_size)[0]
    at = base_size + 2 + 2 * (name + 1)
    size = struct.unpack_from("<H", data, at)[0] if at + 2 <= len(data) else 0
    parent = base >> 4
    return _Style(
        number & 0xFFF, -1 if parent == _NO_STYLE else parent, paragraph_format(data[at + 4 : at + 2 + size])
    )

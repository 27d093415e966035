"""Paragraph properties and styles of a Word stream (MS-DOC): grpprl, STSH, what they say of headings and lists."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.corpus.raw import TITLE_LEVEL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_IN_TABLE, _ROW_END, _OUTLINE, _LIST_LEVEL, _LIST = 0x2416, 0x2417, 0x2640, 0x260A, 0x460B
"""sprmPFInTable, sprmPFTtp, sprmPOutLvl, sprmPIlvl, sprmPIlfo."""
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
    """

    outline: int | None = None
    list_number: int | None = None
    list_level: int | None = None
    in_table: bool = False
    ends_row: bool = False

    def over(self, base: ParagraphFormat) -> ParagraphFormat:
        """These properties, with those of `base` where they say nothing."""
        return ParagraphFormat(
            base.outline if self.outline is None else self.outline,
            base.list_number if self.list_number is None else self.list_number,
            base.list_level if self.list_level is None else self.list_level,
            self.in_table or base.in_table,
            self.ends_row or base.ends_row,
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
        in_table=found.get(_IN_TABLE, b"\0") != b"\0",
        ends_row=found.get(_ROW_END, b"\0") != b"\0",
    )


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

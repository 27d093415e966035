"""The lists of a Word stream (MS-DOC): PlfLst (shapes, LSTF and LVL), PlfLfo (the lists that paragraphs name, LFO)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from wengao.language.list_numbers import ListLevel, NumberedList

if TYPE_CHECKING:
    from collections.abc import Mapping

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
_MOST_LISTS = 10_000


def binary_lists(shapes: bytes, uses: bytes) -> dict[str, NumberedList]:
    """The lists by the number, from 1 on, that paragraphs name them by.

    shapes: the table stream from PlfLst on, whose levels stand behind it. uses: the bytes of PlfLfo. Lists that cannot
    be followed are left out: the text is worth more than its numbers.
    """
    levels = _shapes(shapes)
    lists: dict[str, NumberedList] = {}
    try:
        count = min(struct.unpack_from("<I", uses, 0)[0], _MOST_LISTS)
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
        count = min(struct.unpack_from("<H", data, 0)[0], _MOST_LISTS)
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

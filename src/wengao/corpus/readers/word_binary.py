"""The text of a Word stream (MS-DOC): pieces in the order of the text, paragraphs with their heading levels, table rows.

The names of offsets are those of the specification: FIB, Clx, PlcPcd, PlcBtePapx, PapxFkp.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.corpus.raw import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_WORD_97, _WORD_6 = 0xA5EC, 0xA5DC
_FIRST_WITH_PIECES = 0xC1
_ENCRYPTED, _TABLE_1 = 0x100, 0x200
_CHINESE_LANGUAGE = 0x04
_COMPRESSED = 0x40000000
_PAGE = 512
_LAST_HEADING_STYLE = 9
_ROW_END = b"\x17\x24\x01"
"""sprmPFTtp: the paragraph that ends a table row."""
_PARAGRAPH = re.compile("[^\r\x07\x0c]*[\r\x07\x0c]|[^\r\x07\x0c]+$")
_FIELD_BEGINS, _FIELD_RESULT, _FIELD_ENDS = "\x13", "\x14", "\x15"
_WRITTEN = {"\x0b": "\n", "\x1e": "-", "\t": "\t", "\n": "\n"}


class NotWordError(Exception):
    """A compound file without a Word stream that can be read."""


class LockedError(Exception):
    """A document that opens with a password only."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text. first: number of its first character. offset: in the stream. width: bytes a character."""

    first: int
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """What the stream says of the bytes from start to end. level: of a heading, 0 for text."""

    start: int
    end: int
    level: int
    ends_row: bool


def read_blocks(path: Path) -> list[Block]:
    """The blocks of the main text of the document at `path`.

    Raises LockedError, NotWordError, struct.error or ValueError where the stream cannot be followed.
    """
    stream, table = _streams(path)
    if _short(stream, 2) < _FIRST_WITH_PIECES:
        return [Block(line) for line in _simple_text(stream) if line.strip()]
    text, pieces = _text(stream, table)
    properties = _paragraphs(stream, table)
    return list(_blocks(text, pieces, properties))


def _short(data: bytes, offset: int) -> int:
    return int(struct.unpack_from("<H", data, offset)[0])


def _long(data: bytes, offset: int) -> int:
    return int(struct.unpack_from("<I", data, offset)[0])


def _streams(path: Path) -> tuple[bytes, bytes]:
    """The Word stream and its table stream."""
    import olefile

    with olefile.OleFileIO(str(path)) as file:
        if file.exists("EncryptedPackage"):
            raise LockedError
        if not file.exists("WordDocument"):
            raise NotWordError
        stream = file.openstream("WordDocument").read()
        if _short(stream, 0) not in (_WORD_97, _WORD_6):
            raise NotWordError
        flags = _short(stream, 0x0A)
        if flags & _ENCRYPTED:
            raise LockedError
        names = ("1Table", "0Table") if flags & _TABLE_1 else ("0Table", "1Table")
        table = next((file.openstream(name).read() for name in names if file.exists(name)), b"")
    return stream, table


def _simple_text(stream: bytes) -> list[str]:
    """The lines of a Word 6 or Word 95 document, which has its text in one piece."""
    start, length = _long(stream, 0x18), _long(stream, 0x34)
    chinese = _short(stream, 6) & 0x3FF == _CHINESE_LANGUAGE
    text = stream[start : start + length].decode("gb18030" if chinese else "cp1252", "replace")
    return [_visible(line) for line in re.split("[\r\x07\x0c]", text)]


def _text(stream: bytes, table: bytes) -> tuple[str, list[_Piece]]:
    """The main text and its pieces (Clx, PlcPcd)."""
    length = _long(stream, 0x4C)
    start, size = _long(stream, 0x1A2), _long(stream, 0x1A6)
    clx, position = table[start : start + size], 0
    while position < len(clx) and clx[position] == 1:
        position += 3 + _short(clx, position + 1)
    if position >= len(clx) or clx[position] != 2:
        raise NotWordError
    plc = clx[position + 5 : position + 5 + _long(clx, position + 1)]
    count = (len(plc) - 4) // 12
    firsts = struct.unpack_from(f"<{count + 1}I", plc, 0)
    pieces, texts = [], []
    for index in range(count):
        offset, characters = _long(plc, 4 * (count + 1) + 8 * index + 2), firsts[index + 1] - firsts[index]
        if characters < 0 or characters > len(stream):
            raise NotWordError
        width = 1 if offset & _COMPRESSED else 2
        offset = (offset & 0x3FFFFFFF) // (2 if width == 1 else 1)
        data = stream[offset : offset + width * characters]
        pieces.append(_Piece(firsts[index], offset, width))
        texts.append(data.decode("cp1252", "replace") if width == 1 else _units(data))
    return "".join(texts)[:length], pieces


def _units(data: bytes) -> str:
    """UTF-16 text with one character a unit, so that characters keep their numbers."""
    return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])))


def _paragraphs(stream: bytes, table: bytes) -> list[_Paragraph]:
    """Paragraphs by where their bytes stand in the stream (PlcBtePapx, PapxFkp)."""
    start, size = _long(stream, 0x102), _long(stream, 0x106)
    plc = table[start : start + size]
    count = max(len(plc) - 4, 0) // 8
    found: list[_Paragraph] = []
    for index in range(count):
        number = _long(plc, 4 * (count + 1) + 4 * index) & 0x3FFFFF
        page = stream[_PAGE * number : _PAGE * (number + 1)]
        if len(page) == _PAGE and 4 * (page[-1] + 1) + 13 * page[-1] < _PAGE:
            found += _paragraphs_of_page(page)
    return sorted(found, key=lambda paragraph: paragraph.start)


def _paragraphs_of_page(page: bytes) -> Iterator[_Paragraph]:
    count = page[-1]
    for index in range(count):
        style, properties = 0, b""
        offset = page[4 * (count + 1) + 13 * index] * 2
        if 0 < offset < _PAGE - 4:
            length, at = page[offset] * 2 - 1, offset + 1
            if page[offset] == 0:
                length, at = page[offset + 1] * 2, offset + 2
            style, properties = _short(page, at) if at + 2 <= _PAGE else 0, page[at + 2 : at + length]
        level = style if 1 <= style <= _LAST_HEADING_STYLE else 0
        yield _Paragraph(_long(page, 4 * index), _long(page, 4 * index + 4), level, _ROW_END in properties)


def _blocks(text: str, pieces: Sequence[_Piece], paragraphs: Sequence[_Paragraph]) -> Iterator[Block]:
    piece_firsts = [piece.first for piece in pieces]
    starts = [paragraph.start for paragraph in paragraphs]
    row: list[str] = []
    cell: list[str] = []
    for match in _PARAGRAPH.finditer(text):
        mark = match[0][-1]
        visible = _visible(match[0].rstrip("\r\x07\x0c"))
        piece = pieces[max(bisect_right(piece_firsts, match.end() - 1) - 1, 0)]
        place = piece.offset + (match.end() - 1 - piece.first) * piece.width
        index = bisect_right(starts, place) - 1
        known = paragraphs[index] if index >= 0 and place < paragraphs[index].end else None
        if mark == "\x07" and known is not None and known.ends_row:
            yield Block(" | ".join(text for text in row if text))
            row.clear()
        elif mark == "\x07":
            row.append(" ".join([*cell, visible.strip()]).strip())
            cell.clear()
        elif row:
            cell.append(visible.strip())
        else:
            level = known.level if known is not None else 0
            for line in visible.split("\n"):
                if line.strip():
                    yield Block(line.rstrip(), level or None)


def _visible(text: str) -> str:
    """A paragraph as it is printed: results of fields without their instructions, no control characters."""
    shown: list[str] = []
    fields: list[bool] = []
    for char in text:
        if char == _FIELD_BEGINS:
            fields.append(True)
        elif char == _FIELD_RESULT and fields:
            fields[-1] = False
        elif char == _FIELD_ENDS and fields:
            fields.pop()
        elif not any(fields) and (char >= " " or char in _WRITTEN):
            shown.append(_WRITTEN.get(char, char))
    return "".join(shown).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

"""The text of a Word stream (MS-DOC): pieces in the order of the text, headings, automatic numbers, table rows, boxes.

The names of offsets are those of the specification: FIB, Clx, PlcPcd, PlcBtePapx, PapxFkp, STSH, PlfLst, PlfLfo; of boxes
PlcftxbxTxt (where their text stands) and PlcfSpa (where they are anchored).
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import count, pairwise
from typing import TYPE_CHECKING, NamedTuple

from wengao.files.decoding import whole_characters
from wengao.language.list_numbers import ListCounters, numbered
from wengao.reading.formats.doc.styles import (
    PAGE,
    ParagraphFormat,
    StyleSheet,
    binary_lists,
    hidden_runs,
    paragraph_format,
    struck_runs,
)
from wengao.reading.formats.table_rows import row_blocks
from wengao.reading.raw import Block, note_mark, note_text
from wengao.word.fields import shown_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_BOX_BYTES, _BOX_SHAPE = 22, 14
"""Bytes of an FTXBXS, and where in it the identity of its shape (lid) stands."""
_ANCHOR_BYTES = 26
"""Bytes of a Spa, which begins with the identity of its shape."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text box. start, end: numbers of characters of its text. anchor: of the character that it is anchored at.

    anchor is None where it is not told, as for a box in a group of shapes.
    """

    start: int
    end: int
    anchor: int | None


def text_boxes(texts: bytes, anchors: bytes, first: int) -> list[TextBox]:
    """The text boxes of the main text, in the order of their texts.

    texts: PlcftxbxTxt. anchors: PlcfSpa of the main text. first: number of the character at which their texts begin.
    """
    places = {shape: place for place, _, shape in _entries(anchors, _ANCHOR_BYTES, 0)}
    return [
        TextBox(first + start, first + end, places.get(shape))
        for start, end, shape in _entries(texts, _BOX_BYTES, _BOX_SHAPE)
        if shape
    ]


def _entries(plc: bytes, size: int, shape: int) -> Iterator[tuple[int, int, int]]:
    """Bounds and shape of the entries of a PLC, as far as the bounds rise.

    size: bytes of an entry. shape: where in it the shape's identity stands.
    """
    count = max(len(plc) - 4, 0) // (4 + size)
    bounds = struct.unpack_from(f"<{count + 1}I", plc, 0) if count else ()
    for index in range(count):
        if bounds[index] > bounds[index + 1]:
            return
        (identity,) = struct.unpack_from("<I", plc, 4 * (count + 1) + size * index + shape)
        yield bounds[index], bounds[index + 1], identity


_WORD_97, _WORD_6 = 0xA5EC, 0xA5DC
_FIRST_WITH_PIECES = 0xC1
_ENCRYPTED, _TABLE_1 = 0x100, 0x200
_CHINESE_LANGUAGE = 0x04
_COMPRESSED = 0x40000000
_PARAGRAPH = re.compile("[^\r\x07\x0c]*[\r\x07\x0c]|[^\r\x07\x0c]+$")
_MARKS = "\r\x07\x0c\x13\x14\x15"
_INVISIBLE = "\x01"
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
    """What the stream says of the bytes from start to end. style: index of its style."""

    start: int
    end: int
    style: int
    format: ParagraphFormat


_UNKNOWN = _Paragraph(0, 0, 0, ParagraphFormat())


class WordText(NamedTuple):
    """The blocks of a document, and what in it is in none of them: struck through, comments, and how many pictures."""

    blocks: list[Block]
    struck: str = ""
    comments: tuple[str, ...] = ()
    pictures: int = 0


def read_text(path: Path) -> WordText:
    """The blocks of the main text of the document at `path`; text boxes after the paragraphs they are anchored in.

    Raises LockedError, NotWordError, struct.error or ValueError where the stream cannot be followed.
    """
    stream, table = _streams(path)
    if _short(stream, 2) < _FIRST_WITH_PIECES:
        return WordText([Block(line) for line in _simple_text(stream) if line.strip()])
    text, pieces = _text(stream, table)
    characters = _part(stream, table, 0xFA)
    main = _long(stream, 0x4C)
    pictures = _IN_INSTRUCTION.sub("", text[:main]).count(_PICTURE)
    text = _with_note_places(text, stream, table)
    text = _printed(text, pieces, hidden_runs(stream, characters))
    shown, text = text, _printed(text, pieces, struck_runs(stream, characters))
    struck = "".join(was for was, now in zip(shown, text, strict=True) if was != now and was >= " ")
    lists = binary_lists(
        table[_long(stream, 0x2E2) :] if _long(stream, 0x2E6) else b"", _part(stream, table, 0x2EA)
    )
    known = _Text(text, pieces, _paragraphs(stream, table))
    walk = _Walk(known, StyleSheet(_part(stream, table, 0xA2)), ListCounters(lists))
    boxes = text_boxes(
        _part(stream, table, 0x25A), _part(stream, table, 0x1DA), _characters_before(stream, 0x64)
    )
    notes = [
        block
        for kind, parts in _NOTE_PARTS.items()
        for block in _notes(text, kind, _note_texts(stream, text, table, parts))
    ]
    blocks = list(_marked(walk.blocks(main, boxes)))
    comments = _lines_of(stream, text, _COMMENTS)
    return WordText([*blocks, *notes], struck, comments, pictures)


def _short(data: bytes, offset: int) -> int:
    return int(struct.unpack_from("<H", data, offset)[0])


def _long(data: bytes, offset: int) -> int:
    return int(struct.unpack_from("<I", data, offset)[0])


def _part(stream: bytes, table: bytes, entry: int) -> bytes:
    """The part of the table stream that an entry of the FIB (where, how many bytes) speaks of."""
    start, size = _long(stream, entry), _long(stream, entry + 4)
    return table[start : start + size]


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
    """The text, notes and heads behind the main text among it, and its pieces (Clx, PlcPcd)."""
    clx, position = _part(stream, table, 0x1A2), 0
    while position < len(clx) and clx[position] == 1:
        position += 3 + _short(clx, position + 1)
    if position >= len(clx) or clx[position] != 2:
        raise NotWordError
    plc = clx[position + 5 : position + 5 + _long(clx, position + 1)]
    count = (len(plc) - 4) // 12
    firsts = struct.unpack_from(f"<{count + 1}I", plc, 0)
    if firsts[-1] > len(stream):
        raise NotWordError
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
    return "".join(texts), pieces


def _printed(text: str, pieces: Sequence[_Piece], hidden: Sequence[tuple[int, int]]) -> str:
    """The text with characters that are deleted or hidden made invisible; marks of paragraphs and fields stay."""
    if not hidden:
        return text
    characters = list(text)
    runs = sorted(hidden)
    starts, ends = [low for low, _ in runs], [high for _, high in runs]
    for index, piece in enumerate(pieces):
        last = pieces[index + 1].first if index + 1 < len(pieces) else len(characters)
        end = piece.offset + (last - piece.first) * piece.width
        for low, high in runs[bisect_right(ends, piece.offset) : bisect_left(starts, end)]:
            first = piece.first + (max(low, piece.offset) - piece.offset) // piece.width
            for place in range(first, piece.first + (min(high, end) - piece.offset) // piece.width):
                if characters[place] not in _MARKS:
                    characters[place] = _INVISIBLE
    return "".join(characters)


def _characters_before(stream: bytes, entry: int) -> int:
    """Where a part of the text begins. entry: of its length in the FIB, after those of the parts before it."""
    return sum(_long(stream, known) for known in range(0x4C, entry, 4))


class _NoteParts(NamedTuple):
    """Where footnotes or endnotes are told of in the FIB.

    length: of their texts. places, texts: of where they are referred to, and where each text begins (PlcffndRef, …Txt).
    sign: what is put where one is referred to.
    """

    length: int
    places: int
    texts: int
    sign: str


_NOTE_PARTS = {
    "footnote": _NoteParts(0x50, 0xAA, 0xB2, "\ufdd3"),
    "endnote": _NoteParts(0x60, 0x20A, 0x212, "\ufdd4"),
}
"""The signs are no characters (Unicode 23.7): a place in a text has one character, and a label takes more."""
_NOTE_SIGN = re.compile("[\ufdd3\ufdd4]")
_COMMENTS = 0x5C
_PICTURE = "\x01"
_IN_INSTRUCTION = re.compile("\x13[^\x14\x15]*")


def _with_note_places(text: str, stream: bytes, table: bytes) -> str:
    """The text with a sign where it refers to a note."""
    characters = list(text)
    for parts in _NOTE_PARTS.values():
        places = _part(stream, table, parts.places)
        for index in range(max(len(places) - 4, 0) // 6):
            place = _long(places, 4 * index)
            if place < len(characters) and characters[place] not in _MARKS:
                characters[place] = parts.sign
    return "".join(characters)


def _marked(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with the marks of notes in the place of their signs, numbered in the order of the text."""
    numbers = {parts.sign: (kind, count(1)) for kind, parts in _NOTE_PARTS.items()}
    for block in blocks:
        text = block.text
        for sign in _NOTE_SIGN.findall(text):
            kind, number = numbers[sign]
            text = text.replace(sign, note_mark(f"{kind} {next(number)}"), 1)
        yield block.with_text(text)


def _note_texts(stream: bytes, text: str, table: bytes, parts: _NoteParts) -> list[tuple[int, int]]:
    """Where each note begins and ends in the text; where the file does not say, each line is one."""
    begin, texts = _characters_before(stream, parts.length), _part(stream, table, parts.texts)
    starts = [begin + _long(texts, 4 * index) for index in range(len(texts) // 4)][:-1]
    if len(starts) < 2:
        end = begin + _long(stream, parts.length)
        starts = [begin, *(place + 1 for place in range(begin, min(end, len(text))) if text[place] == "\r")]
    return list(pairwise(starts))


def _notes(text: str, kind: str, places: Sequence[tuple[int, int]]) -> Iterator[Block]:
    """Footnotes or endnotes, each with its label."""
    for number, (first, last) in enumerate(places, 1):
        shown = "".join(_visible(line).strip() for line in text[first:last].split("\r"))
        if shown:
            yield Block(note_text(f"{kind} {number}", f"注：{shown}"))


def _lines_of(stream: bytes, text: str, entry: int) -> tuple[str, ...]:
    """The lines of a part of the text. entry: of its length in the FIB."""
    start = _characters_before(stream, entry)
    lines = text[start : start + _long(stream, entry)].split("\r")
    return tuple(shown for line in lines if (shown := _visible(line).strip()))


def _units(data: bytes) -> str:
    """UTF-16 text with one character a unit, so that characters keep their numbers."""
    return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])))


def _paragraphs(stream: bytes, table: bytes) -> list[_Paragraph]:
    """Paragraphs by where their bytes stand in the stream (PlcBtePapx, PapxFkp)."""
    plc = _part(stream, table, 0x102)
    count = max(len(plc) - 4, 0) // 8
    found: list[_Paragraph] = []
    for index in range(count):
        number = _long(plc, 4 * (count + 1) + 4 * index) & 0x3FFFFF
        page = stream[PAGE * number : PAGE * (number + 1)]
        if len(page) == PAGE and 4 * (page[-1] + 1) + 13 * page[-1] < PAGE:
            found += _paragraphs_of_page(page)
    return sorted(found, key=lambda paragraph: paragraph.start)


def _paragraphs_of_page(page: bytes) -> Iterator[_Paragraph]:
    count = page[-1]
    for index in range(count):
        style, properties = 0, b""
        offset = page[4 * (count + 1) + 13 * index] * 2
        if 0 < offset < PAGE - 4:
            length, at = page[offset] * 2 - 1, offset + 1
            if page[offset] == 0:
                length, at = page[offset + 1] * 2, offset + 2
            style, properties = _short(page, at) if at + 2 <= PAGE else 0, page[at + 2 : at + length]
        yield _Paragraph(
            _long(page, 4 * index), _long(page, 4 * index + 4), style, paragraph_format(properties)
        )


@dataclass(frozen=True, slots=True)
class _Text:
    """All text of a document, notes and boxes behind the main text among it, with what is known of its bytes."""

    characters: str
    pieces: Sequence[_Piece]
    paragraphs: Sequence[_Paragraph]

    def paragraph_at(self, number: int) -> _Paragraph:
        """What the stream says of the paragraph of a character."""
        piece = self.pieces[max(bisect_right(self.pieces, number, key=lambda one: one.first) - 1, 0)]
        place = piece.offset + (number - piece.first) * piece.width
        index = bisect_right(self.paragraphs, place, key=lambda one: one.start) - 1
        return self.paragraphs[index] if index >= 0 and place < self.paragraphs[index].end else _UNKNOWN


class _Walk:
    """One pass over a document's paragraphs: numbering counts on from one to the next."""

    def __init__(self, text: _Text, styles: StyleSheet, counters: ListCounters) -> None:
        self._text = text
        self._styles = styles
        self._counters = counters

    def blocks(self, main: int, boxes: Sequence[TextBox]) -> Iterator[Block]:
        """The blocks of the main text, which has so many characters, and of its text boxes, each after its anchor."""
        waiting = sorted(boxes, key=lambda box: main if box.anchor is None else box.anchor)
        for found, end in self._paragraphs(0, main):
            yield from found
            while waiting and waiting[0].anchor is not None and waiting[0].anchor < end:
                yield from self._box(waiting.pop(0))
        for box in waiting:
            yield from self._box(box)

    def _box(self, box: TextBox) -> Iterator[Block]:
        return (block for found, _ in self._paragraphs(box.start, box.end) for block in found)

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[list[Block], int]]:
        """The blocks of each paragraph and each table row between two characters, and where it ends."""
        row: list[list[Block]] = []
        cell: list[Block] = []
        inner = _InnerTable()
        for match in _PARAGRAPH.finditer(self._text.characters, start, end):
            mark = match[0][-1]
            known = self._text.paragraph_at(match.end() - 1)
            block = self._block(known, _visible(match[0].rstrip("\r\x07\x0c")))
            if known.format.inner and mark != "\x07":
                cell += inner.take(known.format, _lines_of_paragraph(block))
            elif mark == "\x07" and not known.format.ends_row:
                row.append([*cell, *inner.rest(), *_lines_of_paragraph(block)])
                cell.clear()
            elif mark != "\x07" and (known.format.in_table or (row and known is _UNKNOWN)):
                cell += _lines_of_paragraph(block)
            else:
                found = _lines_of_paragraph(block) if mark != "\x07" else []
                yield [*_row(row, cell), *found], match.end()
        cell += inner.rest()
        yield _row(row, cell), end

    def _block(self, paragraph: _Paragraph, visible: str) -> Block:
        """A paragraph with its automatic number and the level of its heading."""
        form = self._styles.format_of(paragraph.style, paragraph.format)
        number = ""
        if form.list_number and not form.ends_row:
            number = self._counters.next_number(str(form.list_number), form.list_level or 0)
        level = self._styles.heading_level(paragraph.style, form.outline)
        return Block(numbered(number, visible) if visible.strip() else visible, level)


class _InnerTable:
    """A table that stands in a cell of another, while its paragraphs come; what stands deeper stands in its cells."""

    def __init__(self) -> None:
        self._row: list[list[Block]] = []
        self._cell: list[Block] = []

    def take(self, form: ParagraphFormat, lines: list[Block]) -> list[Block]:
        """Take a paragraph; the blocks of the row that it ends."""
        if form.ends_inner_row:
            return _row(self._row, self._cell)
        self._cell += lines
        if form.ends_inner_cell:
            self._row.append(self._cell.copy())
            self._cell.clear()
        return []

    def rest(self) -> list[Block]:
        """The blocks of a row without its end."""
        return _row(self._row, self._cell)


def _lines_of_paragraph(block: Block) -> list[Block]:
    return [Block(line.rstrip(), block.level) for line in block.text.split("\n") if line.strip()]


def _row(row: list[list[Block]], cell: list[Block]) -> list[Block]:
    """The blocks of a table row that has ended, whose cells are taken off the lists."""
    blocks = row_blocks([*row, cell.copy()])
    row.clear()
    cell.clear()
    return blocks


class _Field(NamedTuple):
    """A field that is open: how much was shown before it, its instruction, and whether that goes on."""

    shown: int
    instruction: list[str]
    in_instruction: bool


def _visible(text: str) -> str:
    """A paragraph as it is printed: results of fields without their instructions, no control characters.

    Where a field has no result, what its instruction shows stands there.
    """
    shown: list[str] = []
    fields: list[_Field] = []
    for char in text:
        if char == _FIELD_BEGINS:
            fields.append(_Field(len(shown), [], True))
        elif char == _FIELD_RESULT and fields:
            fields[-1] = fields[-1]._replace(in_instruction=False)
        elif char == _FIELD_ENDS and fields:
            ended = fields.pop()
            if not any(field.in_instruction for field in fields) and len(shown) == ended.shown:
                shown.append(shown_by("".join(ended.instruction)))
        elif fields and fields[-1].in_instruction:
            fields[-1].instruction.append(char)
        elif not any(field.in_instruction for field in fields) and (char >= " " or char in _WRITTEN):
            shown.append(_WRITTEN.get(char, char))
    return whole_characters("".join(shown))

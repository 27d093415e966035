"""Word streams (MS-DOC) of our own with styles, lists and tables, for the tests of the .doc reader."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .files import compound_file

CHINESE, DECIMAL, BULLET = 0x27, 0x00, 0x17
"""Numerals by their number in the file."""
_TEXT_AT = 0x600


@dataclass(frozen=True)
class StreamParagraph:
    """text: with its mark at the end (\\r, \\x07). style: index. properties: grpprl."""

    text: str
    style: int = 0
    properties: bytes = b""


def outline(level: int) -> bytes:
    return struct.pack("<HB", 0x2640, level)


def listed(number: int, level: int) -> bytes:
    return struct.pack("<HBHH", 0x260A, level, 0x460B, number)


DELETED = struct.pack("<HB", 0x0800, 1)
HIDDEN = struct.pack("<HB", 0x083C, 1)
IN_TABLE = struct.pack("<HB", 0x2416, 1)
INNER = IN_TABLE + struct.pack("<HI", 0x6649, 2)
INNER_CELL_END = INNER + struct.pack("<HB", 0x244B, 1)
INNER_ROW_END = INNER_CELL_END + struct.pack("<HB", 0x244C, 1)
ROW_END = IN_TABLE + struct.pack("<HB", 0x2417, 1)


def list_level(numeral: int, text: str, start: int = 1) -> bytes:
    """A level (LVL); in its text \\0 stands for the number of the first level, \\1 of the second."""
    head = struct.pack("<iBB9sBiIBBBB", start, numeral, 0, bytes(9), 0, 0, 0, 0, 0, 0, 0)
    return head + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def write_stream(
    path: Path,
    paragraphs: Sequence[StreamParagraph],
    *,
    lists: Sequence[Sequence[bytes]] = (),
    uses: Sequence[tuple[int, int | None]] = (),
    styles: Sequence[tuple[int, int, bytes]] = (),
    runs: Sequence[tuple[int, bytes]] = (),
    footnotes: str = "",
    references: Sequence[int] = (),
    boxes: Sequence[tuple[str, int | None]] = (),
    comments: str = "",
) -> Path:
    """A .doc. lists: levels of each. uses: of lists by paragraphs, index of the list and a number to start anew from.

    styles: number among Word's own, index of the base style, properties. runs: how many characters and their
    properties, from the beginning of the text. footnotes: their text, each with a mark of its end. references: the numbers
    of the characters that refer to them. boxes: text of each, and the number of the character that it is anchored at.
    comments: their texts, each with a mark of its end.
    """
    main = "".join(paragraph.text for paragraph in paragraphs)
    boxed = "".join(text for text, _ in boxes)
    text = main + footnotes + comments + boxed
    body = text.encode("utf-16-le")
    page_at = -(-(_TEXT_AT + len(body)) // 512)
    table, entries = bytearray(), {}
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, _TEXT_AT, 0)
    for entry, part in (
        (0x1A2, b"\x02" + struct.pack("<I", len(pieces)) + pieces),
        (0x102, struct.pack("<III", _TEXT_AT, _TEXT_AT + len(body), page_at)),
        (0xFA, struct.pack("<III", _TEXT_AT, _TEXT_AT + len(body), page_at + 1)),
        (0xA2, _style_sheet(styles)),
        (0x2EA, _uses(uses)),
        (0x2E2, _lists(lists)),
        (0xAA, _note_places(references, len(main))),
        (0xB2, _note_texts(footnotes) if references else b""),
        (0x25A, _box_texts([text for text, _ in boxes])),
        (0x1DA, _box_anchors([anchor for _, anchor in boxes], len(main))),
    ):
        entries[entry] = (len(table), len(part))
        table += part
    stream = bytearray(_TEXT_AT)
    struct.pack_into("<HH", stream, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", stream, 0x0A, 0x200)
    struct.pack_into("<II", stream, 0x4C, len(main), len(footnotes))
    struct.pack_into("<I", stream, 0x5C, len(comments))
    struct.pack_into("<I", stream, 0x64, len(boxed))
    for entry, (start, size) in entries.items():
        struct.pack_into("<II", stream, entry, start, size)
    stream = (stream + body).ljust(512 * page_at, b"\0") + _page(paragraphs) + _runs_page(runs)
    path.write_bytes(compound_file({"WordDocument": bytes(stream), "1Table": bytes(table)}))
    return path


def _page(paragraphs: Sequence[StreamParagraph]) -> bytes:
    """The page of paragraph properties (PapxFkp)."""
    page = bytearray(512)
    ends = [_TEXT_AT]
    for paragraph in paragraphs:
        ends.append(ends[-1] + 2 * len(paragraph.text))
    struct.pack_into(f"<{len(ends)}I", page, 0, *ends)
    at = 510
    for index, paragraph in enumerate(paragraphs):
        data = struct.pack("<H", paragraph.style) + paragraph.properties
        packed = bytes([len(data) // 2 + 1]) + data if len(data) % 2 else bytes([0, len(data) // 2]) + data
        at -= len(packed) + len(packed) % 2
        page[at : at + len(packed)] = packed
        page[4 * len(ends) + 13 * index] = at // 2
    page[511] = len(paragraphs)
    return bytes(page)


def _runs_page(runs: Sequence[tuple[int, bytes]]) -> bytes:
    """The page of character properties (ChpxFkp)."""
    page = bytearray(512)
    ends = [_TEXT_AT]
    for length, _ in runs:
        ends.append(ends[-1] + 2 * length)
    struct.pack_into(f"<{len(ends)}I", page, 0, *ends)
    at = 510
    for index, (_, properties) in enumerate(runs):
        packed = bytes([len(properties)]) + properties
        at -= len(packed) + len(packed) % 2
        page[at : at + len(packed)] = packed
        page[4 * len(ends) + index] = at // 2
    page[511] = len(runs)
    return bytes(page)


def _style_sheet(styles: Sequence[tuple[int, int, bytes]]) -> bytes:
    sheet = struct.pack("<HHH14x", 18, len(styles), 10)
    for number, base, properties in styles:
        paragraph = struct.pack("<H", 0) + properties
        style = (
            struct.pack("<HHHHH", number, base << 4 | 1, 1, 0, 0)
            + struct.pack("<H", 1)
            + "名\0".encode("utf-16-le")
        )
        style += struct.pack("<H", len(paragraph)) + paragraph
        sheet += struct.pack("<H", len(style)) + style + b"\0" * (len(style) % 2)
    return sheet


def _lists(lists: Sequence[Sequence[bytes]]) -> bytes:
    heads = b"".join(struct.pack("<II18sBB", index + 7, 0, bytes(18), 0, 0) for index in range(len(lists)))
    levels = b"".join(b"".join([*one, *[list_level(DECIMAL, "")] * (9 - len(one))]) for one in lists)
    return struct.pack("<H", len(lists)) + heads + levels


def _uses(uses: Sequence[tuple[int, int | None]]) -> bytes:
    heads = b"".join(struct.pack("<I8xB3x", index + 7, start is not None) for index, start in uses)
    data = b""
    for _, start in uses:
        data += b"\xff\xff\xff\xff" + (struct.pack("<iI", start, 0x10) if start is not None else b"")
    return struct.pack("<I", len(uses)) + heads + data


def _note_places(references: Sequence[int], end: int) -> bytes:
    """PlcffndRef."""
    if not references:
        return b""
    return struct.pack(f"<{len(references) + 1}I", *references, end) + struct.pack("<H", 1) * len(references)


def _note_texts(footnotes: str) -> bytes:
    """PlcffndTxt."""
    starts = [0, *(place + 1 for place, char in enumerate(footnotes) if char == "\r")]
    return struct.pack(f"<{len(starts) + 1}I", *starts, len(footnotes) + 2)


def _box_texts(texts: Sequence[str]) -> bytes:
    """PlcftxbxTxt; shapes are numbered from 1025 on."""
    bounds = [sum(map(len, texts[:count])) for count in range(len(texts) + 1)]
    entries = [struct.pack("<14xI4x", 1025 + index) for index in range(len(texts))]
    return struct.pack(f"<{len(bounds)}I", *bounds) + b"".join(entries)


def _box_anchors(anchors: Sequence[int | None], end: int) -> bytes:
    """PlcfSpa."""
    known = sorted((anchor, 1025 + index) for index, anchor in enumerate(anchors) if anchor is not None)
    places = [anchor for anchor, _ in known]
    shapes = [struct.pack("<I22x", shape) for _, shape in known]
    return struct.pack(f"<{len(places) + 1}I", *places, end) + b"".join(shapes)

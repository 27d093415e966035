"""Markdown (.md): front matter as metadata, # headings with their levels, marks of emphasis and links taken off."""

from __future__ import annotations

import re
from datetime import date as Date  # noqa: N812 - dates are values here, and keys are named date
from typing import TYPE_CHECKING

from wengao.corpus.raw import Block, RawDocument
from wengao.corpus.readers.signatures import Format
from wengao.errors import DraftFormatError, UnreadableFileError
from wengao.files.decoding import decode
from wengao.markup.blocks import Kind, read_lines
from wengao.markup.front_matter import front_matter_end, front_values
from wengao.markup.inline import read_inline

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.markup.blocks import Line

_SOURCE_NOTE = re.compile(r"^出处：.*〔passage [0-9a-f]+〕")
_UNDERLINE = re.compile(r"^ {0,3}={2,}[ \t]*$")
_CELLS_APART = " | "
_KEYS = {
    "title": "title", "标题": "title", "题目": "title",
    "genre": "genre", "文种": "genre",
    "date": "date", "日期": "date", "时间": "date",
    "organ": "organ", "单位": "organ", "机关": "organ",
    "speaker": "speaker", "讲话人": "speaker", "作者": "speaker",
    "post": "post", "职务": "post",
    "level": "level", "层级": "level",
    "place": "place", "地点": "place",
    "meeting": "meeting", "会议": "meeting",
}  # fmt: skip


def read(path: Path) -> RawDocument:
    """The blocks of a Markdown file. A line is a block; the first heading of the top level, when alone, is the title.

    Raises UnreadableFileError where the front matter is not YAML, with the line.
    """
    decoded = decode(path.read_bytes(), path)
    text = decoded.text
    start = front_matter_end(text)
    metadata = _metadata(text[:start], path)
    blocks = tuple(_blocks(text[start:]))
    return RawDocument(blocks, metadata.get("title", ""), metadata, decoded.cut)


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    for line in read_lines(text):
        underlined = line.kind is Kind.RULE and _UNDERLINE.match(line.bare.text)
        if line.kind is Kind.HEADING:
            blocks.append(Block(line.inline.text, line.depth))
        elif underlined and blocks and blocks[-1].level is None and blocks[-1].text:
            blocks[-1] = Block(blocks[-1].text, 1)
        elif line.kind not in (Kind.RULE, Kind.TABLE_RULE, Kind.FENCE):
            blocks.append(Block(_text(line)))
    return blocks


def _text(line: Line) -> str:
    """What a line says: a footnote without its label, a source note nothing, a row with its cells set apart."""
    if line.kind is Kind.NOTE and _SOURCE_NOTE.match(line.content.text):
        return ""
    if line.cells:
        return _CELLS_APART.join(read_inline(cell.text).text for cell in line.cells)
    number = f"{line.mark} " if line.kind is Kind.ITEM and line.mark[0].isdigit() else ""
    return number + line.inline.text


def _metadata(front: str, path: Path) -> dict[str, str]:
    """What the front matter says, by our names. Raises UnreadableFileError where it cannot be understood."""
    try:
        values = front_values(front)
    except DraftFormatError as error:
        raise UnreadableFileError(path, error.message, error.remedy) from error
    known = ((_KEYS.get(str(key).strip().lower()), value) for key, value in values.items())
    return {key: str(value).strip() for key, value in known if key and isinstance(value, (str, int, Date))}


def _recognises(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format is asked the same question
    """Whether the file's name says Markdown; the text itself cannot."""
    return path.suffix.lower() in {".md", ".markdown"}


FORMAT = Format("Markdown", (".md",), 100, _recognises, read)

"""Markdown (.md): front matter as metadata, # headings with their levels, marks of emphasis and links taken off."""

from __future__ import annotations

import re
from datetime import date as Date  # noqa: N812 - dates are values here, and keys are named date
from typing import TYPE_CHECKING

from wengao.corpus.raw import Block, RawDocument, note_mark, note_text
from wengao.corpus.readers.markdown_marks import plain_markdown, without_stray_marks
from wengao.corpus.readers.signatures import Format
from wengao.errors import DraftFormatError, UnreadableFileError
from wengao.files.decoding import decode
from wengao.markup.blocks import Kind, read_lines
from wengao.markup.front_matter import front_matter_end, front_values
from wengao.markup.inline import read_inline

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.markup.blocks import Line
    from wengao.markup.inline import Inline

_SOURCE_NOTE = re.compile(r"^出处：.*〔passage [0-9a-f]+〕")
_UNDERLINE = re.compile(r"^ {0,3}={2,}[ \t]*$")
_DATE_IN_ADDRESS = re.compile(r"[/_t](20\d{2})[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
"""The day a page was put out, as its address has it: /20250701/, t20250701_."""
_ADDRESS_SIGNS = re.compile(r"[/.]|@|\d{5}")
"""What an address has, and the name of a paper (source: 清川日报) has not."""
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]{1,200}\|)?([^\[\]|]{1,200})\]\]")
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
    "aliases": "alias", "alias": "alias", "别名": "alias",
    "published": "published", "发布时间": "published", "发布日期": "published", "pubdate": "published",
    "author": "speaker", "authors": "speaker",
    "source": "address", "url": "address", "link": "address", "网址": "address", "链接": "address", "原文链接": "address",
    "来源": "source", "出处": "source", "site": "source", "publisher": "source", "发布单位": "organ",
}  # fmt: skip


def read(path: Path) -> RawDocument:
    """The blocks of a Markdown file. A line is a block; the first heading of the top level, when alone, is the title.

    Raises UnreadableFileError where the front matter is not YAML, with the line.
    """
    decoded = decode(path.read_bytes(), path)
    text = decoded.text
    start = front_matter_end(text)
    metadata = _metadata(text[:start], path)
    plain = plain_markdown(text[start:], path)
    left_out = list(plain.left_out)
    blocks = tuple(_blocks(plain.text, left_out))
    alias = metadata.pop("alias", "")
    if alias and "title" not in metadata and not any(block.level == 1 for block in blocks):
        metadata["title"] = alias
    return RawDocument(blocks, metadata.get("title", ""), metadata, decoded.cut, tuple(left_out))


def _blocks(text: str, left_out: list[tuple[str, str]]) -> list[Block]:
    """The blocks of the text. left_out: to it is added what is struck through, and pictures."""
    blocks: list[Block] = []
    for line in read_lines(text):
        underlined = line.kind is Kind.RULE and _UNDERLINE.match(line.bare.text)
        if line.kind is Kind.HEADING:
            blocks.append(Block(_shown(line.inline, left_out), line.depth))
        elif underlined and blocks and blocks[-1].level is None and blocks[-1].text:
            blocks[-1] = Block(blocks[-1].text, 1)
        elif line.kind not in (Kind.RULE, Kind.TABLE_RULE, Kind.FENCE):
            blocks.append(Block(_text(line, left_out)))
    return blocks


def _shown(inline: Inline, left_out: list[tuple[str, str]]) -> str:
    """What a line shows without what is struck through."""
    struck = "".join(run.piece.text for run in inline.runs if run.piece.struck)
    if struck:
        left_out.append(("删除线文字", struck))
    if inline.image:
        left_out.append(("图片", ""))
    shown = [(run.start, run.piece.standing) for run in inline.runs]
    shown += [(mark.start, note_mark(mark.id)) for mark in inline.marks]
    return without_stray_marks("".join(text for _, text in sorted(shown, key=lambda one: one[0])))


def _text(line: Line, left_out: list[tuple[str, str]]) -> str:
    """What a line says: a footnote without its label, a source note nothing, a row with its cells set apart."""
    if line.kind is Kind.NOTE and _SOURCE_NOTE.match(line.content.text):
        return ""
    if line.cells:
        return _CELLS_APART.join(_shown(read_inline(cell.text), left_out) for cell in line.cells)
    if line.kind is Kind.NOTE:
        return note_text(line.mark, _shown(line.inline, left_out))
    number = f"{line.mark} " if line.kind is Kind.ITEM and line.mark[0].isdigit() else ""
    return number + _shown(line.inline, left_out)


def _metadata(front: str, path: Path) -> dict[str, str]:
    """What the front matter says, by our names. Raises UnreadableFileError where it cannot be understood."""
    try:
        values = front_values(front)
    except DraftFormatError as error:
        raise UnreadableFileError(path, error.message, error.remedy) from error
    found: dict[str, str] = {}
    for key, value in values.items():
        known = _KEYS.get(str(key).strip().lower())
        written = _WIKI_LINK.sub(r"\1", _written(value))
        if known and written:
            found.setdefault(known, written)
    address = found.pop("address", "")
    dated = _DATE_IN_ADDRESS.search(address)
    if dated:
        found.setdefault("published", "-".join(part for part in dated.groups() if part))
    if address and not _ADDRESS_SIGNS.search(address):
        found.setdefault("source", address)
    return found


def _written(value: object) -> str:
    """A value as text; the first of several."""
    if isinstance(value, list):
        return _written(value[0]) if value else ""
    return " ".join(str(value).split()) if isinstance(value, (str, int, Date)) else ""


def _recognises(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format is asked the same question
    """Whether the file's name says Markdown; the text itself cannot."""
    return path.suffix.lower() in {".md", ".markdown"}


FORMAT = Format("Markdown", (".md",), 100, _recognises, read)

"""OpenDocument text (.odt): headings by their declared level, lists with their numbers, tracked deletions left out.

Text boxes stand after the paragraph that they are anchored in. Lists have styles, headings numbers, both their counters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.files.package import Package
from wengao.language.list_numbers import ListLevel, next_number, numbered
from wengao.reading.formats.format import Format, is_package
from wengao.reading.formats.table_rows import row_blocks
from wengao.reading.raw import TITLE_LEVEL, Block, RawDocument, note_mark, note_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from xml.etree.ElementTree import Element

_WHOLE_FORMAT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NUMERALS = {
    "1": "decimal", "１": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCounting", "壹": "chineseLegalSimplified", "①": "decimalEnclosedCircle", "⑴": "decimalEnclosedParen",
    "⒈": "decimalEnclosedFullstop", "㈠": "ideographEnclosedCircle", "甲": "ideographTraditional",
    "子": "ideographZodiac",
}  # fmt: skip
"""Numerals by the first character of style:num-format (1; 一, 二, 三, ...)."""
_WHOLE = re.compile(r"%(\d)%")
_OUTLINE = ""
"""Key of the counters of headings that are numbered without a list around them."""
_HIGHEST_START = 100_000


class OdtLists:
    """The lists of one document. Its walk enters lists and asks for each numbered paragraph in the order of the text."""

    def __init__(self, parts: Iterable[Element | None]) -> None:
        """parts: the roots of content.xml and styles.xml."""
        self._styles: dict[str, dict[int, ListLevel]] = {}
        self._outline: dict[int, ListLevel] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._latest: dict[str, str] = {}
        for part in parts:
            for style in part.iter(_TEXT + "list-style") if part is not None else ():
                self._styles[style.get(_STYLE + "name", "")] = _levels(style)
            for outline in part.iter(_TEXT + "outline-style") if part is not None else ():
                self._outline = _levels(outline)

    def series_of(self, element: Element) -> tuple[str, str]:
        """The style of an outermost text:list, and what it counts in: its own series, or that of a list it continues."""
        style = element.get(_TEXT + "style-name", "")
        own = element.get(_ID) or f"{style}#{len(self._counters)}"
        series = self._latest.get(element.get(_TEXT + "continue-list", ""))
        if series is None and element.get(_TEXT + "continue-numbering") == "true":
            series = self._latest.get(f"style {style}")
        series = series or own
        self._latest[own] = self._latest[f"style {style}"] = series
        self._counters.setdefault(series, {})
        return style, series

    def next_number(self, style: str, series: str, level: int, start: str | None = None) -> str:
        """The number of the next paragraph of a list at a level (0 the outermost). start: as its item declares it."""
        levels = self._styles.get(style, {})
        if level not in levels:
            return ""
        counter = self._counters.setdefault(series, {})
        if start is not None and start.isdecimal():
            counter[level] = min(int(start), _HIGHEST_START) - 1
        return next_number(levels, counter, level)

    def next_heading(self, level: int) -> str:
        """The number of the next heading (level 1 the highest) that stands in no list."""
        counter = self._counters.setdefault(_OUTLINE, {})
        return next_number(self._outline, counter, level - 1) if level - 1 in self._outline else ""


def _levels(style: Element) -> dict[int, ListLevel]:
    """The levels of a list style; those of headings are named alike."""
    return {
        int(level.get(_TEXT + "level", "1")) - 1: _level(level)
        for level in style
        if level.get(_TEXT + "level", "").isdecimal()
    }


def _level(level: Element) -> ListLevel:
    kind = level.get(_STYLE + "num-format", "")
    if level.tag.endswith(("bullet", "image")) or not kind:
        return ListLevel("none", "")
    depth = int(level.get(_TEXT + "level", "1"))
    shown = level.get(_TEXT + "display-levels", "1")
    above = range(max(depth - int(shown if shown.isdecimal() else 1) + 1, 1), depth + 1)
    text = _WHOLE.sub(r"%\1", level.get(_WHOLE_FORMAT, "")) or (
        level.get(_STYLE + "num-prefix", "")
        + ".".join(f"%{number}" for number in above)
        + level.get(_STYLE + "num-suffix", "")
    )
    start = level.get(_TEXT + "start-value", "1")
    return ListLevel(
        _NUMERALS.get(kind[0], "decimal"), text, min(int(start), _HIGHEST_START) if start.isdecimal() else 1
    )


_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _DRAW, _OFFICE, _TABLE, _STYLE = (
    f"{_OASIS}text:1.0}}",
    f"{_OASIS}drawing:1.0}}",
    f"{_OASIS}office:1.0}}",
    f"{_OASIS}table:1.0}}",
    f"{_OASIS}style:1.0}}",
)
_DC = "{http://purl.org/dc/elements/1.1/}"
_WRITTEN = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
_LEFT_OUT = {
    _TEXT + "tracked-changes", _TEXT + "note-citation", _TEXT + "sequence-decls", _TEXT + "table-of-content-source",
    _TEXT + "ruby-text", _TEXT + "number", _OFFICE + "annotation", _OFFICE + "forms",
}  # fmt: skip
_SHAPES = {
    _DRAW + tag for tag in ("frame", "g", "custom-shape", "rect", "ellipse", "circle", "line", "path", "polygon", "polyline",
                            "regular-polygon", "connector", "caption", "measure")
}  # fmt: skip
"""What may hold a text box or text of its own."""
_PARAGRAPHS = {_TEXT + "p", _TEXT + "h"}
_LOCKED = b":encryption-data"
"""What the list of parts has where a document opens with a password only."""
_MOST_SPACES = 100
_MOST_REPEATED = 60
"""Times that a cell is said to stand beside itself; a sheet of a thousand empty columns is said so, too."""
_DEEPEST = 200


def read(path: Path) -> RawDocument:
    """The blocks of an OpenDocument text, footnotes at the end.

    Raises UnreadableFileError where the package is broken, beyond the limits of Package, or without any text.
    """
    with Package(path, "ODF 文档") as package:
        if "META-INF/manifest.xml" in package.names() and _LOCKED in package.read("META-INF/manifest.xml"):
            raise UnreadableFileError(
                path, "文件设有打开密码", "请用 WPS 或 LibreOffice 打开，取消密码后另存"
            )
        content = package.xml("content.xml")
        body = content.find(f"{_OFFICE}body/{_OFFICE}text") if content is not None else None
        if content is None or body is None:
            raise UnreadableFileError(
                path, "ODF 文档不完整（缺少正文部分）", "请用 WPS 或 LibreOffice 打开，另存为 .docx"
            )
        meta, styles = package.xml("meta.xml"), package.xml("styles.xml")
    return document_of(content, body, styles, meta, path)


def document_of(
    content: Element, body: Element, styles: Element | None, meta: Element | None, path: Path
) -> RawDocument:
    """The blocks of an OpenDocument text by its parts. Raises UnreadableFileError where it has no text."""
    walk = _Walk(
        _title_styles(content), OdtLists([styles, content]), _hidden_styles(content), _struck_styles(content)
    )
    blocks = [*walk.blocks(body), *walk.notes]
    if not any(block.text.strip() for block in blocks):
        raise UnreadableFileError(path, "ODF 文档里没有文字", "请确认原文件已保存完整")
    title = meta.find(f".//{_DC}title") if meta is not None else None
    return RawDocument(
        tuple(blocks), (title.text or "").strip() if title is not None else "", left_out=tuple(walk.left_out)
    )


def _title_styles(content: Element) -> Mapping[str, str]:
    """Parents of the document's own paragraph styles, by name: P1 is Title."""
    return {
        style.get(_STYLE + "name", ""): style.get(_STYLE + "parent-style-name", "")
        for style in content.iter(_STYLE + "style")
    }


def _struck_styles(content: Element) -> frozenset[str]:
    """The document's own styles of text that is struck through."""
    return frozenset(
        style.get(_STYLE + "name", "")
        for style in content.iter(_STYLE + "style")
        if any(properties.get(_STYLE + "text-line-through-style", "none") != "none" for properties in style)
    )


def _hidden_styles(content: Element) -> frozenset[str]:
    """The document's own styles of text that is not printed."""
    return frozenset(
        style.get(_STYLE + "name", "")
        for style in content.iter(_STYLE + "style")
        if any(properties.get(_TEXT + "display") == "none" for properties in style)
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a list a paragraph stands. level: 0 the outermost. start: number that its item declares."""

    style: str
    series: str
    level: int
    start: str | None = None


class _Walk:
    """One pass over a document's elements: numbering counts on from one to the next. notes: footnotes met on the way.

    left_out: text that is struck through, comments and pictures met on the way.
    """

    def __init__(
        self,
        styles: Mapping[str, str],
        lists: OdtLists,
        hidden: frozenset[str],
        struck: frozenset[str] = frozenset(),
    ) -> None:
        self._styles = styles
        self._lists = lists
        self._hidden = hidden
        self._struck = struck
        self.left_out: list[tuple[str, str]] = []
        self.notes: list[Block] = []

    def blocks(self, element: Element, depth: int = 0, place: _Place | None = None) -> Iterator[Block]:
        """The blocks below an element. place: of the list that it is or stands in."""
        if depth > _DEEPEST:
            return
        for child in element:
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child, depth)
            elif child.tag == _DRAW + "image":
                self.left_out.append(("图片", ""))
            elif child.tag == _OFFICE + "annotation":
                self._annotation(child)
            elif child.tag == _TEXT + "list":
                yield from self._list(child, depth + 1, place)
            elif child.tag == _TABLE + "table-row":
                yield from row_blocks([blocks for cell in child for blocks in self._cells(cell, depth)])
            elif child.tag not in _LEFT_OUT:
                yield from self.blocks(child, depth + 1)

    def _cells(self, cell: Element, depth: int) -> Iterator[list[Block]]:
        """The blocks of a cell, as often as it stands in its row; nothing where another cell reaches over it."""
        repeated = cell.get(_TABLE + "number-columns-repeated", "1")
        count = min(int(repeated), _MOST_REPEATED) if repeated.isdecimal() else 1
        covered = cell.tag == _TABLE + "covered-table-cell"
        blocks = [] if covered else list(self.blocks(cell, depth + 1))
        yield from [blocks] * count

    def _list(self, element: Element, depth: int, around: _Place | None) -> Iterator[Block]:
        """The blocks of a list. A paragraph that opens an item is numbered, the others of the item are not."""
        own = element.get(_TEXT + "style-name")
        if around is None:
            place = _Place(*self._lists.series_of(element), 0)
        else:
            place = replace(around, style=own or around.style, level=around.level + 1, start=None)
        for item in element:
            here = replace(
                place,
                style=item.get(_TEXT + "style-override") or place.style,
                start=item.get(_TEXT + "start-value"),
            )
            opens = item.tag == _TEXT + "list-item"
            for child in item:
                if child.tag in _PARAGRAPHS:
                    yield from self._paragraph(child, depth, here if opens else None, listed=True)
                    opens = False
                elif child.tag == _TEXT + "list" and depth < _DEEPEST:
                    yield from self._list(child, depth + 1, here)
                else:
                    yield from self.blocks(child, depth + 1)

    def _paragraph(
        self, paragraph: Element, depth: int, place: _Place | None = None, *, listed: bool = False
    ) -> Iterator[Block]:
        """The lines of a paragraph. place: in a list that numbers it. listed: whether it stands in one at all."""
        level, number = None, ""
        if paragraph.tag == _TEXT + "h":
            declared = paragraph.get(_TEXT + "outline-level", "1")
            level = int(declared) if declared.isdecimal() else 1
            if not listed and paragraph.get(_TEXT + "is-list-header") != "true":
                number = self._lists.next_heading(level)
        elif self._is_title(paragraph.get(_TEXT + "style-name", "")):
            level = TITLE_LEVEL
        if place is not None:
            number = self._lists.next_number(place.style, place.series, place.level, place.start)
        shapes: list[Element] = []
        text = "".join(self._pieces(paragraph, shapes))
        for line in (numbered(number, text) if text.strip() else "").split("\n"):
            if line.strip():
                yield Block(line.rstrip(), level)
        for shape in shapes:
            yield from self.blocks(shape, depth + 1)

    def _is_title(self, style: str) -> bool:
        return "Title" in (style, self._styles.get(style))

    def _pieces(self, element: Element, shapes: list[Element], depth: int = 0) -> Iterator[str]:
        """The text of a paragraph; the shapes anchored in it go into `shapes`."""
        if element.text:
            yield element.text
        for child in element if depth < _DEEPEST else ():
            if child.tag == _TEXT + "s":
                count = child.get(_TEXT + "c", "1")
                yield " " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES)
            elif child.tag == _TEXT + "note":
                yield self._note(child)
            elif child.tag == _OFFICE + "annotation":
                self._annotation(child)
            elif child.tag in _SHAPES:
                shapes.append(child)
            elif child.tag in _WRITTEN:
                yield _WRITTEN[child.tag]
            elif child.tag == _TEXT + "span" and child.get(_TEXT + "style-name") in self._struck:
                self.left_out.append(("删除线文字", "".join(child.itertext())))
            elif child.tag not in _LEFT_OUT and child.get(_TEXT + "style-name") not in self._hidden:
                yield from self._pieces(child, shapes, depth + 1)
            if child.tail:
                yield child.tail

    def _annotation(self, comment: Element) -> None:
        text = "".join("".join(one.itertext()) for one in comment.iter(_TEXT + "p")).strip()
        if text:
            self.left_out.append(("批注", text))

    def _note(self, note: Element) -> str:
        """Take a note aside; what marks its place."""
        body = note.find(_TEXT + "note-body")
        text = "".join(block.text.strip() for block in self.blocks(body)) if body is not None else ""
        if not text:
            return ""
        label = str(len(self.notes) + 1)
        self.notes.append(Block(note_text(label, f"注：{text}")))
        return note_mark(label)


def _recognises(path: Path, head: bytes) -> bool:
    return is_package(path, head, ".odt")


FORMAT = Format("OpenDocument 文档", (".odt",), 20, _recognises, read)

"""Word documents (.docx), read as a reader of the page sees them.

Tracked insertions are kept and deletions dropped, comments and fields' instructions left out, automatic numbers written
out, table rows set as lines, text boxes after their paragraph, footnotes and endnotes at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.corpus.raw import Block, RawDocument
from wengao.corpus.readers.signatures import Format, is_package
from wengao.errors import UnreadableFileError
from wengao.files.package import Package
from wengao.language.list_numbers import ListCounters, numbered
from wengao.word.numbering import word_lists
from wengao.word.styles import Styles
from wengao.word.text import W, paragraph_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

_CONTAINERS = {W + tag for tag in ("body", "ins", "moveTo", "customXml", "smartTag", "footnote", "endnote")}
_TRANSPARENT = {W + tag for tag in ("sdt", "sdtContent", "customXml", "ins")}
_NOTES = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))


def read(path: Path) -> RawDocument:
    """The blocks of a Word document.

    Raises UnreadableFileError where the package is broken, beyond the limits of Package, or without any text.
    """
    with Package(path) as package:
        document = package.xml("word/document.xml")
        body = document.find(W + "body") if document is not None else None
        if body is None:
            raise UnreadableFileError(path, "Word 文档不完整（缺少正文部分）", "请用 Word 打开修复后重新保存")
        counters = ListCounters(word_lists(package.xml("word/numbering.xml")))
        walk = _Walk(Styles(package.xml("word/styles.xml")), counters)
        blocks = [*walk.blocks(body), *_notes(package, walk)]
    if not any(block.text.strip() for block in blocks):
        raise UnreadableFileError(
            path, "Word 文档里没有文字（可能全是图片）", "请先识别成文字，再另存为 .docx"
        )
    return RawDocument(tuple(blocks))


class _Walk:
    """One pass over a document's elements: numbering counts on from paragraph to paragraph."""

    def __init__(self, styles: Styles, counters: ListCounters) -> None:
        self._styles = styles
        self._counters = counters

    def blocks(self, element: Element) -> list[Block]:
        """The blocks of a body, a note, a cell or a text box."""
        found: list[Block] = []
        for child in element:
            if child.tag == W + "p":
                found += self._paragraph(child)
            elif child.tag == W + "tbl":
                found += self._table(child)
            elif child.tag == W + "sdt":
                content = child.find(W + "sdtContent")
                found += self.blocks(content) if content is not None else []
            elif child.tag in _CONTAINERS:
                found += self.blocks(child)
        return found

    def _paragraph(self, paragraph: Element) -> list[Block]:
        shown = paragraph_text(paragraph)
        properties = paragraph.find(W + "pPr")
        listed = self._styles.list_of(properties)
        text = shown.text
        gone = not text.strip() and _is_deleted(properties)
        number = self._counters.next_number(*listed) if listed and not gone else ""
        level = self._styles.heading_level(properties)
        lines = [line.rstrip() for line in (numbered(number, text) if text.strip() else "").split("\n")]
        blocks = [Block(line, level) for line in lines if line.strip()]
        for box in shown.boxes:
            blocks += self.blocks(box)
        return blocks

    def _table(self, table: Element) -> list[Block]:
        rows = []
        for row in _descend(table, W + "tr"):
            cells = [
                " ".join(block.text.strip() for block in self.blocks(cell))
                for cell in _descend(row, W + "tc")
            ]
            text = " | ".join(cell for cell in cells if cell)
            if text:
                rows.append(Block(text))
        return rows


def _is_deleted(properties: Element | None) -> bool:
    """Whether the end of a paragraph with these properties was deleted, so that an empty one is no longer there."""
    return properties is not None and any(
        properties.find(f"{W}rPr/{W}{tag}") is not None for tag in ("del", "moveFrom")
    )


def _descend(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in content controls and tracked insertions among them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _descend(child, tag)


def _notes(package: Package, walk: _Walk) -> list[Block]:
    blocks = []
    for part, tag in _NOTES:
        root = package.xml(part)
        for note in root.findall(W + tag) if root is not None else []:
            if note.get(W + "type", "normal") == "normal":
                text = "".join(block.text.strip() for block in walk.blocks(note))
                blocks += [Block(f"注：{text}")] if text else []
    return blocks


def _recognises(path: Path, head: bytes) -> bool:
    """Whether the file is a zip archive with a Word document in it, or claims to be one."""
    text = bool(head) and b"\0" not in head
    return is_package(path, head, ".docx") or (path.suffix.lower() == ".docx" and not text)


FORMAT = Format("Word 文档", (".docx",), 70, _recognises, read)

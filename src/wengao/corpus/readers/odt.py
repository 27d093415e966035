"""OpenDocument text (.odt): headings by their declared level, lists with their numbers, tracked deletions left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.corpus.raw import TITLE_LEVEL, Block, RawDocument
from wengao.corpus.readers.package import Package
from wengao.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from xml.etree.ElementTree import Element

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _OFFICE, _TABLE, _STYLE = (
    f"{_OASIS}text:1.0}}",
    f"{_OASIS}office:1.0}}",
    f"{_OASIS}table:1.0}}",
    f"{_OASIS}style:1.0}}",
)
_DC = "{http://purl.org/dc/elements/1.1/}"
_WRITTEN = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
_LEFT_OUT = {
    _TEXT + "tracked-changes", _TEXT + "note-citation", _TEXT + "sequence-decls", _TEXT + "table-of-content-source",
    _TEXT + "ruby-text", _OFFICE + "annotation", _OFFICE + "forms",
}  # fmt: skip
_MOST_SPACES = 100
_DEEPEST = 200


def read(path: Path) -> RawDocument:
    """The blocks of an OpenDocument text, footnotes at the end.

    Raises UnreadableFileError where the package is broken, beyond the limits of Package, or without any text.
    """
    with Package(path, "ODF 文档") as package:
        content = package.xml("content.xml")
        body = content.find(f"{_OFFICE}body/{_OFFICE}text") if content is not None else None
        if content is None or body is None:
            raise UnreadableFileError(
                path, "ODF 文档不完整（缺少正文部分）", "请用 WPS 或 LibreOffice 打开，另存为 .docx"
            )
        meta = package.xml("meta.xml")
    walk = _Walk(_title_styles(content))
    blocks = [*walk.blocks(body), *walk.notes]
    if not any(block.text.strip() for block in blocks):
        raise UnreadableFileError(path, "ODF 文档里没有文字", "请确认原文件已保存完整")
    title = meta.find(f".//{_DC}title") if meta is not None else None
    return RawDocument(tuple(blocks), (title.text or "").strip() if title is not None else "")


def _title_styles(content: Element) -> Mapping[str, str]:
    """Parents of the document's own paragraph styles, by name: P1 is Title."""
    return {
        style.get(_STYLE + "name", ""): style.get(_STYLE + "parent-style-name", "")
        for style in content.iter(_STYLE + "style")
    }


class _Walk:
    """One pass over a document's elements. notes: the footnotes met on the way."""

    def __init__(self, styles: Mapping[str, str]) -> None:
        self._styles = styles
        self.notes: list[Block] = []

    def blocks(self, element: Element, depth: int = 0) -> Iterator[Block]:
        """The blocks below an element."""
        if depth > _DEEPEST:
            return
        for child in element:
            if child.tag in (_TEXT + "p", _TEXT + "h"):
                yield from self._paragraph(child)
            elif child.tag == _TABLE + "table-row":
                cells = (
                    " ".join(block.text.strip() for block in self.blocks(cell, depth + 1)) for cell in child
                )
                if row := " | ".join(cell for cell in cells if cell):
                    yield Block(row)
            elif child.tag not in _LEFT_OUT:
                yield from self.blocks(child, depth + 1)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        level = None
        if paragraph.tag == _TEXT + "h":
            declared = paragraph.get(_TEXT + "outline-level", "1")
            level = int(declared) if declared.isdecimal() else 1
        elif self._is_title(paragraph.get(_TEXT + "style-name", "")):
            level = TITLE_LEVEL
        for line in "".join(self._pieces(paragraph)).split("\n"):
            if line.strip():
                yield Block(line.rstrip(), level)

    def _is_title(self, style: str) -> bool:
        return "Title" in (style, self._styles.get(style))

    def _pieces(self, element: Element, depth: int = 0) -> Iterator[str]:
        if element.text:
            yield element.text
        for child in element if depth < _DEEPEST else ():
            if child.tag == _TEXT + "s":
                count = child.get(_TEXT + "c", "1")
                yield " " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES)
            elif child.tag == _TEXT + "note":
                self._note(child)
            elif child.tag in _WRITTEN:
                yield _WRITTEN[child.tag]
            elif child.tag not in _LEFT_OUT:
                yield from self._pieces(child, depth + 1)
            if child.tail:
                yield child.tail

    def _note(self, note: Element) -> None:
        body = note.find(_TEXT + "note-body")
        text = "".join(block.text.strip() for block in self.blocks(body)) if body is not None else ""
        if text:
            self.notes.append(Block(f"注：{text}"))

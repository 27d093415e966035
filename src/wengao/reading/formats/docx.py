"""Word documents (.docx), read as a reader of the page sees them.

Tracked insertions are kept and deletions dropped, what is struck through, comments and fields' instructions left out,
automatic numbers written out, table rows set as lines, text boxes after their paragraph, footnotes and endnotes at the end.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.files.decoding import decode
from wengao.files.package import Package
from wengao.language.list_numbers import ListCounters, numbered
from wengao.reading.formats.format import Format, is_package
from wengao.reading.formats.rtf import RichText
from wengao.reading.formats.table_rows import row_blocks
from wengao.reading.formats.web.html import looks_like_page, page_blocks
from wengao.reading.formats.web.mht import message_document
from wengao.reading.raw import LINKS, TITLE_LEVEL, Block, RawDocument, note_mark, note_text
from wengao.word.formulas import FORMULAS, formula_text
from wengao.word.numbering import word_lists
from wengao.word.styles import Styles
from wengao.word.text import PICTURES, W, child_value, is_struck, paragraph_text, underlined
from wengao.word.titles import title_paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from wengao.word.text import ParagraphText

_HINT = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_CONTAINERS = {
    *(W + tag for tag in ("body", "ins", "moveTo", "customXml", "smartTag", "footnote", "endnote")),
    *(_HINT + tag for tag in ("sect", "sub-section", "pBdrGroup")),
}
"""Elements around paragraphs, those of Word 2003 among them."""
_TRANSPARENT = {W + tag for tag in ("sdt", "sdtContent", "customXml", "ins")}
_NOTES = (("footnotes.xml", "footnote"), ("endnotes.xml", "endnote"))
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WEB = ("http://", "https://")
_CHUNK_HEAD = 4096
_WIDEST_SPAN = 60
"""Columns of a cell; Word itself has 63 at most."""


def read(path: Path) -> RawDocument:
    """The blocks of a Word document.

    Raises UnreadableFileError where the package is broken, beyond the limits of Package, or without any text.
    """
    with Package(path) as package:
        main = package.main_part()
        document = package.xml(main) if main else None
        if document is None:
            raise without_body(path)
        raw = read_parts(
            document, lambda name: package.xml(package.beside(main, name)), path, _Chunks(package, main, path)
        )
        return replace(raw, left_out=(*raw.left_out, *_links(document, package.addresses(main))))


def _links(document: Element, addresses: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The texts of links with their addresses, by the identities of relations; one that shows its address is left out."""
    for link in document.iter(W + "hyperlink"):
        address = addresses.get(link.get(_RELATION) or "", "")
        text = "".join(piece.text or "" for piece in link.iter(W + "t")).strip()
        if text and address.startswith(_WEB) and text not in address:
            yield LINKS, f"{text} {address}"


def without_body(path: Path) -> UnreadableFileError:
    """What is said of a Word document without a text part."""
    return UnreadableFileError(path, "Word 文档不完整（缺少正文部分）", "请用 Word 打开修复后重新保存")


def read_parts(
    document: Element, part: Callable[[str], Element | None], path: Path, chunks: _Chunks | None = None
) -> RawDocument:
    """The blocks of a Word document by its parts. part: the root of another part (styles.xml), None where there is none.

    Raises UnreadableFileError where it has no text.
    """
    body = document.find(W + "body")
    if body is None:
        raise without_body(path)
    counters = ListCounters(word_lists(part("numbering.xml")))
    styles = Styles(part("styles.xml"))
    walk = _Walk(styles, counters, chunks, _title_by_its_setting(body, styles))
    blocks = [*walk.blocks(body), *_notes(part, walk)]
    left_out = (*walk.left_out, *_comments(part))
    if not any(block.text.strip() for block in blocks):
        raise UnreadableFileError(
            path, "Word 文档里没有文字（可能全是图片）", "请先识别成文字，再另存为 .docx"
        )
    return RawDocument(tuple(blocks), title=walk.title, left_out=left_out)


def _title_by_its_setting(body: Element, styles: Styles) -> tuple[Element, ...]:
    """The lines of the title where no style of the file says which they are."""
    paragraphs = body.findall(W + "p")
    if any(styles.heading_level(one.find(W + "pPr")) == TITLE_LEVEL for one in paragraphs):
        return ()
    return title_paragraphs(paragraphs, styles)


class _Chunks:
    """Other documents that stand in a Word document as they are (w:altChunk): web pages, plain text, RTF."""

    def __init__(self, package: Package, main: str, path: Path) -> None:
        self._package = package
        self._main = main
        self._path = path

    def blocks(self, identity: str | None) -> list[Block] | None:
        """The blocks of the document with a relation's identity; None where it cannot be read."""
        name = self._package.related(self._main).get(identity or "", "")
        if name not in self._package.names():
            return None
        data = self._package.read(name)
        head = data[:_CHUNK_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if head.startswith(b"{\\rtf"):
            return list(RichText(data.decode("latin-1")).blocks)
        if head.startswith(b"pk"):
            return None
        if b"mime-version" in head or b"multipart/" in head:
            return list(message_document(data, self._path).blocks)
        text = decode(data, self._path).text
        if "<" in text[:_CHUNK_HEAD] and looks_like_page(data):
            return page_blocks(text, self._path)
        return [Block(line.rstrip()) for line in text.split("\n")]


class _Walk:
    """One pass over a document's elements: numbering counts on from paragraph to paragraph."""

    def __init__(
        self,
        styles: Styles,
        counters: ListCounters,
        chunks: _Chunks | None = None,
        title: tuple[Element, ...] = (),
    ) -> None:
        self._styles = styles
        self._counters = counters
        self._chunks = chunks
        self._title = title
        self.left_out: list[tuple[str, str]] = []

    @property
    def title(self) -> str:
        """The title as it is set, its lines joined."""
        return "".join("".join(paragraph_text(one).text.split()) for one in self._title)

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
            elif child.tag == W + "altChunk":
                found += self._chunk(child)
            elif child.tag in _CONTAINERS:
                found += self.blocks(child)
            elif child.tag in FORMULAS:
                found.append(Block(formula_text(child)))
        return found

    def _chunk(self, element: Element) -> list[Block]:
        blocks = self._chunks.blocks(element.get(_RELATION)) if self._chunks is not None else None
        if blocks is None:
            self.left_out.append(("嵌入的文档", ""))
        return blocks or []

    def _paragraph(self, paragraph: Element) -> list[Block]:
        shown = paragraph_text(paragraph, note_mark)
        properties = paragraph.find(W + "pPr")
        listed = self._styles.list_of(properties)
        text = "".join(run.text for run in shown.runs if not is_struck(run))
        self._note_left_out(paragraph, shown)
        gone = not text.strip() and _is_deleted(properties)
        number = self._counters.next_number(*listed) if listed and not gone else _written_number(properties)
        level = self._styles.heading_level(properties)
        if self._title and paragraph is self._title[0]:
            level = TITLE_LEVEL
        lines = [line.rstrip() for line in (numbered(number, text) if text.strip() else "").split("\n")]
        blocks = [Block(line, level) for line in lines if line.strip()]
        for box in shown.boxes:
            blocks += self.blocks(box)
        return blocks

    def _note_left_out(self, paragraph: Element, shown: ParagraphText) -> None:
        """Note what of a paragraph does not come into the text: what is struck through, pictures, and underlining."""
        struck = "".join(run.text for run in shown.runs if is_struck(run)).strip()
        if struck:
            self.left_out.append(("删除线文字", struck))
        pictures = sum(1 for element in paragraph.iter() if element.tag in PICTURES)
        self.left_out += [("图片", "")] * pictures
        self.left_out += [("下划线", text) for text in underlined(paragraph)]

    def _table(self, table: Element) -> list[Block]:
        rows: list[Block] = []
        for row in _descend(table, W + "tr"):
            cells: list[list[Block]] = []
            for cell in _descend(row, W + "tc"):
                cells += [self.blocks(cell), *([] for _ in range(_columns_of(cell) - 1))]
            rows += row_blocks(cells)
        return rows


def _columns_of(cell: Element) -> int:
    """How many columns of its table a cell takes up."""
    declared = child_value(cell.find(W + "tcPr"), "gridSpan") or ""
    return min(max(int(declared), 1), _WIDEST_SPAN) if declared.isascii() and declared.isdecimal() else 1


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


def _notes(part: Callable[[str], Element | None], walk: _Walk) -> list[Block]:
    blocks = []
    for name, tag in _NOTES:
        root = part(name)
        for note in root.findall(W + tag) if root is not None else []:
            if note.get(W + "type", "normal") == "normal":
                text = "".join(block.text.strip() for block in walk.blocks(note))
                label = f"{tag} {note.get(W + 'id')}"
                blocks += [Block(note_text(label, f"注：{text}"))] if text else []
    return blocks


def _comments(part: Callable[[str], Element | None]) -> Iterator[tuple[str, str]]:
    """The comments (批注), which are no part of the text."""
    root = part("comments.xml")
    for comment in root.findall(W + "comment") if root is not None else []:
        text = "".join(paragraph_text(paragraph).text for paragraph in comment.iter(W + "p")).strip()
        if text:
            yield "批注", text


def _written_number(properties: Element | None) -> str:
    """The number of a paragraph as Word 2003 wrote it out beside the list it belongs to."""
    written = properties.find(f"{W}listPr/{_HINT}t") if properties is not None else None
    return written.get(_HINT + "val") or "" if written is not None else ""


def _recognises(path: Path, head: bytes) -> bool:
    """Whether the file is a zip archive with a Word document in it, or claims to be one."""
    text = bool(head) and b"\0" not in head
    return is_package(path, head, ".docx") or (path.suffix.lower() == ".docx" and not text)


FORMAT = Format("Word 文档", (".docx",), 70, _recognises, read)

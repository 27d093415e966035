"""PDF files (.pdf) with a text layer, every character with its place; a scanned one is named as such.

The characters come through pdfium, which is not to be called from several threads, and is C++: whoever reads files that
others made does so in a process of its own (wengao.processes.confined).
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wengao.errors import UnreadableFileError
from wengao.reading.formats.format import MOST_PAGES, MOST_PLACED_CHARACTERS, Format
from wengao.reading.formats.pages.columns import Glyphs
from wengao.reading.formats.pages.lines import left_at_edges, lines_of_pages, paragraphs
from wengao.reading.formats.pages.tables import Rule, Rules
from wengao.reading.raw import RawDocument

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NO_CHARACTER = {0, 10, 13, 0xFFFE}
_PASSWORD = 4
_MOST_OBJECTS = 20_000
"""Of a page; a drawing has more, and no table."""
_THIN = 3.0
_SHORTEST_RULE = 6.0
_TOO_LONG = (
    f"PDF 太长（最多读 {MOST_PAGES} 页、{MOST_PLACED_CHARACTERS // 10_000} 万字）",
    "请拆成几个文件，再放入语料文件夹",
)


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What stands on a page: its characters, and its rules."""

    glyphs: list[Glyphs]
    rules: Rules


def pages_of(path: Path) -> list[PdfPage]:
    """What stands on the pages of the PDF at `path`. Raises UnreadableFileError where it is broken, locked or endless."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise UnreadableFileError(path, "PDF 设有打开密码", "请取消密码后另存一份") from error
        raise UnreadableFileError(
            path, "PDF 不完整或已损坏", "请用阅读器打开，确认能看到文字后另存一份，或另存为 .docx"
        ) from error
    with document:
        if len(document) > MOST_PAGES:
            raise UnreadableFileError(path, *_TOO_LONG)
        return _pages(document, path)


def _pages(document: Any, path: Path) -> list[PdfPage]:
    import pypdfium2

    pages: list[PdfPage] = []
    characters = 0
    for index in range(len(document)):
        try:
            page = document[index]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            pages.append(PdfPage([], Rules()))
            continue
        characters += text_page.count_chars()
        if characters > MOST_PLACED_CHARACTERS:
            raise UnreadableFileError(path, *_TOO_LONG)
        pages.append(PdfPage(list(_glyphs(text_page)), _rules(page)))
        text_page.close()
        page.close()
    return pages


def _rules(page: Any) -> Rules:
    """The straight rules of a page: thin boxes, and lines along an edge of the page; a box is its four edges."""
    from pypdfium2 import raw

    upright: list[Rule] = []
    level: list[Rule] = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if not raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
            continue
        low, high, first, last = bottom.value, top.value, left.value, right.value
        if last - first < _THIN and high - low > _SHORTEST_RULE:
            upright.append(Rule((first + last) / 2, low, high))
        elif high - low < _THIN and last - first > _SHORTEST_RULE:
            level.append(Rule((low + high) / 2, first, last))
        elif high - low > _SHORTEST_RULE and last - first > _SHORTEST_RULE and _is_stroked(drawn):
            upright += [Rule(first, low, high), Rule(last, low, high)]
            level += [Rule(low, first, last), Rule(high, first, last)]
    return Rules(tuple(upright), tuple(level))


def _is_stroked(drawn: Any) -> bool:
    """Whether the outline of a path is drawn; a patch of colour has no edges."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(drawn, fill, stroke) and stroke.value)


def _glyphs(text_page: Any) -> Iterator[Glyphs]:
    """Every character of a page with its place; pdfium's own order of characters puts quotes at the line's end."""
    from pypdfium2 import raw

    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in _NO_CHARACTER or not raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
            continue
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        size = raw.FPDFText_GetFontSize(text_page, index)
        yield Glyphs(round(y.value, 2), round(x.value, 2), round(right.value, 2), round(size, 2), chr(code))


_MARK_WITHIN = 1024
_FEWEST_CHARACTERS_A_PAGE = 5


def read(path: Path) -> RawDocument:
    """The paragraphs of a PDF.

    Raises UnreadableFileError where it is broken, locked, endless, or holds pictures of pages only.
    """
    pages = pages_of(path)
    characters = sum(len(page.glyphs) for page in pages)
    if characters < _FEWEST_CHARACTERS_A_PAGE * len(pages):
        raise UnreadableFileError(
            path,
            f"是扫描件（{len(pages)} 页，只有图像，没有文字层）",
            "请先做文字识别（OCR），再另存为 .docx",
        )
    lines = lines_of_pages([page.glyphs for page in pages], [page.rules for page in pages])
    return RawDocument(paragraphs(lines), left_out=left_at_edges(lines))


def _recognises(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format is asked the same question
    """Whether the file is a PDF; some programs write a few bytes before its mark."""
    return b"%PDF-" in head[:_MARK_WITHIN]


FORMAT = Format("PDF 文件", (".pdf",), 50, _recognises, read)

"""PDF files (.pdf) with a text layer; a scanned one is named as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.corpus.raw import RawDocument
from wengao.corpus.readers.page_lines import lines_of_pages, paragraphs
from wengao.corpus.readers.pdf_pages import pages_of
from wengao.corpus.readers.signatures import Format
from wengao.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

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
    return RawDocument(paragraphs(lines))


def _recognises(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format is asked the same question
    """Whether the file is a PDF; some programs write a few bytes before its mark."""
    return b"%PDF-" in head[:_MARK_WITHIN]


FORMAT = Format("PDF 文件", (".pdf",), 50, _recognises, read)

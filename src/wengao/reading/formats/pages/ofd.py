"""OFD files (GB/T 33190), the fixed-layout format of government offices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.files.package import Package
from wengao.reading.formats.format import MOST_CHARACTERS, MOST_PAGES, Format, is_package
from wengao.reading.formats.pages.columns import Glyphs
from wengao.reading.formats.pages.lines import left_at_edges, lines_of_pages, paragraphs
from wengao.reading.raw import RawDocument

if TYPE_CHECKING:
    from pathlib import Path

    from ofdkit import Page

_POINTS_IN_MILLIMETRE = 72 / 25.4
_SAVE_ANEW = "请用 OFD 阅读器打开，确认内容完整后另存为 .docx 或 .pdf"


def read(path: Path) -> RawDocument:
    """The paragraphs of an OFD file, with the title that it declares.

    Raises UnreadableFileError where the package is broken or beyond the limits of Package, or has no text.
    """
    import ofdkit

    with Package(path):
        pass
    try:
        with ofdkit.open(path) as document:
            if len(document.pages) > MOST_PAGES:
                raise UnreadableFileError(path, f"OFD 太长（最多读 {MOST_PAGES} 页）", _SAVE_ANEW)
            pages = lines_of_pages(_glyphs(page) for page in document.pages)
            title = document.info.title or ""
    except (ofdkit.OFDError, ValueError, KeyError) as error:
        raise UnreadableFileError(path, "OFD 文件不完整或已损坏", _SAVE_ANEW) from error
    characters = sum(len(line.text) for page in pages for line in page.lines)
    if not characters:
        raise UnreadableFileError(
            path, "OFD 文件里没有文字（可能是扫描件或只有图形）", "请先做文字识别（OCR），再另存为 .docx"
        )
    if characters > MOST_CHARACTERS:
        raise UnreadableFileError(path, "OFD 文件里的文字过多", _SAVE_ANEW)
    return RawDocument(paragraphs(pages), title, left_out=left_at_edges(pages))


def _glyphs(page: Page) -> list[Glyphs]:
    """The text of a page; what is set twice in one place, as for bold type, is taken once."""
    seen: dict[tuple[str, int, int], Glyphs] = {}
    for run in page.runs:
        left, baseline = run.x * _POINTS_IN_MILLIMETRE, -run.y * _POINTS_IN_MILLIMETRE
        right = left + run.width * _POINTS_IN_MILLIMETRE
        glyphs = Glyphs(baseline, left, right, run.size * _POINTS_IN_MILLIMETRE, run.text)
        if run.text:
            seen.setdefault((run.text, round(left), round(baseline)), glyphs)
    return list(seen.values())


def _recognises(path: Path, head: bytes) -> bool:
    return is_package(path, head, ".ofd")


FORMAT = Format("OFD 文件", (".ofd",), 30, _recognises, read)

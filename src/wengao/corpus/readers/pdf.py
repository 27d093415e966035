"""PDF files (.pdf) with a text layer; a scanned one is named as such."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from wengao.corpus.raw import RawDocument
from wengao.corpus.readers.limits import MOST_PAGES, MOST_PLACED_CHARACTERS, PROCESS_SECONDS
from wengao.corpus.readers.page_columns import Glyphs
from wengao.corpus.readers.page_lines import lines_of_pages, paragraphs
from wengao.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

_FEWEST_CHARACTERS_A_PAGE = 5
_SAVE_ANEW = "请用阅读器打开，确认能看到文字后另存一份，或另存为 .docx"
_REASONS = {
    "password": ("PDF 设有打开密码", "请取消密码后另存一份"),
    "long": (
        f"PDF 太长（最多读 {MOST_PAGES} 页、{MOST_PLACED_CHARACTERS // 10_000} 万字）",
        "请拆成几个文件，再放入语料文件夹",
    ),
    "broken": ("PDF 不完整或已损坏", _SAVE_ANEW),
}


def read(path: Path) -> RawDocument:
    """The paragraphs of a PDF.

    Raises UnreadableFileError where it is broken, locked, endless, takes too long, or holds pictures of pages only.
    """
    pages = [[Glyphs(*glyph) for glyph in page] for page in _pages(path)]
    characters = sum(len(page) for page in pages)
    if characters < _FEWEST_CHARACTERS_A_PAGE * len(pages):
        raise UnreadableFileError(
            path,
            f"是扫描件（{len(pages)} 页，只有图像，没有文字层）",
            "请先做文字识别（OCR），再另存为 .docx",
        )
    return RawDocument(paragraphs(lines_of_pages(pages)))


def _pages(path: Path) -> list[list[tuple[float, float, float, float, str]]]:
    command = [sys.executable, "-m", "wengao.corpus.readers.pdf_pages", str(path.absolute())]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, a path that is no option
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PROCESS_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(
            path, f"读了 {PROCESS_SECONDS:.0f} 秒还没有读完，已停止", _SAVE_ANEW
        ) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise UnreadableFileError(path, *_REASONS["broken"]) from error
    if "error" in answer:
        raise UnreadableFileError(path, *_REASONS[answer["error"]])
    return list(answer["pages"])

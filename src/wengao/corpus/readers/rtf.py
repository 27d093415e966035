"""Rich text (.rtf), as Word and WPS save it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.corpus.raw import Block, RawDocument
from wengao.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_RTF = 64 << 20
"""Bytes; beyond that a file holds pictures as text, and is better saved in another format."""
_SAVE_AS_WORD = "请用 Word 或 WPS 打开，另存为 .docx"
_FIELD = re.compile(r"\{\\field\s*\{")
_CELLS = re.compile(r"\s*\|\s*(?:\|\s*)*")


def read(path: Path) -> RawDocument:
    """The lines of an RTF file, table rows set as lines. Raises UnreadableFileError where there is no text in it."""
    from striprtf.striprtf import rtf_to_text

    if path.stat().st_size > LARGEST_RTF:
        raise UnreadableFileError(path, f"RTF 文件过大（{path.stat().st_size >> 20} MB）", _SAVE_AS_WORD)
    source = _FIELD.sub(r"{\\field {", path.read_bytes().decode("latin-1"))
    try:
        text = str(rtf_to_text(source, encoding="gb18030", errors="replace"))
    except (ValueError, LookupError, IndexError, TypeError, OverflowError) as error:
        raise UnreadableFileError(path, "RTF 文件不完整或已损坏", _SAVE_AS_WORD) from error
    lines = [_CELLS.sub(" | ", line).strip(" |") if "|" in line else line for line in text.split("\n")]
    if not any(line.strip() for line in lines):
        raise UnreadableFileError(path, "RTF 文件里没有文字", _SAVE_AS_WORD)
    return RawDocument(tuple(Block(_without_surrogates(line).rstrip()) for line in lines))


def _without_surrogates(line: str) -> str:
    """Characters beyond the basic plane, written as two halves, put together; a half left alone becomes U+FFFD."""
    return line.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

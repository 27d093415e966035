"""Rich text (.rtf), as Word and WPS save it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.corpus.raw import RawDocument
from wengao.corpus.readers.rtf_text import RichText
from wengao.corpus.readers.signatures import Format
from wengao.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_RTF = 64 << 20
"""Bytes; beyond that a file holds pictures as text, and is better saved in another format."""
_SAVE_AS_WORD = "请用 Word 或 WPS 打开，另存为 .docx"


def read(path: Path) -> RawDocument:
    """The paragraphs of an RTF file: headings by style and outline level, automatic numbers, table rows as lines.

    Raises UnreadableFileError where there is no text in it.
    """
    if path.stat().st_size > LARGEST_RTF:
        raise UnreadableFileError(path, f"RTF 文件过大（{path.stat().st_size >> 20} MB）", _SAVE_AS_WORD)
    try:
        text = RichText(path.read_bytes().decode("latin-1"))
    except ValueError as error:
        raise UnreadableFileError(path, "RTF 文件不完整或已损坏", _SAVE_AS_WORD) from error
    blocks = text.blocks
    if not any(block.text.strip() for block in blocks):
        raise UnreadableFileError(path, "RTF 文件里没有文字", _SAVE_AS_WORD)
    left_out = (
        *(("删除线文字", struck) for struck in text.struck),
        *(("批注", comment) for comment in text.comments),
        *((("图片", ""),) * text.pictures),
    )
    return RawDocument(blocks, left_out=left_out)


def _recognises(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format is asked the same question
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")


FORMAT = Format("RTF 文档", (".rtf",), 60, _recognises, read)

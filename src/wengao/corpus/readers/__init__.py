"""One reader a file format, chosen by what the file holds first and by its suffix second.

A format is added by writing a module with `read(path) -> RawDocument` and entering it in FORMATS.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from wengao.corpus.readers.archives import on_disk
from wengao.corpus.readers.limits import LARGEST_FILE, MOST_CHARACTERS, MOST_PARAGRAPHS
from wengao.corpus.readers.signatures import (
    always,
    is_book,
    is_compound_file,
    is_html,
    is_markdown_name,
    is_ofd,
    is_open_document,
    is_pdf,
    is_rich_text,
    is_web_archive,
    is_word_package,
    refuse_known_formats,
)
from wengao.errors import UnreadableFileError
from wengao.files.regular import open_regular

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wengao.corpus.raw import RawDocument

_HEAD_BYTES = 4096
_DAMAGE = (ArithmeticError, EOFError, LookupError, RecursionError, ValueError, struct.error, zlib.error)
"""What the libraries that read formats raise, besides errors of their own, on files that do not hold what they say."""


class Reader(Protocol):
    """A module of this package."""

    def read(self, path: Path) -> RawDocument:
        """The blocks of the file at `path`; raises UnreadableFileError."""


@dataclass(frozen=True, slots=True)
class Format:
    """A readable format.

    name: as the drafter calls it. module: the reader's module in this package, imported when first needed.
    recognises: whether a file, given its path and first bytes, is of this format.
    """

    name: str
    module: str
    recognises: Callable[[Path, bytes], bool]

    def reader(self) -> Reader:
        """The module that reads this format."""
        return cast("Reader", import_module(f"{__name__}.{self.module}"))


FORMATS = (
    Format("旧版 Word 或 WPS 文档（.doc、.wps）", "doc", is_compound_file),
    Format("OpenDocument 文档（.odt）", "odt", is_open_document),
    Format("OFD 文件（.ofd）", "ofd", is_ofd),
    Format("电子书（.epub）", "epub", is_book),
    Format("PDF 文件（.pdf）", "pdf", is_pdf),
    Format("RTF 文档（.rtf）", "rtf", is_rich_text),
    Format("Word 文档（.docx）", "docx", is_word_package),
    Format("网页存档（.mht）", "mht", is_web_archive),
    Format("网页（.html）", "html", is_html),
    Format("Markdown（.md）", "markdown", is_markdown_name),
    Format("纯文本（.txt）", "text", always),
)
"""Readable formats; the first that recognises a file reads it."""


def read_raw(path: Path) -> RawDocument:
    """The blocks of the file at `path`, whatever its suffix says. The path may lead into a zip archive.

    Raises UnreadableFileError with the reason: missing, refused by the system, empty, broken, too large, or of a format
    that is not read.
    """
    try:
        with on_disk(path) as file:
            return _read(file, path)
    except _DAMAGE as error:
        raise UnreadableFileError(
            path, "文件不完整或已损坏", "请用原来的软件打开，确认内容完整后另存一份"
        ) from error
    except OSError as error:
        raise UnreadableFileError(
            path, _refusal(error), "请确认文件还在、没有被其他软件占用，并且您有读取权限"
        ) from error


def _read(file: Path, path: Path) -> RawDocument:
    """The blocks of `file`, which the drafter knows as `path`."""
    size = file.stat().st_size
    if size > LARGEST_FILE:
        raise UnreadableFileError(path, f"文件过大（{size >> 20} MB）", "请拆成几个文件，再放入语料文件夹")
    with open_regular(file, follow=True) as opened:
        head = opened.read(_HEAD_BYTES)
    refuse_known_formats(file, head)
    raw = next(known for known in FORMATS if known.recognises(file, head)).reader().read(file)
    paragraphs = sum(1 for block in raw.blocks if block.text and not block.text.isspace())
    if paragraphs > MOST_PARAGRAPHS:
        raise UnreadableFileError(
            path,
            f"有 {paragraphs} 个段落，超过 {MOST_PARAGRAPHS} 个，不像一篇文稿",
            "请拆成几个文件，再放入语料文件夹",
        )
    if sum(len(block.text) for block in raw.blocks) > MOST_CHARACTERS:
        raise UnreadableFileError(path, "文字过多，不像一篇文稿", "请拆成几个文件，再放入语料文件夹")
    return raw


def _refusal(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "文件不存在"
    if isinstance(error, PermissionError):
        return "没有读取权限，或文件正被占用"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹，不是文件"
    return f"系统拒绝读取（{error.strerror or error}）"

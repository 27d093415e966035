"""One reader a file format, chosen by what the file holds first and by its suffix second.

A format is added by writing a module with `read(path) -> RawDocument` and entering it in FORMATS.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from wengao.corpus.readers.signatures import (
    always,
    is_html,
    is_markdown_name,
    is_word_package,
    refuse_known_formats,
)
from wengao.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wengao.corpus.raw import RawDocument

_HEAD_BYTES = 4096
LARGEST_FILE = 256 << 20
"""Bytes; a larger file is refused unread."""


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
    Format("Word 文档（.docx）", "docx", is_word_package),
    Format("网页（.html）", "html", is_html),
    Format("Markdown（.md）", "markdown", is_markdown_name),
    Format("纯文本（.txt）", "text", always),
)
"""Readable formats; the first that recognises a file reads it."""


def read_raw(path: Path) -> RawDocument:
    """The blocks of the file at `path`, whatever its suffix says.

    Raises UnreadableFileError with the reason: missing, refused by the system, empty, broken, too large, or of a format
    that is not read.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
        if size > LARGEST_FILE:
            raise UnreadableFileError(
                path, f"文件过大（{size >> 20} MB）", "请拆成几个文件，再放入语料文件夹"
            )
        refuse_known_formats(path, head)
        return next(known for known in FORMATS if known.recognises(path, head)).reader().read(path)
    except OSError as error:
        raise UnreadableFileError(
            path, _refusal(error), "请确认文件还在、没有被其他软件占用，并且您有读取权限"
        ) from error


def _refusal(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "文件不存在"
    if isinstance(error, PermissionError):
        return "没有读取权限，或文件正被占用"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹，不是文件"
    return f"系统拒绝读取（{error.strerror or error}）"

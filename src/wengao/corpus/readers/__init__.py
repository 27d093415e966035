"""One reader a file format, chosen by what the file holds first and by its suffix second.

A format is added by writing a module here that declares its FORMAT: it is found by being there.
"""

from __future__ import annotations

import pkgutil
import struct
import zlib
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from wengao.corpus.readers.archives import SUFFIX as ARCHIVE
from wengao.corpus.readers.archives import on_disk
from wengao.corpus.readers.limits import LARGEST_FILE, MOST_CHARACTERS, MOST_PARAGRAPHS
from wengao.corpus.readers.signatures import Format, refuse_known_formats
from wengao.errors import UnreadableFileError
from wengao.files.regular import open_regular, why_unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.corpus.raw import RawDocument

_HEAD_BYTES = 4096
_DAMAGE = (ArithmeticError, EOFError, LookupError, RecursionError, ValueError, struct.error, zlib.error)
"""What the libraries that read formats raise, besides errors of their own, on files that do not hold what they say."""


@cache
def formats() -> tuple[Format, ...]:
    """The readable formats; the first that recognises a file reads it.

    They are found when the first file is read: loading the readers takes 50 ms, and none of the libraries they use.
    """
    modules = (import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    declared = (getattr(module, "FORMAT", None) for module in modules)
    return tuple(sorted(filter(None, declared), key=lambda known: known.order))


def readable_suffixes() -> tuple[str, ...]:
    """The suffixes of every file that is read, archives last."""
    return (*(suffix for known in formats() for suffix in known.suffixes), ARCHIVE)


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
            path, why_unreadable(error), "请确认文件还在、没有被其他软件占用，并且您有读取权限"
        ) from error


def _read(file: Path, path: Path) -> RawDocument:
    """The blocks of `file`, which the drafter knows as `path`."""
    size = file.stat().st_size
    if size > LARGEST_FILE:
        raise UnreadableFileError(path, f"文件过大（{size >> 20} MB）", "请拆成几个文件，再放入语料文件夹")
    with open_regular(file, follow=True) as opened:
        head = opened.read(_HEAD_BYTES)
    refuse_known_formats(file, head, "、".join(readable_suffixes()))
    raw = next(known for known in formats() if known.recognises(file, head)).read(file)
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

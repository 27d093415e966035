"""One reader a file format, chosen by what the file holds first and by its suffix second.

A format is added by writing a module here, or in a folder of its family, that declares its FORMAT: it is found by
being there.
"""

from __future__ import annotations

import pkgutil
import re
import struct
import zlib
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.files.archives import SUFFIX as ARCHIVE
from wengao.files.archives import on_disk
from wengao.files.regular import open_regular, why_unreadable
from wengao.installation import distribution_of, missing_part, remedy_for_parts
from wengao.reading.formats.format import (
    LARGEST_FILE,
    MOST_CHARACTERS,
    MOST_PARAGRAPHS,
    Format,
    MissingPartError,
    refuse_known_formats,
)
from wengao.reading.notes import with_notes_apart
from wengao.reading.raw import Block

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.reading.raw import RawDocument

_HEAD_BYTES = 4096
_LINE_END = re.compile("[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_HAN = re.compile("[\u3400-\u9fff]")
_FEWEST_PRIVATE, _MOST_PRIVATE = 10, 0.15
"""Private characters, and for each Chinese one how many, beyond which a text is garbled; bullets of lists are far fewer."""
_FEWEST_LOST, _MOST_LOST, _MOST_ASKED = 8, 0.1, 0.6
"""Characters that others lost, and what share of a text (of one without Chinese, for ?) beyond which it is garbled."""
_DAMAGE = (ArithmeticError, EOFError, LookupError, RecursionError, ValueError, struct.error, zlib.error)
"""What the libraries that read formats raise, besides errors of their own, on files that do not hold what they say."""


@cache
def formats() -> tuple[Format, ...]:
    """The readable formats; the first that recognises a file reads it.

    They are found when the first file is read: loading the readers takes 50 ms, and none of the libraries they use.
    """
    modules = (import_module(found.name) for found in pkgutil.walk_packages(__path__, f"{__name__}."))
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
    known = next(known for known in formats() if known.recognises(file, head))
    try:
        raw = known.read(file)
    except ModuleNotFoundError as error:
        if missing_part(error) is None:
            raise
        part = distribution_of(error)
        reason = f"是{known.name}，本机没有安装读它的部件 {part}"
        raise MissingPartError(path, reason, remedy_for_parts(part)) from error
    raw = with_notes_apart(_in_lines(raw))
    _refuse_private(raw, path)
    _refuse_lost(raw, path)
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


def _in_lines(raw: RawDocument) -> RawDocument:
    """The document with each line of its blocks as a block: what ends a line (U+2028, form feed) stands in none."""
    if not any(_LINE_END.search(block.text) for block in raw.blocks):
        return raw
    lines = (Block(line, block.level) for block in raw.blocks for line in _LINE_END.split(block.text))
    return replace(raw, blocks=tuple(lines))


def _refuse_private(raw: RawDocument, path: Path) -> None:
    """Raise UnreadableFileError where much of a text is in characters that only a font of its own gives a shape."""
    text = "".join(block.text for block in raw.blocks)
    private = len(_PRIVATE_USE.findall(text))
    if private >= _FEWEST_PRIVATE and private > _MOST_PRIVATE * len(_HAN.findall(text)):
        raise UnreadableFileError(
            path,
            f"内容是乱码（有 {private} 个字只在原来的字体里才显示得出）",
            "请用原来的软件打开，导出为图片后做文字识别（OCR），或从来源处重新复制一份",
        )


def _refuse_lost(raw: RawDocument, path: Path) -> None:
    """Raise UnreadableFileError where most characters were lost before the file was stored: ???? or ���� stand for them."""
    text = "".join("".join(block.text.split()) for block in raw.blocks)
    marks = text.count("?")
    lost = text.count("\ufffd")
    asked = marks >= _FEWEST_LOST and marks > _MOST_ASKED * len(text) and not _HAN.search(text)
    if asked or (lost >= _FEWEST_LOST and lost > _MOST_LOST * len(text)):
        raise UnreadableFileError(
            path, "内容是乱码（字已经变成问号，无法复原）", "请找到原来的文件，或从来源处重新复制一份"
        )

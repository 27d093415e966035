"""Writing text so that it reads back as it was: marks that would be taken for markup get a backslash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.markup.blocks import Kind, read_lines
from wengao.markup.inline import read_inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.markup.inline import Piece

_MARKS = re.compile(r"([\\`*_\[\]<>~])")
_PICTURE = re.compile(r"!(?=\\\[)")
_NUMBER = re.compile(r"^(\s*\d{1,3})([.)])")


def escaped_inline(text: str, *, everywhere: bool = False) -> str:
    """`text` (one line) as markup that reads as just this text.

    everywhere: whether every mark gets its backslash, for programs that read by other rules; else only where it must.
    """
    inline = read_inline(text)
    if not everywhere and inline.text == text and not inline.marks and "<!--" not in text:
        return text
    return _PICTURE.sub(r"\\!", _MARKS.sub(r"\\\1", text))


def written_inline(pieces: Sequence[Piece], *, everywhere: bool = False) -> str:
    """Pieces as markup; spaces stand outside the marks of emphasis. everywhere: as for escaped_inline."""
    sure = everywhere or len(pieces) > 1
    return "".join(_written(piece, everywhere=sure) for piece in pieces)


def escaped_line(line: str, *, items: bool = True) -> str:
    """A line of markup as a paragraph of its own, without spaces at its end.

    items: whether one with a number (1. …) may stay an item of a list.
    """
    line = line.rstrip()
    backslashes = len(line) - len(line.rstrip("\\"))
    line += "\\" * (backslashes % 2)
    [read] = read_lines(line)
    if read.kind in (Kind.PARAGRAPH, Kind.BLANK):
        return line
    if read.kind is Kind.ITEM and read.mark[0].isdigit():
        return line if items else _NUMBER.sub(r"\1\\\2", line)
    bare = line.lstrip(" \t")
    return f"{line[: len(line) - len(bare)]}\\{bare}"


def _written(piece: Piece, *, everywhere: bool) -> str:
    text = escaped_inline(piece.text, everywhere=everywhere)
    inner = text.strip()
    marks = ("**" if piece.bold else "") + ("*" if piece.italic else "") + ("~~" if piece.struck else "")
    if not marks or not inner:
        return text
    closing = ("~~" if piece.struck else "") + ("*" if piece.italic else "") + ("**" if piece.bold else "")
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{marks}{inner}{closing}{after}"

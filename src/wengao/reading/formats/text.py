"""Plain text (.txt), in any Chinese encoding: one block a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.files.decoding import decode
from wengao.reading.formats.format import Format
from wengao.reading.raw import Block, RawDocument

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> RawDocument:
    """The lines of a text file, blank ones and indents kept: both tell where a paragraph begins."""
    decoded = decode(path.read_bytes(), path)
    text = decoded.text.replace("\f", "\n").replace("\v", "\n")
    return RawDocument(tuple(Block(line.rstrip()) for line in text.split("\n")), cut=decoded.cut)


def _recognises(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format is asked the same question
    """What no other format claims is read as plain text, or refused by its decoding."""
    return True


FORMAT = Format("纯文本", (".txt",), 1000, _recognises, read)

"""One file from disk to passages: read, clean, give structure, cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.corpus.cleaning import CleaningReport, clean
from wengao.corpus.passages import passages_of
from wengao.corpus.readers import read_raw
from wengao.corpus.structure import SourceHints, build_document
from wengao.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.corpus.models import Document, Passage

READING_VERSION = 1
"""Raised whenever reading, cleaning or cutting makes something else of the same file, so that all files are read again."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document with its passages, and what cleaning did on the way."""

    document: Document
    passages: tuple[Passage, ...]
    report: CleaningReport


def read_document(path: Path, shown_path: str) -> ReadDocument:
    """The document in the file at `path`. shown_path: as the drafter sees it (inside the workspace: relative to it).

    Raises UnreadableFileError with the reason.
    """
    raw = read_raw(path)
    text = clean(raw.blocks)
    if not text.blocks:
        raise UnreadableFileError(path, "文件里没有正文", "请确认原文件已保存完整")
    hints = SourceHints(raw.title, raw.metadata, text.outline, text.byline)
    document = build_document(text.blocks, hints, shown_path, path)
    return ReadDocument(document, passages_of(document), text.report)


def raw_text(path: Path) -> str:
    """The text of the file at `path` before cleaning, a line a block. Raises UnreadableFileError with the reason."""
    return "\n".join(block.text for block in read_raw(path).blocks)

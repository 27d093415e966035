"""One file from disk to passages: read, clean, give structure, cut."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wengao.corpus.cleaning import clean
from wengao.corpus.cleaning_report import OF_THE_HEAD, UNREAD
from wengao.corpus.passages import aims_of, passages_of
from wengao.corpus.readers import read_raw
from wengao.corpus.secrecy import refuse_secret
from wengao.corpus.similarity import sketch_of
from wengao.corpus.structure import SourceHints, build_document
from wengao.errors import UnreadableFileError
from wengao.processes.confined import ConfinementError, TooLargeError, TooSlowError

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.corpus.cleaning_report import CleaningReport
    from wengao.corpus.models import Document, Passage
    from wengao.corpus.raw import RawNote

READING_VERSION = 14
"""Raised whenever reading, cleaning or cutting makes something else of the same file, so that all files are read again."""


_NOT_READ = "\ufffd"


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document with its passages, what cleaning did on the way, and the sketch that tells near-duplicates.

    notes: where the text refers to its notes, as the file says.
    aims: passage id, aim (用意) and how strongly its heading or its first sentence speaks for it.
    """

    document: Document
    passages: tuple[Passage, ...]
    report: CleaningReport
    sketch: bytes = b""
    aims: tuple[tuple[str, str, float], ...] = ()
    notes: tuple[RawNote, ...] = ()


def read_document(path: Path, shown_path: str, *, identity: str = "", secret: bool = True) -> ReadDocument:
    """The document in the file at `path`. shown_path: as the drafter sees it (inside the workspace: relative to it).

    identity: the document's id, where it is not made of its path. secret: whether one with a mark of secrecy is read.
    Raises UnreadableFileError with the reason.
    """
    raw = read_raw(path)
    if not secret:
        refuse_secret(path, raw.blocks)
    text = clean(raw.blocks)
    if not text.blocks:
        raise UnreadableFileError(path, "文件里没有正文", "请确认原文件已保存完整")
    unread = sum(block.text.count(_NOT_READ) for block in raw.blocks) + raw.cut
    counts = ((UNREAD, unread), *text.report.counts) if unread else text.report.counts
    hints = SourceHints(raw.title, raw.metadata, text.outline, text.byline)
    document = build_document(text.blocks, hints, shown_path, path, identity)
    passages = passages_of(document)
    left_out = (*raw.left_out, *((OF_THE_HEAD, line) for line in document.left_out))
    report = replace(text.report, counts=counts, left_out=left_out)
    return ReadDocument(
        document, passages, report, sketch_of(document), aims_of(document, passages), raw.notes
    )


def raw_text(path: Path) -> str:
    """The text of the file at `path` before cleaning, a line a block. Raises UnreadableFileError with the reason."""
    return "\n".join(block.text for block in read_raw(path).blocks)


def refusal(error: ConfinementError) -> tuple[str, str]:
    """Why a file is not read that went beyond what reading it may take, and what to do about it."""
    remedy = "请用原来的软件打开，确认内容正常后另存一份；内容确实很多的，请拆成几个文件"
    if isinstance(error, TooSlowError):
        return f"没有读取：读了 {error.seconds:.0f} 秒还没有读完", remedy
    if isinstance(error, TooLargeError):
        return "没有读取：文件过大，内存不够", remedy
    return "没有读取：读它的进程中断了，文件可能已损坏", remedy

"""One file from disk to passages: read, clean, give structure, cut; its text before and after cleaning.

A document with a mark of secrecy (密级) at the top left or right of its first page (GB/T 9704-2012 7.2.2: 绝密★, 机密★5年,
密级：秘密) has no place on a computer that is not made for it, and so is not read in unless the drafter's settings allow it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.language.alike import changes_between
from wengao.language.secrecy import grade_of, is_secret
from wengao.reading.cleaning import clean
from wengao.reading.formats import read_raw
from wengao.reading.passages import aims_of, passages_of
from wengao.reading.report import OF_THE_HEAD, UNREAD
from wengao.reading.similarity import sketch_of
from wengao.reading.structure.organs_and_posts import FROM_FILE, FROM_HEAD
from wengao.reading.structure.sections import SourceHints, build_document

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from wengao.reading.models import Document, Passage
    from wengao.reading.raw import Block, RawDocument, RawNote
    from wengao.reading.report import CleaningReport

_TOP_LINES = 12
_MARK = re.compile(
    r"^(?:(?:密\s*级|保密等级)\s*[:：]\s*)?(?P<mark>[绝机秘]\s*密\s*(?:[★☆*＊]\s*(?:长期|\d{1,2}\s*[年月日天个]+|启用前)?)?)"
    r"(?:\s*(?:特急|加急|特提|平急|平件))?(?:\s{2,}.{0,20})?$"
)
_INSIDE = re.compile(r"(?P<mark>[绝机秘]\s*密\s*[★☆])")
_SPACES = re.compile(r"\s+")


class SecretFileError(UnreadableFileError):
    """A document that bears a mark of secrecy and was not read."""


def secrecy_mark(lines: Iterable[str]) -> str:
    """The mark of secrecy in the first lines of a document; empty where there is none."""
    top = [line.strip(" \t　") for line in lines if line.strip()][:_TOP_LINES]
    for line in top:
        match = _MARK.match(line) or (_INSIDE.search(line) if len(line) <= 40 else None)
        if match:
            return _SPACES.sub("", match["mark"])
    return ""


def refuse_secret(path: Path, blocks: Iterable[Block], declared: str = "") -> None:
    """Raise SecretFileError where the document at `path` bears a mark of secrecy. declared: as its front matter has it."""
    mark = secrecy_mark(block.text for block in blocks)
    if not mark and is_secret(grade_of(declared)):
        mark = declared
    if mark:
        raise SecretFileError(
            path,
            f"文首标有密级“{mark}”，没有读入",
            '涉密文件不应放在普通计算机上；确属误标或已解密的，在 wengao.toml 的 [corpus] 里写 secrecy = "read" 再读',
        )


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
        refuse_secret(path, raw.blocks, raw.metadata.get("secrecy", ""))
    return document_of(raw, path, shown_path, identity=identity)


def document_of(raw: RawDocument, path: Path, shown_path: str, *, identity: str = "") -> ReadDocument:
    """The document in what a reader made of the file at `path`; see `read_document`."""
    text = clean(raw.blocks)
    if not text.blocks:
        raise UnreadableFileError(path, "文件里没有正文", "请确认原文件已保存完整")
    unread = sum(block.text.count(_NOT_READ) for block in raw.blocks) + raw.cut
    counts = ((UNREAD, unread), *text.report.counts) if unread else text.report.counts
    hints = SourceHints(raw.title, raw.metadata, text.outline, text.byline)
    document = _with_rights(build_document(text.blocks, hints, shown_path, path, identity), raw)
    passages = passages_of(document)
    left_out = (*raw.left_out, *((OF_THE_HEAD, line) for line in document.left_out))
    report = replace(text.report, counts=counts, left_out=left_out)
    return ReadDocument(
        document, passages, report, sketch_of(document), aims_of(document, passages), raw.notes
    )


def _with_rights(document: Document, raw: RawDocument) -> Document:
    """The document with what its file says of whose it is and of its secrecy: a mark at its top stands over all else."""
    holder = raw.metadata.get("holder", "")
    marked = grade_of(secrecy_mark(block.text for block in raw.blocks))
    secrecy = marked or grade_of(raw.metadata.get("secrecy", ""))
    said = {
        "holder": FROM_FILE if holder else "",
        "secrecy": (FROM_HEAD if marked else FROM_FILE) if secrecy else "",
    }
    found = {**document.found, **{name: where for name, where in said.items() if where}}
    return replace(document, holder=holder, secrecy=secrecy, found=found)


def raw_text(path: Path) -> str:
    """The text of the file at `path` before cleaning, a line a block. Raises UnreadableFileError with the reason."""
    return read_raw(path).text


def raw_beside_clean(path: Path) -> tuple[tuple[str, str], ...]:
    """The lines of the file at `path` as they stand in it, and as cleaning left them.

    A line that was taken out has nothing beside it; lines that were joined stand together. Blank lines are left out.
    Raises UnreadableFileError where the file cannot be read.
    """
    raw = read_raw(path)
    before = [block.text.strip() for block in raw.blocks if block.text.strip()]
    after = [block.text for block in clean(raw.blocks).blocks]
    rows: list[tuple[str, str]] = []
    for equal, start, end, clean_start, clean_end in changes_between(before, after):
        if equal or end - start == clean_end - clean_start:
            rows += zip(before[start:end], after[clean_start:clean_end], strict=True)
        else:
            rows.append(("\n".join(before[start:end]), "\n".join(after[clean_start:clean_end])))
    return tuple(rows)

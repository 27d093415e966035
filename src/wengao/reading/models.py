"""Documents, sections and passages: what a source file becomes after reading and cleaning."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wengao.reading.votes import Vote


READING_VERSION = 21
"""Raised whenever reading, cleaning or cutting makes something else of the same file, so that all files are read again."""


def document_id(shown_path: str) -> str:
    """The id of the document at a path: 12 hex digits."""
    return hashlib.sha256(shown_path.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the paragraphs below it and the sections below those.

    heading: its text without number and without closing 。; empty for the root.
    enumerator: the number as it is set (一、, （一）, 1., （1）); empty where the heading has none.
    level: 0 for the root, 1 for 一、, 2 for （一）.
    role: role id, its own or its parent's.
    paragraphs: clean text, one string a paragraph, the text after a run-in heading included.
    """

    heading: str
    level: int
    enumerator: str = ""
    role: str | None = None
    paragraphs: tuple[str, ...] = ()
    children: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Document:
    """One source file after reading and cleaning.

    id: stable while the file keeps its path. path: as shown to the drafter (inside the workspace: relative to it).
    title: without line breaks. genre: Chinese name. date: ISO (YYYY-MM-DD, YYYY-MM, YYYY) or None.
    organ, speaker, level: empty where unknown. speaker: after the post where the file has both; post: the post alone.
    holder: the unit that it belongs to and that decides who sees it (归口单位). secrecy: see language.secrecy.GRADES.
    level: 中央, 省, 市, 县 or 乡. place: where it comes from. meeting: at which it was spoken, or of which it tells.
    root: the tree of sections. gaps: how many marked gaps ⟦缺⟧ the text has.
    signature: the lines of the signature (落款), which are no text of its sections. left_out: what the head says of the web
    page. Both are known where the file was just read only.
    origin: own, or office for what the office's shared corpus answered with.
    found: where each of these was found (文首, 落款, 标题 …), by the name of the field; the unknown are left out.
    votes: for title, genre, date and organ, which place says what, the winner's first; known where the file was just read,
    and asked of the library apart.
    """

    id: str
    path: str
    title: str
    genre: str
    date: str | None
    root: Section
    organ: str = ""
    speaker: str = ""
    level: str = ""
    gaps: int = 0
    post: str = ""
    place: str = ""
    meeting: str = ""
    holder: str = ""
    secrecy: str = ""
    signature: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    origin: str = "own"
    found: Mapping[str, str] = field(default_factory=dict)
    votes: Mapping[str, tuple[Vote, ...]] = field(default_factory=dict, compare=False)

    @property
    def year(self) -> int | None:
        """The year of the document's date."""
        return int(self.date[:4]) if self.date else None


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is searched and inserted.

    id: 12 hex digits, stable while document, kind and text stay.
    ordinal: position among the document's passages, in the order of the text (a paragraph before its sentences).
    kind: heading, paragraph, point, sentence, quotation, example, figures or parallel.
    level: level of the heading, or of the section the passage stands in (0 outside any).
    heading_path: headings with their numbers from level 1 down to where the passage stands, its own left out.
    place: where in the document, for source notes: 三（一）第2段.
    paragraph: index of its paragraph in the document (headings count as paragraphs), so that passages of one paragraph
    are told to overlap.
    start, end: character offsets of the text in that paragraph.
    """

    id: str
    document_id: str
    ordinal: int
    kind: str
    text: str
    role: str | None
    level: int
    heading_path: tuple[str, ...]
    place: str
    paragraph: int
    start: int
    end: int

"""A draft as a reader of the export sees it, with the way back from every character to its place in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from wengao.review.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wengao.drafts.model import Draft
    from wengao.drafts.reuse import ReuseReport
    from wengao.drafts.sources import SourceNote

_CLOSING = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "「": "」", "『": "』"}
_MARK = Pattern(f"[{''.join(_CLOSING)}{''.join(_CLOSING.values())}]")
_DEEPEST = 8


class Kind(Enum):
    """What a paragraph is; the value is its name for the drafter."""

    TITLE = "标题"
    HEADING = "小标题"
    SALUTATION = "称谓"
    BODY = "正文"
    LIST = "列表"
    QUOTATION = "引文"
    TABLE = "表格"


PROSE = frozenset({Kind.SALUTATION, Kind.BODY, Kind.LIST})
"""The kinds that are the drafter's own running text."""


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A footnote mark: the note's label, and how many visible characters of its paragraph stand before it."""

    id: str
    position: int


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, heading or table cell.

    text: what a reader sees. level: of the heading itself, or of the heading the text stands under; 1 is the title, 0
    before any heading. part: index in Draft.parts, None before the first heading. role: role id, its own or inherited.
    notes: the footnote marks in it.
    visible, file: equally long; a run of characters that begins at visible[i] stands in the file from file[i].
    """

    kind: Kind
    text: str
    level: int
    part: int | None
    role: str | None
    notes: tuple[NoteReference, ...] = ()
    visible: tuple[int, ...] = (0,)
    file: tuple[int, ...] = (0,)

    def offset(self, index: int) -> int:
        """Where in the file the character at `index` stands."""
        run = bisect_right(self.visible, index) - 1
        return self.file[run] + index - self.visible[run]

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """The spans inside “”, ‘’ and 《》, marks left out; the outermost only, and only those that close."""
        return tuple(_quoted_spans(self.text))

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether any of text[start:end] lies inside a quotation or a book title."""
        if self.kind is Kind.QUOTATION:
            return True
        index = bisect_right(self.quoted, (start, len(self.text))) - 1
        inside = index >= 0 and self.quoted[index][1] > start
        following = index + 1 < len(self.quoted) and self.quoted[index + 1][0] < end
        return inside or following


@dataclass(frozen=True)
class Reading:
    """A draft made ready for the rules.

    draft: as it was read. file: the text of its file. paragraphs: in order. genre: Chinese name, empty where unknown.
    notes: source notes by label. reuse: what of it stands in the corpus, None where there is none to compare with.
    written: its date, ISO as far as it is known; empty where nothing tells it.
    """

    draft: Draft
    file: str
    paragraphs: tuple[Paragraph, ...]
    genre: str = ""
    notes: Mapping[str, SourceNote] = field(default_factory=dict)
    reuse: ReuseReport | None = None
    written: str = ""

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.file))]

    @cached_property
    def visible(self) -> str:
        """The text of all paragraphs, to look for what may stand in any of them."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column, both from 1, of a character of the file."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, paragraph: Paragraph) -> int:
        """The line a paragraph stands on, from 1."""
        return self.place(paragraph.offset(0))[0]

    def of_kind(self, *kinds: Kind) -> Iterator[Paragraph]:
        """The paragraphs of some kinds."""
        return (paragraph for paragraph in self.paragraphs if paragraph.kind in kinds)

    @property
    def prose(self) -> Iterator[Paragraph]:
        """The paragraphs of running text: no headings, tables or block quotations."""
        return (paragraph for paragraph in self.paragraphs if paragraph.kind in PROSE)

    @cached_property
    def title(self) -> str:
        """The text of the title; empty where there is none."""
        return next((paragraph.text for paragraph in self.of_kind(Kind.TITLE)), "")

    def sources(self, paragraph: Paragraph) -> tuple[SourceNote, ...]:
        """Where the text of `paragraph` came from; empty where nothing of it was inserted."""
        return tuple(self.notes[note.id] for note in paragraph.notes if note.id in self.notes)


def _quoted_spans(text: str) -> Iterator[tuple[int, int]]:
    """The insides of the outermost marks that close, in order; what opens and never closes holds nothing."""
    opened: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        char = match[0]
        if char in _CLOSING:
            opened.append((char, match.end()))
            continue
        depth = _matching(opened, char)
        if depth is not None:
            start = opened[depth][1]
            del opened[depth:]
            while found and found[-1][0] >= start:
                found.pop()
            found.append((start, match.start()))
    yield from found


def _matching(opened: list[tuple[str, int]], closing: str) -> int | None:
    """Which of the last few open marks `closing` closes."""
    for depth in range(len(opened) - 1, max(-1, len(opened) - 1 - _DEEPEST), -1):
        if _CLOSING[opened[depth][0]] == closing:
            return depth
    return None

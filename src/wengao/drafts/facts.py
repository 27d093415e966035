"""The facts in a draft that a new occasion may have changed: dates, years, figures, places, people, units, meetings.

What they are is found by language/finding.py; here it is told where in the draft's file they stand, and which of them belong
to this draft alone. Facts never overlap; 安澜县人武部 is the place 安澜县, since that is what changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.drafts.terms import with_terms
from wengao.language.finding import apart, find_in_lines, find_names
from wengao.language.known import NAME_KINDS, NOTHING_KNOWN
from wengao.markup.blocks import read_lines
from wengao.markup.inline import NOTE_REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.drafts.model import Draft
    from wengao.language.known import Known, Name

FACT_KINDS = {kind: name for kind, name in NAME_KINDS.items() if kind != "post"}
"""The kinds of fact by id, with what the drafter reads."""

_SHARED = ("unit", "person")
"""Kinds of which those are no facts that are the same for every speaker: 党中央, 省委, 习近平."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something in a draft that may no longer hold.

    kind: a key of FACT_KINDS. text: as it stands. line: in the draft's file, from 1. start, end: offsets in the file.
    """

    kind: str
    text: str
    line: int
    start: int
    end: int


def facts_of(draft: Draft, known: Known = NOTHING_KNOWN) -> tuple[Fact, ...]:
    """The facts of a draft in the order of its file; front matter, notes, comments and attributes left out."""
    found: list[Fact] = []
    offset = 0
    lines = _readable(draft).split("\n")
    for number, (line, names) in enumerate(zip(lines, find_in_lines(lines, known), strict=True), 1):
        found += [
            Fact(kind, line[start:end], number, offset + start, offset + end)
            for kind, start, end in with_terms(line, tuple(_facts(names)))
        ]
        offset += len(line) + 1
    return tuple(found)


def facts_in(line: str, known: Known = NOTHING_KNOWN) -> tuple[tuple[str, int, int], ...]:
    """The facts of one paragraph as kind, start and end, in order."""
    return tuple(_facts(find_names(line, known)))


def _facts(names: tuple[Name, ...]) -> Iterator[tuple[str, int, int]]:
    for name in apart(names):
        if name.kind in FACT_KINDS and not (name.shared and name.kind in _SHARED):
            yield name.kind, name.start, name.end


def _readable(draft: Draft) -> str:
    """The draft's file with everything that is not text put out, every character in its place."""
    pieces = [_blank(draft.front), _without_marks(draft.preamble)]
    for part in draft.parts:
        pieces += [_without_marks(part.line), _without_marks(part.body)]
    return "".join((*pieces, _blank(draft.tail)))


def _without_marks(text: str) -> str:
    """What is read of a part's text, every character in its place, and blanks elsewhere."""
    kept: list[str] = []
    passed = 0
    for line in read_lines(text):
        for stretch in () if line.silent else line.cells or (line.content,):
            for _, start, end in stretch.runs():
                kept += [_blank(text[passed:start]), text[start:end]]
                passed = end
    shown = "".join((*kept, _blank(text[passed:])))
    return NOTE_REFERENCE.sub(lambda match: _blank(match[0]), shown)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", "\0", text)

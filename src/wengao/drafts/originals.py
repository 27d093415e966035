"""A source's own wording (原文) in the place of what was made of it: a mould, or the sentences that were kept of it.

What was made of a source is told by the note behind it: from the note before it, or the paragraph's beginning, up to its
mark. Where most of that is the drafter's own, it stays, and only the words come back that slots took the place of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.drafts.sources import source_notes
from wengao.language.alike import shared_runs_of
from wengao.language.sentences import sentences
from wengao.language.slots import with_origins

if TYPE_CHECKING:
    from wengao.drafts.model import Draft
    from wengao.drafts.sources import SourceNote

_MARK = re.compile(r"\[\^(?P<id>[^\[\]\s]+)\]")
_SAME = 6
"""Characters in a row from which a stretch is the source's: shorter runs any two paragraphs of official prose share."""

_OWN_PARAGRAPH = 0.5
"""The share of a text that its source has too, from which the whole of it was made of the source."""


@dataclass(frozen=True, slots=True)
class Original:
    """What to put in the place of [start, end) of a part's body. note: the source note's label."""

    start: int
    end: int
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class NotedText:
    """A text with a source note behind it. start: in the part's body."""

    start: int
    text: str
    note: SourceNote

    def with_wording_of(self, source: str) -> Original:
        """The wording of `source` for it: all of the source for a paragraph, its own sentences for a sentence within one."""
        bare = with_origins(self.text)
        runs = [run for run in shared_runs_of(bare, source) if run.size >= _SAME]
        if not runs or sum(run.size for run in runs) < _OWN_PARAGRAPH * len(bare):
            return Original(self.start, self.start + len(self.text), bare, self.note.id)
        first, last = runs[0], runs[-1]
        wording = source
        if len(bare) < _OWN_PARAGRAPH * len(source) and len(sentences(bare)) == 1:
            wording = _sentences_around(source, first.second, last.second + last.size)
        return Original(self.start, self.start + len(self.text), wording, self.note.id)


def noted_text(draft: Draft, index: int, offset: int) -> NotedText | None:
    """The text at an offset in a part's body that has a source note behind it; else the part's only one; else None."""
    notes = {note.id: note for note in source_notes(draft)}
    found = _texts(draft.parts[index].body, notes)
    around = [
        one for one in found if one.start <= offset <= one.start + len(one.text) + len(one.note.reference())
    ]
    if around:
        return around[0]
    return found[0] if len(found) == 1 else None


def _texts(body: str, notes: dict[str, SourceNote]) -> list[NotedText]:
    texts = []
    start = 0
    for mark in _MARK.finditer(body):
        begin = max(start, body.rfind("\n", 0, mark.start()) + 1)
        start = mark.end()
        if mark["id"] in notes and body[begin : mark.start()].strip():
            texts.append(NotedText(begin, body[begin : mark.start()], notes[mark["id"]]))
    return texts


def _sentences_around(text: str, start: int, end: int) -> str:
    """The whole sentences of a text that [start, end) lies in."""
    spans = [span for span in sentences(text) if span.start < end and start < span.end]
    return text[spans[0].start : spans[-1].end] if spans else text

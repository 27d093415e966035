"""A source's own wording (原文) in the place of what was made of it: a mould, or the sentences that were kept of it.

What was made of a source is told by the note behind it: from the note before it, or the paragraph's beginning, up to its
mark. Where most of that is the drafter's own, it stays, and only the words come back that slots took the place of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.drafts.editing import Insertion
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
class NotedText:
    """A text with a source note behind it. start: in the part's body."""

    start: int
    text: str
    note: SourceNote

    def wording(self, source: str) -> str:
        """What of `source` it was made of: all of it for a paragraph, its own sentence for a sentence within one."""
        bare = with_origins(self.text)
        runs = [run for run in shared_runs_of(bare, source) if run.size >= _SAME]
        if not runs or sum(run.size for run in runs) < _OWN_PARAGRAPH * len(bare):
            return bare
        if len(bare) < _OWN_PARAGRAPH * len(source) and len(sentences(bare)) == 1:
            return _sentences_around(source, runs[0].second, runs[-1].second + runs[-1].size)
        return source


def with_wording(draft: Draft, index: int, noted: NotedText, source: str) -> Insertion:
    """The draft with the wording of `source` in the place of a text of its part at `index`."""
    part = draft.parts[index]
    wording = noted.wording(source)
    end = noted.start + len(noted.text)
    body = part.body[: noted.start] + wording + part.body[end:]
    changed = draft.with_part(index, part.with_body(body))
    return Insertion(changed, wording, noted.start, noted.start + len(wording))


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

"""Changes to a draft, each a pure function from one draft to the next.

One of them puts back a source's own wording (原文) in the place of what was made of it: a mould, or the sentences that were
kept. What was made of a source is told by the note behind it: from the note before it, or the paragraph's beginning, up to
its mark. Where most of that is the drafter's own, it stays, and only the words come back that slots took the place of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.drafts.model import Draft, Part
from wengao.drafts.outline import parents_of
from wengao.drafts.sources import add_note, drop_unreferenced_notes, source_note, source_notes
from wengao.language.alike import shared_runs_of
from wengao.language.sentences import sentences
from wengao.language.slots import with_origins
from wengao.markup.inline import NOTE_REFERENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.drafts.model import Draft
    from wengao.drafts.sources import SourceNote
    from wengao.reading.models import Document, Passage

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


_TITLE_LEVEL = 1
_DEEPEST_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Insertion:
    """A draft with a passage inserted.

    draft: the new draft. text: what was put in, with its note's mark. start, end: its offsets in the part's body.
    """

    draft: Draft
    text: str
    start: int
    end: int


def set_body(draft: Draft, index: int, body: str) -> Draft:
    """The draft with another text below the heading at `index`; notes that lost their mark go with it."""
    changed = draft.with_part(index, draft.parts[index].with_body(body))
    lost = set(NOTE_REFERENCE.findall(draft.parts[index].body)) - set(NOTE_REFERENCE.findall(body))
    return drop_unreferenced_notes(changed) if lost else changed


def insert_passage(
    draft: Draft,
    index: int,
    passage: Passage,
    document: Document,
    *,
    offset: int | None = None,
    text: str = "",
) -> Insertion:
    """Put a passage into the part at `index` with its source note.

    offset: character offset in the part's body; a passage of paragraph length there becomes a paragraph of its own,
    a shorter one joins the text. Without an offset it becomes the last paragraph of the part.
    text: what to insert in the passage's place, where the drafter changed it (slots for figures).
    """
    inserted = (text or passage.text).strip()
    note = source_note(draft, passage, document, inserted)
    marked = _with_mark(inserted, note.reference())
    own = passage.kind in ("paragraph", "point")
    return _put_in(add_note(draft, note), index, marked, offset, own_paragraph=own)


def insert_joined(
    draft: Draft,
    index: int,
    items: Sequence[tuple[Passage, Document, str]],
    *,
    offset: int | None = None,
) -> Insertion:
    """Put several texts into the part at `index` as one paragraph of its own, each with its source note.

    items: where each comes from, and its text as it goes in. offset: as for insert_passage.
    """
    pieces: list[str] = []
    for passage, document, text in items:
        note = source_note(draft, passage, document, text.strip())
        draft = add_note(draft, note)
        pieces.append(_with_mark(text.strip(), note.reference()))
    return _put_in(draft, index, "".join(pieces), offset, own_paragraph=True)


def _put_in(draft: Draft, index: int, marked: str, offset: int | None, *, own_paragraph: bool) -> Insertion:
    """Put a text with its marks into a part: at an offset, or without one behind all that stands there."""
    body = draft.parts[index].body
    if offset is None:
        offset = len(body.rstrip())
    before, after = body[:offset], body[offset:]
    if own_paragraph or offset >= len(body.rstrip()):
        left = "" if not before.strip() and before.endswith("\n\n") else _gap(before)
        right = "\n" if not after.strip() else _gap_before(after)
        piece = f"{left}{marked}{right}"
        start = offset + len(left)
        after = after if after.strip() else "\n"
    else:
        piece, start = marked, offset
    changed = draft.with_part(index, draft.parts[index].with_body(before + piece + after))
    return Insertion(changed, marked, start, start + len(marked))


def add_part(draft: Draft, after: int, heading: str, *, role: str | None = None) -> Draft:
    """The draft with a new section after the one at `after` and all below it, on its level (level 2 after the title)."""
    level = max(draft.parts[after].level, _TITLE_LEVEL + 1) if draft.parts else _TITLE_LEVEL
    end = _subtree_end(draft, after) if draft.parts and draft.parts[after].level > _TITLE_LEVEL else after + 1
    new = Part.titled(level, heading, role=role, body="\n")
    return _with_line_breaks(draft.with_parts((*draft.parts[:end], new, *draft.parts[end:])))


def remove_part(draft: Draft, index: int) -> Draft:
    """The draft without the section at `index` and all below it."""
    end = _subtree_end(draft, index)
    return drop_unreferenced_notes(draft.with_parts((*draft.parts[:index], *draft.parts[end:])))


def rename_part(draft: Draft, index: int, heading: str) -> Draft:
    """The draft with another heading at `index`."""
    return draft.with_part(index, draft.parts[index].with_heading(heading))


def move_part(draft: Draft, index: int, step: int) -> Draft:
    """The draft with the section at `index`, and all below it, one sibling up (step −1) or down (+1); else unchanged."""
    parents = parents_of(draft.parts)
    siblings = [
        other
        for other, parent in enumerate(parents)
        if parent == parents[index] and draft.parts[other].level == draft.parts[index].level
    ]
    place = siblings.index(index) + step
    if not 0 <= place < len(siblings):
        return draft
    first, second = sorted((index, siblings[place]))
    middle, end = _subtree_end(draft, first), _subtree_end(draft, second)
    parts = _with_line_breaks(draft).parts
    return draft.with_parts(
        (*parts[:first], *parts[second:end], *parts[middle:second], *parts[first:middle], *parts[end:])
    )


def change_level(draft: Draft, index: int, step: int) -> Draft:
    """The draft with the section at `index`, and all below it, one level deeper (+1) or higher (−1); else unchanged."""
    end = _subtree_end(draft, index)
    levels = [part.level + step for part in draft.parts[index:end]]
    if min(levels) <= _TITLE_LEVEL or max(levels) > _DEEPEST_LEVEL:
        return draft
    moved = tuple(part.with_level(level) for part, level in zip(draft.parts[index:end], levels, strict=True))
    return draft.with_parts((*draft.parts[:index], *moved, *draft.parts[end:]))


def _subtree_end(draft: Draft, index: int) -> int:
    level = draft.parts[index].level
    return next(
        (other for other in range(index + 1, len(draft.parts)) if draft.parts[other].level <= level),
        len(draft.parts),
    )


def _with_line_breaks(draft: Draft) -> Draft:
    """The draft with a blank line at the end of each part, so that parts can change places."""
    parts = draft.parts
    return draft.with_parts(tuple(part.with_body(part.body + _missing_break(part.body)) for part in parts))


def _missing_break(body: str) -> str:
    if body.endswith("\n\n") or body == "\n":
        return ""
    return "\n" if body.endswith("\n") or not body else "\n\n"


def _with_mark(text: str, mark: str) -> str:
    """`text` with the note's mark at its end; after the last full stop, as a printer sets it."""
    return text.rstrip() + mark


def _gap(before: str) -> str:
    if not before:
        return "\n"
    if before.endswith("\n\n"):
        return ""
    return "\n" if before.endswith("\n") else "\n\n"


def _gap_before(after: str) -> str:
    if after.startswith("\n\n"):
        return ""
    return "\n" if after.startswith("\n") else "\n\n"

"""Where a text refers to its notes: taken out of what readers make of a file, and found again in what cleaning made of it.

Cleaning changes signs, joins lines and drops some, so that a place is told by the words before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wengao.reading.raw import NOTE_BEGINS, NOTE_ENDS, NOTE_TEXT, RawNote, note_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wengao.reading.models import Document, Section
    from wengao.reading.raw import RawDocument

_MARK = re.compile(f"{NOTE_BEGINS}([^{NOTE_ENDS}]*){NOTE_ENDS}")
_TEXT = re.compile(f"^{NOTE_TEXT}([^{NOTE_ENDS}]*){NOTE_ENDS}")
_CONTEXTS = (16, 8, 4)
"""So many characters before a place are looked for, fewer where cleaning has changed one of them."""


def with_notes_apart(raw: RawDocument) -> RawDocument:
    """The document without the marks of notes in its blocks; `notes` says where each is referred to."""
    if not any(NOTE_ENDS in block.text for block in raw.blocks):
        return raw
    texts = {
        found[1]: _MARK.sub("", block.text[found.end() :])
        for block in raw.blocks
        if (found := _TEXT.match(block.text))
    }
    blocks = tuple(block.with_text(_MARK.sub("", _TEXT.sub("", block.text))) for block in raw.blocks)
    whole = "".join(block.text for block in raw.blocks if not _TEXT.match(block.text))
    return replace(raw, blocks=blocks, notes=tuple(_places(whole, texts)))


def _places(whole: str, texts: dict[str, str]) -> Iterator[RawNote]:
    """The notes that a text refers to, each at the first place that does."""
    total = max(sum(map(str.isalnum, _MARK.sub("", whole))), 1)
    passed, before, signs, seen = 0, "", 0, set()
    position = 0
    for mark in _MARK.finditer(whole):
        for char in whole[position : mark.start()]:
            if char.isalnum():
                before, signs, passed = (before + char)[-_CONTEXTS[0] :], 0, passed + 1
            else:
                signs += 1
        position = mark.end()
        if mark[1] in texts and mark[1] not in seen:
            seen.add(mark[1])
            yield RawNote(texts[mark[1]], before, signs, passed / total)


@dataclass(frozen=True, slots=True)
class NotedDocument:
    """A document whose text has a mark (see raw.note_mark) where it refers to a note, and no longer the notes themselves.

    notes: the text of each by its label, from 1. lost: those whose place was not found, which still stand in the text.
    """

    document: Document
    notes: dict[str, str]
    lost: int = 0


def with_notes_marked(document: Document, notes: Sequence[RawNote]) -> NotedDocument:
    """The document with its notes marked where they were."""
    if not notes:
        return NotedDocument(document, {})
    lines = list(_lines(document.root))
    standing = {line.strip() for line in lines}
    stream = [
        (number, at) for number, line in enumerate(lines) for at, char in enumerate(line) if char.isalnum()
    ]
    text = "".join(lines[number][at] for number, at in stream)
    places: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    found: dict[str, str] = {}
    for note in notes:
        last = _last_of(note, text) if note.text.strip() in standing else None
        if last is None:
            continue
        number, at = stream[last]
        label = str(len(found) + 1)
        found[label] = note.text.strip()
        places[number].append((_behind_signs(lines[number], at + 1, note.signs), label))
    for number, marks in places.items():
        lines[number] = _marked(lines[number], marks)
    root = _with_lines(document.root, iter(lines), frozenset(found.values()))
    texts = {label: note.removeprefix("注：").strip() for label, note in found.items()}
    return NotedDocument(replace(document, root=root), texts, len(notes) - len(found))


def _marked(line: str, marks: Sequence[tuple[int, str]]) -> str:
    """A line with the marks of notes at their places."""
    pieces, position = [], 0
    for at, label in sorted(marks, key=lambda mark: mark[0]):
        pieces += [line[position:at], note_mark(label)]
        position = at
    return "".join((*pieces, line[position:]))


def _last_of(note: RawNote, text: str) -> int | None:
    """The position in a text of the last character before a note's place; None where its words are not there.

    Of the places that have the same words the nearest to the note's share of the text.
    """
    wanted = round(note.share * len(text))
    for length in _CONTEXTS:
        context = note.before[-length:]
        if not context:
            continue
        start = max(wanted - len(context), 0)
        beside = (text.rfind(context, 0, start + len(context)), text.find(context, start))
        ends = [place + len(context) for place in beside if place >= 0]
        if ends:
            return min(ends, key=lambda end: abs(end - wanted)) - 1
    return None


def _behind_signs(line: str, at: int, signs: int) -> int:
    """The place behind so many signs, as far as the line has them."""
    end = at
    while end < len(line) and end - at < signs and not line[end].isalnum():
        end += 1
    return end


def _lines(section: Section) -> Iterator[str]:
    yield section.heading
    yield from section.paragraphs
    for child in section.children:
        yield from _lines(child)


def _with_lines(section: Section, lines: Iterator[str], notes: frozenset[str]) -> Section:
    """The section with other lines in the place of its own, without those that are notes."""
    heading = next(lines)
    paragraphs = [next(lines) for _ in section.paragraphs]
    return replace(
        section,
        heading=heading,
        paragraphs=tuple(line for line in paragraphs if line.strip() not in notes),
        children=tuple(_with_lines(child, lines, notes) for child in section.children),
    )

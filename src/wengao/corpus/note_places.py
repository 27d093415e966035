"""Where a text refers to its notes: taken out of what readers make of a file, and found again in what cleaning made of it.

Cleaning changes signs, joins lines and drops some, so that a place is told by the words before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wengao.corpus.raw import NOTE_BEGINS, NOTE_ENDS, NOTE_TEXT, RawNote, note_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wengao.corpus.models import Document, Section
    from wengao.corpus.raw import RawDocument

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
    lines = list(_lines(document.root))
    stream = [
        (number, at) for number, line in enumerate(lines) for at, char in enumerate(line) if char.isalnum()
    ]
    text = "".join(lines[number][at] for number, at in stream)
    placed: list[tuple[int, int, str]] = []
    found: dict[str, str] = {}
    for note in notes:
        last = _last_of(note, text)
        if last is None or not _stands(note.text, lines):
            continue
        number, at = stream[last]
        label = str(len(found) + 1)
        found[label] = _bare(note.text)
        placed.append((number, _behind_signs(lines[number], at + 1, note.signs), label))
    for number, at, label in sorted(placed, reverse=True):
        lines[number] = lines[number][:at] + note_mark(label) + lines[number][at:]
    texts = {note.text.strip() for note in notes if _bare(note.text) in found.values()}
    root = _with_lines(document.root, iter(lines), texts)
    return NotedDocument(replace(document, root=root), found, len(notes) - len(found))


def _last_of(note: RawNote, text: str) -> int | None:
    """The position in a text of the last character before a note's place; None where its words are not there."""
    wanted = note.share * len(text)
    for length in _CONTEXTS:
        context = note.before[-length:]
        starts = (
            [match.start() for match in re.finditer(f"(?={re.escape(context)})", text)] if context else []
        )
        if starts:
            return min(starts, key=lambda start: abs(start + len(context) - wanted)) + len(context) - 1
    return None


def _behind_signs(line: str, at: int, signs: int) -> int:
    """The place behind so many signs, as far as the line has them."""
    end = at
    while end < len(line) and end - at < signs and not line[end].isalnum():
        end += 1
    return end


def _stands(text: str, lines: Sequence[str]) -> bool:
    return any(line.strip() == text.strip() for line in lines)


def _bare(text: str) -> str:
    return text.removeprefix("注：").strip()


def _lines(section: Section) -> Iterator[str]:
    yield section.heading
    yield from section.paragraphs
    for child in section.children:
        yield from _lines(child)


def _with_lines(section: Section, lines: Iterator[str], notes: set[str]) -> Section:
    """The section with other lines in the place of its own, without those that are notes."""
    heading = next(lines)
    paragraphs = [next(lines) for _ in section.paragraphs]
    return replace(
        section,
        heading=heading,
        paragraphs=tuple(line for line in paragraphs if line.strip() not in notes),
        children=tuple(_with_lines(child, lines, notes) for child in section.children),
    )

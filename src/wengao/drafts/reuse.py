"""How much of a draft stands in the corpus too: runs of 13 字 or more, and which documents they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.drafts.model import COMMENT, NOTE_REFERENCE, Draft
from wengao.drafts.sources import SourceNote, source_notes, text_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHORTEST_RUN = 13
"""A run shorter than this is the common stock of official prose, not reuse."""


@dataclass(frozen=True, slots=True)
class CorpusText:
    """A paragraph of the corpus: which document, where in it, its text, the passage to show."""

    document_id: str
    document_title: str
    place: str
    passage_id: str
    text: str


@dataclass(frozen=True, slots=True)
class ReuseBlock:
    """A run of the draft that stands in a document too.

    part: index of the part. text: the run. document_id, document, place, passage: where it stands.
    noted: whether the draft has a source note for that document.
    """

    part: int
    text: str
    document_id: str
    document: str
    place: str
    passage: str
    noted: bool

    @property
    def characters(self) -> int:
        """The run's length."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class NoteState:
    """A source note and whether the text it marks is still as it was inserted; None where the note cannot tell."""

    note: SourceNote
    part: int | None
    unchanged: bool | None


@dataclass(frozen=True, slots=True)
class ReuseReport:
    """What was reused. characters: of the draft's text. blocks: in the order of the draft. notes: every source note."""

    characters: int
    blocks: tuple[ReuseBlock, ...]
    notes: tuple[NoteState, ...]

    @property
    def reused(self) -> int:
        """Characters of the draft that stand in the corpus too."""
        return sum(block.characters for block in self.blocks)

    @property
    def ratio(self) -> float:
        """Share of the draft's characters that stand in the corpus too, 0 to 1."""
        return self.reused / self.characters if self.characters else 0.0

    @property
    def longest(self) -> ReuseBlock | None:
        """The longest run."""
        return max(self.blocks, key=lambda block: block.characters, default=None)


def reuse_report(draft: Draft, corpus: Iterable[CorpusText]) -> ReuseReport:
    """Compare the text of `draft`, headings left out, with the paragraphs of `corpus`.

    Where several documents hold the same run, the one the draft's notes name is told, else the one with the longest.
    """
    paragraphs = list(_paragraphs(draft))
    notes = source_notes(draft)
    noted = {note.passage_id for note in notes}
    noted_titles = {note.title for note in notes}
    places: dict[str, list[tuple[int, int]]] = {}
    for number, (_, text) in enumerate(paragraphs):
        for start in range(len(text) - SHORTEST_RUN + 1):
            places.setdefault(text[start : start + SHORTEST_RUN], []).append((number, start))
    runs: list[tuple[bool, int, int, int, CorpusText]] = []
    for source in corpus:
        is_noted = source.passage_id in noted or source.document_title in noted_titles
        runs += [(is_noted, *run, source) for run in _runs(source.text, paragraphs, places)]
    runs.sort(key=lambda run: (not run[0], -run[3], run[1], run[2]))
    covered: list[bytearray] = [bytearray(len(text)) for _, text in paragraphs]
    blocks: list[tuple[int, int, ReuseBlock]] = []
    for is_noted, number, start, length, source in runs:
        part, text = paragraphs[number]
        for free_start, free_end in _free(covered[number], start, start + length):
            if free_end - free_start < SHORTEST_RUN:
                continue
            covered[number][free_start:free_end] = b"\x01" * (free_end - free_start)
            block = ReuseBlock(
                part,
                text[free_start:free_end],
                source.document_id,
                source.document_title,
                source.place,
                source.passage_id,
                is_noted,
            )
            blocks.append((number, free_start, block))
    blocks.sort(key=lambda block: block[:2])
    return ReuseReport(
        sum(len(text) for _, text in paragraphs),
        tuple(block for _, _, block in blocks),
        _note_states(draft, notes),
    )


def _paragraphs(draft: Draft) -> Iterator[tuple[int, str]]:
    for index, part in enumerate(draft.parts):
        for line in part.prose.split("\n"):
            text = "".join(line.split())
            if text:
                yield index, text


def _runs(
    source: str, paragraphs: list[tuple[int, str]], places: dict[str, list[tuple[int, int]]]
) -> Iterator[tuple[int, int, int]]:
    """Runs as (paragraph number, start in it, length), each as long as it can be."""
    text = "".join(source.split())
    reached: dict[tuple[int, int], int] = {}
    for position in range(len(text) - SHORTEST_RUN + 1):
        for number, start in places.get(text[position : position + SHORTEST_RUN], ()):
            diagonal = (number, start - position)
            if reached.get(diagonal, -1) > position:
                continue
            paragraph = paragraphs[number][1]
            length = SHORTEST_RUN
            while (
                start + length < len(paragraph)
                and position + length < len(text)
                and paragraph[start + length] == text[position + length]
            ):
                length += 1
            reached[diagonal] = position + length
            yield number, start, length


def _free(covered: bytearray, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of start:end that no run covers yet."""
    position = start
    while position < end:
        while position < end and covered[position]:
            position += 1
        first = position
        while position < end and not covered[position]:
            position += 1
        if position > first:
            yield first, position


def _note_states(draft: Draft, notes: tuple[SourceNote, ...]) -> tuple[NoteState, ...]:
    where = {}
    for index, part in enumerate(draft.parts):
        for paragraph in COMMENT.sub("", part.body).split("\n"):
            start = 0
            for match in NOTE_REFERENCE.finditer(paragraph):
                where[match["id"]] = (index, paragraph[start : match.start()])
                start = match.end()
    states = []
    for note in notes:
        part_index, marked = where.get(note.id, (None, ""))
        unchanged = text_digest(marked) == note.digest if note.digest and part_index is not None else None
        states.append(NoteState(note, part_index, unchanged))
    return tuple(states)

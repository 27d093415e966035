"""How much of a draft stands in the corpus too (沿用): runs of 13 字 or more, and which documents they come from.

Quotations, titles of documents and set phrases are left out: they may join a run, but do not count.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wengao.drafts.difference import Piece, changed_pieces
from wengao.drafts.exempt import exempt_characters, set_phrases
from wengao.drafts.shared_runs import SharedRun, shared_runs
from wengao.drafts.sources import SourceNote, source_notes, text_digest
from wengao.markup.comments import without_comments
from wengao.markup.inline import NOTE_REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wengao.drafts.model import Draft

SHORTEST_RUN = 13
"""A run shorter than this is the common stock of official prose, not reuse."""

SAME_SPEAKER = "同一讲话人"
SAME_MEETING = "同一会议"


@dataclass(frozen=True, slots=True)
class CorpusText:
    """A paragraph of the corpus: which document, where in it, its text, the passage to show."""

    document_id: str
    document_title: str
    place: str
    passage_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Bands:
    """From where reuse is called moderate (中) and high (高), as shares from 0 to 1; and a run that is long, in 字."""

    moderate: float = 0.2
    high: float = 0.4
    long_run: int = 80

    def name(self, ratio: float) -> str:
        """低, 中 or 高."""
        return "高" if ratio >= self.high else "中" if ratio >= self.moderate else "低"


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph of a draft: the part it stands in, its text as a reader sees it, and the offsets of what is no space."""

    part: int
    text: str
    offsets: tuple[int, ...]

    @property
    def bare(self) -> str:
        """The text without spaces, as it is compared."""
        return "".join(self.text[offset] for offset in self.offsets)


@dataclass(frozen=True, slots=True)
class ReuseBlock:
    """A run of the draft that stands in a document too.

    part: index of the part. text: the run. document_id, document, place, passage: where it stands.
    noted: whether the draft has a source note for that document. paragraph: its number among draft_paragraphs.
    start, end: offsets in that paragraph's text. left_out: characters of the run that do not count.
    """

    part: int
    text: str
    document_id: str
    document: str
    place: str
    passage: str
    noted: bool
    paragraph: int
    start: int
    end: int
    left_out: int = 0

    @property
    def characters(self) -> int:
        """The run's length, without what does not count."""
        return len(self.text) - self.left_out


@dataclass(frozen=True, slots=True)
class NoteState:
    """A source note and what became of the text it marks.

    unchanged: whether it still is as it was inserted; None where the note cannot tell. changes: from the passage to the
    text as it is now; empty where nothing changed or the passage is no longer in the corpus.
    """

    note: SourceNote
    part: int | None
    unchanged: bool | None
    changes: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentReuse:
    """What was reused of one document.

    characters, longest: in all, and the longest run. notes: how many source notes name it. relation: 同一讲话人, 同一会议,
    both with 、 between, or empty.
    """

    document_id: str
    title: str
    characters: int
    longest: int
    notes: int
    relation: str


@dataclass(frozen=True, slots=True)
class ReuseReport:
    """What was reused. characters: of the draft's text. blocks: in the order of the draft. notes: every source note.

    relations: what a document has to do with the draft, by its id.
    """

    characters: int
    blocks: tuple[ReuseBlock, ...]
    notes: tuple[NoteState, ...]
    bands: Bands = Bands()
    relations: Mapping[str, str] = field(default_factory=dict)

    @property
    def reused(self) -> int:
        """Characters of the draft that stand in the corpus too."""
        return sum(block.characters for block in self.blocks)

    @property
    def ratio(self) -> float:
        """Share of the draft's characters that stand in the corpus too, 0 to 1."""
        return self.reused / self.characters if self.characters else 0.0

    @property
    def band(self) -> str:
        """低, 中 or 高, as the bands say."""
        return self.bands.name(self.ratio)

    @property
    def longest(self) -> ReuseBlock | None:
        """The longest run."""
        return max(self.blocks, key=lambda block: block.characters, default=None)

    @property
    def by_document(self) -> tuple[DocumentReuse, ...]:
        """What was reused of each document, the most reused first; those only noted come last."""
        blocks: dict[str, list[ReuseBlock]] = {}
        ids: dict[str, str] = {}
        for block in self.blocks:
            blocks.setdefault(block.document, []).append(block)
            ids.setdefault(block.document, block.document_id)
        notes: dict[str, int] = {}
        for state in self.notes:
            notes[state.note.title] = notes.get(state.note.title, 0) + 1
        found = [
            DocumentReuse(
                ids.get(title, ""),
                title,
                sum(block.characters for block in blocks.get(title, ())),
                max((block.characters for block in blocks.get(title, ())), default=0),
                notes.get(title, 0),
                self.relations.get(ids.get(title, ""), ""),
            )
            for title in {**blocks, **notes}
        ]
        return tuple(sorted(found, key=lambda document: -document.characters))

    def reused_of(self, relation: str) -> int:
        """Characters reused of documents that have this relation to the draft (SAME_SPEAKER, SAME_MEETING)."""
        return sum(one.characters for one in self.by_document if relation in one.relation)


def reuse_report(
    draft: Draft,
    corpus: Iterable[CorpusText],
    *,
    shortest: int = SHORTEST_RUN,
    bands: Bands | None = None,
    phrases: Iterable[str] | None = None,
    originals: Mapping[str, str] | None = None,
    relations: Mapping[str, str] | None = None,
) -> ReuseReport:
    """Compare the text of `draft`, headings left out, with the paragraphs of `corpus`.

    Where several documents hold the same run, the one the draft's notes name is told, else the one with the longest.
    shortest: the characters that make a run reuse. phrases: what does not count beside quotations and titles; the
    shipped set phrases where not given. originals: texts of passages by id, to tell what changed since they were
    inserted. relations: what a document has to do with the draft, by its id.
    """
    sources = list(corpus)
    paragraphs = draft_paragraphs(draft)
    bare = [paragraph.bare for paragraph in paragraphs]
    exempt = [exempt_characters(text, set_phrases() if phrases is None else phrases) for text in bare]
    notes = source_notes(draft)
    noted = {note.passage_id for note in notes}
    noted_titles = {note.title for note in notes}

    def is_noted(source: CorpusText) -> bool:
        return source.passage_id in noted or source.document_title in noted_titles

    texts = ["".join(source.text.split()) for source in sources]
    runs = sorted(
        shared_runs(bare, texts, shortest),
        key=lambda run: (not is_noted(sources[run.other]), -run.length, run.own, run.own_start),
    )
    blocks = []
    covered = [bytearray(len(text)) for text in bare]
    for run in runs:
        source = sources[run.other]
        for start, end in _countable(run, covered[run.own], exempt[run.own], shortest):
            covered[run.own][start:end] = b"\x01" * (end - start)
            paragraph = paragraphs[run.own]
            block = ReuseBlock(
                part=paragraph.part,
                text=bare[run.own][start:end],
                document_id=source.document_id,
                document=source.document_title,
                place=source.place,
                passage=source.passage_id,
                noted=is_noted(source),
                paragraph=run.own,
                start=paragraph.offsets[start],
                end=paragraph.offsets[end - 1] + 1,
                left_out=sum(exempt[run.own][start:end]),
            )
            blocks.append(block)
    return ReuseReport(
        sum(len(text) for text in bare),
        tuple(sorted(blocks, key=lambda block: (block.paragraph, block.start))),
        _note_states(draft, notes, originals or {}),
        bands or Bands(),
        relations or {},
    )


def draft_paragraphs(draft: Draft) -> tuple[DraftParagraph, ...]:
    """The paragraphs of a draft that are compared: the text below its headings, as a reader sees it."""
    return tuple(
        DraftParagraph(index, line, tuple(place for place, char in enumerate(line) if not char.isspace()))
        for index, part in enumerate(draft.parts)
        for line in part.prose.split("\n")
        if line.strip()
    )


def _countable(
    run: SharedRun, covered: bytearray, exempt: bytearray, shortest: int
) -> Iterator[tuple[int, int]]:
    """The stretches of a run that nothing covers yet and that have enough characters that count."""
    for start, end in _free(covered, run.own_start, run.own_start + run.length):
        if end - start - sum(exempt[start:end]) >= shortest:
            yield start, end


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


def _note_states(
    draft: Draft, notes: tuple[SourceNote, ...], originals: Mapping[str, str]
) -> tuple[NoteState, ...]:
    where: dict[str, tuple[int, str]] = {}
    for index, part in enumerate(draft.parts):
        for paragraph in without_comments(part.body).split("\n"):
            start = 0
            for match in NOTE_REFERENCE.finditer(paragraph):
                where[match["id"]] = (index, paragraph[start : match.start()])
                start = match.end()
    return tuple(_note_state(note, where.get(note.id), originals.get(note.passage_id, "")) for note in notes)


def _note_state(note: SourceNote, place: tuple[int, str] | None, original: str) -> NoteState:
    if place is None:
        return NoteState(note, None, None)
    part, marked = place
    if not note.digest:
        return NoteState(note, part, None)
    if _ends_as_inserted(marked, note.digest):
        return NoteState(note, part, True)
    return NoteState(note, part, False, changed_pieces(original, marked.strip()) if original else ())


def _ends_as_inserted(marked: str, digest: str) -> bool:
    """Whether the text before a mark ends with what was inserted; the drafter may have written something before it."""
    return any(text_digest(marked[start:]) == digest for start in range(len(marked)))

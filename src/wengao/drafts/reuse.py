"""How much of a draft stands in the corpus too (沿用): runs of 13 字 or more, and which documents they come from.

Quotations, titles of documents and set phrases are left out: they may join a run, but do not count.

Runs are found by a rolling hash over windows of that length. A run is as long as it can be: it ends where the texts differ
or one of them ends. Of what a draft says over and over, each place is told once, with the first text that has it: every
place with every text would be the square of both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wengao.drafts.difference import Piece, changed_pieces
from wengao.drafts.exempt import exempt_characters, set_phrases
from wengao.drafts.sources import SourceNote, source_notes, text_digest
from wengao.markup.inline import NOTE_REFERENCE
from wengao.markup.stretches import without_comments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from wengao.drafts.model import Draft

_MULTIPLIER = 0x9E3779B97F4A7C15
_TABLE_BITS = 22
_BLOCK = 2_000_000
_BETWEEN = "\0"
_REFRAIN = 50
"""Places in the draft from which a run counts as said over and over; a slogan comes ten times in a long speech."""


@dataclass(frozen=True, slots=True)
class SharedRun:
    """A run: in text number `own` at `own_start`, and in text number `other` at `other_start`; `length` characters."""

    own: int
    own_start: int
    other: int
    other_start: int
    length: int


def shared_runs(own: Sequence[str], others: Sequence[str], length: int) -> Iterator[SharedRun]:
    """The runs of at least `length` characters that a text of `own` and one of `others` share, in the order of `others`.

    Time grows with the characters of `others`, a block of them at a time; `own` is meant to be one draft.
    """
    search = _Search(own, length)
    if not search.places:
        return
    table = _table(_BETWEEN.join(own), length)
    first = 0
    while first < len(others):
        end, characters = first, 0
        while end < len(others) and (end == first or characters < _BLOCK):
            characters += len(others[end]) + 1
            end += 1
        for number, positions in _candidates(others[first:end], table, length):
            yield from search.runs(others[first + number], first + number, positions)
        first = end


def _table(text: str, length: int) -> NDArray[np.bool_]:
    """Which values of the hash the windows of `text` have."""
    import numpy as np

    table = np.zeros(1 << _TABLE_BITS, dtype=np.bool_)
    table[_hashes(text, length)] = True
    return table


def _candidates(
    texts: Sequence[str], table: NDArray[np.bool_], length: int
) -> Iterator[tuple[int, list[int]]]:
    """For each text where a window may be one of the draft's, its number and the positions of those windows."""
    import numpy as np

    found = np.flatnonzero(table[_hashes(_BETWEEN.join(texts), length)])
    starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
    numbers = np.searchsorted(starts, found, side="right") - 1
    cuts = np.flatnonzero(np.diff(numbers)) + 1
    for positions in np.split(found, cuts):
        if len(positions):
            number = int(np.searchsorted(starts, positions[0], side="right") - 1)
            yield number, (positions - starts[number]).tolist()


def _hashes(text: str, length: int) -> NDArray[np.uint64]:
    """The hash of each window of `length` characters, as an index of the table; empty for a shorter text.

    A window's value is a polynomial in its characters modulo 2**64, put together from those of halves: the windows of
    13 from those of 1, 3 and 6.
    """
    import numpy as np

    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if len(characters) < length:
        return np.empty(0, dtype=np.uint64)
    values, width = characters.astype(np.uint64), 1
    single = values
    for bit in bin(length)[3:]:
        values = values[: len(values) - width] * np.uint64(pow(_MULTIPLIER, width, 1 << 64)) + values[width:]
        width *= 2
        if bit == "1":
            values = values[:-1] * np.uint64(_MULTIPLIER) + single[width:]
            width += 1
    mixed = (values ^ (values >> np.uint64(32))) * np.uint64(_MULTIPLIER)
    return mixed >> np.uint64(64 - _TABLE_BITS)


class _Search:
    """The windows of a draft's texts. _told: which characters of each the runs of refrains have covered."""

    def __init__(self, own: Sequence[str], length: int) -> None:
        self._own = own
        self._length = length
        self._told = [bytearray(len(text)) for text in own]
        self.places: dict[str, list[tuple[int, int]]] = {}
        for number, text in enumerate(own):
            for start in range(len(text) - length + 1):
                self.places.setdefault(text[start : start + length], []).append((number, start))

    def runs(self, text: str, other: int, positions: Sequence[int]) -> Iterator[SharedRun]:
        """The runs that the draft shares with a text, number `other`, in which its windows may stand at `positions`."""
        reached: dict[tuple[int, int], int] = {}
        for position in positions:
            window = text[position : position + self._length]
            places = self.places.get(window, ())
            if len(places) > _REFRAIN:
                yield from self._refrain(text, other, position)
                continue
            for own, start in places:
                diagonal = (own, start - position)
                if reached.get(diagonal, -1) > position:
                    continue
                size = self._size(own, start, text, position)
                reached[diagonal] = position + size
                yield SharedRun(own, start, other, position, size)

    def _refrain(self, text: str, other: int, position: int) -> Iterator[SharedRun]:
        """The runs of a window that has many places; those that are told are no longer looked for."""
        window = text[position : position + self._length]
        for own, start in self.places[window]:
            told = self._told[own]
            if not told[start]:
                size = self._size(own, start, text, position, told)
                told[start : start + size] = b"\x01" * size
                yield SharedRun(own, start, other, position, size)
        self.places[window] = []

    def _size(self, own: int, start: int, text: str, position: int, told: bytearray | None = None) -> int:
        """How long the texts are the same from two places on; to where it was told, at least a window."""
        mine, size = self._own[own], self._length
        most = min(len(mine) - start, len(text) - position)
        while size < most and mine[start + size] == text[position + size]:
            if told is not None and told[start + size]:
                break
            size += 1
        return size


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


def reuse_to_dict(draft: str, report: ReuseReport) -> dict[str, object]:
    """The report as `wengao sources --json` prints it."""
    longest = report.longest
    return {
        "draft": draft,
        "chars": report.characters,
        "reused_chars": report.reused,
        "reused_ratio": round(report.ratio, 4),
        "band": report.band,
        "same_speaker_chars": report.reused_of(SAME_SPEAKER),
        "same_meeting_chars": report.reused_of(SAME_MEETING),
        "longest_run": {"chars": longest.characters, "document": longest.document} if longest else None,
        "by_document": [
            {
                "document": one.title,
                "id": one.document_id or None,
                "chars": one.characters,
                "longest": one.longest,
                "notes": one.notes,
                "relation": one.relation or None,
            }
            for one in report.by_document
        ],
        "blocks": [
            {
                "text": block.text,
                "chars": block.characters,
                "document": block.document,
                "place": block.place,
                "passage": block.passage,
                "noted": block.noted,
            }
            for block in report.blocks
        ],
        "notes": [
            {
                "id": state.note.id,
                "document": state.note.title,
                "place": state.note.place,
                "date": state.note.date or None,
                "passage": state.note.passage_id,
                "unchanged": state.unchanged,
                "changes": [
                    {"change": piece.change, "text": piece.text}
                    for piece in state.changes
                    if piece.change != "same"
                ],
            }
            for state in report.notes
        ],
    }

"""What the desk's operations answer with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from pathlib import Path

    from wengao.drafts.facts import Fact
    from wengao.drafts.headings import HeadingCandidate, HeadingSet
    from wengao.drafts.model import Draft
    from wengao.drafts.store import StoredDraft
    from wengao.drafts.word_merging import WordChange
    from wengao.reading.models import Document, Passage
    from wengao.reading.report import CleaningReport
    from wengao.review.model import Finding
    from wengao.review.word.correcting import TextChange
    from wengao.templates.from_document import TemplateProposal


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A draft in a list. characters: 字. slots: still to be filled. problem: why it cannot be read, or empty."""

    path: Path
    title: str
    genre: str
    modified: datetime.datetime
    characters: int
    slots: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CorpusWord:
    """A word of the corpus. count: how often it stands there; None where nobody has counted.

    origin: "own" of 用词.txt, "shipped" with wengao, "segmenter" of the segmenter's own, which cannot be struck out.
    """

    word: str
    count: int | None
    origin: Literal["own", "shipped", "segmenter"]
    struck: bool = False


@dataclass(frozen=True, slots=True)
class FixedWord:
    """A corrected copy of a Word file. changes: of its words. told: what had to stay. left: what the check still finds."""

    path: Path
    changes: tuple[TextChange, ...] = ()
    told: tuple[str, ...] = ()
    left: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftStatistics:
    """characters: 字 by Word's way of counting. minutes: spoken, at the drafter's rate. slots: still to be filled.

    unread: sections that were filled and that nobody has read since (待看). read_out: whether its genre is spoken at all.
    """

    characters: int
    minutes: float
    slots: int
    unread: int = 0
    read_out: bool = True


@dataclass(frozen=True, slots=True)
class CorpusOverview:
    """The corpus as it was last read. last_read: None where it never was."""

    documents: int
    passages: int
    last_read: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class CorpusPlace:
    """A folder or file of the corpus. shown: as wengao.toml has it. path: absolute. documents: that it gave."""

    shown: str
    path: str
    there: bool
    documents: int


@dataclass(frozen=True, slots=True)
class CorpusPlaces:
    """Where the corpus lies. refused: path and reason of each file that could not be read."""

    places: tuple[CorpusPlace, ...]
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DoubtfulField:
    """A field of a document that may have been read wrongly. reason: why, as the drafter reads it.

    field: title, genre, date or organ. value: as it is now, empty where it is not known. suggestion: what it may rather be;
    the value itself where nothing else is spoken for.
    """

    document: Document
    field: str
    value: str
    reason: str
    suggestion: str

    @property
    def kind(self) -> tuple[str, str, str, str]:
        """What fields have in common that can be settled at once: the reason, and of genres what they are and may be."""
        genre = self.field == "genre"
        return (self.field, self.reason, self.value if genre else "", self.suggestion if genre else "")


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the drafter says a field of a document is. field: title, genre, date or organ."""

    document_id: str
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class RemovedSamples:
    """What became of the sample files of a workspace. removed: are gone. kept: were changed, and stay."""

    removed: tuple[Path, ...]
    kept: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class PassageContext:
    """A passage in its document: the paragraphs before it, its own, and those after."""

    document: Document
    passage: Passage
    before: tuple[str, ...]
    paragraph: str
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportedDraft:
    """An old document as a draft. facts: what the drafter has to look at again.

    original: the draft that a Word file of our own was exported from, None for any other document. changes: what was
    changed in Word. report: what reading did, and what of the file did not come into the text.
    """

    stored: StoredDraft
    document: Document
    facts: tuple[Fact, ...]
    original: Path | None = None
    changes: tuple[WordChange, ...] = ()
    report: CleaningReport | None = None


@dataclass(frozen=True, slots=True)
class ReturnedWord:
    """A Word file that was exported from a draft, as it is now. original: the draft's file, where it was looked for.

    draft: the draft with what was changed in Word. changes: in the order of the text. told: what of the file does not come
    along, and how that is to be understood (Chinese).
    """

    file: Path
    original: Path | None
    draft: Draft
    changes: tuple[WordChange, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageMarks:
    """Ids of passages. starred: 收藏. uses: how often each was inserted. withheld: not to be offered again (不再推荐)."""

    starred: frozenset[str] = frozenset()
    uses: Mapping[str, int] | None = None
    withheld: frozenset[str] = frozenset()

    def times_used(self, passage_id: str) -> int:
        """How often a passage was inserted into a draft of this workspace."""
        return (self.uses or {}).get(passage_id, 0)


@dataclass(frozen=True, slots=True)
class HeadingSuggestions:
    """What could stand there. role: id. candidates: single headings. sets: whole parallel ones."""

    role: str
    candidates: tuple[HeadingCandidate, ...]
    sets: tuple[HeadingSet, ...]


@dataclass(frozen=True, slots=True)
class ProposedLayout:
    """A layout learnt from a sample. path: where it is to go. text: TOML. told: what was learnt, a line each."""

    path: Path
    text: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedTemplate:
    """A template made from an old document, and the file it would go to."""

    path: Path
    proposal: TemplateProposal

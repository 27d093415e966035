"""The values that the library answers with, and the rows that keep documents and passages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wengao.reading.models import Document, Passage, Section
from wengao.reading.report import CleaningReport
from wengao.reading.votes import votes_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wengao.reading.from_file import ReadDocument


@dataclass(frozen=True, slots=True)
class FileState:
    """A source file as it was when last read.

    path: as shown to the drafter. size in bytes. mtime_ns: nanoseconds. error: why it could not be read, else empty.
    reading: the READING_VERSION it was read with, below zero where marks of secrecy kept files out.
    document_id: None where there is no document of it.
    """

    path: str
    size: int
    mtime_ns: int
    sha256: str
    reading: int
    error: str = ""
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class LibraryChanges:
    """What changed after a generation: documents to index anew, documents to forget. generation: the present one."""

    generation: int
    replaced: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One heading of a document. paragraph: its number among headings and paragraphs. characters: of its own text."""

    level: int
    enumerator: str
    heading: str
    role: str | None
    paragraph: int
    characters: int


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A heading or paragraph beside a passage. level: of the heading, None for a paragraph. current: holds the passage."""

    number: int
    text: str
    level: int | None
    current: bool


@dataclass(frozen=True, slots=True)
class LibraryStatistics:
    """What the library holds. characters: of all text, punctuation included. The mappings count documents or passages."""

    documents: int
    passages: int
    characters: int
    gaps: int
    starred: int
    failed: int
    by_genre: Mapping[str, int]
    by_year: Mapping[str, int]
    by_kind: Mapping[str, int]
    by_role: Mapping[str, int]


DOCUMENT_COLUMNS = (
    "id, path, title, genre, date, organ, speaker, level, gaps, post, place, meeting, found, holder, secrecy"
)
PASSAGE_COLUMNS = (
    'id, document_id, ordinal, kind, text, role, level, heading_path, place, paragraph, start, "end"'
)

Row = tuple[Any, ...]
_DOCUMENT_FIELDS = DOCUMENT_COLUMNS.split(", ")
_MOST_REMOVED = 100


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """The rows of one document."""

    document: Row
    sections: list[Row]
    lines: list[Row]


def document_rows(read: ReadDocument, generation: int) -> DocumentRows:
    """The rows that keep a document that was read, as of a generation."""
    document = read.document
    sections: list[Row] = []
    lines: list[Row] = []

    def add(section: Section, parent: int | None) -> None:
        position = len(sections)
        sections.append(
            (document.id, position, parent, section.level, section.enumerator, section.heading, section.role)
        )
        if position:
            lines.append((document.id, len(lines), position, 1, section.heading))
        for paragraph in section.paragraphs:
            lines.append((document.id, len(lines), position, 0, paragraph))
        for child in section.children:
            add(child, position)

    add(document.root, None)
    characters = sum(len(line[-1]) for line in lines)
    values = (document.id, document.path, document.title, document.genre, document.date, document.organ,
              document.speaker, document.level, document.gaps, characters, generation, document.post, document.place,
              document.meeting, json.dumps(dict(document.found), ensure_ascii=False), report_text(read.report),
              read.sketch, None, votes_text(document.votes), document.holder, document.secrecy)  # fmt: skip
    return DocumentRows(values, sections, lines)


def document_from(row: Row, edits: Mapping[str, str]) -> Document:
    """The document of a row of DOCUMENT_COLUMNS, with the drafter's corrections and without its text."""
    values = dict(zip(_DOCUMENT_FIELDS, row, strict=True))
    found = json.loads(values.pop("found"))
    if edits:
        # Loads the patterns of everything that is read of a document; most have no corrections.
        from wengao.reading.structure.organs_and_posts import FROM_DRAFTER

        values.update(edits)
        values["date"] = values["date"] or None
        found.update(dict.fromkeys(edits, FROM_DRAFTER))
    return Document(**values, root=Section("", 0), found=found)


def report_text(report: CleaningReport) -> str:
    """What cleaning did, as the library keeps it; of the lines taken out the first hundred."""
    values = {
        "counts": report.counts,
        "removed": report.removed[:_MOST_REMOVED],
        "notes": report.notes,
        "left_out": report.left_out[:_MOST_REMOVED],
    }
    return json.dumps(values, ensure_ascii=False)


def report_from(text: str) -> CleaningReport:
    """What cleaning did, from what the library keeps."""
    values = json.loads(text)
    counts = tuple((str(name), int(count)) for name, count in values.get("counts", ()))
    left_out = tuple((str(kind), str(piece)) for kind, piece in values.get("left_out", ()))
    return CleaningReport(counts, tuple(values.get("removed", ())), tuple(values.get("notes", ())), left_out)


def tree_from(sections: Sequence[Row], paragraphs: Sequence[Row]) -> Section:
    """The tree of sections (position, parent, level, enumerator, heading, role) and paragraphs (section, text)."""
    texts: dict[int, list[str]] = {}
    for section, text in paragraphs:
        texts.setdefault(section, []).append(text)
    children: dict[int | None, list[Section]] = {}
    for position, parent, level, enumerator, heading, role in reversed(sections):
        below = tuple(reversed(children.get(position, [])))
        section = Section(heading, level, enumerator, role, tuple(texts.get(position, ())), below)
        children.setdefault(parent, []).append(section)
    return children[None][0]


def passage_row(passage: Passage) -> Row:
    """The row that keeps a passage, in the order of PASSAGE_COLUMNS."""
    return (
        passage.id, passage.document_id, passage.ordinal, passage.kind, passage.text, passage.role, passage.level,
        json.dumps(passage.heading_path, ensure_ascii=False), passage.place, passage.paragraph, passage.start,
        passage.end,
    )  # fmt: skip


def passage_from(row: Row) -> Passage:
    """The passage of a row of PASSAGE_COLUMNS."""
    (identity, document_id, ordinal, kind, text, role, level, path, place, paragraph, start, end) = row
    return Passage(
        identity,
        document_id,
        ordinal,
        kind,
        text,
        role,
        level,
        tuple(json.loads(path)),
        place,
        paragraph,
        start,
        end,
    )

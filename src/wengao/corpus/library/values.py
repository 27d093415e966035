"""What the library tells of the documents and passages it holds, besides these themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


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

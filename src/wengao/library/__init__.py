"""The library (.wengao/library.db): documents and passages as they were read, and what the drafter added to them.

The parsed text can be rebuilt from the files; stars, use counts and edited metadata cannot, and so outlive re-reading.
What can be asked of all of it is asked of `Library`; what changes it, of the part that is changed: files, stored,
groups, associations, additions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.files.rights import Rights, rights_of
from wengao.library.associations import StoredAssociations
from wengao.library.connection import LibraryConnection
from wengao.library.documents import EDITABLE, Additions, FileStates, NearDuplicates, StoredDocuments
from wengao.library.rows import (
    FileState,
    LibraryChanges,
    LibraryStatistics,
    OutlineEntry,
    ShownLine,
)
from wengao.library.text import StoredPassages, StoredText, library_size, library_statistics

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import TracebackType

    from wengao.library.associations import Associations
    from wengao.reading.models import Document, Passage
    from wengao.reading.report import CleaningReport
    from wengao.reading.votes import Doubt, Vote

__all__ = [
    "EDITABLE",
    "FileState",
    "Library",
    "LibraryChanges",
    "LibraryStatistics",
    "OutlineEntry",
    "ShownLine",
]


class Library:
    """An open library; a context manager.

    path: of the database; made with its folder where missing. In a folder that refuses writing an existing library is
    opened for reading. Raises WorkspaceError where it is damaged or newer than this program.

    files: the source files as they were when last read. stored: documents, put in and taken out. additions: what the
    drafter adds, of which no file has a second copy. groups: documents that are near-duplicates of each other.
    associations: what the documents put under which heading.
    """

    def __init__(self, path: Path, *, read_only: bool = False, below: Path | None = None) -> None:
        self.path = path
        self._connection = LibraryConnection(path, read_only=read_only, below=below)
        self._text = StoredText(self._connection)
        self._passages = StoredPassages(self._connection)
        self.files = FileStates(self._connection)
        self.additions = Additions(self._connection)
        self.stored = StoredDocuments(self._connection, self.files, self._text, self.additions)
        self.groups = NearDuplicates(self._connection)
        self.associations = StoredAssociations(self._connection)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the library."""
        self._connection.close()

    @property
    def read_only(self) -> bool:
        """Whether the library can only be read."""
        return self._connection.read_only

    @property
    def rights(self) -> Rights:
        """Who may read the library."""
        return rights_of(self.path)

    @property
    def identity(self) -> str:
        """A random number that the library was given when it was made: what was derived from it belongs to no other."""
        return self._connection.identity

    @property
    def generation(self) -> int:
        """A counter that every change to documents raises; stars and use counts do not."""
        return self._connection.generation

    def worth_learning(self, since: int) -> bool:
        """Whether so much changed since a generation that what was learned of the whole is to be learned anew."""
        return self._connection.worth_learning(since)

    def size(self) -> tuple[int, int]:
        """How many documents and passages there are."""
        return library_size(self._connection)

    def batch(self) -> AbstractContextManager[None]:
        """A transaction around several changes: all of them are kept, or none."""
        return self._connection.transaction()

    def documents(self) -> tuple[Document, ...]:
        """All documents by path, with edited metadata and with an empty root: `document` gives the text."""
        return self.stored.all()

    def document(self, document_id: str) -> Document:
        """A document with its text, by its id or by the beginning of its id. Raises UsageError where there is none."""
        return self.stored.one(document_id)

    def cleaning_report(self, document_id: str) -> CleaningReport:
        """What cleaning did to a document."""
        return self.stored.cleaning_report(document_id)

    def votes(self, document_id: str) -> dict[str, tuple[Vote, ...]]:
        """Which place says what of a document, by field, the winner's votes first."""
        return self.stored.votes(document_id)

    def doubts(self) -> dict[str, tuple[Doubt, ...]]:
        """What is doubtful of each document that has something doubtful, by its id."""
        return self.stored.doubts()

    def changes_since(self, generation: int) -> LibraryChanges:
        """The documents stored, edited or removed after `generation`."""
        return self.stored.changes_since(generation)

    def passages(self, document_id: str | None = None, *, kind: str | None = None) -> tuple[Passage, ...]:
        """The passages of a document, or of all documents, in the order of the text; of one kind where it is given."""
        return self._passages.of(document_id, kind=kind)

    def passage(self, passage_id: str) -> Passage:
        """A passage by its id or by the beginning of its id. Raises UsageError where there is none, or several."""
        return self._passages.one(passage_id)

    def passages_with_ids(self, ids: Iterable[str]) -> dict[str, Passage]:
        """The passages that have these ids; an id that is in no document is left out."""
        return self._passages.with_ids(ids)

    def paragraphs_of_aims(
        self, aims: Mapping[str, float], genres: Sequence[str], most: int
    ) -> tuple[str, ...]:
        """The ids of paragraphs that serve aims (用意) in documents of some genres, the best first."""
        return self._passages.of_aims(aims, genres, most)

    def associations_of(self, headings: Iterable[str]) -> Associations:
        """What the documents put under headings with the words of these."""
        return self.associations.of(headings)

    def outline(self, document_id: str) -> tuple[OutlineEntry, ...]:
        """The headings of a document, in order."""
        return self._text.outline(document_id)

    def paragraphs_around(self, passage: Passage, context: int) -> tuple[ShownLine, ...]:
        """The line that holds a passage, with `context` headings and paragraphs before it and after it."""
        return self._text.around(passage, context)

    def near_duplicates(self) -> dict[str, str]:
        """For each document that has a more complete near-duplicate, the id of that one."""
        return self.groups.leaders()

    def starred(self) -> frozenset[str]:
        """The ids of starred passages, those whose document is away included."""
        return self.additions.starred()

    def statistics(self) -> LibraryStatistics:
        """Counts over the whole library."""
        return library_statistics(self._connection, self.documents())

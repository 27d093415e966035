"""The library (.wengao/library.db): documents and passages as they were read, and what the drafter added to them.

The parsed text can be rebuilt from the files; stars, use counts and edited metadata cannot, and so outlive re-reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wengao.corpus.cleaning_report import CleaningReport
from wengao.corpus.library_connection import LibraryConnection
from wengao.corpus.library_records import (
    DOCUMENT_COLUMNS,
    PASSAGE_COLUMNS,
    document_from,
    document_rows,
    passage_from,
    passage_row,
    report_from,
    tree_from,
)
from wengao.corpus.similarity import completeness_of, leaders
from wengao.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import TracebackType

    from wengao.corpus.models import Document, Passage
    from wengao.corpus.reading import ReadDocument

EDITABLE = ("title", "genre", "date", "organ", "speaker", "post", "level", "place", "meeting")
"""The fields of a document that a drafter may correct."""

_MOST_VALUES = 500


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


class Library:
    """An open library; a context manager.

    path: of the database; made with its folder where missing. In a folder that refuses writing an existing library is
    opened for reading. Raises WorkspaceError where it is damaged or newer than this program.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._connection = LibraryConnection(path, read_only=read_only)

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
    def identity(self) -> str:
        """A random number that the library was given when it was made: what was derived from it belongs to no other."""
        return str(self._connection.rows("SELECT value FROM state WHERE name = 'identity'")[0][0])

    @property
    def generation(self) -> int:
        """A counter that every change to documents raises; stars and use counts do not."""
        return int(self._connection.rows("SELECT value FROM state WHERE name = 'generation'")[0][0])

    def batch(self) -> AbstractContextManager[None]:
        """A transaction around several changes: all of them are kept, or none."""
        return self._connection.transaction()

    # Documents

    def documents(self) -> tuple[Document, ...]:
        """All documents by path, with edited metadata and with an empty root: `document` gives the text."""
        edits = self._edits()
        rows = self._connection.rows(f"SELECT {DOCUMENT_COLUMNS} FROM documents ORDER BY path")  # noqa: S608
        return tuple(document_from(row, edits.get(row[0], {})) for row in rows)

    def document(self, document_id: str) -> Document:
        """A document with its text, by its id or by the beginning of its id. Raises UsageError where there is none."""
        found = self._full_id("documents", "id", document_id, "文稿")
        row = self._connection.rows(f"SELECT {DOCUMENT_COLUMNS} FROM documents WHERE id = ?", (found,))[0]  # noqa: S608
        return document_from(row, self._edits(found).get(found, {}), self._tree(found))

    def replace_document(self, read: ReadDocument, state: FileState) -> None:
        """Store a document that was read, in place of the one of the same file, and the state of its file."""
        document = read.document
        with self._connection.transaction():
            generation = self._raise_generation()
            self._drop_text(document.id)
            self._connection.run("DELETE FROM removals WHERE document_id = ?", (document.id,))
            rows = document_rows(read, generation)
            self._insert("documents", [rows.document])
            self._insert("sections", rows.sections)
            self._insert("lines", rows.lines)
            self._insert("passages", [passage_row(passage) for passage in read.passages])
            self._store_state(state, document.id)

    def remove_document(self, document_id: str) -> None:
        """Forget a document and the state of its file; stars and edits stay, should the file come back."""
        with self._connection.transaction():
            if not self._connection.rows("SELECT 1 FROM documents WHERE id = ?", (document_id,)):
                return
            generation = self._raise_generation()
            self._drop_text(document_id)
            self._connection.run("DELETE FROM files WHERE document_id = ?", (document_id,))
            self._connection.run("INSERT OR REPLACE INTO removals VALUES (?, ?)", (document_id, generation))

    def set_aside(self, document_id: str) -> None:
        """Forget a document but remember its file, so that it is not read again until it changes."""
        with self._connection.transaction():
            states = [state for state in self.file_states().values() if state.document_id == document_id]
            self.remove_document(document_id)
            for state in states:
                self._store_state(state, None)

    def move_file(self, before: str, after: str) -> None:
        """Note that a file now lies at another path; its document keeps its id, and so its stars, uses and edits."""
        with self._connection.transaction():
            generation = self._raise_generation()
            self._connection.run("UPDATE files SET path = ? WHERE path = ?", (after, before))
            self._connection.run(
                "UPDATE documents SET path = ?, generation = ? WHERE path = ?", (after, generation, before)
            )

    def cleaning_report(self, document_id: str) -> CleaningReport:
        """What cleaning did to a document."""
        rows = self._connection.rows("SELECT cleaning FROM documents WHERE id = ?", (document_id,))
        return report_from(rows[0][0]) if rows else CleaningReport()

    def group_near_duplicates(self) -> None:
        """Find anew which documents are near-duplicates of others, and which stand for them."""
        rows = self._connection.rows("SELECT id, sketch, characters, gaps, leader FROM documents")
        completeness = {row[0]: completeness_of(row[2], row[3]) for row in rows}
        found = leaders({row[0]: row[1] for row in rows}, completeness)
        changed = [(found.get(row[0]), row[0]) for row in rows if found.get(row[0]) != row[4]]
        with self._connection.transaction():
            self._connection.run_many("UPDATE documents SET leader = ? WHERE id = ?", changed)

    def near_duplicates(self) -> dict[str, str]:
        """For each document that has a more complete near-duplicate, the id of that one."""
        return dict(self._connection.rows("SELECT id, leader FROM documents WHERE leader IS NOT NULL"))

    def changes_since(self, generation: int) -> LibraryChanges:
        """The documents stored, edited or removed after `generation`."""
        replaced = self._connection.rows(
            "SELECT id FROM documents WHERE generation > ? ORDER BY path", (generation,)
        )
        removed = self._connection.rows(
            "SELECT document_id FROM removals WHERE generation > ? ORDER BY document_id", (generation,)
        )
        return LibraryChanges(
            self.generation, tuple(row[0] for row in replaced), tuple(row[0] for row in removed)
        )

    def outline(self, document_id: str) -> tuple[OutlineEntry, ...]:
        """The headings of a document, in order."""
        rows = self._connection.rows(
            """SELECT level, enumerator, heading, role,
                   (SELECT number FROM lines WHERE document_id = s.document_id AND section = s.position AND is_heading),
                   (SELECT coalesce(sum(length(text)), 0) FROM lines
                    WHERE document_id = s.document_id AND section = s.position AND NOT is_heading)
               FROM sections AS s WHERE document_id = ? AND position > 0 ORDER BY position""",
            (document_id,),
        )
        return tuple(OutlineEntry(*row) for row in rows)

    # Passages

    def passages(self, document_id: str | None = None, *, kind: str | None = None) -> tuple[Passage, ...]:
        """The passages of a document, or of all documents, in the order of the text; of one kind where it is given."""
        wanted = {"document_id": document_id, "kind": kind}
        conditions = [f"{column} = ?" for column, value in wanted.items() if value]
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        rows = self._connection.rows(
            f"SELECT {PASSAGE_COLUMNS} FROM passages {where} ORDER BY document_id, ordinal",  # noqa: S608
            tuple(value for value in wanted.values() if value),
        )
        return tuple(passage_from(row) for row in rows)

    def passage(self, passage_id: str) -> Passage:
        """A passage by its id or by the beginning of its id. Raises UsageError where there is none, or several."""
        found = self._full_id("passages", "id", passage_id, "语段")
        row = self._connection.rows(f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE id = ?", (found,))[0]  # noqa: S608
        return passage_from(row)

    def passages_with_ids(self, ids: Iterable[str]) -> dict[str, Passage]:
        """The passages that have these ids; an id that is in no document is left out."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Passage] = {}
        for start in range(0, len(wanted), _MOST_VALUES):
            some = wanted[start : start + _MOST_VALUES]
            marks = ", ".join("?" * len(some))
            rows = self._connection.rows(
                f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE id IN ({marks})",  # noqa: S608
                some,
            )
            found.update((row[0], passage_from(row)) for row in rows)
        return found

    def paragraphs_around(self, passage: Passage, context: int) -> tuple[ShownLine, ...]:
        """The line that holds a passage, with `context` headings and paragraphs before it and after it."""
        rows = self._connection.rows(
            """SELECT number, CASE WHEN is_heading THEN enumerator || text ELSE text END,
                   CASE WHEN is_heading THEN level END FROM lines
               JOIN sections ON sections.document_id = lines.document_id AND position = section
               WHERE lines.document_id = ? AND number BETWEEN ? AND ? ORDER BY number""",
            (passage.document_id, passage.paragraph - context, passage.paragraph + context),
        )
        return tuple(
            ShownLine(number, text, level, number == passage.paragraph) for number, text, level in rows
        )

    # What the drafter adds

    def star(self, passage_id: str) -> None:
        """Star a passage (收藏)."""
        with self._connection.transaction():
            self._connection.run("INSERT OR IGNORE INTO stars VALUES (?)", (passage_id,))

    def unstar(self, passage_id: str) -> None:
        """Take a passage's star away."""
        with self._connection.transaction():
            self._connection.run("DELETE FROM stars WHERE passage_id = ?", (passage_id,))

    def starred(self) -> frozenset[str]:
        """The ids of starred passages, those whose document is away included."""
        return frozenset(row[0] for row in self._connection.rows("SELECT passage_id FROM stars"))

    def count_use(self, passage_id: str) -> None:
        """Note that a passage was inserted into a draft."""
        with self._connection.transaction():
            self._connection.run(
                "INSERT INTO uses VALUES (?, 1) ON CONFLICT (passage_id) DO UPDATE SET count = count + 1",
                (passage_id,),
            )

    def use_counts(self) -> dict[str, int]:
        """How often each passage was inserted, by id; never inserted ones are left out."""
        return dict(self._connection.rows("SELECT passage_id, count FROM uses"))

    def edit_metadata(self, document_id: str, field: str, value: str | None) -> None:
        """Correct a field of a document for good, or with None go back to what the file says.

        Raises UnknownNameError for a field that is not in EDITABLE.
        """
        if field not in EDITABLE:
            raise UnknownNameError("文稿信息", field, EDITABLE)
        with self._connection.transaction():
            if value is None:
                self._connection.run(
                    "DELETE FROM metadata_edits WHERE document_id = ? AND field = ?", (document_id, field)
                )
            else:
                self._connection.run(
                    "INSERT OR REPLACE INTO metadata_edits VALUES (?, ?, ?)", (document_id, field, value)
                )
            self._connection.run(
                "UPDATE documents SET generation = ? WHERE id = ?", (self._raise_generation(), document_id)
            )

    def metadata_edits(self, document_id: str) -> dict[str, str]:
        """The fields of a document that were corrected, with their values."""
        return self._edits(document_id).get(document_id, {})

    # Files

    def file_states(self) -> dict[str, FileState]:
        """The source files as they were when last read, by path."""
        rows = self._connection.rows(
            "SELECT path, size, mtime_ns, sha256, reading, error, document_id FROM files"
        )
        return {row[0]: FileState(*row) for row in rows}

    def record_file(self, state: FileState) -> None:
        """Store the state of a file without touching the document that was read from it earlier."""
        with self._connection.transaction():
            self._store_state(state, state.document_id)

    def forget_file(self, path: str) -> None:
        """Forget a file that is gone, and its document."""
        with self._connection.transaction():
            for (document_id,) in self._connection.rows(
                "SELECT document_id FROM files WHERE path = ?", (path,)
            ):
                if document_id:
                    self.remove_document(document_id)
            self._connection.run("DELETE FROM files WHERE path = ?", (path,))

    def statistics(self) -> LibraryStatistics:
        """Counts over the whole library."""
        documents = self.documents()
        [(characters, gaps)] = self._connection.rows(
            "SELECT coalesce(sum(characters), 0), coalesce(sum(gaps), 0) FROM documents"
        )
        years = [str(document.year) if document.year else "" for document in documents]
        return LibraryStatistics(
            documents=len(documents),
            passages=self._count("SELECT count(*) FROM passages"),
            characters=characters,
            gaps=gaps,
            starred=self._count("SELECT count(*) FROM stars JOIN passages ON id = passage_id"),
            failed=self._count("SELECT count(*) FROM files WHERE error <> ''"),
            by_genre=_counted(document.genre for document in documents),
            by_year=_counted(sorted(years, reverse=True)),
            by_kind=self._counts_by("kind"),
            by_role=self._counts_by("role"),
        )

    # Inside

    def _count(self, sql: str) -> int:
        return int(self._connection.rows(sql)[0][0])

    def _counts_by(self, column: str) -> dict[str, int]:
        rows = self._connection.rows(
            f"SELECT coalesce({column}, ''), count(*) FROM passages GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608
        )
        return {str(name): int(count) for name, count in rows}

    def _full_id(self, table: str, column: str, beginning: str, what: str) -> str:
        """The id that begins with `beginning`; an id in full always stands for itself."""
        wanted = beginning.strip().lower()
        pattern = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        rows = self._connection.rows(
            f"SELECT {column} FROM {table} WHERE {column} LIKE ? ESCAPE '\\' ORDER BY {column} LIMIT 4",  # noqa: S608
            (pattern,),
        )
        ids = [str(row[0]) for row in rows]
        if wanted in ids:
            return wanted
        if not wanted or not ids:
            raise UsageError(f"没有编号为 {beginning} 的{what}", "编号见检索结果或 wengao corpus list")
        if len(ids) > 1:
            raise UsageError(
                f"编号 {beginning} 对应不止一个{what}：{'、'.join(ids[:3])}……", "请把编号写长一些"
            )
        return ids[0]

    def _tree(self, document_id: str) -> Any:
        sections = self._connection.rows(
            "SELECT position, parent, level, enumerator, heading, role FROM sections"
            " WHERE document_id = ? ORDER BY position",
            (document_id,),
        )
        paragraphs = self._connection.rows(
            "SELECT section, text FROM lines WHERE document_id = ? AND NOT is_heading ORDER BY number",
            (document_id,),
        )
        return tree_from(sections, paragraphs)

    def _edits(self, document_id: str | None = None) -> dict[str, dict[str, str]]:
        where, values = ("WHERE document_id = ?", (document_id,)) if document_id else ("", ())
        edits: dict[str, dict[str, str]] = {}
        for owner, field, value in self._connection.rows(
            f"SELECT document_id, field, value FROM metadata_edits {where}",  # noqa: S608
            values,
        ):
            edits.setdefault(owner, {})[field] = value
        return edits

    def _raise_generation(self) -> int:
        self._connection.run("UPDATE state SET value = value + 1 WHERE name = 'generation'")
        return self.generation

    def _drop_text(self, document_id: str) -> None:
        self._connection.run("DELETE FROM documents WHERE id = ?", (document_id,))
        for table in ("sections", "lines", "passages"):
            self._connection.run(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))  # noqa: S608

    def _insert(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._connection.run_many(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608

    def _store_state(self, state: FileState, document_id: str | None) -> None:
        self._connection.run(
            "INSERT OR REPLACE INTO files (path, document_id, size, mtime_ns, sha256, error, reading)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (state.path, document_id, state.size, state.mtime_ns, state.sha256, state.error, state.reading),
        )


def _counted(names: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return counts

"""Documents in and out of the library, each with its text, its passages and the state of its file.

What the drafter adds (stars 收藏, counts of use, corrections of metadata) stands apart: no file has it a second time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wengao.errors import UnknownNameError
from wengao.library.rows import (
    DOCUMENT_COLUMNS,
    FileState,
    LibraryChanges,
    document_from,
    document_rows,
    passage_row,
    report_from,
)
from wengao.reading.report import CleaningReport
from wengao.reading.similarity import completeness_of, leaders, stand_apart
from wengao.reading.votes import VOTED, doubts_of, votes_from

if TYPE_CHECKING:
    from wengao.library.connection import LibraryConnection
    from wengao.library.text import StoredText
    from wengao.reading.from_file import ReadDocument
    from wengao.reading.models import Document
    from wengao.reading.votes import Doubt, Vote

EDITABLE = (
    "title",
    "genre",
    "date",
    "organ",
    "speaker",
    "post",
    "level",
    "place",
    "meeting",
    "holder",
    "secrecy",
)
"""The fields of a document that a drafter may correct."""


class Additions:
    """What is the drafter's own in a library."""

    def __init__(self, connection: LibraryConnection) -> None:
        self._connection = connection

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

    def edit(self, document_id: str, field: str, value: str | None) -> None:
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
                "UPDATE documents SET generation = ? WHERE id = ?",
                (self._connection.raise_generation(), document_id),
            )

    def edits(self, document_id: str | None = None) -> dict[str, dict[str, str]]:
        """The corrections of a document, or of all documents, by document and field."""
        where, values = ("WHERE document_id = ?", (document_id,)) if document_id else ("", ())
        edits: dict[str, dict[str, str]] = {}
        for owner, field, value in self._connection.rows(
            f"SELECT document_id, field, value FROM metadata_edits {where}",  # noqa: S608
            values,
        ):
            edits.setdefault(owner, {})[field] = value
        return edits


class FileStates:
    """The source files as they were when last read."""

    def __init__(self, connection: LibraryConnection) -> None:
        self._connection = connection

    def states(self) -> dict[str, FileState]:
        """The source files as they were when last read, by path."""
        rows = self._connection.rows(
            "SELECT path, size, mtime_ns, sha256, reading, error, document_id FROM files"
        )
        return {row[0]: FileState(*row) for row in rows}

    def record(self, state: FileState) -> None:
        """Store the state of a file without touching the document that was read from it earlier."""
        with self._connection.transaction():
            self.store(state, state.document_id)

    def store(self, state: FileState, document_id: str | None) -> None:
        """As `record`, inside a transaction, with the document that was read from the file or none."""
        self._connection.run(
            "INSERT OR REPLACE INTO files (path, document_id, size, mtime_ns, sha256, error, reading)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (state.path, document_id, state.size, state.mtime_ns, state.sha256, state.error, state.reading),
        )


class StoredDocuments:
    """Documents, each with its text, its passages and the state of its file. Every change raises the generation."""

    def __init__(
        self, connection: LibraryConnection, files: FileStates, text: StoredText, additions: Additions
    ) -> None:
        self._connection = connection
        self._files = files
        self._text = text
        self._additions = additions

    def all(self) -> tuple[Document, ...]:
        """All documents by path, with edited metadata and with an empty root: `one` gives the text."""
        edits = self._additions.edits()
        rows = self._connection.rows(f"SELECT {DOCUMENT_COLUMNS} FROM documents ORDER BY path")  # noqa: S608
        return tuple(document_from(row, edits.get(row[0], {})) for row in rows)

    def head(self, document_id: str) -> Document:
        """A document as `all` gives it, by its id or by the beginning of its id. Raises UsageError where there is none."""
        found = self._connection.full_id("documents", document_id, "文稿")
        row = self._connection.rows(f"SELECT {DOCUMENT_COLUMNS} FROM documents WHERE id = ?", (found,))[0]  # noqa: S608
        return document_from(row, self._additions.edits(found).get(found, {}))

    def one(self, document_id: str) -> Document:
        """A document with its text, by its id or by the beginning of its id. Raises UsageError where there is none."""
        head = self.head(document_id)
        return replace(head, root=self._text.tree(head.id))

    def cleaning_report(self, document_id: str) -> CleaningReport:
        """What cleaning did to a document."""
        rows = self._connection.rows("SELECT cleaning FROM documents WHERE id = ?", (document_id,))
        return report_from(rows[0][0]) if rows else CleaningReport()

    def votes(self, document_id: str) -> dict[str, tuple[Vote, ...]]:
        """Which place says what of a document, by field, the winner's votes first; empty where nobody voted yet."""
        rows = self._connection.rows("SELECT votes FROM documents WHERE id = ?", (document_id,))
        return votes_from(rows[0][0]) if rows else {}

    def doubts(self) -> dict[str, tuple[Doubt, ...]]:
        """What is doubtful of each document that has something doubtful, by its id; what the drafter corrected is not."""
        edits = self._additions.edits()
        names = ", ".join(VOTED)
        rows = self._connection.rows(f"SELECT id, votes, {names} FROM documents ORDER BY path")  # noqa: S608
        found: dict[str, tuple[Doubt, ...]] = {}
        for identity, votes, *values in rows:
            settled = edits.get(identity, {})
            fields = {
                name: value or "" for name, value in zip(VOTED, values, strict=True) if name not in settled
            }
            doubtful = doubts_of(fields, votes_from(votes))
            if doubtful:
                found[identity] = doubtful
        return found

    def changes_since(self, generation: int) -> LibraryChanges:
        """The documents stored, edited or removed after `generation`."""
        replaced = self._connection.rows(
            "SELECT id FROM documents WHERE generation > ? ORDER BY path", (generation,)
        )
        removed = self._connection.rows(
            "SELECT document_id FROM removals WHERE generation > ? ORDER BY document_id", (generation,)
        )
        return LibraryChanges(
            self._connection.generation, tuple(row[0] for row in replaced), tuple(row[0] for row in removed)
        )

    def replace(self, read: ReadDocument, state: FileState) -> None:
        """Store a document that was read, in place of the one of the same file, and the state of its file."""
        document = read.document
        with self._connection.transaction():
            generation = self._connection.raise_generation()
            self._drop_text(document.id)
            self._connection.run("DELETE FROM removals WHERE document_id = ?", (document.id,))
            rows = document_rows(read, generation)
            self._insert("documents", [rows.document])
            self._insert("sections", rows.sections)
            self._insert("lines", rows.lines)
            self._insert("passages", [passage_row(passage) for passage in read.passages])
            self._insert("aims", [(aim, document.id, passage, weight) for passage, aim, weight in read.aims])
            self._files.store(state, document.id)

    def remove(self, document_id: str) -> None:
        """Forget a document and the state of its file; stars and edits stay, should the file come back."""
        with self._connection.transaction():
            if not self._connection.rows("SELECT 1 FROM documents WHERE id = ?", (document_id,)):
                return
            generation = self._connection.raise_generation()
            self._connection.run(
                "DELETE FROM files WHERE path = (SELECT path FROM documents WHERE id = ?)", (document_id,)
            )
            self._drop_text(document_id)
            self._connection.run("INSERT OR REPLACE INTO removals VALUES (?, ?)", (document_id, generation))

    def set_aside(self, document_id: str) -> None:
        """Forget a document but remember its file, so that it is not read again until it changes."""
        with self._connection.transaction():
            states = [state for state in self._files.states().values() if state.document_id == document_id]
            self.remove(document_id)
            for state in states:
                self._files.store(state, None)

    def move(self, before: str, after: str) -> None:
        """Note that a file now lies at another path; its document keeps its id, and so its stars, uses and edits."""
        with self._connection.transaction():
            generation = self._connection.raise_generation()
            self._connection.run(
                "UPDATE documents SET path = ?, generation = ?"
                " WHERE id = (SELECT document_id FROM files WHERE path = ?)",
                (after, generation, before),
            )
            self._connection.run("UPDATE files SET path = ? WHERE path = ?", (after, before))

    def forget(self, path: str) -> None:
        """Forget a file that is gone, and its document."""
        with self._connection.transaction():
            for (document_id,) in self._connection.rows(
                "SELECT document_id FROM files WHERE path = ?", (path,)
            ):
                if document_id:
                    self.remove(document_id)
            self._connection.run("DELETE FROM files WHERE path = ?", (path,))

    def _drop_text(self, document_id: str) -> None:
        self._connection.run("DELETE FROM documents WHERE id = ?", (document_id,))
        for table in ("sections", "lines", "passages", "aims"):
            self._connection.run(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))  # noqa: S608

    def _insert(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._connection.run_many(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


_FEW = 0.1
"""The share of documents up to which it pays to look first whether those that changed are like any other."""


class NearDuplicates:
    """Which documents are near-duplicates of others."""

    def __init__(self, connection: LibraryConnection) -> None:
        self._connection = connection

    def group(self) -> None:
        """Find which documents are near-duplicates of others, and which stand for them.

        Where what changed since the last time stands apart, and stood apart, all stays as it is.
        """
        connection = self._connection
        rows = connection.rows("SELECT id, sketch, characters, gaps, leader, generation FROM documents")
        sketches = {row[0]: row[1] for row in rows}
        since = dict(connection.rows("SELECT name, value FROM state WHERE name = 'grouped'")).get("grouped")
        new = {row[0] for row in rows if since is None or row[5] > since}
        led_by = {row[4] for row in rows if row[4]}
        changes: list[tuple[str | None, str]] = []
        many = len(new) > _FEW * len(rows)
        if many or led_by & new or not led_by <= sketches.keys() or not stand_apart(sketches, new):
            completeness = {row[0]: completeness_of(row[2], row[3]) for row in rows}
            found = leaders(sketches, completeness)
            changes = [(found.get(row[0]), row[0]) for row in rows if found.get(row[0]) != row[4]]
        with connection.transaction():
            connection.run_many("UPDATE documents SET leader = ? WHERE id = ?", changes)
            connection.run("INSERT OR REPLACE INTO state VALUES ('grouped', ?)", (connection.generation,))

    def leaders(self) -> dict[str, str]:
        """For each document that has a more complete near-duplicate, the id of that one."""
        return dict(self._connection.rows("SELECT id, leader FROM documents WHERE leader IS NOT NULL"))

"""Documents in and out of the library, each together with its text, its passages and the state of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wengao.corpus.cleaning_report import CleaningReport
from wengao.corpus.library.additions import Additions
from wengao.corpus.library.files import FileStates
from wengao.corpus.library.rows import (
    DOCUMENT_COLUMNS,
    document_from,
    document_rows,
    passage_row,
    report_from,
)
from wengao.corpus.library.text import StoredText
from wengao.corpus.library.values import FileState, LibraryChanges

if TYPE_CHECKING:
    from wengao.corpus.models import Document
    from wengao.corpus.reading import ReadDocument


class StoredDocuments(FileStates, StoredText, Additions):
    """The room of the documents. Every change raises the generation."""

    def documents(self) -> tuple[Document, ...]:
        """All documents by path, with edited metadata and with an empty root: `document` gives the text."""
        edits = self._edits()
        rows = self._connection.rows(f"SELECT {DOCUMENT_COLUMNS} FROM documents ORDER BY path")  # noqa: S608
        return tuple(document_from(row, edits.get(row[0], {})) for row in rows)

    def document(self, document_id: str) -> Document:
        """A document with its text, by its id or by the beginning of its id. Raises UsageError where there is none."""
        found = self._full_id("documents", document_id, "文稿")
        row = self._connection.rows(f"SELECT {DOCUMENT_COLUMNS} FROM documents WHERE id = ?", (found,))[0]  # noqa: S608
        return document_from(row, self._edits(found).get(found, {}), self._tree(found))

    def cleaning_report(self, document_id: str) -> CleaningReport:
        """What cleaning did to a document."""
        rows = self._connection.rows("SELECT cleaning FROM documents WHERE id = ?", (document_id,))
        return report_from(rows[0][0]) if rows else CleaningReport()

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
            self._connection.run(
                "DELETE FROM files WHERE path = (SELECT path FROM documents WHERE id = ?)", (document_id,)
            )
            self._drop_text(document_id)
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
            self._connection.run(
                "UPDATE documents SET path = ?, generation = ?"
                " WHERE id = (SELECT document_id FROM files WHERE path = ?)",
                (after, generation, before),
            )
            self._connection.run("UPDATE files SET path = ? WHERE path = ?", (after, before))

    def forget_file(self, path: str) -> None:
        """Forget a file that is gone, and its document."""
        with self._connection.transaction():
            for (document_id,) in self._connection.rows(
                "SELECT document_id FROM files WHERE path = ?", (path,)
            ):
                if document_id:
                    self.remove_document(document_id)
            self._connection.run("DELETE FROM files WHERE path = ?", (path,))

    def _drop_text(self, document_id: str) -> None:
        self._connection.run("DELETE FROM documents WHERE id = ?", (document_id,))
        for table in ("sections", "lines", "passages"):
            self._connection.run(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))  # noqa: S608

    def _insert(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._connection.run_many(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608

"""The source files as they were when last read."""

from __future__ import annotations

from wengao.corpus.library.base import LibraryBase
from wengao.corpus.library.values import FileState


class FileStates(LibraryBase):
    """The room of the files."""

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

    def _store_state(self, state: FileState, document_id: str | None) -> None:
        self._connection.run(
            "INSERT OR REPLACE INTO files (path, document_id, size, mtime_ns, sha256, error, reading)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (state.path, document_id, state.size, state.mtime_ns, state.sha256, state.error, state.reading),
        )

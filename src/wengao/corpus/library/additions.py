"""What the drafter adds: stars (收藏), counts of use, corrections of metadata. No file has them a second time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.errors import UnknownNameError

if TYPE_CHECKING:
    from wengao.corpus.library.connection import LibraryConnection

EDITABLE = ("title", "genre", "date", "organ", "speaker", "post", "level", "place", "meeting")
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

"""Which documents are near-duplicates of others, as the library keeps it."""

from __future__ import annotations

from wengao.corpus.library.base import LibraryBase
from wengao.corpus.similarity import completeness_of, leaders


class NearDuplicates(LibraryBase):
    """The room of the groups."""

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

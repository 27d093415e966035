"""Counts over the whole library."""

from __future__ import annotations

from collections import Counter

from wengao.corpus.library.documents import StoredDocuments
from wengao.corpus.library.values import LibraryStatistics


class Statistics(StoredDocuments):
    """The room of the counts; they know of corrected metadata."""

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
            by_genre=dict(Counter(document.genre for document in documents)),
            by_year=dict(Counter(sorted(years, reverse=True))),
            by_kind=self._counts_by("kind"),
            by_role=self._counts_by("role"),
        )

    def _count(self, sql: str) -> int:
        return int(self._connection.rows(sql)[0][0])

    def _counts_by(self, column: str) -> dict[str, int]:
        rows = self._connection.rows(
            f"SELECT coalesce({column}, ''), count(*) FROM passages GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608
        )
        return {str(name): int(count) for name, count in rows}

"""Counts over the whole library."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wengao.corpus.library.values import LibraryStatistics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.corpus.library.connection import LibraryConnection
    from wengao.corpus.models import Document


def library_size(connection: LibraryConnection) -> tuple[int, int]:
    """How many documents and passages there are."""
    return _count(connection, "SELECT count(*) FROM documents"), _count(
        connection, "SELECT count(*) FROM passages"
    )


def library_statistics(connection: LibraryConnection, documents: Sequence[Document]) -> LibraryStatistics:
    """Counts over the whole library. documents: all of them, with their corrected metadata."""
    [(characters, gaps)] = connection.rows(
        "SELECT coalesce(sum(characters), 0), coalesce(sum(gaps), 0) FROM documents"
    )
    years = [str(document.year) if document.year else "" for document in documents]
    return LibraryStatistics(
        documents=len(documents),
        passages=_count(connection, "SELECT count(*) FROM passages"),
        characters=characters,
        gaps=gaps,
        starred=_count(connection, "SELECT count(*) FROM stars JOIN passages ON id = passage_id"),
        failed=_count(connection, "SELECT count(*) FROM files WHERE error <> ''"),
        by_genre=dict(Counter(document.genre for document in documents)),
        by_year=dict(Counter(sorted(years, reverse=True))),
        by_kind=_counts_by(connection, "kind"),
        by_role=_counts_by(connection, "role"),
    )


def _count(connection: LibraryConnection, sql: str) -> int:
    return int(connection.rows(sql)[0][0])


def _counts_by(connection: LibraryConnection, column: str) -> dict[str, int]:
    rows = connection.rows(
        f"SELECT coalesce({column}, ''), count(*) FROM passages GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608
    )
    return {str(name): int(count) for name, count in rows}

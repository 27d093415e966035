"""Searching the corpus. Loads nothing of drafts, for `wengao search` is called often and waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.desk.base import DeskBase
from wengao.desk.names import genre_name, kind_id, role_id, year_range

if TYPE_CHECKING:
    from wengao.search.service import SearchResult


class SearchOperations(DeskBase):
    """Operations that search."""

    def search(
        self,
        query: str,
        *,
        role: str | None = None,
        genre: str | None = None,
        kind: str | None = None,
        year: str | None = None,
        limit: int = 20,
    ) -> SearchResult:
        """Search the corpus; role, genre and kind as the drafter writes them, year as 2024, 2023-2025, 2024-."""
        role, genre, kind, years = role_id(role), genre_name(genre), kind_id(kind), year_range(year)
        with self._search() as search:
            return search.search(query, role=role, genre=genre, kind=kind, year=years, limit=limit)

    def similar(self, passage_id: str, *, limit: int = 20) -> SearchResult:
        """Passages that say much the same as one, by its id or the unique beginning of one.

        Raises UsageError where no passage has it, or several have.
        """
        with self._library() as library:
            search = self._search_over(library)
            search.synchronise()
            return search.like(library.passage(passage_id), limit=limit)

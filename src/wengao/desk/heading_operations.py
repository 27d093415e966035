"""Candidates for headings, and quotations from the classics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.desk.base import DeskBase
from wengao.desk.names import genre_name, role_id
from wengao.drafts.headings import (
    LARGEST_SET,
    SMALLEST_SET,
    HeadingCandidate,
    HeadingRequest,
    HeadingSet,
    heading_candidates,
    parallel_sets,
)
from wengao.errors import UsageError
from wengao.prose.quotations import quotations_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.prose.quotations import Quotation


@dataclass(frozen=True, slots=True)
class HeadingSuggestions:
    """What could stand there. role: id. candidates: single headings. sets: whole parallel ones."""

    role: str
    candidates: tuple[HeadingCandidate, ...]
    sets: tuple[HeadingSet, ...]


class HeadingOperations(DeskBase):
    """Operations that offer wording."""

    def headings(
        self,
        role: str,
        topic: str,
        *,
        genre: str | None = None,
        siblings: Sequence[str] = (),
        sizes: tuple[int, int] = (SMALLEST_SET, LARGEST_SET),
        limit: int = 12,
    ) -> HeadingSuggestions:
        """Headings for a section of `role` (Chinese or id) on `topic`, each judged against its siblings, and whole sets.

        Raises UnknownNameError for an unknown role or genre, UsageError where the topic is empty.
        """
        known = role_id(role)
        if known is None or not topic.strip():
            raise UsageError("标题候选要有角色和主题", "例如 wengao headings --role 任务 --topic 征兵工作")
        request = HeadingRequest(known, topic.strip(), genre_name(genre) or "", tuple(siblings))
        with self._library() as library:
            documents = {document.id: document for document in library.documents()}
            corpus = [
                (passage, documents[passage.document_id]) for passage in library.passages(kind="heading")
            ]
        return HeadingSuggestions(
            known,
            heading_candidates(request, corpus, limit=limit),
            parallel_sets(request, corpus, sizes=sizes),
        )

    def quotations(self, use: str = "") -> tuple[Quotation, ...]:
        """Quotations from the classics used for `use`, or with that word in them; all of them for none."""
        return quotations_for(use)

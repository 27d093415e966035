"""Passages for the section being written: beside it, and into it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wengao.desk.passage_operations import PassageOperations
from wengao.drafts.filling import Filling, FillOptions, SectionNeed, fill_draft
from wengao.drafts.outline import outline
from wengao.drafts.sources import source_notes
from wengao.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.corpus.models import Document, Passage
    from wengao.drafts.model import Draft
    from wengao.markup.front_matter import DraftMetadata
    from wengao.search.service import PassageSearch, SearchResult

_CANDIDATES = 24


class SectionOperations(PassageOperations):
    """Operations that find passages for a section."""

    def references(
        self, draft: Draft, index: int, *, limit: int = 12, kind: str | None = "paragraph"
    ) -> SearchResult:
        """Passages for the part of `draft` at `index`: its heading, topic, role and genre make the query."""
        node = outline(draft)[index]
        metadata = self._metadata(draft)
        need = SectionNeed(
            index,
            (node.heading,) if node.level > 1 else (),
            node.role,
            node.goal,
            _topic(draft, metadata),
            metadata.genre,
        )
        with self._search() as search:
            return self._candidates(search, draft, need, limit=limit, kind=kind)

    def fill(
        self,
        draft: Draft,
        section: int | None = None,
        per_section: int | None = None,
        *,
        slots: bool = False,
        length: int | None = None,
    ) -> Filling:
        """Fill the empty sections of a draft with passages of their roles; nothing is saved.

        Passages that are not to be offered again (不再推荐) are passed over.
        per_section: passages at most; None for as many as the goals ask for. slots: whether the figures, dates, years,
        places and people of the sources become slots. length: 字 the whole draft is to reach; None for the goals of its
        sections. Raises UsageError for a wrong section.
        """
        metadata = self._metadata(draft)
        withheld = self.passage_marks().withheld
        with self._library() as library, self._search() as search:
            lengths: dict[str, int] = {}

            def candidates(need: SectionNeed) -> Sequence[tuple[Passage, Document]]:
                result = self._candidates(search, draft, need, limit=_CANDIDATES, kind="paragraph")
                return [(hit.passage, hit.document) for hit in result.hits if hit.passage.id not in withheld]

            def position(passage: Passage) -> float | None:
                """By the last heading of the document, near enough to its end."""
                if passage.document_id not in lengths:
                    headings = library.outline(passage.document_id)
                    lengths[passage.document_id] = headings[-1].paragraph if headings else 0
                last = lengths[passage.document_id]
                return min(passage.paragraph / last, 1.0) if last else None

            try:
                return fill_draft(
                    draft,
                    candidates,
                    topic=_topic(draft, metadata),
                    genre=metadata.genre,
                    section=section,
                    options=FillOptions(per_section, slots, self.own_facts(draft), length),
                    position=position,
                )
            except IndexError as error:
                count = sum(1 for part in draft.parts if part.level > 1)
                raise UsageError(
                    f"没有第 {section} 部分", f"这篇文稿有 {count} 个标题，请写 1 到 {count}"
                ) from error

    def _candidates(
        self, search: PassageSearch, draft: Draft, need: SectionNeed, *, limit: int, kind: str | None
    ) -> SearchResult:
        """Passages for a section, those of its role first: its headings and the topic make the query."""
        from wengao.search.service import SearchContext

        context = SearchContext(
            role=need.role,
            genre=need.genre or None,
            used=frozenset(note.passage_id for note in source_notes(draft)),
        )
        words = _plain_query(" ".join((*need.path, need.topic)))
        anywhere = search.search(words, limit=limit, kind=kind, context=context)
        if need.role is None:
            return anywhere
        of_role = search.search(words, role=need.role, limit=limit, kind=kind, context=context)
        found = {hit.passage.id for hit in of_role.hits}
        others = tuple(hit for hit in anywhere.hits if hit.passage.id not in found)
        return replace(
            of_role,
            total=anywhere.total,
            took_ms=of_role.took_ms + anywhere.took_ms,
            hits=(*of_role.hits, *others)[:limit],
        )


def _topic(draft: Draft, metadata: DraftMetadata) -> str:
    return str(metadata.fields.get("topic") or draft.title)


def _plain_query(words: str) -> str:
    """Headings and topic as a query without operators: marks that the query language knows become spaces."""
    return " ".join("".join(" " if char in '"“”：:-－—' else char for char in words).split())

"""What is changed all over a draft: words that are found and replaced, facts of an old text that are brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.desk.unit_language import spoken
from wengao.drafts.refresh import decide, move_on, next_year, refresh_items, unconfirmed
from wengao.drafts.text_search import find_text, hit_places, replace_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wengao.desk.context import DeskContext
    from wengao.drafts.model import Draft
    from wengao.drafts.refresh import Decision, NextYear, RefreshItem
    from wengao.drafts.text_search import Replacement, TextHit


@spoken(with_mistakes=True)
class RevisionService:
    """Operations on what stands all over a draft. Nothing is saved. All may be called from any thread."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

    def find(self, draft: Draft, wanted: str, *, headings: bool = True) -> tuple[TextHit, ...]:
        """Every place where words stand in what a reader sees of a draft; see drafts.text_search."""
        return find_text(draft, wanted, headings=headings)

    def lines_of(self, draft: Draft, hits: Sequence[TextHit]) -> tuple[int, ...]:
        """The line of the draft's file, from 1, that each hit stands in."""
        return tuple(line for line, _ in hit_places(draft, hits))

    def replace(self, draft: Draft, hits: Sequence[TextHit], new: str) -> Replacement:
        """The draft with hits replaced by plain text, and which of them could not be. Not saved yet."""
        return replace_text(draft, hits, new)

    def refresh_list(self, draft: Draft) -> tuple[RefreshItem, ...]:
        """Every fact of a draft with its number, and whether it is still to be confirmed, replaced or made a slot."""
        return refresh_items(draft)

    def refresh(self, draft: Draft, decisions: Mapping[int, Decision], year: NextYear | None = None) -> Draft:
        """The draft with decisions on its facts carried out, by number; see drafts.refresh.decide. Not saved yet.

        year: what moves with the year, where these are its decisions; the year among the draft's fields moves too.
        """
        return decide(draft, decisions) if year is None else move_on(draft, year, decisions)

    def next_year(self, draft: Draft) -> NextYear | None:
        """What of a draft's open facts moves with the year; see drafts.refresh.next_year. Nothing is decided yet."""
        return next_year(draft)

    def unconfirmed(self, draft: Draft) -> tuple[RefreshItem, ...]:
        """The facts of an imported draft that are still open: what is told before it is exported."""
        return unconfirmed(draft)

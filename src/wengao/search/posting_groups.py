"""Postings grouped by term (倒排归组) while a segment is being written.

Many are put in order with NumPy, few one by one, which spares a short update the time that loading NumPy takes; both give
the same.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wengao.search.field_postings import FieldPostings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wengao.search.field_postings import TermPostings

ARRAYS_FROM = 20_000
"""Terms of a field from which NumPy pays for being loaded."""


class GroupedPostings:
    """The postings of a segment by field; takes the place of Whoosh's pool. size: how many terms came."""

    def __init__(self) -> None:
        self._fields: defaultdict[str, FieldPostings] = defaultdict(FieldPostings)
        self.size = 0

    def add_terms(self, field: str, docnum: int, terms: Iterable[str]) -> int:
        """Add the terms of one field of one document; returns how many there are, repeated ones counted."""
        length = self._fields[field].add(docnum, terms)
        self.size += length
        return length

    def take_over(self, field: str, term: str, docnums: Sequence[int], counts: Sequence[int]) -> None:
        """Add a term's postings from another segment; the documents get no other terms in this field by `add_terms`."""
        self._fields[field].take_over(term, docnums, counts)
        self.size += len(docnums)

    def iter_postings(self) -> Iterator[tuple[str, str, TermPostings]]:
        """The postings by field and term, in the order that the index keeps; each field is forgotten with its last."""
        for field in sorted(self._fields):
            for term, postings in _grouped(self._fields.pop(field)):
                yield field, term, postings

    def cleanup(self) -> None:
        """Let the postings go."""
        self._fields.clear()


def _grouped(field: FieldPostings) -> Iterator[tuple[str, TermPostings]]:
    if len(field.terms) + len(field.merged_terms) < ARRAYS_FROM:
        return field.grouped()
    from wengao.search.array_groups import grouped

    return grouped(field)

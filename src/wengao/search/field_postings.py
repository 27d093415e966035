"""Postings of a field as they come (倒排), a document at a time: one number a term, put in order once they are all there."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from itertools import count
from operator import sub
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Numbers = array[int]

SHORT = 16
"""Numbers below which a tuple takes fewer bytes in a pickle than an array."""


class TermPostings(NamedTuple):
    """The postings of one term, in the order of document numbers.

    gaps: between document numbers, the first from 0. counts: how often each document holds the term; None where each
    holds it once. first, last: document numbers. heaviest, total: largest and sum of counts. holding: how many documents.
    """

    gaps: Sequence[int]
    counts: Sequence[int] | None
    first: int
    last: int
    heaviest: int
    total: int
    holding: int


class FieldPostings:
    """The terms of one field.

    numbers: of the terms. terms: term numbers as they came. docnums, ends: the documents, and where in `terms` those of
    each end. merged_terms, merged_docnums, merged_counts: postings that were taken over from other segments.
    """

    def __init__(self) -> None:
        self.numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self.terms, self.docnums, self.ends = array("I"), array("I"), array("I")
        self.merged_terms, self.merged_docnums, self.merged_counts = array("I"), array("I"), array("I")

    def add(self, docnum: int, terms: Iterable[str]) -> int:
        """Add the terms of a document; returns how many there are, repeated ones counted."""
        before = len(self.terms)
        self.terms.extend(map(self.numbers.__getitem__, terms))
        self.docnums.append(docnum)
        self.ends.append(len(self.terms))
        return len(self.terms) - before

    def take_over(self, term: str, docnums: Sequence[int], counts: Sequence[int]) -> None:
        """Add postings of a term for documents that `add` is never called for."""
        self.merged_terms.extend(array("I", (self.numbers[term],)) * len(docnums))
        self.merged_docnums.extend(docnums)
        self.merged_counts.extend(counts)

    def grouped(self) -> Iterator[tuple[str, TermPostings]]:
        """The postings by term, in the order that an index keeps, put in order one by one."""
        by_term = self._by_term()
        for term in sorted(self.numbers):
            docnums, counts = by_term[self.numbers[term]]
            yield term, term_postings(docnums, counts)

    def _by_term(self) -> list[tuple[Numbers, Numbers]]:
        by_term = [(array("I"), array("I")) for _ in self.numbers]
        start = 0
        for docnum, end in zip(self.docnums, self.ends, strict=True):
            for number, held in Counter(self.terms[start:end]).items():
                by_term[number][0].append(docnum)
                by_term[number][1].append(held)
            start = end
        if self.merged_terms:
            merged = zip(self.merged_terms, self.merged_docnums, self.merged_counts, strict=True)
            for number, docnum, held in merged:
                by_term[number][0].append(docnum)
                by_term[number][1].append(held)
            by_term = [_in_order(docnums, counts) for docnums, counts in by_term]
        return by_term


def term_postings(docnums: Sequence[int], counts: Sequence[int]) -> TermPostings:
    """The postings of a term that stands in `docnums`, ascending, so often."""
    gaps = [docnums[0], *map(sub, docnums[1:], docnums)]
    heaviest = max(counts)
    return TermPostings(
        compact(gaps),
        None if heaviest == 1 else compact(counts),
        docnums[0],
        docnums[-1],
        heaviest,
        sum(counts),
        len(docnums),
    )


def compact(numbers: Sequence[int]) -> Sequence[int]:
    """The numbers in the form that takes the fewest bytes in a pickle and is the fastest to read back."""
    largest = max(numbers)
    if largest < 1 << 8:
        return array("B", numbers).tobytes()
    if len(numbers) < SHORT:
        return tuple(numbers)
    return array("H" if largest < 1 << 16 else "I", numbers)


def _in_order(docnums: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    order = sorted(range(len(docnums)), key=docnums.__getitem__)
    return array("I", [docnums[place] for place in order]), array("I", [counts[place] for place in order])

"""Grouping postings by term with NumPy: one sort a field instead of one list a term, see search.posting_groups."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from wengao.search.field_postings import SHORT, TermPostings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from wengao.search.field_postings import FieldPostings

    Numbers = NDArray[np.uint32]

_DOCNUM_BITS = np.uint64(32)


def grouped(field: FieldPostings) -> Iterator[tuple[str, TermPostings]]:
    """The postings of a field by term, in the order that an index keeps."""
    terms, docnums, counts = _in_order(field)
    starts = np.flatnonzero(np.diff(terms, prepend=np.uint32(0xFFFFFFFF)))
    gaps = np.diff(docnums, prepend=np.uint32(0))
    gaps[starts] = docnums[starts]
    ends = np.append(starts[1:], len(terms))
    heaviest = np.maximum.reduceat(counts, starts)
    columns = [
        ends.tolist(),
        docnums[starts].tolist(),
        docnums[ends - 1].tolist(),
        np.maximum.reduceat(gaps, starts).tolist(),
        heaviest.tolist(),
        np.add.reduceat(counts, starts).tolist(),
    ]
    del terms, docnums
    first_of = starts.tolist()
    of_gaps, of_counts = _Slices(gaps), _Slices(counts)
    numbers = field.numbers
    for term in sorted(numbers):
        number = numbers[term]
        start = first_of[number]
        end, first, last, widest, most, total = (column[number] for column in columns)
        yield (
            term,
            TermPostings(
                of_gaps.of(start, end, widest),
                None if most == 1 else of_counts.of(start, end, most),
                first,
                last,
                most,
                total,
                end - start,
            ),
        )


def _in_order(field: FieldPostings) -> tuple[Numbers, Numbers, Numbers]:
    """Term number, document number and count of each posting, by term and then by document."""
    docnums = np.frombuffer(field.docnums, dtype=np.uint32)
    ends = np.frombuffer(field.ends, dtype=np.uint32)
    keys = np.frombuffer(field.terms, dtype=np.uint32).astype(np.uint64)
    keys <<= _DOCNUM_BITS
    keys |= np.repeat(docnums, np.diff(ends, prepend=np.uint32(0)))
    keys.sort()
    places = np.flatnonzero(np.diff(keys, prepend=~keys[:1]))
    counts = np.diff(places, append=len(keys)).astype(np.uint32)
    keys = keys[places]
    if field.merged_terms:
        keys, counts = _with_merged(field, keys, counts)
    return (keys >> _DOCNUM_BITS).astype(np.uint32), keys.astype(np.uint32), counts


def _with_merged(
    field: FieldPostings, keys: NDArray[np.uint64], counts: Numbers
) -> tuple[NDArray[np.uint64], Numbers]:
    merged = np.frombuffer(field.merged_terms, dtype=np.uint32).astype(np.uint64) << _DOCNUM_BITS
    merged |= np.frombuffer(field.merged_docnums, dtype=np.uint32)
    keys = np.concatenate([keys, merged])
    counts = np.concatenate([counts, np.frombuffer(field.merged_counts, dtype=np.uint32)])
    order = np.argsort(keys)
    return keys[order], counts[order]


class _Slices:
    """Parts of an array of numbers in the forms of field_postings.compact."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers.data
        self._narrow = numbers.astype(np.uint8).tobytes()
        self._middle = numbers.astype(np.uint16).data

    def of(self, start: int, end: int, largest: int) -> Sequence[int]:
        if largest < 1 << 8:
            return self._narrow[start:end]
        if end - start < SHORT:
            return tuple(self._numbers[start:end])
        if largest < 1 << 16:
            return array("H", self._middle[start:end].tobytes())
        return array("I", self._numbers[start:end].tobytes())

"""Scoring with NumPy: each term's whole posting block at once, added into one array of scores a segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wengao.search.text_scoring import Scored, inverse_frequency
from wengao.search.whoosh_blocks import FIELD_LENGTHS, blocks, length_codes, segments_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from whoosh.reading import IndexReader, SegmentReader

    from wengao.search.ranking import Weights
    from wengao.search.text_scoring import FieldTerms

    Floats = NDArray[np.float64]

_LENGTHS = np.array(FIELD_LENGTHS, dtype=np.float64)


class ArrayScoring:
    """Scores the documents of one reader; keeps the field lengths of its segments once they have been read."""

    def __init__(self, reader: IndexReader, weights: Weights) -> None:
        self._reader = reader
        self._weights = weights
        self._total = reader.doc_count_all()
        self._segments = segments_of(reader)
        self._norms: dict[tuple[int, str], Floats] = {}

    def score(
        self, groups: Sequence[FieldTerms], *, allowed: set[int] | None, barred: set[int], limit: int
    ) -> Scored:
        """The best `limit` documents for the terms, of those allowed and not barred."""
        idfs = {
            (group.field, term): group.weight
            * inverse_frequency(self._reader.doc_frequency(group.field, term), self._total)
            for group in groups
            for term in group.terms
        }
        total, best = 0, []
        for segment, first in self._segments:
            scores = np.zeros(segment.doc_count_all(), dtype=np.float64)
            for group in sorted(groups, key=lambda group: not group.matching):
                only = None if group.matching else scores > 0
                self._add(scores, segment, first, group, idfs, only)
            _bar(scores, first, segment.deleted_docs_set, allowed, barred)
            total += int(np.count_nonzero(scores))
            best += [(float(scores[docnum]), first + int(docnum)) for docnum in _best_of(scores, limit)]
        best.sort(key=lambda one: (-one[0], one[1]))
        return Scored(total, best[:limit])

    def _add(
        self,
        scores: Floats,
        segment: SegmentReader,
        first: int,
        group: FieldTerms,
        idfs: dict[tuple[str, str], float],
        only: NDArray[np.bool_] | None,
    ) -> None:
        norms = self._norms_of(segment, first, group.field)
        gain = self._weights.k1 + 1
        for term in group.terms:
            idf = idfs[group.field, term]
            for gaps, counts in blocks(segment, group.field, term):
                docnums = np.cumsum(np.asarray(gaps), dtype=np.int64)
                frequencies = 1.0 if counts is None else np.asarray(counts, dtype=np.float64)
                parts = idf * gain * frequencies / (frequencies + norms[docnums])
                scores[docnums] += parts if only is None else parts * only[docnums]

    def _norms_of(self, segment: SegmentReader, first: int, field: str) -> Floats:
        """K1 * (1 - B + B * length / average length) for each document of the segment."""
        key = (first, field)
        if key not in self._norms:
            codes = np.frombuffer(length_codes(segment, field), dtype=np.uint8)
            average = self._reader.field_length(field) / (self._total or 1) or 1
            k1, b = self._weights.k1, self._weights.b
            self._norms[key] = k1 * (1 - b + b * _LENGTHS[codes] / average)
        return self._norms[key]


def _bar(
    scores: Floats, first: int, deleted: frozenset[int], allowed: set[int] | None, barred: set[int]
) -> None:
    """Take the score from documents that are deleted, barred or not allowed."""
    if deleted:
        scores[list(deleted)] = 0
    if barred:
        scores[_within(barred, first, len(scores))] = 0
    if allowed is not None:
        kept = np.zeros(len(scores), dtype=bool)
        kept[_within(allowed, first, len(scores))] = True
        scores[~kept] = 0


def _within(docnums: set[int], first: int, count: int) -> NDArray[np.int64]:
    numbers = np.fromiter(docnums, dtype=np.int64, count=len(docnums)) - first
    return numbers[(numbers >= 0) & (numbers < count)]


def _best_of(scores: Floats, limit: int) -> NDArray[np.int64]:
    """The numbers of the `limit` best documents with a score, in no order; of equals the first are taken."""
    matching = np.flatnonzero(scores)
    if len(matching) <= limit:
        return matching
    of_matching = scores[matching]
    least = np.partition(of_matching, len(matching) - limit)[len(matching) - limit]
    above = matching[of_matching > least]
    return np.concatenate([above, matching[of_matching == least][: limit - len(above)]])

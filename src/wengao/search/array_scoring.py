"""Scoring with NumPy: each term's whole posting block at once, added into one array of scores a segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wengao.search.text_scoring import Scored, inverse_frequency
from wengao.search.whoosh_blocks import FIELD_LENGTHS, length_codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wengao.search.ranking import Weights
    from wengao.search.text_scoring import FieldTerms
    from wengao.search.whoosh_blocks import Postings, Segment

    Floats = NDArray[np.float64]

_LENGTHS = np.array(FIELD_LENGTHS, dtype=np.float64)


class ArrayScoring:
    """Scores documents over some postings; keeps the field lengths of the segments once they have been read."""

    def __init__(self, postings: Postings, weights: Weights) -> None:
        self._postings = postings
        self._weights = weights
        self._norms: dict[tuple[int, str], Floats] = {}

    def score(
        self, groups: Sequence[FieldTerms], *, allowed: set[int] | None, barred: set[int], limit: int
    ) -> Scored:
        """The best `limit` documents for the terms, of those allowed and not barred."""
        matching_first = sorted(groups, key=lambda group: not group.matching)
        total = 0
        best: list[tuple[float, int]] = []
        for place, segment in enumerate(self._postings.segments):
            scores = np.zeros(segment.size, dtype=np.float64)
            for group in matching_first:
                self._add(scores, place, group)
            _bar(scores, segment, allowed, barred)
            total += int(np.count_nonzero(scores))
            best += [
                (float(scores[docnum]), segment.first + int(docnum)) for docnum in _best_of(scores, limit)
            ]
        best.sort(key=lambda one: (-one[0], one[1]))
        return Scored(total, best[:limit])

    def _add(self, scores: Floats, place: int, group: FieldTerms) -> None:
        """Add one field's scores in one segment."""
        norms = self._norms_of(place, group.field)
        gain = group.weight * (self._weights.k1 + 1)
        only = None if group.matching else scores > 0
        for term in group.terms:
            holding = self._postings.document_frequency(group.field, term)
            idf = inverse_frequency(holding, self._postings.total)
            for gaps, counts in self._postings.blocks(place, group.field, term):
                docnums = np.cumsum(np.asarray(gaps), dtype=np.int64)
                frequencies = 1.0 if counts is None else np.asarray(counts, dtype=np.float64)
                parts = idf * gain * frequencies / (frequencies + norms[docnums])
                scores[docnums] += parts if only is None else parts * only[docnums]

    def _norms_of(self, place: int, field: str) -> Floats:
        """K1 * (1 - B + B * length / average length) for each document of the segment."""
        key = (place, field)
        if key not in self._norms:
            codes = np.frombuffer(length_codes(self._postings.segments[place], field), dtype=np.uint8)
            average = self._postings.average_length(field) or 1
            k1, b = self._weights.k1, self._weights.b
            self._norms[key] = k1 * (1 - b + b * _LENGTHS[codes] / average)
        return self._norms[key]


def _bar(scores: Floats, segment: Segment, allowed: set[int] | None, barred: set[int]) -> None:
    """Take the score from documents that are deleted, barred or not allowed."""
    if segment.deleted:
        scores[list(segment.deleted)] = 0
    if barred:
        scores[_within(barred, segment.first, len(scores))] = 0
    if allowed is not None:
        kept = np.zeros(len(scores), dtype=bool)
        kept[_within(allowed, segment.first, len(scores))] = True
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

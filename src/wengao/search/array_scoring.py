"""Scoring with NumPy: each term's whole posting block at once, added into one array of scores a segment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from wengao.search.array_columns import ArrayColumns
from wengao.search.facts import ROW, code_of
from wengao.search.text_scoring import Scored, ScoredPassage, inverse_frequency
from wengao.search.whoosh_blocks import FIELD_LENGTHS, column_rows, length_codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wengao.search.array_columns import Floats, Mask, Numbers
    from wengao.search.ranking import Weights
    from wengao.search.text_scoring import AskedText, FieldTerms, Scoring
    from wengao.search.whoosh_blocks import Postings

_LENGTHS = np.array(FIELD_LENGTHS, dtype=np.float32)
_MOST_KEPT = 4_000_000
"""Postings whose scores are kept from query to query; about 50 MB."""


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The best of one segment: numbers in the segment, order by which they are sorted, score and exact share."""

    place: int
    numbers: Numbers
    order: Floats
    scores: Floats
    exact: Floats


class ArrayScoring:
    """Scores documents over some postings.

    Keeps what it has read of columns and field lengths, and the scores of the terms that were asked for last.
    """

    def __init__(self, postings: Postings, weights: Weights, facts_field: str) -> None:
        self._postings = postings
        self._weights = weights
        self._norms: dict[tuple[int, str], Floats] = {}
        self._kept: dict[tuple[int, str, str], tuple[Numbers, Floats]] = {}
        self._kept_postings = 0
        self._columns = [
            ArrayColumns(column_rows(segment, facts_field, ROW.size), segment.deleted)
            for segment in postings.segments
        ]

    def score(self, scoring: Scoring) -> Scored:
        """The best documents for the terms; those that meet the conditions, newest first, where there are none."""
        codes = {name: frozenset(map(code_of, values)) for name, values in scoring.request.facts.items()}
        total = 0
        candidates = []
        for place, columns in enumerate(self._columns):
            may = self._may(place, scoring, columns.meeting(codes, scoring.request))
            if scoring.groups:
                count, best = self._scored(place, scoring, may)
            else:
                count, best = self._listed(place, scoring.request.limit, may)
            total += count
            candidates.append(best)
        return Scored(total, self._best_hits(candidates, scoring.request.limit) if candidates else [])

    def _may(self, place: int, scoring: Scoring, meeting: Mask | None) -> Mask:
        """Which documents of the segment meet every condition."""
        segment = self._postings.segments[place]
        may = np.ones(segment.size, dtype=bool) if meeting is None else meeting
        may[self._columns[place].gone] = False
        if scoring.barred:
            may[_within(scoring.barred, segment.first, segment.size)] = False
        if scoring.allowed is not None:
            kept = np.zeros(segment.size, dtype=bool)
            kept[_within(scoring.allowed, segment.first, segment.size)] = True
            may &= kept
        return may

    def _scored(self, place: int, scoring: Scoring, may: Mask) -> tuple[int, _Candidates]:
        scores = np.zeros(len(may), dtype=np.float32)
        held = np.zeros((len(scoring.asked), len(may)), dtype=np.uint8)
        for group in sorted(scoring.groups, key=lambda group: not group.matching):
            asked = scoring.asked if group.field == scoring.pair_field else ()
            self._add(scores, held, place, group, asked)
        matching = np.flatnonzero((scores > 0) & may)
        of_matching = scores[matching]
        exact = _shares(held, matching, scoring.asked)
        factors = scoring.request.factors
        order = of_matching * self._columns[place].weights(factors)[matching]
        order *= 1 + (factors.exact - 1) * exact
        best = _best_places(order, scoring.request.limit)
        return len(matching), _Candidates(place, matching[best], order[best], of_matching[best], exact[best])

    def _listed(self, place: int, limit: int, may: Mask) -> tuple[int, _Candidates]:
        """Those that may be, newest first; of one year the first in the index."""
        matching = np.flatnonzero(may)
        years = self._columns[place].column("year")[matching]
        newest = np.argsort(-years.astype(np.int64), kind="stable")[:limit]
        none = np.zeros(len(newest), dtype=np.float32)
        order = years[newest].astype(np.float32)
        return len(matching), _Candidates(place, matching[newest], order, none, none)

    def _best_hits(self, candidates: Sequence[_Candidates], limit: int) -> list[ScoredPassage]:
        firsts = [self._postings.segments[one.place].first for one in candidates]
        numbers = np.concatenate([one.numbers + first for one, first in zip(candidates, firsts, strict=True)])
        orders = np.concatenate([one.order for one in candidates])
        places = np.concatenate([np.full(len(one.numbers), one.place) for one in candidates])
        within = np.concatenate([np.arange(len(one.numbers)) for one in candidates])
        best = np.lexsort((numbers, -orders))[:limit]
        hits: dict[int, ScoredPassage] = {}
        for one, first in zip(candidates, firsts, strict=True):
            chosen = within[best[places[best] == one.place]]
            facts = self._columns[one.place].facts(one.numbers[chosen])
            shown = (one.numbers[chosen] + first).tolist()
            scores, exact = one.scores[chosen].tolist(), one.exact[chosen].tolist()
            hits.update((hit.number, hit) for hit in map(ScoredPassage, shown, scores, facts, exact))
        return [hits[number] for number in numbers[best].tolist()]

    def _add(
        self,
        scores: Floats,
        held: NDArray[np.uint8],
        place: int,
        group: FieldTerms,
        asked: Sequence[AskedText],
    ) -> None:
        """Add one field's scores in one segment, and count which of the asked texts' pairs stand where."""
        only = None if group.matching else scores > 0
        for term in group.terms:
            numbers, parts = self._term_scores(place, group.field, term)
            parts = parts * np.float32(group.weight)
            scores[numbers] += parts if only is None else parts * only[numbers]
            for row, text in enumerate(asked):
                if term in text.pairs:
                    held[row, numbers] += 1

    def _term_scores(self, place: int, field: str, term: str) -> tuple[Numbers, Floats]:
        """The documents of a segment that hold a term, with its BM25 there."""
        key = (place, field, term)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = self._read_term(place, field, term)
            self._kept_postings += len(kept[0])
            if self._kept_postings > _MOST_KEPT:
                self._kept, self._kept_postings = {key: kept}, len(kept[0])
        return kept

    def _read_term(self, place: int, field: str, term: str) -> tuple[Numbers, Floats]:
        norms = self._norms_of(place, field)
        idf = inverse_frequency(self._postings.document_frequency(field, term), self._postings.total)
        gain = np.float32(idf * (self._weights.k1 + 1))
        block = self._postings.block(place, field, term)
        if block is None:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        gaps, counts = block
        numbers = np.cumsum(_array(gaps), dtype=np.int64)
        frequencies = np.float32(1) if counts is None else _array(counts).astype(np.float32)
        return numbers, gain * frequencies / (frequencies + norms[numbers])

    def _norms_of(self, place: int, field: str) -> Floats:
        """K1 * (1 - B + B * length / average length) for each document of the segment."""
        key = (place, field)
        if key not in self._norms:
            codes = np.frombuffer(length_codes(self._postings.segments[place], field), dtype=np.uint8)
            average = self._postings.average_length(field) or 1
            k1, b = self._weights.k1, self._weights.b
            self._norms[key] = (k1 * (1 - b + b * _LENGTHS / average)).astype(np.float32)[codes]
        return self._norms[key]


def _array(numbers: Sequence[int]) -> NDArray[Any]:
    """The numbers of a posting block, see field_postings.compact."""
    return np.frombuffer(numbers, dtype=np.uint8) if isinstance(numbers, bytes) else np.asarray(numbers)


def _shares(held: NDArray[np.uint8], matching: Numbers, asked: Sequence[AskedText]) -> Floats:
    """The share of what was asked for all of whose pairs each of the documents holds."""
    shares = np.zeros(len(matching), dtype=np.float32)
    for row, text in enumerate(asked):
        if text.pairs:
            shares += np.float32(text.share) * (held[row, matching] == len(text.pairs))
    return shares


def _within(docnums: frozenset[int], first: int, count: int) -> Numbers:
    numbers = np.fromiter(docnums, dtype=np.int64, count=len(docnums)) - first
    return numbers[(numbers >= 0) & (numbers < count)]


def _best_places(order: Floats, limit: int) -> Numbers:
    """Where the `limit` highest values lie, in no order; of equals the first are taken."""
    if len(order) <= limit:
        return np.arange(len(order))
    least = np.partition(order, len(order) - limit)[len(order) - limit]
    above = np.flatnonzero(order > least)
    return np.concatenate([above, np.flatnonzero(order == least)[: limit - len(above)]])

"""Scoring in plain Python over whole posting blocks: what a new process answers its first question with.

NumPy scores many times faster, but takes longer to be loaded than a question of a few words takes here.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heappush, heappushpop, nsmallest
from itertools import accumulate
from math import prod
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

from wengao.search.engine import weigh
from wengao.search.facts import CODED, NUMBERED, ROW, code_of, facts_from
from wengao.search.text_scoring import Scored, ScoredPassage, inverse_frequency
from wengao.search.whoosh_blocks import FIELD_LENGTHS, column_rows, length_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wengao.search.engine import Factors
    from wengao.search.facts import Facts
    from wengao.search.ranking import Weights
    from wengao.search.text_scoring import AskedText, FieldTerms, Scoring
    from wengao.search.whoosh_blocks import Postings

_CODE, _NUMBER = Struct("<Q"), Struct("<I")
_PLACES = {name: (_CODE, place * _CODE.size) for place, name in enumerate(CODED)} | {
    name: (_NUMBER, len(CODED) * _CODE.size + place * _NUMBER.size) for place, name in enumerate(NUMBERED)
}
"""Where each fact lies in a row, see search.facts."""


class _Candidate(NamedTuple):
    """A passage that matches. text: its score, times the factor `exact`."""

    text: float
    number: int
    place: int
    score: float
    exact: float


class PlainScoring:
    """Scores documents over some postings; keeps nothing of what it read."""

    def __init__(self, postings: Postings, weights: Weights, facts_field: str) -> None:
        self._postings = postings
        self._weights = weights
        self._rows = [column_rows(segment, facts_field, ROW.size) for segment in postings.segments]

    def effort(self, scoring: Scoring) -> int:
        """How many postings there are to score, or documents to list."""
        frequency = self._postings.document_frequency
        postings = sum(frequency(group.field, term) for group in scoring.groups for term in group.terms)
        return postings or self._postings.total

    def score(self, scoring: Scoring) -> Scored:
        """The best documents for the terms; those that meet the conditions, newest first, where there are none."""
        if not scoring.groups:
            return self._listed(scoring)
        factors = scoring.request.factors
        candidates = [
            candidate
            for place in range(len(self._postings.segments))
            for candidate in self._candidates(place, scoring)
        ]
        return Scored(len(candidates), self._best(candidates, factors, scoring.request.limit))

    def _listed(self, scoring: Scoring) -> Scored:
        may = [
            (-self._fact("year", place, docnum), self._postings.segments[place].first + docnum, place)
            for place, segment in enumerate(self._postings.segments)
            for docnum in self._meeting(place, range(segment.size), scoring)
        ]
        newest = nsmallest(scoring.request.limit, may)
        return Scored(
            len(may), [ScoredPassage(number, 0.0, self._facts(place, number)) for _, number, place in newest]
        )

    # Text

    def _candidates(self, place: int, scoring: Scoring) -> Iterable[_Candidate]:
        """The documents of a segment that match and meet the conditions."""
        scores: defaultdict[int, float] = defaultdict(float)
        held: dict[str, list[int]] = {}
        for group in sorted(scoring.groups, key=lambda group: not group.matching):
            for term in group.terms:
                docnums = self._add(scores, place, group, term)
                if group.field == scoring.pair_field:
                    held[term] = docnums
        exact = _shares(scoring.asked, held)
        gain, first = scoring.request.factors.exact - 1, self._postings.segments[place].first
        for docnum in self._meeting(place, scores, scoring):
            score, share = scores[docnum], exact.get(docnum, 0.0)
            yield _Candidate(score * (1 + gain * share), first + docnum, place, score, share)

    def _add(self, scores: defaultdict[int, float], place: int, group: FieldTerms, term: str) -> list[int]:
        """Add a term's scores in one segment; returns the documents that hold it."""
        block = self._postings.block(place, group.field, term)
        if block is None:
            return []
        gaps, counts = block
        codes = length_codes(self._postings.segments[place], group.field)
        idf = inverse_frequency(self._postings.document_frequency(group.field, term), self._postings.total)
        gain = group.weight * idf * (self._weights.k1 + 1)
        norms = self._norms(group.field)
        once = [gain / (1 + norm) for norm in norms]
        docnums = list(accumulate(gaps))
        if counts is None:
            parts = ((docnum, once[codes[docnum]]) for docnum in docnums)
        else:
            parts = (
                (docnum, gain * count / (count + norms[codes[docnum]]))
                for docnum, count in zip(docnums, counts, strict=True)
            )
        for docnum, part in parts:
            if group.matching or docnum in scores:
                scores[docnum] += part
        return docnums

    def _norms(self, field: str) -> list[float]:
        """K1 * (1 - B + B * length / average length) by the code of the length."""
        k1, b = self._weights.k1, self._weights.b
        average = self._postings.average_length(field) or 1
        return [k1 * (1 - b + b * length / average) for length in FIELD_LENGTHS]

    # Facts

    def _meeting(self, place: int, docnums: Iterable[int], scoring: Scoring) -> Iterable[int]:
        """Those of a segment's documents that meet every condition."""
        request, segment = scoring.request, self._postings.segments[place]
        if segment.deleted:
            docnums = (docnum for docnum in docnums if docnum not in segment.deleted)
        if scoring.barred:
            docnums = (docnum for docnum in docnums if segment.first + docnum not in scoring.barred)
        if scoring.allowed is not None:
            allowed = scoring.allowed
            docnums = (docnum for docnum in docnums if segment.first + docnum in allowed)
        for name, values in request.facts.items():
            docnums = self._any_of(place, docnums, name, frozenset(map(code_of, values)))
        if request.years is not None:
            docnums = self._within(place, docnums, *request.years)
        return docnums

    def _any_of(self, place: int, docnums: Iterable[int], name: str, codes: frozenset[int]) -> Iterable[int]:
        return (docnum for docnum in docnums if self._fact(name, place, docnum) in codes)

    def _within(
        self, place: int, docnums: Iterable[int], first: int | None, last: int | None
    ) -> Iterable[int]:
        for docnum in docnums:
            year = self._fact("year", place, docnum)
            if year and (first or 0) <= year <= (last or year):
                yield docnum

    def _fact(self, name: str, place: int, docnum: int) -> int:
        form, offset = _PLACES[name]
        value: int = form.unpack_from(self._rows[place], docnum * ROW.size + offset)[0]
        return value

    def _facts(self, place: int, number: int) -> Facts:
        docnum = number - self._postings.segments[place].first
        return facts_from(ROW.unpack_from(self._rows[place], docnum * ROW.size))

    # Order

    def _best(self, candidates: list[_Candidate], factors: Factors, limit: int) -> list[ScoredPassage]:
        """The best, best first. What could not be among them with the largest weight is not weighed."""
        most = _largest_weight(factors)
        best: list[tuple[float, int, _Candidate, Facts]] = []
        for candidate in sorted(candidates, reverse=True):
            if len(best) == limit and candidate.text * most < best[0][0]:
                break
            facts = self._facts(candidate.place, candidate.number)
            order = candidate.text * prod(weigh(facts, factors).values())
            one = (order, -candidate.number, candidate, facts)
            if len(best) < limit:
                heappush(best, one)
            else:
                heappushpop(best, one)
        return [
            ScoredPassage(candidate.number, candidate.score, facts, candidate.exact)
            for _, _, candidate, facts in sorted(best, key=lambda one: (-one[0], -one[1]))
        ]


def _largest_weight(factors: Factors) -> float:
    """What weigh() gives at most: recency never raises a score."""
    tables = (factors.roles, factors.genres, factors.kinds, factors.starred)
    most = prod(max((1.0, *table.values())) for table in tables)
    return most * max(1.0, factors.oldest) * max(1.0, factors.opening)


def _shares(asked: Sequence[AskedText], held: Mapping[str, Sequence[int]]) -> dict[int, float]:
    """The share of what was asked for all of whose pairs a document holds, by document."""
    shares: defaultdict[int, float] = defaultdict(float)
    for text in asked:
        if text.pairs and all(held.get(pair) for pair in text.pairs):
            rarest, *others = sorted((held[pair] for pair in text.pairs), key=len)
            for docnum in set(rarest).intersection(*others):
                shares[docnum] += text.share
    return shares

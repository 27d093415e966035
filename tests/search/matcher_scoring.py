"""Scoring with Whoosh's own matchers, and weighing passage by passage: what the engine's own scoring is held against."""

from __future__ import annotations

from heapq import nsmallest
from math import prod
from typing import TYPE_CHECKING

from whoosh.query import AndMaybe, Or, Query, Term
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from wengao.search.engine import weigh
from wengao.search.facts import ROW, code_of, unpacked
from wengao.search.text_scoring import Scored, ScoredPassage, inverse_frequency
from wengao.search.whoosh_blocks import column_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from whoosh.reading import IndexReader

    from wengao.search.engine import EngineRequest
    from wengao.search.facts import Facts
    from wengao.search.ranking import Weights
    from wengao.search.text_scoring import FieldTerms, Scoring
    from wengao.search.whoosh_blocks import Postings


class PassageBM25(BM25F):  # type: ignore[misc]
    """BM25 whose idf never falls below zero, over all segments."""

    def idf(self, searcher: Searcher, fieldname: str, text: str) -> float:
        """See inverse_frequency."""
        parent = searcher.get_parent()
        return inverse_frequency(parent.doc_frequency(fieldname, text), parent.doc_count_all())


class MatcherScoring:
    """Scores documents over a reader and its postings; keeps the facts of all passages in memory."""

    def __init__(self, reader: IndexReader, postings: Postings, weights: Weights, facts_field: str) -> None:
        self._reader = reader
        self._postings = postings
        self._weights = weights
        self._facts = [
            facts
            for segment in postings.segments
            for facts in unpacked(column_rows(segment, facts_field, ROW.size))
        ]

    def score(self, scoring: Scoring) -> Scored:
        """The best documents for the terms; those that meet the conditions, newest first, where there are none."""
        may = self._may(scoring)
        if not scoring.groups:
            newest = nsmallest(
                scoring.request.limit, may, key=lambda number: (-self._facts[number].year, number)
            )
            return Scored(len(may), [ScoredPassage(number, 0.0, self._facts[number]) for number in newest])
        scores = self._scores(scoring.groups, may)
        exact = self._exact(scoring, scores)
        factors = scoring.request.factors

        def order(number: int) -> tuple[float, int]:
            weight = prod(weigh(self._facts[number], factors).values())
            return (-scores[number] * weight * (1 + (factors.exact - 1) * exact[number]), number)

        best = nsmallest(scoring.request.limit, scores, key=order)
        return Scored(
            len(scores),
            [ScoredPassage(number, scores[number], self._facts[number], exact[number]) for number in best],
        )

    def _may(self, scoring: Scoring) -> set[int]:
        """The documents that meet every condition."""
        request = scoring.request
        codes = {name: frozenset(map(code_of, values)) for name, values in request.facts.items()}
        return {
            number
            for number in self._reader.all_doc_ids()
            if (scoring.allowed is None or number in scoring.allowed)
            and number not in scoring.barred
            and meets(self._facts[number], codes, request)
        }

    def _scores(self, groups: Sequence[FieldTerms], may: set[int]) -> dict[int, float]:
        if not may:
            return {}
        self._vouch_for(groups)
        searcher = Searcher(self._reader, weighting=PassageBM25(B=self._weights.b, K1=self._weights.k1))
        # Whoosh counts right only what it collects in full.
        results = searcher.search(_query(groups), limit=None, filter=may)
        return {number: score for score, number in results.top_n}

    def _vouch_for(self, groups: Sequence[FieldTerms]) -> None:
        """Read the postings once, for Whoosh's matchers trust whatever they find."""
        for group in groups:
            for term in group.terms:
                for place in range(len(self._postings.segments)):
                    self._postings.block(place, group.field, term)

    def _exact(self, scoring: Scoring, scores: Mapping[int, float]) -> dict[int, float]:
        """By document the share of what was asked for all of whose pairs it holds."""
        exact = dict.fromkeys(scores, 0.0)
        for text in scoring.asked:
            held = [self._postings.docnums(scoring.pair_field, pair) for pair in text.pairs]
            for number in set.intersection(*held) & scores.keys() if held else ():
                exact[number] += text.share
        return exact


def _query(groups: Sequence[FieldTerms]) -> Query:
    matching = [term for group in groups if group.matching for term in _terms(group)]
    adding = [term for group in groups if not group.matching for term in _terms(group)]
    return AndMaybe(Or(matching), Or(adding)) if adding else Or(matching)


def _terms(group: FieldTerms) -> list[Query]:
    return [Term(group.field, term, boost=group.weight) for term in group.terms]


def meets(facts: Facts, codes: dict[str, frozenset[int]], request: EngineRequest) -> bool:
    """Whether a passage meets the request's conditions on facts and years; `codes` are those of request.facts."""
    if not all(getattr(facts, column) in wanted for column, wanted in codes.items()):
        return False
    if request.years is None:
        return True
    first, last = request.years
    return facts.year > 0 and (first or 0) <= facts.year <= (last or facts.year)

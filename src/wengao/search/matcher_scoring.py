"""Scoring with Whoosh's own matchers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh.query import AndMaybe, Or, Query, Term
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from wengao.search.text_scoring import Scored, inverse_frequency

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whoosh.reading import IndexReader

    from wengao.search.ranking import Weights
    from wengao.search.text_scoring import FieldTerms


class PassageBM25(BM25F):  # type: ignore[misc]
    """BM25 whose idf never falls below zero, over all segments."""

    def idf(self, searcher: Searcher, fieldname: str, text: str) -> float:
        """See inverse_frequency."""
        parent = searcher.get_parent()
        return inverse_frequency(parent.doc_frequency(fieldname, text), parent.doc_count_all())


def score_with_matchers(
    reader: IndexReader,
    groups: Sequence[FieldTerms],
    weights: Weights,
    *,
    allowed: set[int] | None,
    barred: set[int],
    limit: int,
) -> Scored:
    """The best `limit` documents for the terms, of those allowed and not barred."""
    searcher = Searcher(reader, weighting=PassageBM25(B=weights.b, K1=weights.k1))
    # Whoosh counts right only what it collects in full.
    results = searcher.search(_query(groups), limit=None, filter=allowed, mask=barred or None)
    return Scored(len(results.top_n), results.top_n[:limit])


def _query(groups: Sequence[FieldTerms]) -> Query:
    matching = [term for group in groups if group.matching for term in _terms(group)]
    adding = [term for group in groups if not group.matching for term in _terms(group)]
    return AndMaybe(Or(matching), Or(adding)) if adding else Or(matching)


def _terms(group: FieldTerms) -> list[Query]:
    return [Term(group.field, term, boost=group.weight) for term in group.terms]

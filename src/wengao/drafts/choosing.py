"""The reference panel's passages for a section: those that fit best first, each said what speaks for it."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from wengao.drafts.filling import section_needs, shares_run
from wengao.drafts.fit import fit_of, telling_sentence
from wengao.drafts.outline import outline
from wengao.search.results import SearchHit, SearchResult

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.drafts.candidates import Candidates
    from wengao.drafts.fit import Fit, SectionNeed
    from wengao.drafts.model import Draft
    from wengao.reading.models import Document, Passage

_SAME_TEXT = 40
"""Characters in a row from which two passages say the same thing; the better one stands for both."""

_ELSEWHERE = 0.1
_LOSS = 0.8
"""A passage whose estimate for a sibling section is higher by more than the first loses that much of its worth here for each
point beyond it. Of 0 to .1 and .3 to 1.5 what takes most repeats away while nDCG@5 on the judged sections does not fall
(.8698 before, .8702 with it); a fixed loss took away fewer."""

_WEIGHED = 18
"""So many of the best are weighed against the siblings: further down hardly one comes up to be shown, and each costs time.
"""

_ENOUGH = 5
_HOPELESS = 0.04
"""When so many are shown, passages below the second estimate are not: of 700 judged ones 18 belonged."""

_MOST_SIBLINGS = 12
"""Siblings that a passage is weighed against, the nearest: a speech has fewer under one heading, and a draft of ten thousand
sections would have each passage weighed against all of them."""


def references_for(
    draft: Draft, index: int, about: SectionNeed, candidates: Candidates, limit: int
) -> SearchResult:
    """The passages that fit the part at `index` best, at most `limit`; what the draft holds already comes last.

    One that fits a sibling section clearly better goes down. about: what holds for the whole draft. A hit's score is what
    it is worth (see Fit); its highlight is the sentence that matters most for the section.
    """
    started = perf_counter()
    beside = _siblings(draft, index)
    needs = section_needs(draft, (index, *beside), about)
    need = needs[index]
    written = draft.prose
    fits = [(fit_of(need, passage, document), passage, document) for passage, document in candidates.of(need)]
    fits.sort(key=lambda one: -one[0].worth)
    siblings = [needs[sibling] for sibling in beside]
    weighed = [_beside_siblings(one, siblings) for one in fits[: max(limit, _WEIGHED)]]
    weighed.sort(key=lambda one: -one[0].worth)
    hits: list[SearchHit] = []
    later: list[SearchHit] = []
    for fit, passage, document in (*weighed, *fits[max(limit, _WEIGHED) :]):
        if len(hits) >= limit or (len(hits) >= _ENOUGH and fit.probability < _HOPELESS):
            break
        if any(shares_run(passage.text, hit.passage.text, _SAME_TEXT) for hit in hits):
            continue
        highlights = (telling_sentence(need, passage.text),)
        hit = SearchHit(passage, document, fit.worth, highlights, 0, {}, fit.probability, fit.why)
        (later if shares_run(passage.text, written, _SAME_TEXT) else hits).append(hit)
    took = (perf_counter() - started) * 1000
    return SearchResult(need.heading, len(fits), took, tuple((*hits, *later)[:limit]), away=candidates.away)


def _siblings(draft: Draft, index: int) -> list[int]:
    """The lowest sections beside the one at `index`, under the same heading; the nearest."""
    nodes = outline(draft)
    beside = [
        node.index
        for node in nodes
        if node.index != index
        and node.level > 1
        and not node.children
        and (node.parent, node.level) == (nodes[index].parent, nodes[index].level)
    ]
    return sorted(beside, key=lambda other: abs(other - index))[:_MOST_SIBLINGS]


def _beside_siblings(
    one: tuple[Fit, Passage, Document], siblings: Sequence[SectionNeed]
) -> tuple[Fit, Passage, Document]:
    """A passage with its worth lowered where it is a sibling's, which is then told."""
    fit, passage, document = one
    estimates = [(fit_of(sibling, passage, document).probability, sibling.heading) for sibling in siblings]
    best, heading = max(estimates, default=(0.0, ""))
    beyond = best - fit.probability - _ELSEWHERE
    if beyond <= 0:
        return one
    lowered = replace(
        fit, worth=fit.worth * (1 - _LOSS * beyond), remarks=(*fit.remarks, f"但更合“{heading}”")
    )
    return lowered, passage, document

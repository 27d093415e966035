"""The reference panel's passages for a section: those that fit best first, each said what speaks for it."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from wengao.drafts.filling import shares_run
from wengao.drafts.fit import fit_of, telling_sentence
from wengao.search.results import SearchHit, SearchResult

if TYPE_CHECKING:
    from wengao.drafts.candidates import Candidates
    from wengao.drafts.fit import SectionNeed
    from wengao.drafts.model import Draft

_SAME_TEXT = 40
"""Characters in a row from which two passages say the same thing; the better one stands for both."""


def references_for(draft: Draft, need: SectionNeed, candidates: Candidates, limit: int) -> SearchResult:
    """The passages that fit a section best, at most `limit`; what the draft holds already comes last.

    A hit's score is what it is worth (see Fit); its highlight is the sentence that matters most for the section.
    """
    started = perf_counter()
    written = draft.prose
    fits = [(fit_of(need, passage, document), passage, document) for passage, document in candidates.of(need)]
    fits.sort(key=lambda one: -one[0].worth)
    hits: list[SearchHit] = []
    later: list[SearchHit] = []
    for fit, passage, document in fits:
        if len(hits) >= limit:
            break
        if any(shares_run(passage.text, hit.passage.text, _SAME_TEXT) for hit in hits):
            continue
        highlights = (telling_sentence(need, passage.text),)
        hit = SearchHit(passage, document, fit.worth, highlights, 0, {}, fit.probability, fit.why)
        (later if shares_run(passage.text, written, _SAME_TEXT) else hits).append(hit)
    took = (perf_counter() - started) * 1000
    return SearchResult(need.heading, len(fits), took, tuple((*hits, *later)[:limit]))

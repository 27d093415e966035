"""Mechanical fixes (自动修正), made in one step on the text of the draft's file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wengao.drafts.markdown import parse_draft, write_draft
from wengao.review.registry import check_draft
from wengao.review.settings import ReviewSettings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wengao.drafts.model import Draft
    from wengao.review.model import Finding

_MOST_ROUNDS = 20


def apply_fixes(draft: Draft, findings: Iterable[Finding]) -> Draft:
    """The draft with the fixes that `findings` carry. Of two that overlap the first is made.

    A finding whose excerpt no longer stands where it was found is passed over, so findings of an older text do no harm.
    """
    text = write_draft(draft)
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    pieces, done = [], 0
    for finding in sorted(findings, key=lambda each: (each.line, each.column)):
        if finding.fix is None or finding.line >= len(starts):
            continue
        start = starts[finding.line - 1] + finding.column - 1
        end = start + finding.length
        if start < done or text[start:end] != finding.excerpt:
            continue
        pieces += [text[done:start], finding.fix]
        done = end
    return parse_draft("".join([*pieces, text[done:]])) if pieces else draft


def fix_draft(draft: Draft, settings: ReviewSettings | None = None) -> Draft:
    """The draft with every mechanical fix made, those included that only show once others are made."""
    without_corpus = replace(settings or ReviewSettings(), reuse=None, originals=None)
    for _ in range(_MOST_ROUNDS):
        fixed = apply_fixes(draft, check_draft(draft, without_corpus))
        if fixed == draft:
            break
        draft = fixed
    return draft

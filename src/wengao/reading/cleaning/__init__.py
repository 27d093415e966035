"""Cleaning: what web pages, pay walls and filters did to a text is undone, rule by rule, and clean text is left alone.

A rule is added by writing it in a module of this package and entering it in RULES, in its place in the order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.reading.cleaning.around import BYLINE, CHAT, JUNK, PAGE_HEAD, REPETITION
from wengao.reading.cleaning.characters import INVISIBLE, MISCONVERSIONS, PINYIN, RADICALS, SIMPLIFIED
from wengao.reading.cleaning.left_out import GAPS, INITIALS, NAMES_LEFT_OUT, OUTLINE, STARS
from wengao.reading.cleaning.line_breaks import HARD_BREAKS
from wengao.reading.cleaning.punctuation import NUMBERS, PUNCTUATION, SPACES, WIDTHS, widen
from wengao.reading.cleaning.site_pages import INDEX_CARD, SITE_MENU
from wengao.reading.report import CleaningReport

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.reading.cleaning.rule import Rule
    from wengao.reading.raw import Block

RULES: tuple[Rule, ...] = (
    INVISIBLE,
    RADICALS,
    CHAT,
    NUMBERS,
    GAPS,
    PINYIN,
    SIMPLIFIED,
    MISCONVERSIONS,
    INITIALS,
    STARS,
    SITE_MENU,
    INDEX_CARD,
    JUNK,
    OUTLINE,
    REPETITION,
    PAGE_HEAD,
    NAMES_LEFT_OUT,
    BYLINE,
    HARD_BREAKS,
    WIDTHS,
    PUNCTUATION,
    SPACES,
)
"""The rules in the order they run. Gaps come before joining, or their notices would be joined to the text; the outline
comes out before repeated lines are looked for, or the real headings would be taken for the second copy."""


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text after cleaning: its blocks without blank ones, and what was moved out of it."""

    blocks: tuple[Block, ...]
    report: CleaningReport
    outline: tuple[str, ...] = ()
    byline: str = ""


def clean(blocks: Sequence[Block], rules: Sequence[Rule] = RULES) -> CleanText:
    """The blocks after every rule of `rules`, in their order."""
    counts: list[tuple[str, int]] = []
    removed: list[str] = []
    notes: list[str] = []
    outline: tuple[str, ...] = ()
    byline = ""
    for rule in rules:
        outcome = rule.apply(blocks)
        blocks = outcome.blocks
        if outcome.count:
            counts.append((rule.name, outcome.count))
        removed += outcome.removed
        notes += outcome.notes
        outline = outline or tuple(widen(line)[0] for line in outcome.outline)
        byline = byline or outcome.byline
    kept = tuple(block for block in blocks if block.text.strip())
    return CleanText(kept, CleaningReport(tuple(counts), tuple(removed), tuple(notes)), outline, byline)

"""Weighing (按列加权): the factors that facts alone decide, one passage at a time.

search.array_columns does the same for whole columns at once; a test holds the two together.
"""

from __future__ import annotations

from math import exp2
from typing import TYPE_CHECKING

from wengao.search.facts import OPENING_PARAGRAPHS

if TYPE_CHECKING:
    from wengao.search.engine import Factors
    from wengao.search.facts import Facts


def weigh(facts: Facts, factors: Factors) -> dict[str, float]:
    """The factors of a passage by name; their product is its weight. `exact` is not among them."""
    return {
        "role": factors.roles.get(facts.role, 1.0),
        "genre": factors.genres.get(facts.genre, 1.0),
        "kind": factors.kinds.get(facts.kind, 1.0),
        "opening": factors.opening if facts.paragraph < OPENING_PARAGRAPHS else 1.0,
        "recency": recency(facts, factors),
        "starred": factors.starred.get(facts.passage, 1.0),
    }


def recency(facts: Facts, factors: Factors) -> float:
    """Falls from one towards `oldest`; a passage without a date counts as one half-life old."""
    half_life = factors.half_lives.get(facts.kind)
    if half_life is None:
        return 1.0
    age = max(0, factors.year - facts.year) if facts.year else half_life
    return factors.oldest + (1.0 - factors.oldest) * exp2(-age / half_life)

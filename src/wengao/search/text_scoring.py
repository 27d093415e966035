"""What the two ways of scoring have in common: Whoosh's matchers, and NumPy over whole posting blocks.

Both add up the same BM25 over the same fields and must give the same candidates with the same scores; the second is
taken for large indexes, where it is many times faster, the first for small ones, where NumPy would take longer to load
than the search.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class FieldTerms:
    """Terms to score in one field.

    weight: what their scores are multiplied by. matching: whether one of them makes a passage match; terms of a field
    that does not match only add to the score of what does.
    """

    field: str
    terms: Sequence[str]
    weight: float
    matching: bool = True


@dataclass(frozen=True, slots=True)
class Scored:
    """How many passages match, and the best of them as (score, document number), best first."""

    total: int
    best: Sequence[tuple[float, int]]


def inverse_frequency(holding: int, total: int) -> float:
    """The idf of BM25, never below zero: `holding` of `total` documents hold the term, deleted ones included."""
    return log(1 + (total - holding + 0.5) / (holding + 0.5))

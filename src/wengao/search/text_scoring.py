"""What the ways of scoring have in common: plain Python, NumPy over whole posting blocks, and Whoosh's matchers.

All add up the same BM25 over the same fields, weigh it by the same facts, and must give the same candidates with the
same scores. The first answers what a new process is asked first, before NumPy is loaded; the second is many times faster
from then on; the third takes its place where NumPy cannot be loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.search.engine import EngineRequest
    from wengao.search.facts import Facts


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
class AskedText:
    """A text whose standing in a passage counts. pairs: of its characters, as far as they are scored.

    share: its part of all that was asked for, by characters.
    """

    pairs: frozenset[str]
    share: float


@dataclass(frozen=True, slots=True)
class Scoring:
    """What is to be scored.

    request: see EngineRequest; conditions on facts and years and the factors are taken from there.
    groups: the terms by field; empty for a listing. asked: for the factor `exact`; pair_field: where the pairs are.
    allowed, barred: documents that the conditions on texts left over (None: all) and took out.
    """

    request: EngineRequest
    groups: Sequence[FieldTerms]
    asked: Sequence[AskedText]
    pair_field: str
    allowed: frozenset[int] | None = None
    barred: frozenset[int] = frozenset()


class ScoredPassage(NamedTuple):
    """A passage by its number in the whole index; otherwise as in engine.EngineHit."""

    number: int
    score: float
    facts: Facts
    exact: float = 0.0


@dataclass(frozen=True, slots=True)
class Scored:
    """How many passages match, and the best of them, best first."""

    total: int
    best: Sequence[ScoredPassage]


def inverse_frequency(holding: int, total: int) -> float:
    """The idf of BM25, never below zero: `holding` of `total` documents hold the term, deleted ones included."""
    return log(1 + (total - holding + 0.5) / (holding + 0.5))

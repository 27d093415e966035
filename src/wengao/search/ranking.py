"""Ranking (排序): every weight in one table, and the factors that a passage's text score is multiplied by.

The text score is BM25 over words, character pairs, headings and title. What the drafter is writing (role, genre, what
the draft already uses) and what the passage is (kind, age, exact wording) multiply it. A factor of one says nothing and
is left out of `why`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp2
from typing import TYPE_CHECKING

from wengao.prose.genres import same_family
from wengao.prose.roles import are_near
from wengao.search.analysis import searchable_characters
from wengao.search.collapsing import overlap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wengao.search.engine import EngineHit


@dataclass(frozen=True, slots=True)
class TextWeights:
    """How much a match counts in each view of a passage: its words, its character pairs, what stands over it."""

    words: float = 1.0
    bigrams: float = 0.6
    headings: float = 0.4
    title: float = 0.2


@dataclass(frozen=True, slots=True)
class Weights:
    """The table of weights.

    text: see TextWeights. k1, b: the free parameters of BM25 (saturation, length).
    exact: the whole query stands in the text as written; a part of it earns its share.
    role, near_role: the passage has the role of the section being written, or one that serves almost as well.
    genre, family: its document has the genre of the draft, or one of the same family.
    used: the draft already holds this passage, or one that overlaps it.
    oldest: what recency leaves of a passage of great age.
    half_lives: years after which half of that loss has come, by kind; a kind that is not listed does not age.
    """

    text: TextWeights = TextWeights()
    k1: float = 1.2
    b: float = 0.75
    exact: float = 1.5
    role: float = 1.8
    near_role: float = 1.2
    genre: float = 1.25
    family: float = 1.1
    used: float = 0.4
    oldest: float = 0.75
    half_lives: Mapping[str, float] = field(
        default_factory=lambda: {
            "figures": 1.0,
            "example": 2.0,
            "paragraph": 4.0,
            "point": 4.0,
            "sentence": 4.0,
            "heading": 6.0,
            "parallel": 6.0,
        }
    )


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class SearchContext:
    """What the drafter is writing while searching.

    role: id of the role of the section. genre: Chinese name of the draft's genre.
    used: ids of passages that the draft already holds, which are lowered. left_out: ids that are not to appear.
    """

    role: str | None = None
    genre: str | None = None
    used: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RankedHit:
    """A candidate with its final score and the factors it came from, by name."""

    hit: EngineHit
    score: float
    why: Mapping[str, float]


def rank(
    hits: Sequence[EngineHit],
    wording: Sequence[str],
    context: SearchContext,
    year: int,
    weights: Weights = WEIGHTS,
) -> list[RankedHit]:
    """The candidates, best first; equal scores keep the engine's order.

    wording: the texts that were asked for. year: the year in which the drafter is writing.
    """
    asked = [characters for text in wording if (characters := searchable_characters(text))]
    used = [hit.passage for hit in hits if hit.passage.id in context.used]
    scored = any(hit.score for hit in hits)
    ranked = []
    for hit in hits:
        factors = {
            "exact": _exact(hit.passage.text, asked, weights),
            "role": _role(hit.passage.role, context.role, weights),
            "genre": _genre(hit.genre, context.genre, weights),
            # A listing comes newest first as it is.
            "recency": _recency(hit.passage.kind, hit.year, year, weights) if scored else 1.0,
            "used": weights.used if any(overlap(hit.passage, passage) for passage in used) else 1.0,
        }
        ranked.append(_ranked(hit, 0.0 if scored else 1.0, factors))
    return sorted(ranked, key=lambda one: -one.score)


def _ranked(hit: EngineHit, unscored: float, factors: Mapping[str, float]) -> RankedHit:
    """The hit with its product; `unscored` is what the factors multiply where there is no text score."""
    score = hit.score or unscored
    why = {"bm25": hit.score} if hit.score else {}
    for name, factor in factors.items():
        if factor != 1.0:
            why[name] = factor
            score *= factor
    return RankedHit(hit, score, why)


def _exact(text: str, asked: Sequence[str], weights: Weights) -> float:
    """Full where all that was asked for stands in the text word for word; by share of characters where some does.

    A single character says nothing by standing there.
    """
    telling = [characters for characters in asked if len(characters) > 1]
    if not telling:
        return 1.0
    # Folding leaves Chinese characters alone, so most texts can be told at a glance not to hold them all.
    possible = [characters for characters in telling if all(one in text for one in characters if one >= "一")]
    if not possible:
        return 1.0
    own = searchable_characters(text)
    found = sum(len(characters) for characters in possible if characters in own)
    return 1.0 + (weights.exact - 1.0) * found / sum(map(len, telling))


def _role(role: str | None, wanted: str | None, weights: Weights) -> float:
    if role is None or wanted is None:
        return 1.0
    if role == wanted:
        return weights.role
    return weights.near_role if are_near(role, wanted) else 1.0


def _genre(genre: str, wanted: str | None, weights: Weights) -> float:
    if wanted is None:
        return 1.0
    if genre == wanted:
        return weights.genre
    return weights.family if same_family(genre, wanted) else 1.0


def _recency(kind: str, written: int | None, year: int, weights: Weights) -> float:
    """Falls from one towards `oldest`; a passage without a date counts as one half-life old."""
    half_life = weights.half_lives.get(kind)
    if half_life is None:
        return 1.0
    age = max(0, year - written) if written is not None else half_life
    return weights.oldest + (1.0 - weights.oldest) * exp2(-age / half_life)

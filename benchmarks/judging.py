"""Quality of ranked answers against judgements: MRR@10, nDCG@10, recall at 10 and at 100."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

SHOWN, DEEP = 10, 100


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over questions. recall: among the first ten; deep_recall: among the first hundred."""

    mrr: float
    ndcg: float
    recall: float
    deep_recall: float


def judged(
    answers: Sequence[Sequence[str]],
    right: Sequence[Collection[str]],
    alike: Mapping[str, str] | None = None,
) -> Quality:
    """The quality of ranked answers, one list a question; `right` are those that answer each.

    alike: right answers that are one and the same to who asks (a paragraph and its sentence), by a common name; each
    counts once, where the first of them stands.
    """
    names = alike or {}
    pairs = [
        (_named(answer, wanted, names), {names.get(one, one) for one in wanted})
        for answer, wanted in zip(answers, right, strict=True)
    ]
    return Quality(
        fmean(_reciprocal_rank(answer, wanted) for answer, wanted in pairs),
        fmean(_gain(answer, wanted) for answer, wanted in pairs),
        fmean(_recall(answer[:SHOWN], wanted) for answer, wanted in pairs),
        fmean(_recall(answer[:DEEP], wanted) for answer, wanted in pairs),
    )


def _named(answer: Sequence[str], wanted: Collection[str], names: Mapping[str, str]) -> list[str]:
    """The answer with right ones by their common name, each once."""
    return list(dict.fromkeys(names.get(one, one) if one in wanted else one for one in answer))


def _reciprocal_rank(answer: Sequence[str], wanted: Collection[str]) -> float:
    return next((1 / rank for rank, one in enumerate(answer[:SHOWN], 1) if one in wanted), 0.0)


def _gain(answer: Sequence[str], wanted: Collection[str]) -> float:
    gained = sum(1 / log2(rank + 1) for rank, one in enumerate(answer[:SHOWN], 1) if one in wanted)
    best = sum(1 / log2(rank + 1) for rank in range(1, min(len(wanted), SHOWN) + 1))
    return gained / best


def _recall(answer: Sequence[str], wanted: Collection[str]) -> float:
    return len(set(answer) & set(wanted)) / len(wanted)

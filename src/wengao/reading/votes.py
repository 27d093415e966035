"""Several places speak for what a document is; the vote (表决) says which value wins, why, and how sure that is.

A place is trusted so far (its weight, from 0 to 1). Those that say the same add up as independent witnesses do: what
two of .6 say is believed to 1 - .4 * .4 = .84. The trust in each place was set by reading a hundred documents of all
kinds beside what each place said of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import TYPE_CHECKING

from wengao.language.genres import OTHER, same_family

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

VOTED = ("title", "genre", "date", "organ")
"""The fields that are voted on."""
SURE = 0.6
"""A value believed less is doubtful: one place alone that is often wrong speaks for it."""
_LONGER_BY = ("中共", "中国共产党", "中华人民共和国")
"""What a full name begins with and a short one leaves out."""
_GENERAL = ("新闻稿", "讲话", "报告")
"""Genres that take in what others of their family are: no rivals of these."""
_TAKEN = 0.35
"""A value believed less is no more than a suggestion."""
_RIVAL = 0.55
"""So is one whose rival is believed this far, and nearly as far as the winner."""
_NEARLY = 0.7
"""A rival is near where it is believed this share of the winner."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one place says a field is. where: the place, as the drafter reads it. weight: how far it is trusted."""

    value: str
    where: str
    weight: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field that may be wrong, with the reason, as the drafter reads it.

    value: as it is now. suggestion: what it may rather be; the value itself where nothing else is spoken for.
    """

    field: str
    value: str
    reason: str
    suggestion: str


def same(one: str, other: str) -> bool:
    """Whether two values are the same but for spaces and punctuation."""
    return _bare(one) == _bare(other)


def supports(field: str) -> Callable[[str, str], bool]:
    """Whether a vote for one value of a field speaks for another: 2025 for 2025-03-18, a headline for its first line."""
    if field == "date":
        return lambda one, other: other.startswith(one)
    if field == "title":
        return lambda one, other: _bare(one) in _bare(other) or _bare(other) in _bare(one)
    if field == "organ":
        return _is_organ_of
    return same


def _is_organ_of(one: str, other: str) -> bool:
    """Whether an organ is among several, or the short name of another: 清川市委宣传部 of 中共清川市委宣传部."""
    return same(one, other) or any(
        same(one, part) or any(same(f"{whole}{one}", part) for whole in _LONGER_BY)
        for part in other.split("、")
    )


def elected(field: str, votes: Sequence[Vote]) -> tuple[Vote, ...]:
    """The votes for a field, those for the winner first, then the rivals; each with how far its value is believed.

    Of equals the more trusted place comes first, then the one that was asked first. A title is worded by the most trusted
    place, and the others make it surer only.
    """
    speaks_for = supports(field)
    cast = [vote for vote in votes if vote.value]
    believed = {
        vote.value: 1 - prod(1 - other.weight for other in cast if speaks_for(other.value, vote.value))
        for vote in cast
    }
    order = {value: place for place, value in enumerate(dict.fromkeys(vote.value for vote in cast))}
    heaviest = {value: max(vote.weight for vote in cast if vote.value == value) for value in order}
    first = heaviest if field == "title" else believed
    ranked = sorted(order, key=lambda value: (-round(first[value], 3), -heaviest[value], order[value]))
    return tuple(
        vote
        for value in ranked
        for vote in sorted((vote for vote in cast if vote.value == value), key=lambda vote: -vote.weight)
    )


def winner(field: str, votes: Sequence[Vote]) -> tuple[str, str]:
    """The value that wins and the place that speaks loudest for it; both empty where none is believed enough.

    A title need not be: a document must be called something.
    """
    ranked = elected(field, votes)
    if not ranked or (field != "title" and belief(field, ranked[0].value, ranked) < _TAKEN):
        return "", ""
    return ranked[0].value, ranked[0].where


def belief(field: str, value: str, votes: Iterable[Vote]) -> float:
    """How far a value is believed, from 0 to 1."""
    speaks_for = supports(field)
    return 1 - prod(1 - vote.weight for vote in votes if speaks_for(vote.value, value))


def doubts_of(values: Mapping[str, str], votes: Mapping[str, Sequence[Vote]]) -> tuple[Doubt, ...]:
    """What is doubtful of a document. values: of the fields that are asked about; empty where one is not known."""
    return tuple(
        found
        for field, value in values.items()
        if (found := doubt(field, value, votes.get(field, ()))) is not None
    )


def doubt(field: str, value: str, votes: Sequence[Vote]) -> Doubt | None:
    """Why the value of a field is doubtful; None where it is not, or where nothing at all is known of the field.

    A genre is asked for even then: passages are recommended by it.
    """
    ranked = elected(field, votes)
    if not ranked:
        return (
            Doubt(field, value, "哪一处都看不出文种", value) if field == "genre" and value == OTHER else None
        )
    speaks_for = supports(field)
    rival = next(
        (
            vote.value
            for vote in ranked
            if not speaks_for(vote.value, value)
            and not speaks_for(value, vote.value)
            and not (vote.value in _GENERAL and same_family(vote.value, value))
        ),
        "",
    )
    strength = belief(field, value, ranked)
    against = belief(field, rival, ranked) if rival else 0.0
    if not value or value == OTHER:
        return Doubt(field, value, f"只有{_places(ranked, ranked[0].value)}提到", ranked[0].value)
    if against >= _RIVAL and against >= strength * _NEARLY:
        reason = f"{_places(ranked, value)}与{_places(ranked, rival)}说法不一"
        return Doubt(field, value, reason, rival)
    if strength < SURE:
        return Doubt(field, value, f"只凭{_places(ranked, value)}", rival or value)
    return None


def told(field: str, votes: Sequence[Vote]) -> str:
    """A vote in the drafter's words: who speaks for the winner, and who for what else, where it is believed at all."""
    ranked = elected(field, votes)
    values = list(dict.fromkeys(vote.value for vote in ranked))
    if not values:
        return ""
    first, *rest = values
    for_it = f"{_places(ranked, first)}（{belief(field, first, ranked):.0%}）"
    others = [
        f"{value}：{_places(ranked, value)}（{belief(field, value, ranked):.0%}）"
        for value in rest
        if belief(field, value, ranked) >= _TAKEN
    ]
    return "；".join([for_it, *others])


def votes_text(votes: Mapping[str, Sequence[Vote]]) -> str:
    """Votes by field, as the library keeps them."""
    values = {
        field: [[vote.value, vote.where, vote.weight] for vote in cast]
        for field, cast in votes.items()
        if cast
    }
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def votes_from(text: str) -> dict[str, tuple[Vote, ...]]:
    """Votes by field, from what the library keeps."""
    return {
        field: tuple(Vote(str(value), str(where), float(weight)) for value, where, weight in cast)
        for field, cast in json.loads(text).items()
    }


def _places(votes: Sequence[Vote], value: str) -> str:
    """The places that speak for a value: 标题、落款."""
    return "、".join(dict.fromkeys(vote.where for vote in votes if vote.value == value))


@lru_cache(maxsize=256)
def _bare(value: str) -> str:
    return "".join(char for char in value if char.isalnum())

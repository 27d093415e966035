"""Aims (用意): what a section is there to do, finer than its role: 上级要求, 底数台账, 督查问效 …

A heading shows its aim by a few words (跟踪问效强督查, 以全程督查促落地), a passage by many.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from wengao.language.lists import from_lists, prose_list
from wengao.language.vocabulary import NO_PATTERNS, Patterns, Term, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

_NEAR = 0.35
"""What an aim counts for in place of a near one."""

_TELLING = 5.0
"""Different marks of an aim in a passage at which it is all there."""

_HEAD = 0.5
"""How much more a mark counts at the end of a heading than at its beginning: Chinese puts the head of a phrase last."""


_FIRST_END = re.compile("[。；！？]")
_LONGEST_FIRST = 40
_SEEN_FROM = re.compile(r"^从(?P<side>[^，]{2,10})[看说讲]，")
"""从存在差距看，……是必须打赢的攻坚硬仗 is about 差距, whatever follows."""


@dataclass(frozen=True, slots=True)
class Aim(Term):
    """An aim. near: ids of aims whose passages serve almost as well. heading, text: patterns that speak for it."""

    near: tuple[str, ...] = ()
    heading: Patterns = NO_PATTERNS
    text: Patterns = NO_PATTERNS


@from_lists
def aims() -> Vocabulary[Aim]:
    """The aims of language/data/aims.toml."""
    return Vocabulary(
        [
            Aim(
                id=entry["id"],
                name=entry["name"],
                near=tuple(entry.get("near", ())),
                heading=Patterns(entry.get("heading", ())),
                text=Patterns(entry.get("text", ())),
            )
            for entry in prose_list("aims.toml")["aim"]
        ]
    )


def aims_of_heading(heading: str, topic: str = "") -> dict[str, float]:
    """How strongly a heading speaks for each aim; without the aims it says nothing of. topic: taken out before."""
    bare = without_topic(heading, topic)
    seen_from = _SEEN_FROM.match(bare)
    if seen_from:
        bare = seen_from["side"]
    found: dict[str, float] = {}
    for aim in aims():
        if aim.heading.occur_in(bare):
            found[aim.id] = sum(_mark_weight(pattern, bare) for pattern in aim.heading)
    return found


def aims_of_text(text: str) -> dict[str, float]:
    """How strongly a passage speaks for each aim, 0 to 1: by how many different marks of it occur."""
    found: dict[str, float] = {}
    for aim in aims():
        if aim.text.occur_in(text):
            count = sum(1.0 for pattern in aim.text if pattern.search(text))
            found[aim.id] = min(count / _TELLING, 1.0)
    return found


def likeness(wanted: Mapping[str, float], there: Mapping[str, float]) -> float:
    """How alike two sets of aims are, 0 to 1: the cosine, near aims counting for a part."""
    if not wanted or not there:
        return 0.0
    nearness = _nearness()
    both = sum(
        weight * there[another] * close
        for one, weight in wanted.items()
        for another, close in nearness.get(one, ((one, 1.0),))
        if another in there
    )
    sizes = sqrt(sum(weight**2 for weight in wanted.values()) * sum(weight**2 for weight in there.values()))
    return min(both / sizes, 1.0)


def served(wanted: Mapping[str, float], there: Mapping[str, float]) -> float:
    """How much of the aims that are wanted a passage serves, 0 to 1; what it serves besides does not count."""
    whole = sum(wanted.values())
    if not whole:
        return 0.0
    nearness = _nearness()
    return (
        sum(
            weight
            * max(there.get(another, 0.0) * close for another, close in nearness.get(one, ((one, 1.0),)))
            for one, weight in wanted.items()
        )
        / whole
    )


def first_words(text: str) -> str:
    """What of a paragraph may tell its aim as a heading does: its first sentence, its first 40 characters at most."""
    end = _FIRST_END.search(text)
    return text[: min(end.start() if end else len(text), _LONGEST_FIRST)]


def without_topic(heading: str, topic: str) -> str:
    """A heading with the topic, or its last four characters or more, taken out."""
    core = topic.removesuffix("工作")
    for start in range(max(len(core) - 3, 1)):
        if core[start:] and core[start:] in heading:
            return heading.replace(core[start:], "〇")
    return heading


@from_lists
def _nearness() -> dict[str, tuple[tuple[str, float], ...]]:
    """Each aim's id, with the aims that count in its place and for how much: itself whole, those near it for a part."""
    near = {(aim.id, other) for aim in aims() for other in aim.near}
    both_ways = near | {(other, one) for one, other in near}
    return {
        aim.id: ((aim.id, 1.0), *sorted((other, _NEAR) for one, other in both_ways if one == aim.id != other))
        for aim in aims()
    }


def _mark_weight(pattern: re.Pattern[str], heading: str) -> float:
    matches = list(pattern.finditer(heading))
    return 1.0 + _HEAD * matches[-1].end() / max(len(heading), 1) if matches else 0.0

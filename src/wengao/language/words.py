"""Ordinary words (常用词), and the cut of a few characters into words: by it a name is told from what merely runs into it.

The words of language/data/words.txt are those of jieba with how often they were met. A cut is the likeliest one: of 集中山区
it is 集中 and 山区, so 中山 does not stand there; of 河南北部 it is 河南 and 北部.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE = Path(__file__).parent / "data" / "words.txt"
_ALL = 26
"""Twice the logarithm to base 2 … of all the words that were counted: some sixty million are 2 to the 26th."""
_UNKNOWN = 22.0
"""The cost of a character that is no word of the list: one in sixteen of the rarest that are."""
_LONGEST = 8
_FEATURES, _OF_A_FEATURE = "地", 16.5
"""Rivers, mountains and regions (太湖, 东南亚) cost in a cut what a place does, and are no ordinary words."""


@cache
def word_costs() -> Mapping[str, float]:
    """What each word costs in a cut: minus the logarithm of its share, to base 2."""
    costs: dict[str, float] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        level, _, words = line.partition(" ")
        if level.isdecimal():
            costs |= dict.fromkeys(words.split(" "), float(_ALL - int(level)))
        elif level == _FEATURES:
            costs |= dict.fromkeys(words.split(" "), _OF_A_FEATURE)
    return costs


def is_word(text: str, *, rarest: int = 0) -> bool:
    """Whether `text` is an ordinary word of at least 2 to the power `rarest` occurrences."""
    cost = word_costs().get(text, _UNKNOWN)
    return cost < _UNKNOWN and cost <= _ALL - rarest and cost != _OF_A_FEATURE


def cut(text: str, names: Mapping[str, float]) -> tuple[tuple[int, int], ...]:
    """The likeliest cut of `text` into words, as start and end. names: what else may stand there, with its cost.

    For short texts: it takes eight looks a character.
    """
    words = word_costs()
    best = [0.0]
    came_from = [0]
    for end in range(1, len(text) + 1):
        cheapest, start = best[end - 1] + _UNKNOWN, end - 1
        for begin in range(max(0, end - _LONGEST), end):
            piece = text[begin:end]
            cost = names.get(piece)
            if cost is None:
                cost = words.get(piece)
                if cost is None:
                    continue
            if best[begin] + cost < cheapest:
                cheapest, start = best[begin] + cost, begin
        best.append(cheapest)
        came_from.append(start)
    return _spans(came_from)


def _spans(came_from: list[int]) -> tuple[tuple[int, int], ...]:
    spans, end = [], len(came_from) - 1
    while end > 0:
        spans.append((came_from[end], end))
        end = came_from[end]
    return tuple(reversed(spans))

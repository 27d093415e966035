"""Figures: a number with its unit, as in 320名, 95.6%, 1.2亿元."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from wengao.language.lists import from_lists, prose_list

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = r"(\d(?<![\d.A-Za-z第]\d)[\d,]*(?:\.\d+)?)\s*"
"""What stands before is looked at after the first digit, so that the search can leap from digit to digit."""

_YEAR_DIGITS = 4
_OF_A_DATE = ("年", "月", "日", "号")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit; start and end are character offsets. The unit is empty for a bare number."""

    number: str
    unit: str
    start: int
    end: int


def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of `text`, years such as 2025年 and the numbers of dates left out."""
    return tuple(Figure(match[1], match[2] or "", match.start(), match.end()) for match in _figures_in(text))


def has_figures_with_units(text: str, count: int) -> bool:
    """Whether `text` has at least `count` figures that are more than bare numbers; looks no further than it must."""
    with_unit = (match for match in _figures_in(text) if match[2])
    return sum(1 for _ in islice(with_unit, count)) == count


def _figures_in(text: str) -> Iterator[re.Match[str]]:
    for match in _figure().finditer(text):
        unit = match[2]
        if unit == "年" and len(match[1]) == _YEAR_DIGITS:
            continue
        if unit or text[match.end() : match.end() + 1] not in _OF_A_DATE:
            yield match


@from_lists
def _figure() -> re.Pattern[str]:
    """A number and its unit, the longer units of language/data/units.toml before the shorter."""
    units = sorted(prose_list("units.toml")["unit"], key=len, reverse=True)
    return re.compile(f"{_NUMBER}({'|'.join(map(re.escape, units))})?")

"""Figures: a number with its unit, as in 320名, 95.6%, 1.2亿元."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wengao.prose.lists import from_lists, prose_list

_NUMBER = r"(\d(?<![\d.A-Za-z第]\d)[\d,]*(?:\.\d+)?)\s*"
"""What stands before is looked at after the first digit, so that the search can leap from digit to digit."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit; start and end are character offsets. The unit is empty for a bare number."""

    number: str
    unit: str
    start: int
    end: int


def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of `text`, years such as 2025年 and the numbers of dates left out."""
    figures = []
    for match in _figure().finditer(text):
        number, unit = match[1], match[2] or ""
        following = text[match.end() : match.end() + 1]
        if unit == "年" and len(number) == 4:
            continue
        if not unit and following in ("年", "月", "日", "号"):
            continue
        figures.append(Figure(number, unit, match.start(), match.end()))
    return tuple(figures)


@from_lists
def _figure() -> re.Pattern[str]:
    """A number and its unit, the longer units of prose/data/units.toml before the shorter."""
    units = sorted(prose_list("units.toml")["unit"], key=len, reverse=True)
    return re.compile(f"{_NUMBER}({'|'.join(map(re.escape, units))})?")

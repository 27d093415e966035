"""Figures: a number with its unit, as in 320名, 95.6%, 1.2亿元."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIGURE = re.compile(
    r"(?<![\d.A-Za-z第])(\d[\d,]*(?:\.\d+)?)\s*"
    r"(个百分点|百分点|平方公里|公里|亿元|万元|万人|万件|亿|万|千|%|％|‰|余名|余人|余个|余家|余次|名|人|个|家|次|项|条|件|支|处|所|套|场|户|村|元|吨|亩|天|小时|分钟|期|批|辆|台|米|倍|年|岁)?"
)


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
    for match in _FIGURE.finditer(text):
        number, unit = match[1], match[2] or ""
        following = text[match.end() : match.end() + 1]
        if unit == "年" and len(number) == 4:
            continue
        if not unit and following in ("年", "月", "日", "号"):
            continue
        figures.append(Figure(number, unit, match.start(), match.end()))
    return tuple(figures)

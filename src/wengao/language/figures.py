"""Figures (数字): a number with its unit, as in 320名, 95.6%, 1.2亿元, 百分之十五."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.language.lists import from_lists, prose_list

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = r"(\d(?<![\d.A-Za-z第]\d)[\d,]*(?:\.\d+)?)\s*"
"""What stands before is looked at after the first digit, so that the search can leap from digit to digit."""

_YEAR_DIGITS = 4
_OF_A_DATE = ("年", "月", "日", "号")
_NO_UNIT = (
    "(?!年[代级度]|分之|千年|部[分门署]|本[科级地]|位[于居列置]|所[在有]|条[件例]|道[路德]"
    "|门[类户槛]|层[次级]|字[头号]|口[岸径]|期[间限]|次[级长])"
)
"""Words that begin like a unit: 60年代, 5部门."""
_MULTIPLE = "[余多]?[十百千]?[万亿]{0,2}[余多]?"
_DIGIT = "一二两三四五六七八九"
_FRACTION = (
    rf"百分之[零{_DIGIT}十百点]+|(?<![{_DIGIT}十百])[{_DIGIT}十百]++分之[{_DIGIT}十]+"
    rf"|(?:近|超|约)[{_DIGIT}]成(?:多|以上)?"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit; start and end are character offsets. The unit is empty for a bare number."""

    number: str
    unit: str
    start: int
    end: int


def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of `text` in Arabic numerals, years such as 2025年 and the numbers of dates left out."""
    return tuple(Figure(match[1], match[2] or "", match.start(), match.end()) for match in _figures_in(text))


def find_written_figures(text: str) -> tuple[tuple[int, int], ...]:
    """Where figures in Chinese numerals stand: 百分之十五, 三分之二, 近四成, 三千万人."""
    return tuple(match.span() for match in _written().finditer(text))


def has_figures_with_units(text: str, count: int) -> bool:
    """Whether `text` has at least `count` figures that are more than bare numbers; looks no further than it must."""
    left = count
    for match in _figure().finditer(text) if left > 0 else ():
        if match[2] and not _is_year(match):
            left -= 1
            if not left:
                return True
    return left <= 0


def _figures_in(text: str) -> Iterator[re.Match[str]]:
    for match in _figure().finditer(text):
        if _is_year(match):
            continue
        if match[2] or text[match.end() : match.end() + 1] not in _OF_A_DATE:
            yield match


def _is_year(match: re.Match[str]) -> bool:
    return match[2] == "年" and len(match[1]) == _YEAR_DIGITS


@from_lists
def _figure() -> re.Pattern[str]:
    """A number and its unit, what multiplies it before."""
    return re.compile(f"{_NUMBER}({_NO_UNIT}{_MULTIPLE}{_NO_UNIT}(?:{_units()}))?")


@from_lists
def _written() -> re.Pattern[str]:
    return re.compile(
        rf"{_FRACTION}|(?<![零{_DIGIT}十百千万亿第])[{_DIGIT}十][零{_DIGIT}十百千]*+[万亿]++[余多]?(?:{_units()})"
    )


def _units() -> str:
    """The units of language/data/units.toml, the longer before the shorter."""
    units = sorted(prose_list("units.toml")["unit"], key=len, reverse=True)
    return "|".join(map(re.escape, units))

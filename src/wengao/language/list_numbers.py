"""Automatic numbers of lists (自动编号), written out as they show on the page: 一、 （一） 1. （1）.

The formats that have such lists (.docx, .doc, .odt) name the same numerals and count in the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wengao.language.numerals import LARGEST, chinese_numeral

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SILENT = frozenset({"bullet", "none"})
"""Names of numerals that show no number."""
_PLACEHOLDER = re.compile(r"%(\d)")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_CAPITALS = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_HIGHEST_ROMAN = 4999
_LONGEST_LETTERS = 780


def _chinese(number: int) -> str:
    return chinese_numeral(number) if 1 <= number <= LARGEST else str(number)


def _capital(number: int) -> str:
    return _chinese(number).translate(_CAPITALS)


def _roman(number: int) -> str:
    if number > _HIGHEST_ROMAN:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letter(number: int) -> str:
    if number > _LONGEST_LETTERS:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _from(first: str, last: int) -> Callable[[int], str]:
    """Numerals that are characters of their own, from `first` on up to the number `last`."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else str(number)


NUMERALS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": str,
    "decimalHalfWidth": str,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "chineseLegalSimplified": _capital,
    "ideographDigital": _chinese,
    "ideographLegalTraditional": _capital,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "ideographEnclosedCircle": _from("㈠", 10),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
"""How a number from 1 on is written, by the name that Word's files give the numeral (ECMA-376 17.18.59)."""


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list numbers its paragraphs.

    numeral: a name in NUMERALS or SILENT; one that is not known counts in Arabic numerals. text: what is shown, with %1
    … %9 for the numbers of the levels, the outermost first. start: the first number. legal: the numbers of the levels
    above are shown in Arabic numerals too. restarts: whether a paragraph of a level above makes it begin anew.
    """

    numeral: str
    text: str
    start: int = 1
    legal: bool = False
    restarts: bool = True


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list. series: what it counts in, which several lists may share. levels: by depth, 0 the outermost.

    starts: levels at which it begins to count anew when it is first met, and from what number.
    """

    series: str
    levels: Mapping[int, ListLevel]
    starts: Mapping[int, int] = field(default_factory=dict)


class ListCounters:
    """The counters of one document. Asked for each paragraph of a list once, in the order of the text."""

    def __init__(self, lists: Mapping[str, NumberedList]) -> None:
        self._lists = lists
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def next_number(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of a list at a level (0 the outermost); empty for bullets."""
        known = self._lists.get(list_id)
        if known is None or level not in known.levels:
            return ""
        counter = self._counters.setdefault(known.series, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            counter.update({restarted: start - 1 for restarted, start in known.starts.items()})
        return next_number(known.levels, counter, level)


def next_number(levels: Mapping[int, ListLevel], counter: dict[int, int], level: int) -> str:
    """Count a paragraph at a level, which must be one of `levels`, and write its number; empty for bullets.

    counter: the number last given at each level; it is changed.
    """
    shape = levels[level]
    counter[level] = counter.get(level, shape.start - 1) + 1
    for deeper in [known for known in counter if known > level]:
        if deeper not in levels or levels[deeper].restarts:
            del counter[deeper]
    if shape.numeral in SILENT:
        return ""
    return _PLACEHOLDER.sub(
        lambda match: _written(levels, counter, int(match[1]) - 1, legal=shape.legal), shape.text
    )


def numbered(number: str, text: str) -> str:
    """A paragraph with its number before it; one that ends in a letter or digit (第一章, 1.1) is set apart by a space."""
    number, text = number.strip(), text.lstrip() if number.strip() else text
    return f"{number} {text}" if number[-1:].isalpha() or number[-1:].isdecimal() else number + text


def _written(levels: Mapping[int, ListLevel], counter: Mapping[int, int], level: int, *, legal: bool) -> str:
    if level not in levels:
        return ""
    write = str if legal else NUMERALS.get(levels[level].numeral, str)
    return write(max(counter.get(level, levels[level].start), 1))

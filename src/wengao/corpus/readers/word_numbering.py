"""Automatic numbering in Word files, written out as it shows on the page: 一、 （一） 1. （1）."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.prose.numerals import chinese_numeral

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACEHOLDER = re.compile(r"%(\d)")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def child_value(element: Element | None, tag: str) -> str | None:
    """The w:val of a child of `element`; None where there is no such child."""
    child = element.find(W + tag) if element is not None else None
    return None if child is None else child.get(W + "val")


def _chinese(number: int) -> str:
    return chinese_numeral(number) if 1 <= number <= 9999 else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": str,
    "decimalHalfWidth": str,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "ideographDigital": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
_SILENT = {"bullet", "none"}


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


class Numbering:
    """The counters of one document. Asked for each numbered paragraph once, in the order of the text."""

    def __init__(self, numbering: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if numbering is not None:
            self._read(numbering)

    def next_number(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of a list at a level (0 the outermost); empty for bullets."""
        abstract, restarts = self._lists.get(list_id, ("", {}))
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counter = self._counters.setdefault(abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            counter.update({restarted: start - 1 for restarted, start in restarts.items()})
        counter[level] = counter.get(level, levels[level].start - 1) + 1
        for deeper in [known for known in counter if known > level]:
            del counter[deeper]
        if levels[level].format in _SILENT:
            return ""
        return _PLACEHOLDER.sub(
            lambda match: self._numeral(levels, counter, int(match[1]) - 1), levels[level].text
        )

    @staticmethod
    def _numeral(levels: Mapping[int, _Level], counter: Mapping[int, int], level: int) -> str:
        if level not in levels:
            return ""
        write = _FORMATS.get(levels[level].format, str)
        return write(max(counter.get(level, levels[level].start), 1))

    def _read(self, numbering: Element) -> None:
        for abstract in numbering.findall(W + "abstractNum"):
            levels = {
                int(level.get(W + "ilvl", "0")): _read_level(level) for level in abstract.findall(W + "lvl")
            }
            self._levels[abstract.get(W + "abstractNumId", "")] = levels
        for entry in numbering.findall(W + "num"):
            restarts = {
                int(override.get(W + "ilvl", "0")): int(start)
                for override in entry.findall(W + "lvlOverride")
                if (start := child_value(override, "startOverride")) is not None
            }
            self._lists[entry.get(W + "numId", "")] = (child_value(entry, "abstractNumId") or "", restarts)


def _read_level(level: Element) -> _Level:
    start = child_value(level, "start") or "1"
    return _Level(child_value(level, "numFmt") or "decimal", child_value(level, "lvlText") or "", int(start))

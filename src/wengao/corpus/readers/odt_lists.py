"""The lists of an OpenDocument text: list styles, the numbering of headings, and the counters of one document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.language.list_numbers import ListLevel, next_number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _STYLE = f"{_OASIS}text:1.0}}", f"{_OASIS}style:1.0}}"
_WHOLE_FORMAT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NUMERALS = {
    "1": "decimal", "１": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCounting", "壹": "chineseLegalSimplified", "①": "decimalEnclosedCircle", "⑴": "decimalEnclosedParen",
    "⒈": "decimalEnclosedFullstop", "㈠": "ideographEnclosedCircle", "甲": "ideographTraditional",
    "子": "ideographZodiac",
}  # fmt: skip
"""Numerals by the first character of style:num-format (1; 一, 二, 三, ...)."""
_WHOLE = re.compile(r"%(\d)%")
_OUTLINE = ""
"""Key of the counters of headings that are numbered without a list around them."""
_HIGHEST_START = 100_000


class OdtLists:
    """The lists of one document. Its walk enters lists and asks for each numbered paragraph in the order of the text."""

    def __init__(self, parts: Iterable[Element | None]) -> None:
        """parts: the roots of content.xml and styles.xml."""
        self._styles: dict[str, dict[int, ListLevel]] = {}
        self._outline: dict[int, ListLevel] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._latest: dict[str, str] = {}
        for part in parts:
            for style in part.iter(_TEXT + "list-style") if part is not None else ():
                self._styles[style.get(_STYLE + "name", "")] = _levels(style)
            for outline in part.iter(_TEXT + "outline-style") if part is not None else ():
                self._outline = _levels(outline)

    def series_of(self, element: Element) -> tuple[str, str]:
        """The style of an outermost text:list, and what it counts in: its own series, or that of a list it continues."""
        style = element.get(_TEXT + "style-name", "")
        own = element.get(_ID) or f"{style}#{len(self._counters)}"
        series = self._latest.get(element.get(_TEXT + "continue-list", ""))
        if series is None and element.get(_TEXT + "continue-numbering") == "true":
            series = self._latest.get(f"style {style}")
        series = series or own
        self._latest[own] = self._latest[f"style {style}"] = series
        self._counters.setdefault(series, {})
        return style, series

    def next_number(self, style: str, series: str, level: int, start: str | None = None) -> str:
        """The number of the next paragraph of a list at a level (0 the outermost). start: as its item declares it."""
        levels = self._styles.get(style, {})
        if level not in levels:
            return ""
        counter = self._counters.setdefault(series, {})
        if start is not None and start.isdecimal():
            counter[level] = min(int(start), _HIGHEST_START) - 1
        return next_number(levels, counter, level)

    def next_heading(self, level: int) -> str:
        """The number of the next heading (level 1 the highest) that stands in no list."""
        counter = self._counters.setdefault(_OUTLINE, {})
        return next_number(self._outline, counter, level - 1) if level - 1 in self._outline else ""


def _levels(style: Element) -> dict[int, ListLevel]:
    """The levels of a list style; those of headings are named alike."""
    return {
        int(level.get(_TEXT + "level", "1")) - 1: _level(level)
        for level in style
        if level.get(_TEXT + "level", "").isdecimal()
    }


def _level(level: Element) -> ListLevel:
    kind = level.get(_STYLE + "num-format", "")
    if level.tag.endswith(("bullet", "image")) or not kind:
        return ListLevel("none", "")
    depth = int(level.get(_TEXT + "level", "1"))
    shown = level.get(_TEXT + "display-levels", "1")
    above = range(max(depth - int(shown if shown.isdecimal() else 1) + 1, 1), depth + 1)
    text = _WHOLE.sub(r"%\1", level.get(_WHOLE_FORMAT, "")) or (
        level.get(_STYLE + "num-prefix", "")
        + ".".join(f"%{number}" for number in above)
        + level.get(_STYLE + "num-suffix", "")
    )
    start = level.get(_TEXT + "start-value", "1")
    return ListLevel(
        _NUMERALS.get(kind[0], "decimal"), text, min(int(start), _HIGHEST_START) if start.isdecimal() else 1
    )

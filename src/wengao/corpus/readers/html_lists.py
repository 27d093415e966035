"""Numbers of ordered lists on web pages (HTML 4.4.5 ol, CSS Counter Styles 3), as a browser writes them: 1. 一、 a.

What the list and its items say themselves is followed; style sheets are not, so an item that begins with a number of its
own is left as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.language.list_numbers import NUMERALS, numbered
from wengao.language.numbering import split_enumerator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

_TYPES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
"""Values of the attribute type by the counter styles that they stand for."""
_STYLES: Mapping[str, tuple[str, str]] = {
    "decimal": ("decimal", "."),
    "decimal-leading-zero": ("decimalZero", "."),
    **dict.fromkeys(("lower-alpha", "lower-latin"), ("lowerLetter", ".")),
    **dict.fromkeys(("upper-alpha", "upper-latin"), ("upperLetter", ".")),
    "lower-roman": ("lowerRoman", "."),
    "upper-roman": ("upperRoman", "."),
    **dict.fromkeys(
        ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "japanese-informal", "cjk-decimal"),
        ("chineseCounting", "、"),
    ),
    **dict.fromkeys(("simp-chinese-formal", "trad-chinese-formal"), ("chineseLegalSimplified", "、")),
    "cjk-heavenly-stem": ("ideographTraditional", "、"),
    "cjk-earthly-branch": ("ideographZodiac", "、"),
}  # fmt: skip
"""Counter styles: the numeral that writes the number, and what follows it."""
_SILENT = {"none", "disc", "circle", "square", "inherit"}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.IGNORECASE)
_WHOLE = re.compile(r"\s*([+-]?\d{1,6})(?!\d)")


class ItemNumbers:
    """The numbers of the items of one list, asked for in the order of the page."""

    def __init__(self, ordered: LexborNode) -> None:
        """ordered: the element ol."""
        self._style = _declared_style(ordered) or "decimal"
        self._step = -1 if "reversed" in ordered.attributes else 1
        start = _whole(ordered.attributes.get("start"))
        if start is None:
            start = sum(1 for child in ordered.iter() if child.tag == "li") if self._step < 0 else 1
        self._next = start

    def next_number(self, item: LexborNode) -> str:
        """The number of the next item (li); empty where the list shows none."""
        own = _whole(item.attributes.get("value"))
        number = self._next if own is None else own
        self._next = number + self._step
        style = _declared_style(item) or self._style
        if style in _SILENT:
            return ""
        numeral, end = _STYLES.get(style, _STYLES["decimal"])
        return (NUMERALS[numeral](number) if number > 0 else str(number)) + end


def with_item_number(number: str, text: str) -> str:
    """The first line of an item with its number, unless it has one already."""
    return text if not number or split_enumerator(text)[0] is not None else numbered(number, text)


def _declared_style(node: LexborNode) -> str:
    """The counter style that an element declares by its style or its type; empty where by neither."""
    declared = _STYLE.findall(node.attributes.get("style") or "")
    words = declared[-1].lower().split() if declared else []
    known = next((word for word in words if word in _STYLES or word in _SILENT), "")
    return known or _TYPES.get((node.attributes.get("type") or "").strip(), "")


def _whole(value: str | None) -> int | None:
    match = _WHOLE.match(value or "")
    return int(match[1]) if match else None

"""Outlines numbered 1, 1.1, 1.1.1, as plans for emergencies (应急预案) and standards have them (GB/T 1.1)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_DECIMAL = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[ \t　]+(?P<heading>(?![\d年月日个]).+)$")
_LONGEST_HEADING = 30
_NOT_HEADING = re.compile(r"[。；：！？|]|[，、]$")
_FEWEST_MAIN = 3
_FEWEST_BELOW = 2


class DecimalLine(NamedTuple):
    """A numbered line. parts: of its number, (1, 2) for 1.2. heading: what follows the number."""

    parts: tuple[int, ...]
    heading: str


def decimal_line(line: str) -> DecimalLine | None:
    """The number and the heading of a line like 1.2　适用范围; None for any other."""
    stripped = line.strip()
    match = _DECIMAL.match(stripped) if stripped[:1].isdecimal() else None
    if match is None or len(match["heading"]) > _LONGEST_HEADING or _NOT_HEADING.search(match["heading"]):
        return None
    return DecimalLine(tuple(map(int, match["number"].split("."))), match["heading"].strip())


def decimal_headings(lines: Sequence[str]) -> dict[int, DecimalLine]:
    """The headings by the positions of their lines; empty for a text that has no such outline.

    There is one where main parts 1, 2, 3 and parts below them follow one another; a row of a table stands in no order.
    """
    found: dict[int, DecimalLine] = {}
    main = 0
    for index, line in enumerate(lines):
        numbered = decimal_line(line)
        if numbered is None:
            continue
        opens = len(numbered.parts) == 1
        if numbered.parts[0] != main + opens:
            continue
        main = numbered.parts[0]
        found[index] = numbered
    below = sum(1 for line in found.values() if len(line.parts) > 1)
    return found if main >= _FEWEST_MAIN and below >= _FEWEST_BELOW else {}

"""The signature (落款) at the end of a text: the organ's name and the date, set as GB/T 9704-2012 7.3.5.2 sets them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.language.dates import is_date

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDS_A_SENTENCE = re.compile(r"[。！？；：，、…”.!?;:,]$")
_LONGEST_ORGAN = 28
_FROM_EDGE = 2.0
_DATE_AFTER_ORGAN = 2.0
_SEALED_DATE_RIGHT = 4.0


@dataclass(frozen=True, slots=True)
class Signature:
    """organ: who signs, may be empty. date: as it is printed, may be empty."""

    organ: str
    date: str


def split_signature(lines: Sequence[str]) -> Signature | None:
    """The signature that the last lines of a text are, or None: a date by itself, perhaps under a name."""
    if not lines or not is_date(lines[-1]):
        return None
    above = lines[-2] if len(lines) > 1 else ""
    signs = bool(above) and len(above) <= _LONGEST_ORGAN and not _ENDS_A_SENTENCE.search(above)
    return Signature(above if signs else "", lines[-1])


def signature_indents(signature: Signature, line: int, *, sealed: bool = False) -> tuple[float, float]:
    """The left indents of organ and date on a line of `line` characters, in characters.

    With a seal the date ends four characters from the right edge and the organ stands centred over it; an organ that is
    too long for that ends at the edge. Without a seal the organ ends two characters from the right edge and the date
    starts two characters to the right of the organ's start; a date longer than the organ ends two characters from the
    edge, and the organ moves left. A date alone ends four characters from the edge. Both start at an indent, so that the
    width of digits, which differs from font to font, does not shift one against the other.
    """
    organ, date = width(signature.organ), width(signature.date)
    if sealed or not organ:
        date_start = max(line - _SEALED_DATE_RIGHT - date, 0.0)
        over = date_start + (date - organ) / 2
        return (max(min(over, line - organ), 0.0) if organ else 0.0), date_start
    start = line - _FROM_EDGE - (organ if date <= organ else date + _DATE_AFTER_ORGAN)
    start = max(start, 0.0)
    return start, start + _DATE_AFTER_ORGAN


def width(text: str) -> float:
    """The width of a text in full-width characters; a half-width sign is half of one."""
    return sum(0.5 if ord(char) < 0x2000 else 1.0 for char in text)

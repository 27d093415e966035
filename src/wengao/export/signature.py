"""The signature (落款) at the end of a text: the organ's name and the date, set as GB/T 9704-2012 7.3.5 sets them."""

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
_THREE_ABREAST, _TWO_ABREAST = 9, 13
"""Characters of the longest name with which three seals, or two, stand in a row: a third or half of 28, less one."""

_TWO_AND_TWO = 4


@dataclass(frozen=True, slots=True)
class Signature:
    """organ: who signs, may be empty. date: as it is printed, may be empty."""

    organ: str
    date: str


@dataclass(frozen=True, slots=True)
class SignaturePlaces:
    """Where the lines of a signature stand, in characters from the type area's edges.

    organ_right: where the organ's name ends. date_left: where the date starts, None where date_right says where it ends.
    A line is held at the edge it is told from, so that the width of digits, which differs from font to font, moves
    nothing that the standard fixes.
    """

    organ_right: float
    date_left: float | None
    date_right: float


def split_signature(lines: Sequence[str]) -> Signature | None:
    """The signature that the last lines of a text are, or None: a date by itself, perhaps under a name."""
    if not lines or not is_date(lines[-1]):
        return None
    above = lines[-2] if len(lines) > 1 else ""
    signs = bool(above) and len(above) <= _LONGEST_ORGAN and not _ENDS_A_SENTENCE.search(above)
    return Signature(above if signs else "", lines[-1])


def signature_places(signature: Signature, line: int, *, sealed: bool = False) -> SignaturePlaces:
    """Where organ and date stand on a line of `line` characters.

    With a seal the date ends four characters from the right edge and the organ stands centred over it; an organ that is
    too long for that ends at the edge (7.3.5.1). Without a seal the organ ends two characters from the right edge and the
    date starts two characters to the right of the organ's start; a date longer than the organ ends two characters from
    the edge, and the organ moves left (7.3.5.2). A date alone ends four characters from the edge.

    Under an organ of seven characters a date ends half a character before the edge, or at it. LibreOffice, which leaves a
    fifth of a character around digits whatever the paragraph says of it, sets it up to a character beyond; the date is
    not moved for that, for in Word and WPS the places would then not be those of the standard.
    """
    organ, date = width(signature.organ), width(signature.date)
    if sealed or not organ:
        over = _SEALED_DATE_RIGHT + (date - organ) / 2
        return SignaturePlaces(max(min(over, line - organ), 0.0), None, _SEALED_DATE_RIGHT)
    if date > organ:
        return SignaturePlaces(_FROM_EDGE + date + _DATE_AFTER_ORGAN - organ, None, _FROM_EDGE)
    start = max(line - _FROM_EDGE - organ, 0.0)
    return SignaturePlaces(min(_FROM_EDGE, line - organ), start + _DATE_AFTER_ORGAN, _FROM_EDGE)


def seal_rows(organs: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The organs that seal, row by row: three abreast, two where names are long; none where one fills a line."""
    longest = max(map(width, organs))
    three = longest <= _THREE_ABREAST and len(organs) != _TWO_AND_TWO
    abreast = 3 if three else 2 if longest <= _TWO_ABREAST else 0
    return tuple(tuple(organs[at : at + abreast]) for at in range(0, len(organs), abreast)) if abreast else ()


def width(text: str) -> float:
    """The width of a text in full-width characters; a half-width sign is half of one."""
    return sum(0.5 if ord(char) < 0x2000 else 1.0 for char in text)

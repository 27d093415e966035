"""Numbers of official documents (发文字号): 清政发〔2026〕5号, in the brackets and with the spaces that people write.

GB/T 9704-2012 7.2.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = re.compile(
    r"(?P<bracketed>[〔\[（(【［﹝]\s?(?P<year>\d{4})\s?年?[〕\]）)】］﹞])\s*(?P<ordinal>第?)\s*(?P<serial>\d+)\s*号"
)
_LONGEST_ORGAN = 20
_NOT_IN_ORGAN = re.compile(r"[，。；：]")
_SIGNER = re.compile(r"\s*签发人.*")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number in a text, without the short name of its organ: 〔2026〕5号.

    start, end: where it stands. bracketed: the year as it is written, brackets included. year: its digits.
    ordinal: 第, which does not belong there, or empty. serial: the digits, zeros in front included.
    """

    start: int
    end: int
    bracketed: str
    year: str
    ordinal: str
    serial: str


def document_numbers(text: str) -> Iterator[DocumentNumber]:
    """The numbers in a text, in order."""
    for match in _NUMBER.finditer(text):
        yield DocumentNumber(
            *match.span(), match["bracketed"], match["year"], match["ordinal"], match["serial"]
        )


def has_document_number(text: str) -> bool:
    """Whether a number stands in the text."""
    return _NUMBER.search(text) is not None


def is_document_number(line: str) -> bool:
    """Whether a line is a number with the short name of its organ, and at most who signs (签发人) behind it."""
    number = next(document_numbers(line), None)
    if number is None or number.start > _LONGEST_ORGAN or _NOT_IN_ORGAN.search(line[: number.start]):
        return False
    after = line[number.end :]
    return not after or _SIGNER.fullmatch(after) is not None

"""Numbers typed into a draft (手写序号): how they are written, and where they stand in the tree of headings.

The four levels and their marks 一、（一）1.（1） are those of GB/T 9704-2012 7.3.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.language.numbering import format_enumerator
from wengao.language.numerals import numeral_value
from wengao.review.pattern import Pattern
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from wengao.review.text import Paragraph, Reading

_CN = "[一二三四五六七八九十百]{1,4}"
_AFTER_BREAK = r"(?:^|(?<=[。；：;]))"
_NUMERAL = Pattern(
    rf"^(?P<one>{_CN})(?P<mark1>[、，,．.：:])(?=[ \t　]*\S)(?!{_CN}(?:季度|月|年级|级|期|批|是))"
    rf"|{_AFTER_BREAK}[（(](?P<two>{_CN})[）)](?P<mark2>[、，,．.：:]?)(?![、和至到或及]?第?[（(]|至|项所|款)"
    rf"|^(?P<three>\d{{1,2}})(?P<mark3>[、．，,：:.])(?=[ \t　]*[^\s\d])"
    rf"|(?<=[。；：;])(?P<inner>\d{{1,2}})(?P<mark4>[、．.])(?=[^\s\d])"
    rf"|{_AFTER_BREAK}[（(](?P<four>\d{{1,2}})[）)](?P<mark5>[、，,．.：:]?)(?=\S)"
)
_ATTACHMENTS = Pattern("附件[：:]")
FLATTENED = " | "
"""Between the cells of a table that was read as lines of text; its numbers count its rows."""
_LEVELS = {"one": 1, "two": 2, "three": 3, "inner": 3, "four": 4}
DEEPEST = 4
_LAST_BEFORE_COMMA = 19
"""Lists do not get as far with 、 mistaken for ，; days of the year-end do."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as typed: text[start:end] of its paragraph.

    level: 1 for 一、 to 4 for （1）. number: its value. written: as it stands. proper: as it should be written.
    """

    level: int
    number: int
    start: int
    end: int
    written: str
    proper: str


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers that open a paragraph or one of its items, in order."""
    for match in _NUMERAL.finditer(text):
        name = next(name for name in _LEVELS if match[name])
        number = numeral_value(match[name])
        if number and number < 100 and not _is_a_day(match, number):
            level = _LEVELS[name]
            proper = format_enumerator(level, number)
            yield Numeral(level, number, match.start(), match.end(), match[0], proper)


def _is_a_day(match: re.Match[str], number: int) -> bool:
    """Whether a number before a comma is a day of the old calendar rather than an item: 二十三，糖瓜粘."""
    return match["mark1"] in ("，", ",") and number > _LAST_BEFORE_COMMA


def opening_numeral(text: str) -> Numeral | None:
    """The number that opens a paragraph, if one does."""
    first = next(numerals(text[:12]), None)
    return first if first is not None and first.start == 0 else None


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered thing in the draft's tree: a heading, which the outline numbers, or a paragraph with a typed number.

    level: 1 for 一、 to 4 for （1）. numeral: as typed, None for a heading without. number: the place that the outline
    gives the heading among its siblings, None for a paragraph. parent: index of the entry above it, or None.
    """

    paragraph: Paragraph
    level: int
    numeral: Numeral | None
    number: int | None
    parent: int | None


def entries(reading: Reading) -> list[Entry]:
    """The numbered headings and paragraphs of a draft, in order; the title and headings below the fourth level not.

    The list after 附件： has numbers of its own (GB/T 9704-2012 7.3.4) and is left out.
    """
    found: list[Entry] = []
    attachments = False
    open_entries: list[int] = []
    headings: dict[tuple[int | None, int], int] = {}
    for paragraph in reading.paragraphs:
        if paragraph.kind is Kind.TITLE:
            open_entries.clear()
            continue
        heading = paragraph.kind is Kind.HEADING
        attachments = not heading and (attachments or _ATTACHMENTS.match(paragraph.text) is not None)
        if attachments or (not heading and paragraph.kind not in PROSE) or FLATTENED in paragraph.text:
            continue
        numeral = opening_numeral(paragraph.text)
        if not heading and numeral is None:
            continue
        level = paragraph.level - 1 if heading else numeral.level if numeral else 0
        if not 1 <= level <= DEEPEST:
            continue
        while open_entries and _closes(found[open_entries[-1]], level, heading=heading):
            open_entries.pop()
        parent = open_entries[-1] if open_entries else None
        number = None
        if heading:
            number = headings[parent, level] = headings.get((parent, level), 0) + 1
        open_entries.append(len(found))
        found.append(Entry(paragraph, level, numeral, number, parent))
    return found


def _closes(entry: Entry, level: int, *, heading: bool) -> bool:
    """Whether an entry at `level` stands beside or above `entry`; a paragraph never closes a heading."""
    if not heading and entry.number is not None:
        return False
    return entry.level >= level or (heading and entry.number is None)

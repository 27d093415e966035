"""Where the numbers of a chain break (层次语): 一是 三是, 第一 二是; the ordinals are those of language.ordinals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.language.ordinals import find_ordinals
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wengao.review.text import Paragraph, Reading


@dataclass(frozen=True, slots=True)
class Ordinal:
    """One ordinal; start and end are offsets into its paragraph.

    kind: 是, 要, 第, 首先 or 其: the series it belongs to. number: its place. text: as it stands, mark included.
    """

    paragraph: Paragraph
    kind: str
    number: int
    start: int
    end: int
    text: str


def ordinals(paragraph: Paragraph) -> Iterator[Ordinal]:
    """The ordinals of a paragraph that open a clause and tell a place, in order; those in quotations are others'."""
    for one in find_ordinals(paragraph.text):
        if one.number and not paragraph.is_quoted(one.start, one.end):
            yield Ordinal(paragraph, one.kind, one.number, one.start, one.end, one.text)


def ordinals_by_section(reading: Reading) -> Iterator[list[Ordinal]]:
    """The ordinals of the running text under each heading, in order."""
    section: list[Ordinal] = []
    for paragraph in reading.paragraphs:
        if paragraph.kind in (Kind.TITLE, Kind.HEADING):
            yield section
            section = []
        elif paragraph.kind in PROSE:
            section.extend(ordinals(paragraph))
    yield section


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain goes wrong.

    at: the ordinal that is out of place. expected: the number that should stand there.
    series: the kind of the series that leads up to it; another than its own where two are mixed.
    """

    at: Ordinal
    expected: int
    series: str


def breaks_by_section(reading: Reading) -> Iterator[Break]:
    """The breaks of every section; a chain may run on from one section to the next, as in reports on meetings."""
    previous: dict[str, int] = {}
    for section in ordinals_by_section(reading):
        yield from breaks(section, previous)
        previous.update({ordinal.kind: ordinal.number for ordinal in section})


def breaks(section: list[Ordinal], previous: Mapping[str, int]) -> Iterator[Break]:
    """The gaps, repeats and mixtures in the ordinals of one section.

    A chain inside another (一要……：一是……；二是……；二要……) is none, as long as the two are of different kinds.
    previous: the last number of each kind in the sections before, from where a chain may run on.
    """
    last: dict[str, int] = {}
    opened: set[str] = set()
    for index, ordinal in enumerate(section):
        before = last.pop(ordinal.kind, 0)
        number, expected = ordinal.number, before + 1
        last[ordinal.kind] = number
        runs_on = ordinal.kind not in opened and number == previous.get(ordinal.kind, 0) + 1
        opened.add(ordinal.kind)
        if runs_on:
            continue
        if number == 1:
            if before == 1 and _follows_directly(section, index):
                yield Break(ordinal, 2, ordinal.kind)
        elif number != expected and not _named_in_passing(section, index, expected, number):
            series = _leading_series(last, ordinal)
            if series:
                yield Break(ordinal, number, series)
            elif ordinal.kind != "首先":
                yield Break(ordinal, expected, ordinal.kind)


def _follows_directly(section: list[Ordinal], index: int) -> bool:
    """Whether the ordinal before stands in the same paragraph and is of the same kind."""
    one, other = section[index - 1], section[index]
    return one.paragraph is other.paragraph and one.kind == other.kind


def _leading_series(last: dict[str, int], ordinal: Ordinal) -> str:
    """The series of another kind that stands just one number before `ordinal`, if one does."""
    for kind in reversed(last):
        if kind != ordinal.kind and last[kind] == ordinal.number - 1:
            return kind
    return ""


def _named_in_passing(section: list[Ordinal], index: int, expected: int, number: int) -> bool:
    """Whether the numbers that seem to be missing stand in the text where no clause opens: 主要一是……，二是……."""
    if number < expected:
        return False
    ordinal = section[index]
    previous = section[index - 1] if index else None
    if previous is not None and previous.paragraph is ordinal.paragraph:
        between = ordinal.paragraph.text[previous.end : ordinal.start]
    else:
        between = ordinal.paragraph.text[: ordinal.start]
    return all(_numbered(missing, ordinal.kind) in between for missing in range(expected, number))


def _numbered(number: int, kind: str) -> str:
    digits = "零一二三四五六七八九十"
    if number >= len(digits):
        return "\n"
    return f"{'第' if kind == '第' else ''}{digits[number]}{kind if kind in '是要' else ''}"

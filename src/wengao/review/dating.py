"""When a document was written (成文日期), as it says itself: what was right then is not held against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.language.dates import find_dates
from wengao.language.numerals import numeral_value
from wengao.review.pattern import Pattern
from wengao.review.text import Kind

if TYPE_CHECKING:
    import re

    from wengao.review.text import Paragraph, Reading

_LAST_LINES = 12
"""Paragraphs from the end in which the date of signing stands; a list of attachments and 抄送 may follow it."""
_YEAR_DIGITS = "一二三四五六七八九零〇○"
_SIGNED = Pattern(
    rf"[（(]?[ 　]*(?:.{{0,30}}[ 　])?(?:(?:19|20)\d{{2}}年\d{{1,2}}月(?:\d{{1,2}}日)?"
    rf"|[一二][{_YEAR_DIGITS}]{{3}}年[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}日)?)"
    r"(?:[ 　]*(?:印发|通过|修订))?[ 　]*[）)]?"
)
_CHINESE = Pattern(
    rf"(?P<year>[一二][{_YEAR_DIGITS}]{{3}})年(?:(?P<month>[一二三四五六七八九十]{{1,2}})月(?:(?P<day>[一二三四五六七八九十]{{1,3}})日)?)?"
)
_LONGEST_LINE = 50


def signing_line(reading: Reading) -> tuple[Paragraph, str] | None:
    """The line near the end of a document that holds its date and nothing else, with the date in ISO form."""
    for paragraph in reversed(reading.paragraphs[-_LAST_LINES:]):
        if is_date_line(paragraph):
            return paragraph, iso_of(paragraph.text)
    return None


def is_date_line(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a date, an office before it and 印发 after it at most."""
    text = paragraph.text.strip(" 　")
    return (
        paragraph.kind not in (Kind.TITLE, Kind.TABLE)
        and len(text) <= _LONGEST_LINE
        and _SIGNED.fullmatch(text) is not None
    )


def written_on(reading: Reading, year: int | None) -> str:
    """The date of a document, ISO, as far as it is known (YYYY-MM-DD, YYYY-MM, YYYY); empty where nothing tells it.

    year: what its settings say. Its own date comes first: at the end, below the title, or in the title.
    """
    signed = signing_line(reading)
    if signed is not None:
        return signed[1]
    lines = [each for each in reading.paragraphs if is_date_line(each)]
    if lines:
        # Below the title, or before the attachments.
        return iso_of(lines[-1].text)
    return iso_of(reading.title) or (str(year) if year else "")


def iso_of(text: str) -> str:
    """The first date in `text`, in either kind of figures; empty where there is none."""
    found = find_dates(text)
    if found:
        return found[0].iso
    match = _CHINESE.search(text)
    return _of_chinese(match) if match else ""


def _of_chinese(match: re.Match[str]) -> str:
    year = numeral_value(match["year"].replace("○", "〇"))
    month, day = numeral_value(match["month"] or ""), numeral_value(match["day"] or "")
    parts = [f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)]
    return "-".join(parts)


def was_before(written: str, since: str) -> bool:
    """Whether a document of `written` is older than `since`; of a year alone the whole year is meant."""
    return bool(written and since) and written < since[: len(written)]

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
    return (
        iso_of(reading.title)
        or _compact(reading.title)
        or _promulgated(reading)
        or (str(year) if year else "")
        or _congress_year(reading)
    )


def _compact(title: str) -> str:
    """The date that a title ends with in eight figures, ISO: 清川新闻（20260305）; empty where it does not."""
    match = _EIGHT.search(title)
    return f"{match['year']}-{match['month']}-{match['day']}" if match else ""


_EIGHT = Pattern(
    r"[（(]?(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])[）)]?[ 　]*$"
)


def _promulgated(reading: Reading) -> str:
    """The last of the dates below the title of a law: 2007年4月4日通过, 2015年3月1日修订; empty where there is none."""
    lines = (each.text for each in reading.paragraphs[:_LINES_OF_HISTORY] if each.kind is not Kind.TITLE)
    dates = [iso_of(line) for line in lines if _PROMULGATION.match(line)]
    return max(dates, default="")


_LINES_OF_HISTORY = 16
_PROMULGATION = Pattern(
    r"[（( 　]*(?:19|20)\d{2}年\d{1,2}月\d{1,2}日.{0,120}(?:公布|发布|通过|批准|修订|修正|修改|施行)[ 　）)]*"
)
_FIRST_LINES = 6
_CONGRESS = Pattern(
    r"第(?P<session>[一二三四五六七八九十]{1,3})届全国人(?:民代表)?大(?:会)?第(?P<meeting>[一二三四五六])次会议"
    r"|(?:中国共产党第|党的|^|[（(])(?P<party>[一二三四五六七八九十]{1,3})(?:次全国代表)?大(?:会)?(?:上的)?(?:报告|开幕|[）)])"
)
_FIRST_SESSION, _YEAR_OF_FIRST = 9, 1998
_FIRST_PARTY, _YEAR_OF_PARTY = 11, 1977
_TERM = 5
"""Years of a session and from one congress to the next, since the years named."""


def _congress_year(reading: Reading) -> str:
    """The year of the congress that the title or the first lines say the document was given at; empty where none is."""
    for paragraph in reading.paragraphs[:_FIRST_LINES]:
        match = _CONGRESS.search(paragraph.text)
        if match is None:
            continue
        if match["session"]:
            number, meeting = numeral_value(match["session"]) or 0, numeral_value(match["meeting"]) or 1
            if number >= _FIRST_SESSION:
                return str(_YEAR_OF_FIRST + (number - _FIRST_SESSION) * _TERM + meeting - 1)
        elif (number := numeral_value(match["party"]) or 0) >= _FIRST_PARTY:
            return str(_YEAR_OF_PARTY + (number - _FIRST_PARTY) * _TERM)
    return ""


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

"""Dates and years (日期、年份) in official prose, however they are written: the one place that knows them.

2025年3月18日, （2025年3月）, 2025-03-18, 二〇二五年三月十八日, 9月底前, 8日, 今年, 2021—2025年.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - the field below is named date
from typing import TYPE_CHECKING

from wengao.language.numerals import numeral_value

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY_TEXT = r"\d{4}年\d{1,2}月\d{1,2}日"
"""A pattern of a day in Arabic numerals, for lines in which a date is a part."""

_FULL = re.compile(r"((?:19|20)\d{2})\s*[年\-./]\s*(\d{1,2})\s*[月\-./]\s*(\d{1,2})\s*日?(?!\d)")
_MONTH = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_YEAR_OR_MORE = re.compile(f"{_FULL.pattern}|{_MONTH.pattern}|{_YEAR.pattern}")

_ZERO = "〇○Ｏ零0０"
_CHINESE_DATE = re.compile(
    rf"(?P<year>[一二][{_ZERO}一二三四五六七八九]{{3}})年"
    r"(?:(?P<month>十[一二]?|[一二三四五六七八九])月)?(?:(?P<day>[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日)?"
)
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})年?[—–\-~～至到]{1,2}((?:19|20)\d{2})年")
_BEFORE_WORD = "(?:以前|之前|前(?!往|来|后|夕))?"
_PART = "份|底|初|末|[上中下]旬"
_BEFORE, _WITHIN_MONTH = re.compile(_BEFORE_WORD), re.compile(f"(?:{_PART})?{_BEFORE_WORD}")
_OF_THE_YEAR = re.compile(
    rf"(?<![\d.])(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])日|{_PART})?(?!额|薪|均|租|供|报|刊){_BEFORE_WORD}"
)
_DAY_ONLY = re.compile(r"(?<![\d.月第])(?P<day>[12]\d|3[01]|[1-9])日(?![内元均益常程游志用报前])")
_RELATIVE_YEAR = re.compile(r"今年|去年|(?<![年以之])前年(?!度)|明年|(?<!以)上年度?|本年度")

_PLACE_AFTER_DATE = re.compile(
    r"[，,、\s　]+[\u4e00-\u9fff·]{2,12}(?=[）)]$)|[，,、\s　]*于[\u4e00-\u9fff·]{2,8}$"
)
_AROUND_DATE = re.compile(
    r"[（()）〔〕\[\]\s　，,]|星期[一二三四五六日天]|[上下]午|发布|通过|成文|讲话|印发|根据录音整理"
)
_BRACKETS = "（()）"
_LONGEST_DATE_LINE = 120
"""Characters; a date with its place, who passed it and at which meeting takes some forty."""
_ISO_IN_NAME = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[-_.年]?(0[1-9]|1[0-2])[-_.月]?(0[1-9]|[12]\d|3[01])(?!\d)"
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text.

    text: as it stands. start, end: character offsets. iso: YYYY-MM-DD, YYYY-MM or YYYY, as far as it is known; YYYY/YYYY for
    years on end, --MM-DD and ---DD for a day without its year, empty for 今年.
    """

    text: str
    start: int
    end: int
    iso: str

    @property
    def is_year(self) -> bool:
        """Whether it names a year, or years, and no day or month."""
        return not self.iso or self.iso.replace("/", "").isdecimal()


def find_dates(text: str) -> tuple[DateMention, ...]:
    """The dates with a year in Arabic numerals in `text`, in order; an impossible day (2月30日) is not a date."""
    if not _may_hold_year(text):
        return ()
    found: list[DateMention] = []
    taken = 0
    for match in _YEAR_OR_MORE.finditer(text):
        if match.start() < taken:
            continue
        iso = _iso(match)
        if iso is not None:
            found.append(DateMention(match[0].rstrip(), match.start(), match.end(), iso))
            taken = match.end()
    return tuple(found)


def _may_hold_year(text: str) -> bool:
    """Whether a text holds the digits that every year in Arabic numerals begins with; most lines do not."""
    return "20" in text or "19" in text


def find_times(text: str) -> tuple[DateMention, ...]:
    """Every date and year in `text`, in order, those without a year or in Chinese numerals too; none overlaps another."""
    kept: list[DateMention] = []
    for mention in sorted(_times(text), key=lambda each: (each.start, -each.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _times(text: str) -> Iterator[DateMention]:
    for date in find_dates(text):
        end = date.start + len(date.text)
        within = (
            _WITHIN_MONTH.match(text, end) if len(date.iso) == len("2025-03") else _BEFORE.match(text, end)
        )
        if len(date.iso) == len("2025"):
            end += text.startswith("度", end)
        elif within:
            end = within.end()
        yield DateMention(text[date.start : end], date.start, end, date.iso)
    for match in _CHINESE_DATE.finditer(text):
        dates = find_dates(_arabic(match))
        if dates:
            yield _mention(match, dates[0].iso)
    for match in _YEARS.finditer(text):
        yield _mention(match, f"{match[1]}/{match[2]}")
    for match in _OF_THE_YEAR.finditer(text):
        day = f"-{int(match['day']):02d}" if match["day"] else ""
        yield _mention(match, f"--{int(match['month']):02d}{day}")
    for match in _DAY_ONLY.finditer(text):
        yield _mention(match, f"---{int(match['day']):02d}")
    for match in _RELATIVE_YEAR.finditer(text):
        yield _mention(match, "")


def _mention(match: re.Match[str], iso: str) -> DateMention:
    return DateMention(match[0], match.start(), match.end(), iso)


def _iso(match: re.Match[str]) -> str | None:
    full_year, full_month, full_day, month_year, month, year = match.groups()
    if full_year:
        try:
            return Date(int(full_year), int(full_month), int(full_day)).isoformat()
        except ValueError:
            return None
    if month_year:
        return f"{month_year}-{int(month):02d}" if 1 <= int(month) <= 12 else None
    return str(year)


def spoken_date(iso: str) -> str:
    """An ISO date (or year and month, or year) as it is written in a document: 2026-03-05 is 2026年3月5日."""
    names = ("年", "月", "日")
    return "".join(f"{int(part)}{name}" for part, name in zip(iso.split("-"), names, strict=False))


def with_arabic_dates(text: str) -> str:
    """`text` with dates in Chinese numerals written in Arabic ones."""
    return _CHINESE_DATE.sub(_arabic, text) if "年" in text else text


def date_in(text: str) -> str:
    """The first date in `text`, ISO as far as it is known; empty where there is none."""
    dates = find_dates(with_arabic_dates(text))
    return dates[0].iso if dates else ""


def is_date(text: str) -> bool:
    """Whether `text` is a date and nothing else, in brackets perhaps, with its month at least: （2025年3月18日）."""
    arabic = with_arabic_dates(text).strip(_BRACKETS)
    dates = find_dates(arabic) if len(text) <= _LONGEST_DATE_LINE else ()
    return len(dates) == 1 and dates[0].text == arabic and len(dates[0].iso) >= len("2025-03")


def is_date_line(text: str) -> bool:
    """Whether a line holds a date and nothing else, its place at most: （2018年7月25日，清川）, 2018年1月22日于清川."""
    if len(text) > _LONGEST_DATE_LINE or not ("年" in text or _may_hold_year(text)):
        return False
    arabic = _PLACE_AFTER_DATE.sub("", with_arabic_dates(text.strip()))
    dates = find_dates(arabic)
    if len(dates) != 1 or len(dates[0].iso) < len("2025-03"):
        return False
    return not _AROUND_DATE.sub("", arabic[: dates[0].start] + arabic[dates[0].end :])


def date_in_name(name: str) -> str:
    """The date in a file's name: 2025-03-18 讲话 or 20250318讲话; empty where there is none."""
    match = _ISO_IN_NAME.search(name)
    return date_in(f"{match[1]}-{match[2]}-{match[3]}") if match else date_in(name)


def _arabic(match: re.Match[str]) -> str:
    year = "".join("0" if digit in _ZERO else str(numeral_value(digit)) for digit in match["year"])
    month = f"{numeral_value(match['month'])}月" if match["month"] else ""
    day = f"{numeral_value(match['day'])}日" if match["day"] and month else ""
    return f"{year}年{month}{day}"

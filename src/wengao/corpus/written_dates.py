"""Dates as documents write them: 2025年3月18日 and 二〇二五年三月十八日, in a line of their own or within a text."""

from __future__ import annotations

import re

from wengao.language.dates import find_dates
from wengao.language.numerals import numeral_value

_CHINESE_DATE = re.compile(
    r"(?P<year>[一二][〇○Ｏ零一二三四五六七八九]{3})年"
    r"(?:(?P<month>十[一二]?|[一二三四五六七八九])月)?(?:(?P<day>[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日)?"
)
_PLACE_AFTER_DATE = re.compile(r"[，,、\s　]+[\u4e00-\u9fff·]{2,12}(?=[）)]$)")
_AROUND_DATE = re.compile(
    r"[（()）〔〕\[\]\s　，,]|星期[一二三四五六日天]|[上下]午|发布|通过|成文|讲话|印发|根据录音整理"
)
_LONGEST_DATE_LINE = 120
"""Characters; a date with its place, who passed it and at which meeting takes some forty."""
_ISO_IN_NAME = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[-_.年]?(0[1-9]|1[0-2])[-_.月]?(0[1-9]|[12]\d|3[01])(?!\d)"
)


def with_arabic_dates(text: str) -> str:
    """`text` with dates in Chinese numerals written in Arabic ones."""
    return _CHINESE_DATE.sub(_arabic, text)


def date_in(text: str) -> str:
    """The first date in `text`, ISO as far as it is known; empty where there is none."""
    dates = find_dates(with_arabic_dates(text))
    return dates[0].iso if dates else ""


def is_date_line(text: str) -> bool:
    """Whether a line holds a date and nothing else, its place at most: （2025年3月18日）, （2018年7月25日，清川）."""
    if len(text) > _LONGEST_DATE_LINE:
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
    year = "".join(
        str(numeral_value(digit)) for digit in match["year"].replace("○", "〇").replace("Ｏ", "〇")
    )
    month = f"{numeral_value(match['month'])}月" if match["month"] else ""
    day = f"{numeral_value(match['day'])}日" if match["day"] and month else ""
    return f"{year}年{month}{day}"

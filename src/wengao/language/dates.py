"""Dates in official prose: 2025年3月18日, （2025年3月）, 2025-03-18."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - the field below is named date

_FULL = re.compile(r"((?:19|20)\d{2})\s*[年\-./]\s*(\d{1,2})\s*[月\-./]\s*(\d{1,2})\s*日?(?!\d)")
_MONTH = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text.

    text: as it stands. start, end: character offsets. iso: YYYY-MM-DD, YYYY-MM or YYYY, as far as it is known.
    """

    text: str
    start: int
    end: int
    iso: str


def find_dates(text: str) -> tuple[DateMention, ...]:
    """The dates with a year in `text`, in order; an impossible day (2月30日) is not a date."""
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


_YEAR_OR_MORE = re.compile(f"{_FULL.pattern}|{_MONTH.pattern}|{_YEAR.pattern}")


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

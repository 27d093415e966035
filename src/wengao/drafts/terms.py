"""What changes with the year beside names and plain figures (更新清单里还要看的): terms, ratios, shares, ranges, quarters.

每月25日, 1∶1, 四成, 2至3个, 7·19, 三季度 and “十四五” are no names to exchange when a passage is taken over, but whoever
renews an old text has to look at each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Span = tuple[str, int, int]
"""A fact of a line: its kind, and where it begins and ends."""

_DIGIT = "一二两三四五六七八九"
_NUMERAL = rf"{_DIGIT}十百千万亿\d０-９.．"
_APPROXIMATE = (
    rf"(?<![{_NUMERAL}])(?=[{_NUMERAL}]*[{_DIGIT}十百千万亿])[{_NUMERAL}]++[多余几]"
    rf"|(?<![{_NUMERAL}])(?:两三|三四|三五|四五|五六|七八)"
)
"""About so many: 二十多, 三万八千五百多, 1万6千多, 两三."""
_BEHIND_A_SHARE = r"(?=以[上下]|左右|[多的为是在由]|用于|[，。；、）]|$)"
_TERMS = {
    rf"每年\d{{1,2}}月(?:\d{{1,2}}日|[底初])?|每周[{_DIGIT}日](?!天)": "date",
    r"每(?:个?月|季度?)(?:\d{1,2}[日号]|[底末初])(?:前|之前)?": "date",
    r"(?<![\d.·])\d{1,2}·\d{1,2}(?![\d.·]|\s*[%％])": "date",
    r"前[两二三]个?季度|第?[一二三四]季度|[上下]半年|(?<![\w])[本下上]个?月[底初末]": "date",
    r"十[一二三四五六]五(?=[”’》]|时期|期间|规划|以来|开局|收官|末|，|。|、)": "year",
    r"(?<![\d∶:：.])\d+(?:\.\d+)?[∶:：]\d+(?:\.\d+)?(?![\d∶:：])": "figure",
    rf"(?<!统)[{_DIGIT}](?:[至到]?[{_DIGIT}])?成(?:[{_DIGIT}]|半)?{_BEHIND_A_SHARE}": "figure",
    rf"(?:{_APPROXIMATE})[个名户人项件次家镇村处场亩条座辆台]": "figure",
}
"""What is looked for, and of which kind it is."""
_PATTERNS = tuple((kind, re.compile(pattern)) for pattern, kind in _TERMS.items())
_FROM = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?:[%％万亿]{1,2}|[年月日])?(?:至|到|[-–—－~～]{1,2})$")
"""What stands before the upper end of a range: 2至 of 2至3个, 5月至 of 5月至8月."""
_RANGES = ("figure", "date")
_LONGEST_FROM = 16


def with_terms(line: str, facts: Sequence[Span]) -> tuple[Span, ...]:
    """The facts of a line with its terms among them, in order; a range is one fact, and no two overlap."""
    taken = _outermost([_whole_range(line, fact) for fact in facts])
    for kind, start, end in _terms_in(line):
        meets = [fact for fact in taken if fact[1] < end and start < fact[2]]
        if all(start <= fact[1] and fact[2] <= end for fact in meets):
            taken = [fact for fact in taken if fact not in meets] + [(kind, start, end)]
    return tuple(sorted(taken, key=lambda fact: fact[1]))


def _whole_range(line: str, fact: Span) -> Span:
    """A figure or date with what a range begins with before it."""
    kind, start, end = fact
    if kind in _RANGES and line[start : start + 1].isdigit():
        before = _FROM.search(line[max(start - _LONGEST_FROM, 0) : start])
        if before is not None:
            return kind, start - len(before[0]), end
    return fact


def _outermost(facts: Sequence[Span]) -> list[Span]:
    """The facts that lie in no other: of 5月 and 5月至8月 the latter; what reaches over another's edge is dropped."""
    kept: list[Span] = []
    for fact in sorted(facts, key=lambda one: (one[1], -one[2])):
        if not kept or fact[1] >= kept[-1][2]:
            kept.append(fact)
    return kept


def _terms_in(line: str) -> Iterator[Span]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(line):
            yield kind, *match.span()

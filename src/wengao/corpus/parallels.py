"""Parallel groups (排比): three and more clauses of equal shape, where they can be told without knowing the words."""

from __future__ import annotations

import re
from itertools import pairwise
from operator import eq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FEWEST = 3
_SEPARATORS = "；，、"
_COMMA_LENGTH = 4
_PAUSE_LENGTH = 5
_SEMICOLON_LENGTH = 6
_MOST_DIFFERENCE = 2
_LEAD = re.compile(r"^[^：]{0,40}：")
_NAME_ENDING = re.compile(r"(?:[局委部办会厅院校镇乡县区市村]|街道|书记|主任|同志|公司|[长员])$")
_DIGIT = re.compile(r"[\dA-Za-z]")
_TRIM = "。！？!?”“’‘（）《》"


def has_parallel(sentence: str) -> bool:
    """Whether a sentence has three neighbouring clauses of equal shape.

    Equal shape: between ；, the same first two characters and no more than a third longer or shorter; between ，or 、,
    the same length and the same character in the same place, or nearly the same length, the same first character and
    another in the same place from the end (以钉钉子精神抓落实、以绣花功夫抓管理).
    Lists of offices, places and posts are not parallels.
    """
    if max(map(sentence.count, _SEPARATORS)) < _FEWEST - 1:
        return False
    body = _LEAD.sub("", sentence.strip().rstrip(_TRIM))
    return (
        _has_run(_clauses(body, "；"), _same_opening, _SEMICOLON_LENGTH)
        or any(
            _has_run(_clauses(part, "，"), _same_frame, _COMMA_LENGTH)
            for part in body.split("；")
            if part.count("，") > 1
        )
        or any(
            _has_run(_clauses(part, "、"), _same_frame, _PAUSE_LENGTH)
            for part in (re.split("[，；]", body) if "、" in body else ())
            if part.count("、") > 1
        )
    )


def _clauses(text: str, separator: str) -> list[str]:
    if text.count(separator) < _FEWEST - 1:
        return []
    return [clause.strip(_TRIM) for clause in text.split(separator)]


def _has_run(clauses: Sequence[str], alike: Callable[[str, str], bool], shortest: int) -> bool:
    if len(clauses) < _FEWEST:
        return False
    run = 1
    for first, second in pairwise(clauses):
        fits = len(first) >= shortest and alike(first, second) and not _is_listing(first, second)
        run = run + 1 if fits else 1
        if run >= _FEWEST:
            return True
    return False


def _same_opening(first: str, second: str) -> bool:
    shorter, longer = sorted((len(first), len(second)))
    return first[:2] == second[:2] and shorter * 4 >= longer * 3


def _same_frame(first: str, second: str) -> bool:
    if len(first) == len(second):
        return any(map(eq, first, second))
    return (
        abs(len(first) - len(second)) <= _MOST_DIFFERENCE
        and first[:1] == second[:1]
        and any(map(eq, first[:0:-1], second[:0:-1]))
    )


def _is_listing(first: str, second: str) -> bool:
    both_names = bool(_NAME_ENDING.search(first) and _NAME_ENDING.search(second))
    return both_names or bool(_DIGIT.search(first) or _DIGIT.search(second))

"""Filters of the trade (模板过滤器): what a template's body may do with a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.language import slots, spoken
from wengao.language.dates import spoken_date
from wengao.language.numerals import chinese_numeral
from wengao.templates.stages import stage_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MOST_CHARACTERS = 200_000
"""The most characters that a filter, an expression or a whole draft may come to."""
_CLOSING_MARKS = "。；，、！;,. "
_PARTY_COMMITTEES = {"乡": "乡党委", "镇": "镇党委", "街道": "街道党工委"}
_GOVERNMENTS = {"街道": "街道办事处"}


class TooLargeError(Exception):
    """A template makes more text than a draft can be."""


def bounded_join(pieces: Sequence[str], separator: str = "") -> str:
    """The pieces in one; raises TooLargeError instead of making more than MOST_CHARACTERS."""
    if sum(map(len, pieces)) + len(separator) * len(pieces) > MOST_CHARACTERS:
        raise TooLargeError
    return separator.join(pieces)


def plain_text(value: object) -> str:
    """A value as the text has it: nothing for None, 是 or 否 for a flag. Raises TypeError for a list."""
    if isinstance(value, (list, tuple, range)):
        raise TypeError("一组值不能直接写进文字，请用 joined 或 chain 连起来")
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def numeral(number: int) -> str:
    """A number in Chinese: 12 is 十二."""
    return chinese_numeral(int(number)) if number else "零"


def amount(number: int) -> str:
    """A number before a measure word: 2 is 两（点意见）."""
    return "两" if number == 2 else numeral(number)


def full_date(iso: str | None) -> str:
    """2026-03-18 is 2026年3月18日; nothing for no date."""
    return spoken_date(iso) if iso else ""


def month_day(iso: str | None) -> str:
    """2026-03-18 is 3月18日, as news has it; nothing for no date."""
    return spoken_date(iso).partition("年")[2] if iso else ""


def clause(text: object) -> str:
    """A value without the mark that closes it, so that the sentence around it sets its own."""
    return plain_text(text).rstrip(_CLOSING_MARKS)


def joined(items: Sequence[str] | str | None, last: str = "、") -> str:
    """Items in a row: 甲、乙、丙, or with `last` 和 甲、乙和丙."""
    pieces = [clause(item) for item in _sequence(items)]
    if len(pieces) < 2:
        return "".join(pieces)
    return bounded_join([bounded_join(pieces[:-1], "、"), last, pieces[-1]])


def chain(items: Sequence[str] | str | None, mark: str = "是", separator: str = "；") -> str:
    """A chain: 一是甲；二是乙；三是丙 (with `mark` 要: 一要甲). A single item stands without its number."""
    pieces = [clause(item) for item in _sequence(items)]
    if len(pieces) < 2:
        return "".join(pieces)
    return bounded_join(
        [f"{numeral(index)}{mark}{piece}" for index, piece in enumerate(pieces, 1)], separator
    )


def slot(value: object, label: str) -> str:
    """The value, or where there is none the mark 【label】 for the drafter to fill."""
    text = joined(value) if isinstance(value, (list, tuple)) else plain_text(value)
    return text or slots.slot(label)


def work(topic: str) -> str:
    """A topic as a line of work: 双拥模范城创建 is 双拥模范城创建工作, 征兵工作 stays."""
    return topic if topic.endswith("工作") else f"{topic}工作"


def area(level: str) -> str:
    """全市 is 市, as in 我市."""
    return level.removeprefix("全")


def party(level: str) -> str:
    """The party committee of a level: 全市 is 市委, 全镇 is 镇党委, 全街道 is 街道党工委."""
    return _PARTY_COMMITTEES.get(area(level), f"{area(level)}委")


def government(level: str) -> str:
    """The government of a level: 全市 is 市政府, 全街道 is 街道办事处."""
    return _GOVERNMENTS.get(area(level), f"{area(level)}政府")


def minutes(text: str | int) -> int:
    """Minutes of speech, at least one: of a text, or of a number of 字."""
    spent = text / spoken.DEFAULT_RATE if isinstance(text, (int, float)) else spoken.minutes(text)
    return max(1, round(spent))


def _sequence(items: Sequence[str] | str | None) -> Sequence[str]:
    if items is None:
        return ()
    return (items,) if isinstance(items, str) else tuple(map(plain_text, items))


FILTERS: Mapping[str, Callable[..., object]] = {
    "amount": amount,
    "area": area,
    "chain": chain,
    "clause": clause,
    "full_date": full_date,
    "government": government,
    "joined": joined,
    "minutes": minutes,
    "month_day": month_day,
    "numeral": numeral,
    "party": party,
    "slot": slot,
    "stage_plan": stage_plan,
    "work": work,
}
"""The filters by the name a template calls them."""

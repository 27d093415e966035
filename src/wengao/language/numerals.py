"""Chinese numerals as official documents number with them: 一 to 九千九百九十九万九千九百九十九."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))
_VALUES = {digit: value for value, digit in enumerate(DIGITS)} | {"〇": 0, "两": 2}
_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000}
LARGEST = 99_999_999
"""The largest number that is written with 万 at most; no file that is read holds as many sections."""
_TEN_THOUSAND = 10_000
_LONGEST_NUMERAL = 18
"""Digits; what is longer numbers nothing, and Python takes the square of the length to read it."""
NUMERAL_CHARACTERS = "〇零一二两三四五六七八九十百千"


def chinese_numeral(number: int) -> str:
    """`number` (1 to LARGEST) in Chinese: 12 is 十二, 205 is 二百零五, 10001 is 一万零一.

    Raises ValueError outside that range.
    """
    if not 1 <= number <= LARGEST:
        message = f"not a section number: {number}"
        raise ValueError(message)
    above, below = divmod(number, _TEN_THOUSAND)
    text = f"{_below_ten_thousand(above)}万" if above else ""
    if above and 0 < below < _TEN_THOUSAND // 10:
        text += "零"
    text += _below_ten_thousand(below)
    return text.removeprefix("一") if text.startswith("一十") else text


def _below_ten_thousand(number: int) -> str:
    text, rest, skipped = "", number, False
    for value, unit in _UNITS:
        count, rest = divmod(rest, value)
        if count:
            text += ("零" if skipped else "") + DIGITS[count] + unit
            skipped = False
        elif text and rest:
            skipped = True
    return text + ("零" if skipped else "") + DIGITS[rest] if rest else text


def numeral_value(text: str) -> int | None:
    """The value of a Chinese or Arabic numeral, or None where `text` is neither: 十二 and 12 are 12."""
    if text.isdecimal():
        return int(text) if len(text) <= _LONGEST_NUMERAL else None
    above, ten_thousand, below = text.rpartition("万")
    if ten_thousand:
        high, low = numeral_value(above), numeral_value(below) if below else 0
        return None if high is None or low is None else high * _TEN_THOUSAND + low
    if not 0 < len(text) <= _LONGEST_NUMERAL or any(char not in NUMERAL_CHARACTERS for char in text):
        return None
    if not any(char in _MULTIPLIERS for char in text):
        return int("".join(str(_VALUES[char]) for char in text))
    total, pending = 0, None
    for char in text:
        if char in _MULTIPLIERS:
            total += (1 if pending is None else pending) * _MULTIPLIERS[char]
            pending = None
        else:
            pending = _VALUES[char]
    return total + (pending or 0)

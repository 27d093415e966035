"""Chinese numerals as official documents number with them: 一 to 九千九百九十九."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))
_VALUES = {digit: value for value, digit in enumerate(DIGITS)} | {"〇": 0, "两": 2}
_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000}
NUMERAL_CHARACTERS = "〇零一二两三四五六七八九十百千"


def chinese_numeral(number: int) -> str:
    """`number` (1 to 9999) in Chinese: 12 is 十二, 205 is 二百零五.

    Raises ValueError outside that range.
    """
    if not 1 <= number <= 9999:
        message = f"not a section number: {number}"
        raise ValueError(message)
    text, rest, skipped = "", number, False
    for value, unit in _UNITS:
        count, rest = divmod(rest, value)
        if count:
            text += ("零" if skipped else "") + DIGITS[count] + unit
            skipped = False
        elif text and rest:
            skipped = True
    if rest:
        text += ("零" if skipped else "") + DIGITS[rest]
    return text.removeprefix("一") if text.startswith("一十") else text


def numeral_value(text: str) -> int | None:
    """The value of a Chinese or Arabic numeral, or None where `text` is neither: 十二 and 12 are 12."""
    if text.isdecimal():
        return int(text)
    if not text or any(char not in NUMERAL_CHARACTERS for char in text):
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

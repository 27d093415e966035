"""Spoken length: syllables and minutes."""

from __future__ import annotations

import re

DEFAULT_RATE = 180
"""Syllables a minute of a speech that is read out; the usual band is 150 to 220."""

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z]")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?[%％‰]?")
_YEAR = re.compile(r"\d{4}(?=年)")
_FRACTION = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,3})(?![\d/年])")
_PLACES = 4


def syllables(text: str) -> int:
    """How many syllables `text` has when read out: 2026年 is five, 8.3% is six (百分之八点三), 1/3 four (三分之一)."""
    without_years, years = _YEAR.subn("", _FRACTION.sub(r"\2分之\1", text))
    numbers = sum(_number_syllables(match[0]) for match in _NUMBER.finditer(without_years))
    return 4 * years + numbers + len(_HAN.findall(without_years)) + len(_LATIN.findall(text))


def minutes(text: str, rate: int = DEFAULT_RATE) -> float:
    """How many minutes `text` takes at `rate` syllables a minute."""
    return syllables(text) / rate


def _number_syllables(number: str) -> int:
    percent = 3 if number[-1] in "%％‰" else 0
    whole, _, decimals = number.rstrip("%％‰").replace(",", "").partition(".")
    point = 1 + len(decimals) if decimals else 0
    return percent + _whole_syllables(whole) + point


def _whole_syllables(digits: str) -> int:
    """Syllables of a whole number: 120 is 一百二十, 10000 is 一万; over twelve digits it is read digit by digit."""
    if len(digits) > 12 or (digits.startswith("0") and len(digits) > 1):
        return len(digits)
    value = int(digits)
    if value == 0:
        return 1
    groups = []
    while value:
        value, group = divmod(value, 10**_PLACES)
        groups.append(group)
    total = 0
    for place, group in enumerate(reversed(groups)):
        if not group:
            continue
        last = place == len(groups) - 1
        total += _group_syllables(group, leading=place == 0) + (0 if last else 1)
    return total


def _group_syllables(group: int, *, leading: bool) -> int:
    digits = str(group)
    count = sum(1 for digit in digits if digit != "0")
    units = sum(1 for place, digit in enumerate(digits) if digit != "0" and place < len(digits) - 1)
    zeros = len(re.findall(r"0+(?=[1-9])", digits))
    missing_leading_zero = 0 if leading or len(digits) == _PLACES else 1
    ten_without_one = 1 if leading and 10 <= group <= 19 else 0
    return count + units + zeros + missing_leading_zero - ten_without_one

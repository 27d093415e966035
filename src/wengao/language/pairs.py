"""Pairs of neighbouring Chinese characters, as texts are compared by them: no words need to be told apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import uint32
    from numpy.typing import NDArray

_HAN = re.compile("[\u4e00-\u9fff]+")
_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FFF


def pairs(text: str) -> list[str]:
    """The pairs of neighbouring Chinese characters of a text, in order."""
    return [run[k : k + 2] for run in _HAN.findall(text) for k in range(len(run) - 1)]


def pair_codes(text: str) -> NDArray[uint32]:
    """The same pairs as numbers: the first character's code point above the second's."""
    import numpy

    points = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=numpy.uint32)
    han = (points >= _FIRST_HAN) & (points <= _LAST_HAN)
    codes: NDArray[uint32] = (points[:-1] << 16 | points[1:]).astype(numpy.uint32)
    return codes[han[:-1] & han[1:]]


def pair_of(code: int) -> str:
    """The pair that a number stands for."""
    return chr(code >> 16) + chr(code & 0xFFFF)

"""Idioms (成语) with one wrong character, and the rare words of a dictionary; both are known without being counted.

An idiom that official prose seldom says is in no table of counts; 掉以轻新 and 身先土卒 are found by the idioms alone: three
characters are as they should be, and the fourth sounds or looks like the one that belongs there.
"""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from wengao.review.typos.table import run_keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.typos.table import TypoTable

_DICTIONARY = "idioms.xz"
_LENGTH = 4
_ALONE = "和与及或的了在于对为以是有不一而并要就都也还又"
"""Words of one character that stand before and after an idiom as well as in it."""
_KNOWN = 3
"""From so many times on, four characters that stand in official prose are a phrase of their own."""


@dataclass(frozen=True, slots=True)
class WrongIdiom:
    """An idiom at text[start:start + 4]. written, proper: as it stands and as it should be."""

    start: int
    written: str
    proper: str


@cache
def _lists() -> tuple[str, str, str]:
    packed = resources.files("wengao.review").joinpath("data", _DICTIONARY).read_bytes()
    idioms, rare, also = lzma.decompress(packed).decode().split("\n")
    return idioms, rare, also


@cache
def rare_words() -> frozenset[str]:
    """Words of two characters that a dictionary has and official prose hardly says: 裹挟."""
    rare = _lists()[1]
    return frozenset(rare[at : at + 2] for at in range(0, len(rare), 2))


@cache
def _as_right() -> frozenset[str]:
    """Phrases that are one character away from an idiom, and right: 唯我独尊 beside 惟我独尊."""
    also = _lists()[2]
    return frozenset(also[at : at + _LENGTH] for at in range(0, len(also), _LENGTH))


@cache
def _by_half() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The idioms by their first two characters, and by their last two."""
    idioms = _lists()[0]
    opening: dict[str, list[str]] = {}
    closing: dict[str, list[str]] = {}
    for at in range(0, len(idioms), _LENGTH):
        idiom = idioms[at : at + _LENGTH]
        opening.setdefault(idiom[:2], []).append(idiom)
        closing.setdefault(idiom[2:], []).append(idiom)
    return opening, closing


def find_wrong_idioms(text: str, table: TypoTable) -> Iterator[WrongIdiom]:
    """The idioms of `text` with one character that only sounds or looks like the right one, in order."""
    opening, closing = _by_half()
    end = 0
    for start in range(len(text) - _LENGTH + 1):
        written = text[start : start + _LENGTH]
        likely = (*opening.get(written[:2], ()), *closing.get(written[2:], ()))
        if start < end or not likely or written in likely or written in _as_right():
            continue
        around = text[max(0, start - 1) : start], text[start + _LENGTH : start + _LENGTH + 1]
        proper = next((idiom for idiom in likely if _is_meant(written, idiom, around, table)), None)
        if proper is not None and not _is_known(written, table):
            yield WrongIdiom(start, written, proper)
            end = start + _LENGTH


def _is_meant(written: str, idiom: str, around: tuple[str, str], table: TypoTable) -> bool:
    """Whether one character is wrong, and makes no word with its neighbour: 受制于任何 is not 受制于人."""
    others = [at for at in range(_LENGTH) if written[at] != idiom[at]]
    if len(others) != 1:
        return False
    [at] = others
    half = written[:2] if at < 2 else written[2:]
    before, after = around
    outside = before + written[0] if at == 0 else written[-1] + after if at == _LENGTH - 1 else ""
    if (
        (at in (0, _LENGTH - 1) and written[at] in _ALONE)
        or _is_word(half, table)
        or _is_word(outside, table)
    ):
        return False
    return table.sound_alike(written[at], idiom[at]) or table.look_alike(written[at], idiom[at])


def _is_word(text: str, table: TypoTable) -> bool:
    if len(text) != 2:
        return False
    import numpy as np

    keys = run_keys_of(np.array([table.number(text)], dtype=np.int64))
    return text in rare_words() or bool(table.are_words(keys)[0])


def _is_known(written: str, table: TypoTable) -> bool:
    import numpy as np

    keys = run_keys_of(np.array([table.number(written)], dtype=np.int64))
    return int(table.count(keys, _LENGTH)[0]) >= _KNOWN

"""Finds phrases of four characters that lost one in the middle (贯落实) or have two of them turned round (长机效制).

A phrase is two words that official prose says together often. Its damaged form is told where the counts have never seen
it, so that nothing is asked of words that a dictionary would have to know.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from wengao.review.typos.idioms import rare_words
from wengao.review.typos.table import BITS, TypoTable, run_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

_OFTEN_TURNED = 50
"""How often a phrase must have been counted for its turned form to be told; none was wrong in
3,650,000 字 of news and laws."""
_OFTEN_CUT = 400
"""The same for one that lost a character: at 50 there were 60 wrong ones in those texts, at 400 two."""
_FITS = 10
"""How often the word that is whole again must have been counted with its neighbour: 马拉维护 is not said."""
_WORDS_ALONE = "也才去就又还都把被让给向从到在有是不没其而与和及或于以为应可令共各指支者下上会"
"""Characters that are words by themselves: 应尊重 is not 应当尊重."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged phrase at text[start:end]. proper: the whole one. turned: whether two characters only changed places."""

    start: int
    end: int
    proper: str
    turned: bool


def find_damaged(text: str, table: TypoTable) -> Iterator[Damaged]:
    """The phrases of `text` that lost a character or have two turned round."""
    ids, places = table.encode(text)
    if len(ids) < _Phrases.LENGTH:
        return
    phrases = _phrases(table)
    two, three, four = (run_keys(ids, length) for length in (2, 3, 4))
    seen = table.count(three, 3) > 0
    for lost, forms in ((1, phrases.without_second), (2, phrases.without_third)):
        unseen = np.flatnonzero(~seen)
        for at, whole in forms.among(three, unseen):
            joint = table.count(two[at + lost - 1 : at + lost], 2)[0]
            start, end = int(places[at]), int(places[at + 2]) + 1
            if (
                joint == 0
                and end - start == 3
                and _fits(ids, at, whole, lost, table)
                and not _has_other_words(text, start, lost, table)
            ):
                yield Damaged(start, end, _spelt(whole, table), turned=False)
    unseen = np.flatnonzero(~seen[:-1] & ~seen[1:])
    for at, whole in phrases.turned.among(four, unseen[table.count(four[unseen], 4) == 0]):
        start, end = int(places[at]), int(places[at + 3]) + 1
        if end - start == _Phrases.LENGTH:
            yield Damaged(start, end, _spelt(whole, table), turned=True)


@dataclass(frozen=True, slots=True)
class _Forms:
    """Damaged forms by their keys, in order, and the phrase that each comes of."""

    keys: Ids
    phrases: Ids

    @classmethod
    def of(cls, keys: Ids, phrases: Ids) -> _Forms:
        """The forms with these keys."""
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], phrases[order])

    def among(self, runs: Ids, at: Ids) -> Iterator[tuple[int, int]]:
        """Which of the runs at these places are such a form: the place, and the key of the phrase."""
        if not len(self.keys) or not len(at):
            return
        where = np.searchsorted(self.keys, runs[at])
        where[where == len(self.keys)] = 0
        found = self.keys[where] == runs[at]
        for place, form in zip(at[found], where[found], strict=True):
            yield int(place), int(self.phrases[form])


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The damaged forms of the phrases of a table."""

    LENGTH = 4
    without_second: _Forms
    without_third: _Forms
    turned: _Forms


@cache
def _phrases(table: TypoTable) -> _Phrases:
    keys, counts = table.runs[_Phrases.LENGTH - 1]
    often = counts >= _OFTEN_TURNED
    keys, counts = keys[often].astype(np.int64), counts[often]
    first, second, third, fourth = _numbers(keys)
    in_words = table.are_words((first << BITS) | second) & table.are_words((third << BITS) | fourth)
    keys, cut = keys[in_words], counts[in_words] >= _OFTEN_CUT
    first, second, third, fourth = _numbers(keys)
    return _Phrases(
        _Forms.of(((first << 2 * BITS) | (third << BITS) | fourth)[cut], keys[cut]),
        _Forms.of(((first << 2 * BITS) | (second << BITS) | fourth)[cut], keys[cut]),
        _Forms.of((first << 3 * BITS) | (third << 2 * BITS) | (second << BITS) | fourth, keys),
    )


def _numbers(keys: Ids | int) -> tuple[Ids, Ids, Ids, Ids]:
    """The numbers of the four characters of phrases."""
    wide, mask = np.asarray(keys, dtype=np.int64), (1 << BITS) - 1
    return wide >> 3 * BITS, (wide >> 2 * BITS) & mask, (wide >> BITS) & mask, wide & mask


def _fits(ids: Ids, at: int, whole: int, lost: int, table: TypoTable) -> bool:
    """Whether what stands beside the damaged word goes with it: 学习 with 贯彻 in 学习贯落实."""
    first, second, third, fourth = (int(number) for number in _numbers(whole))
    beside = at - 1 if lost == 1 else at + 3
    if not 0 <= beside < len(ids):
        return False
    run = (int(ids[beside]), first, second) if lost == 1 else (third, fourth, int(ids[beside]))
    return int(table.count(run_keys(np.array(run, dtype=np.int64), 3), 3)[0]) >= _FITS


def _spelt(key: int, table: TypoTable) -> str:
    return table.spelt(int(number) for number in _numbers(key))


def _has_other_words(text: str, start: int, lost: int, table: TypoTable) -> bool:
    """Whether the three characters part into other words: 相应|响应 is not 应急响应, 健康|长寿 not 健康成长."""
    first, second, third = tuple(text[start : start + 3])
    if lost == 1:
        return first in _WORDS_ALONE or any(
            _is_word(pair, table) for pair in (text[start - 1 : start] + first, first + second)
        )
    return third in _WORDS_ALONE or any(
        _is_word(pair, table) for pair in (third + text[start + 3 : start + 4], second + third)
    )


def _is_word(pair: str, table: TypoTable) -> bool:
    numbers = np.array(table.number(pair), dtype=np.int64)
    return len(pair) == 2 and (pair in rare_words() or bool(table.are_words(run_keys(numbers, 2))[0]))

"""Finds characters and words written twice, and characters left out, by the same counts as the typos."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wengao.language.gazetteer import gazetteer
from wengao.review.typos.phrases import find_damaged
from wengao.review.typos.table import BITS, FIRST_CHARACTER, TypoTable, run_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

_OFTEN = 20
"""How often the text as it should be must have been counted."""
_GOES_ON = 10
"""How often the text with the character put in must have been counted, the one after it included."""
_VERY_OFTEN = 50
"""How often two characters with the third must have been counted for the third to be missed."""
_KNOWN = 10
"""How often the text without the second character must have been counted."""
_SURE = 0.98
"""The share of one character among all that were counted after two others, from which its absence is a slip."""
_WORD_TWICE = re.compile(r"([\u4e00-\u9fff]{2,8})\1(?!\1)")
_HEADS = frozenset("长员委")
"""中队中队长: the second word is that of who leads the first."""
_PREPOSITIONS = "以对在为于向和与从将到给的作"
_ONE_BY_ONE = "一逐层步件户村级件点项年天时人家分日个战油主"
"""Characters that are said twice on purpose: 一项一项, 年年, 层层, 逐户逐户."""
_REDUPLICATED = frozenset("等仅种常往渐刚久默纷处深牢紧慢悄偏恰频屡稍远早")
"""Characters that are a word when they are said twice: 等等, 仅仅, 种种, 常常, 往往."""
_OPENED_TWICE = frozenset(
    text[start : start + 4]
    for text in (
        "心心相印念念不忘欣欣向荣孜孜不倦孜孜以求栩栩如生井井有条蒸蒸日上津津乐道津津有味源源不断源源不绝滔滔不绝",
        "斤斤计较头头是道面面俱到丝丝入扣息息相关息息相通格格不入历历在目芸芸众生振振有词咄咄逼人喋喋不休侃侃而谈",
        "谆谆教导循循善诱熠熠生辉生生不息跃跃欲试耿耿于怀寥寥无几比比皆是代代相传口口相传环环相扣招招见效历历可数",
        "惴惴不安彬彬有礼美美与共",
    )
    for start in range(0, len(text), 4)
)
"""Set phrases that open with a character said twice."""
_NOT_CUT = frozenset({"国务总理", "国务大臣"})
"""What other countries have."""
_NAMES_CUT = ("马来亚",)
"""Names of other days that begin as those of today do."""
_MOST = 200


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip at text[start:end]. proper: what should stand there. doubled, turned: whether something stands there twice, or
    two characters have changed places; else one is missing.
    """

    start: int
    end: int
    proper: str
    doubled: bool = False
    turned: bool = False


def find_slips(text: str, table: TypoTable) -> list[Slip]:
    """Words and characters written twice, and characters left out, in order."""
    ids, places = table.encode(text)
    if len(ids) < 4:
        return []
    runs = _Runs(table, ids)
    found = [
        *_words_twice(text, table),
        *_characters_twice(text, places, runs),
        *_left_out(text, places, runs),
        *(Slip(one.start, one.end, one.proper, turned=one.turned) for one in find_damaged(text, table)),
    ]
    found.sort(key=lambda slip: slip.start)
    kept: list[Slip] = []
    for slip in found[: 2 * _MOST]:
        if not kept or slip.start >= kept[-1].end:
            kept.append(slip)
    return kept[:_MOST]


class _Runs:
    """The counts of all runs of two, three and four characters of a text, by where they begin."""

    def __init__(self, table: TypoTable, ids: Ids) -> None:
        self.table = table
        self.ids = ids
        self.two, self.three, self.four = (table.count(run_keys(ids, length), length) for length in (2, 3, 4))
        self.written = np.array(table.readings[:, 0] > 0)[ids]


def _words_twice(text: str, table: TypoTable) -> Iterator[Slip]:
    for match in _WORD_TWICE.finditer(text):
        word = match[1]
        ids, _ = table.encode(word[-2:] + word[:2])
        said = int(table.count(run_keys(ids, 4), 4)[0]) if len(ids) == 4 else 0
        on_purpose = (
            (any(char in _ONE_BY_ONE for char in word) and len(word) < 3)
            or word[0] in "一逐很非极好"
            or word[-1] in "同和与"
        )
        known = int(table.count(run_keys(ids[:2], 2), 2)[0]) if len(ids) > 1 else 0
        longer = _is_longer_word(word + text[match.end() : match.end() + 1], table) or _is_longer_word(
            text[max(0, match.start() - 1) : match.start()] + word, table
        )
        of_rank = text[match.end() : match.end() + 1] in _HEADS
        parts = len(word) == 2 and not bool(table.are_words(run_keys(ids[:2], 2))[0])
        if (
            said == 0
            and not (longer or of_rank or parts or on_purpose)
            and len(set(word)) > 1
            and known >= _OFTEN
        ):
            yield Slip(match.start(), match.end(), word, doubled=True)


def _is_longer_word(text: str, table: TypoTable) -> bool:
    """Whether three characters are a word: 博士博士后 is 博士 and 博士后."""
    numbers = table.number(text)
    words = table.word_characters
    return len(text) == 3 and bool(((words[:, :3] == numbers).all(axis=1) & (words[:, 3] == 0)).any())


def _characters_twice(text: str, places: Ids, runs: _Runs) -> Iterator[Slip]:
    """的的, 要要, 提高高: the text is not known with both and well known with one."""
    ids, table = runs.ids, runs.table
    at = np.flatnonzero((ids[:-1] == ids[1:]) & runs.written[:-1])
    at = at[(at >= 1) & (at + 2 < len(ids))]
    if not len(at):
        return
    single = table.count((ids[at - 1] << 2 * BITS) | (ids[at] << BITS) | ids[at + 2], 3)
    before, after, around = runs.three[at - 1], runs.three[at], runs.four[at - 1]
    # 金融融合: the second character begins a word of its own.
    alone = ~table.are_words((ids[at] << BITS) | ids[at + 2])
    # 可以以口头: the first ends a word, the second is a preposition.
    alone &= ~(
        table.are_words((ids[at - 1] << BITS) | ids[at]) & np.isin(ids[at], table.number(_PREPOSITIONS))
    )
    slips = (
        alone
        & (around == 0)
        & (np.minimum(before, after) == 0)
        & (single >= _KNOWN)
        & (np.maximum(before, after) <= 3 * single)
    )
    for place in at[slips]:
        start, end = int(places[place]), int(places[place + 1]) + 1
        again = (
            text[start - 1 : start] == text[start : start + 1]
            or text[end : end + 1] == text[start : start + 1]
        )
        pairs = (
            text[end : end + 1] == text[end + 1 : end + 2]
            or text[start - 2 : start - 1] == text[start - 1 : start]
        )
        on_purpose = (
            text[start] in _ONE_BY_ONE
            or text[start] in _REDUPLICATED
            or text[start - 1 : start] == "一"  # 一座座, 一批批
            or text[start : start + 4] in _OPENED_TWICE
            or text[start - 1 : start + 2] == "立法法"
            or _is_place(text, start)
        )
        if end - start == 2 and not again and not pairs and not on_purpose:
            yield Slip(start, end, text[start], doubled=True)


def _is_place(text: str, start: int) -> bool:
    """Whether the second of two like characters begins a place's name behind another's: 福建建宁县."""
    names = gazetteer().names
    return any(text[start + 1 : start + 1 + length] in names for length in _PLACE_LENGTHS)


_PLACE_LENGTHS = (3, 4, 5)
"""Characters of a full name, 县 or 市 included; shorter ones are words too."""


def _left_out(text: str, places: Ids, runs: _Runs) -> Iterator[Slip]:
    """贯党 for 贯彻党: after two characters nearly always one and the same follows, and it is not there."""
    ids, table = runs.ids, runs.table
    size = len(ids) - 3
    if size < 1:
        return
    at = np.arange(1, size + 1)
    at = at[runs.written[at - 1] & runs.written[at]]
    doubtful = (runs.two[at - 1] >= _OFTEN) & (runs.three[at - 1] == 0) & (runs.three[at] == 0)
    keys, counts = table.runs[2]
    for place in at[doubtful]:
        prefix = (int(ids[place - 1]) << BITS) | int(ids[place])
        low, high = np.searchsorted(keys, (prefix << BITS, (prefix + 1) << BITS))
        if low == high:
            continue
        best = int(low) + int(np.argmax(counts[low:high]))
        missing, often = int(keys[best]) & ((1 << BITS) - 1), int(counts[best])
        if missing < FIRST_CHARACTER or often < _SURE * int(runs.two[place - 1]) or often < _VERY_OFTEN:
            continue
        after = int(ids[place + 1])
        goes_on = table.count(np.array([(prefix << 2 * BITS) | (missing << BITS) | after]), 4)[0]
        onward = int(ids[place + 2])
        follows = (int(ids[place]) << 3 * BITS) | (missing << 2 * BITS) | (after << BITS) | onward
        if min(goes_on, table.count(np.array([follows]), 4)[0]) < _GOES_ON or missing == after:
            continue
        start, end = int(places[place - 1]), int(places[place]) + 1
        if (
            text[start : start + 4] in _NOT_CUT
            or text.startswith(_NAMES_CUT, start)
            or (text[end - 1] == "应" and table.characters[missing - FIRST_CHARACTER] == "当")
        ):
            continue
        if end - start == 2 and _is_run(text, int(places[place]), int(places[place + 1])):
            yield Slip(
                start, end, text[start:end] + table.characters[missing - FIRST_CHARACTER], doubled=False
            )


def _is_run(text: str, place: int, following: int) -> bool:
    """Whether nothing that says something, such as a line's end, stands between two places."""
    return "\n" not in text[place:following]

"""Finds words written with the wrong character: same-sounding (同音), alike in shape (形近), or turned round (颠倒).

At every place where the counts do not know the text, the words that sound or look the same are put in. One is told where
the text becomes much more likely with it, the new surroundings are attested, and the old ones are not: a stupid backoff
(Brants and others, 2007) over runs of four characters. Time is in proportion to the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice, product
from typing import TYPE_CHECKING

import numpy as np

from wengao.review.typos.idioms import rare_words
from wengao.review.typos.table import (
    BITS,
    END,
    FIRST_CHARACTER,
    MOST_READINGS,
    SYLLABLE_BITS,
    TypoTable,
    run_keys,
    run_keys_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

_AROUND = 3
"""Characters on either side of a word that its likelihood depends on."""
_CHUNK = 20_000
"""Characters that are looked at in one go, so that a megabyte in one line takes no more memory than a page."""
_MOST = 500
"""Typos that are told of one text; nobody reads more."""
_LENGTHS = (2, 3, 4)
_BACKOFF = 0.4
_LEAST = 1e-12
_ATTESTED = 5
_ALONE = (
    "也才去就又还都把被让给向从到在有是不没我你他她吾之其而与和及或于以为"
    "十百千万一二三四五六七八九个了着过很更最再这那来省市县区"
)
"""Characters that are words by themselves."""
_COUNTRIES = (
    "中美俄英法德日韩朝印泰越老缅柬菲马新蒙哈吉塔乌土巴沙埃南非澳加墨欧东盟格塞匈智秘阿伊叙黎挪芬荷葡"
)
"""Short names of countries: 泰中 is how the other side says 中泰."""
_ESTABLISHED = 10
"""A word counted so many times beside what stands there is meant: 安全实用, though 安全使用 is said far oftener."""
_FIRST_SHAPE = 1 << 10
"""The syllable numbers from here on stand for groups of characters that look alike."""


_LEAST_GAIN = 4.0
"""Natural logarithm; below it no candidate is looked at further."""
_LEAST_SEEN = 4
"""Surroundings of the new word counted less often than this say nothing; the table drops runs below three."""


class _Weight:
    """What speaks for a typo and against it, and how strongly: natural logarithm of the odds.

    Fitted by logistic regression on 251 same-sounding words planted in published sentences, and on 3,200 candidates in
    560,000 字 of published text, none of which the table knew (docs/typos.md has the curve).
    """

    GAIN = 0.32
    """A unit of likelihood gained."""
    WIDE = 0.39
    """Log of how often the new word was counted with two characters beside it."""
    BOTH = 0.69
    """The new word was counted both with the character before it and with the one after it."""
    RARER = 0.13
    """Log of the rarer of those two."""
    KNOWN = 0.15
    """Log of how often the new word was counted."""
    WAS_LEFT = -0.56
    """Log of how often the old word was counted with the character before it."""
    WAS_RIGHT = -0.10
    """The same with the one after it."""
    SAME = 0.66
    """A character that stays as it is."""
    TURNED = -3.9
    """The two characters only change places, and the old word is known as well: 展会 and 会展 are both words."""
    CROSSES = -1.5
    """The old characters are no word, and one of them makes a word with its neighbour: 海口港 is 海口 and 港."""
    ALONE = -2.5
    """The old characters are no word, and one of them is a word by itself: 也捂, 十时."""
    NO_WORD = 0.5
    """The two old characters are no word, and one of them stays."""
    NEVER = 1.0
    """And they were never counted side by side: 影向, 杜决. Both were set on 2,050,000 字 of news and laws, which the table
    did not know, and on 2,500 such slips planted in them: three more are wrong, and 71 % are found in place of 62 %."""
    THREE = -0.6
    """A word of three characters."""
    FOUR = 2.0
    """A word of four characters of which three stay; no such candidate in the published text was wrong."""
    HALF = -3.0
    """Of four characters the half that changes is a word as it stands: 网格服务, 网络服务."""
    AGAIN = -3.6
    """The draft has the old word twice: whoever writes it twice means it."""
    RARE = -2.5
    """A dictionary has the old word, and official prose hardly says it: 裹挟. Set by hand, on news and laws."""
    NONE = -8.0
    """Before anything is known."""


LEAST = 0.8
"""Odds (natural logarithm) from which a word is told; at 0 one of two told of news and laws was a name or a rare word."""
SURE = 2.0
"""Odds from which it is rather sure: half of those planted, 0.05 wrong ones."""


@dataclass(frozen=True, slots=True)
class Typo:
    """A word that is probably another: text[start:end].

    written, proper: the word as it stands and as it probably should be. odds: that it should, natural logarithm.
    seen, was_seen: how often the new word and the old one were counted beside the characters that stand there.
    """

    start: int
    end: int
    written: str
    proper: str
    odds: float
    seen: int
    was_seen: int

    def within(self, text: str) -> Typo:
        """The typo with the odds that it has in a whole text: whoever writes a word twice means it."""
        again = text.find(self.written, text.find(self.written) + 1) != -1
        rare = self.written in rare_words()
        return replace(self, odds=self.odds + again * _Weight.AGAIN + rare * _Weight.RARE)


class TypoFinder:
    """Finds typos by a table. near_sounds: whether n/l, in/ing, zh/z and the like count as the same sound."""

    def __init__(self, table: TypoTable, *, near_sounds: bool = False) -> None:
        self._table = table
        self._near_sounds = near_sounds

    def find(self, text: str, least: float = LEAST) -> list[Typo]:
        """The typos of `text` with odds of at least `least`, in order, none overlapping another."""
        typos = (one.within(text) for one in self.look(text, least))
        return list(islice((one for one in typos if one.odds >= least), _MOST))

    def look(self, text: str, least: float = LEAST) -> Iterator[Typo]:
        """As find, but each by itself: whether a word is written twice is not asked, and there may be any number."""
        ids, places = self._table.encode(text)
        chunks = (self._in_chunk(text, ids, places, start, least) for start in range(0, len(ids), _CHUNK))
        return chain.from_iterable(chunks)

    def _in_chunk(self, text: str, ids: Ids, places: Ids, start: int, least: float) -> Iterator[Typo]:
        first, last = max(start - 2 * _AROUND, 0), min(start + _CHUNK + 2 * _AROUND, len(ids))
        padding = np.full(_AROUND, END, dtype=np.int64)
        window = np.concatenate([padding, ids[first:last], padding])
        where = places[first:last]
        likely = [one for length in _LENGTHS for one in self._likely(window, length, least)]
        taken: set[int] = set()
        chosen: list[Typo] = []
        for one in sorted(likely, key=lambda one: -one.odds):
            begin, end = int(where[one.at - _AROUND]), int(where[one.at - _AROUND + len(one.word) - 1]) + 1
            inside = start <= first + one.at - _AROUND < start + _CHUNK
            if not inside or end - begin != len(one.word) or taken.intersection(range(begin, end)):
                continue
            taken.update(range(begin, end))
            proper = self._spelt(one.word)
            chosen.append(Typo(begin, end, text[begin:end], proper, one.odds, one.seen, one.was_seen))
        yield from sorted(chosen, key=lambda typo: typo.start)

    def _spelt(self, word: tuple[int, ...]) -> str:
        return "".join(self._table.characters[number - FIRST_CHARACTER] for number in word)

    def _likely(self, ids: Ids, length: int, least: float) -> Iterator[_Candidate]:
        """The candidates of one length with enough odds."""
        at, words = self._candidates(ids, length)
        if not len(at):
            return
        old = ids[at[:, None] + np.arange(-_AROUND, length + _AROUND)[None, :]]
        new = old.copy()
        new[:, _AROUND : _AROUND + length] = words
        # Few candidates are attested beside their neighbours; only those are worth the sum over the window.
        attested = np.maximum(*self._beside(new, length)) >= _LEAST_SEEN
        at, words, old, new = at[attested], words[attested], old[attested], new[attested]
        gain = self._likelihood(new) - self._likelihood(old)
        worth = gain >= _LEAST_GAIN
        at, words, old, new, gain = at[worth], words[worth], old[worth], new[worth], gain[worth]
        odds, seen, was_seen = self._odds(old, new, gain, length)
        for index in np.flatnonzero(odds >= least):
            word = tuple(map(int, words[index]))
            yield _Candidate(float(odds[index]), int(at[index]), word, int(seen[index]), int(was_seen[index]))

    def _odds(
        self, old: Ids, new: Ids, gain: NDArray[np.float64], length: int
    ) -> tuple[NDArray[np.float64], Ids, Ids]:
        """The odds of each candidate, and how often the new and the old word were counted beside their neighbours."""
        left, right = self._beside(new, length)
        was_left, was_right = self._beside(old, length)
        table, inside = self._table, slice(_AROUND, _AROUND + length)
        wide = np.maximum(
            table.count(run_keys_of(new[:, 1:5]), 4),
            table.count(run_keys_of(new[:, _AROUND + length - 2 : _AROUND + length + 2]), 4),
        )
        both, rarer = (left > 0) & (right > 0), np.minimum(left, right)
        same = (old[:, inside] == new[:, inside]).sum(axis=1)
        is_word = table.are_words(run_keys_of(old[:, inside]))
        known_so = (was_left > 0) | (was_right > 0) | is_word
        turned = known_so & (np.sort(old[:, inside], axis=1) == np.sort(new[:, inside], axis=1)).all(axis=1)
        odds = (
            _Weight.NONE
            + _Weight.GAIN * gain
            + _Weight.WIDE * np.log1p(wide)
            + _Weight.BOTH * both
            + _Weight.RARER * both * np.log1p(rarer)
            + _Weight.KNOWN * np.log1p(table.count(run_keys_of(new[:, inside]), length))
            + _Weight.WAS_LEFT * np.log1p(was_left)
            + _Weight.WAS_RIGHT * np.log1p(was_right)
            + _Weight.SAME * same
            + _Weight.TURNED * turned
            + {3: _Weight.THREE, 4: _Weight.FOUR}.get(length, 0.0)
        )
        both_right = turned & is_word
        changed, named = old[:, inside] != new[:, inside], np.isin(old[:, inside], self._countries)
        pairs = named[:, :-1] & named[:, 1:] & (changed[:, :-1] | changed[:, 1:])
        odds[pairs.any(axis=1)] = -np.inf  # 泰中, 中墨关系
        odds[both_right | (is_word & (np.maximum(was_left, was_right) >= _ESTABLISHED))] = -np.inf
        if length == _LENGTHS[0]:
            no_word = (same == 1) & ~is_word
            odds += _Weight.NO_WORD * no_word
            odds += _Weight.NEVER * (no_word & (table.count(run_keys_of(old[:, inside]), length) == 0))
            odds += self._apart(old)
        if length > _LENGTHS[0]:
            # 包馅儿 for 保险人: nothing but the sound is left of the word.
            odds[same == 0] = -np.inf
        if length == _LENGTHS[-1]:
            # An idiom has one wrong character; with two it is another phrase.
            odds[same < length - 1] = -np.inf
            odds += _Weight.HALF * self._half_is_word(old, new)
        return odds, np.maximum(left, right), np.maximum(was_left, was_right)

    def _candidates(self, ids: Ids, length: int) -> tuple[Ids, Ids]:
        """Places in `ids` where another word may be meant, and the characters of that word, one row each."""
        suspicious = self._suspicious(ids, length)
        index = self._index[length]
        at, rows = [], []
        for keys, which in self._keys_at(ids, suspicious, length):
            first = np.searchsorted(index.keys, keys, side="left")
            count = np.searchsorted(index.keys, keys, side="right") - first
            spread = np.repeat(np.arange(len(keys)), count)
            offset = np.arange(len(spread)) - np.repeat(np.cumsum(count) - count, count)
            at.append(which[spread])
            rows.append(index.rows[first[spread] + offset])
        if not at:
            return np.zeros(0, dtype=np.int64), np.zeros((0, length), dtype=np.int64)
        places = np.concatenate(at)
        words = self._table.word_characters[np.concatenate(rows), :length].astype(np.int64)
        if length == _LENGTHS[0]:
            places, words = self._with_swapped(ids, suspicious, places, words)
        stands = ids[places[:, None] + np.arange(length)[None, :]]
        other = (words != stands).any(axis=1)
        return places[other], words[other]

    def _suspicious(self, ids: Ids, length: int) -> Ids:
        """Places where a word of this length may be wrong: only Chinese characters, and not well attested around."""
        table, size = self._table, len(ids)
        places = np.arange(_AROUND, size - _AROUND - length + 1)
        if not len(places):
            return places
        written = self._is_written(ids)
        run = np.ones(len(places), dtype=bool)
        for offset in range(length):
            run &= written[places + offset]
        places = places[run]
        threes, fours = run_keys(ids, 3), run_keys(ids, 4)
        if length == 2:
            known = (table.count(fours[places - 1], 4) >= _ATTESTED) | (
                (table.count(threes[places - 1], 3) >= _ATTESTED)
                & (table.count(threes[places], 3) >= _ATTESTED)
            )
        elif length == 3:
            known = (table.count(threes[places], 3) >= 2 * _ATTESTED) & (
                (table.count(fours[places - 1], 4) >= _ATTESTED)
                | (table.count(fours[places], 4) >= _ATTESTED)
            )
        else:
            known = table.count(fours[places], 4) >= _ATTESTED
        return places[~known]

    def _is_written(self, ids: Ids) -> NDArray[np.bool_]:
        """Which numbers are Chinese characters that have a reading."""
        has_reading = self._sounds[:, 0] > 0
        return has_reading[ids]

    def _keys_at(self, ids: Ids, places: Ids, length: int) -> Iterator[tuple[Ids, Ids]]:
        """For every way to read the characters at `places`: the keys, and the places that can be read so."""
        sounds = self._sounds
        choices = range(MOST_READINGS if length < 4 else 2)
        ways = [*product(choices, repeat=length)]
        shape = MOST_READINGS
        ways += [tuple(shape if each == one else 0 for each in range(length)) for one in range(length)]
        stands = ids[places[:, None] + np.arange(length)[None, :]] if len(places) else None
        if stands is None:
            return
        for way in ways:
            keys = np.zeros(len(places), dtype=np.int64)
            readable = np.ones(len(places), dtype=bool)
            for offset, reading in enumerate(way):
                syllables = sounds[stands[:, offset], reading]
                readable &= syllables > 0
                keys = (keys << SYLLABLE_BITS) | syllables
            if readable.any():
                yield keys[readable], places[readable]

    def _with_swapped(self, ids: Ids, suspicious: Ids, places: Ids, words: Ids) -> tuple[Ids, Ids]:
        """The candidates, with those of two characters that are a word when they are turned round."""
        pairs = np.stack([ids[suspicious + 1], ids[suspicious]], axis=1) if len(suspicious) else words[:0]
        known = self._table.are_words((pairs[:, 0] << BITS) | pairs[:, 1])
        return np.concatenate([places, suspicious[known]]), np.concatenate([words, pairs[known]])

    def _likelihood(self, windows: Ids) -> NDArray[np.float64]:
        """The logarithm of the likelihood of each window, its first characters given."""
        table = self._table
        total = np.zeros(len(windows))
        for place in range(_AROUND, windows.shape[1]):
            one = windows[:, place]
            two = (windows[:, place - 1] << BITS) | one
            three = (windows[:, place - 2] << 2 * BITS) | two
            four = (windows[:, place - 3] << 3 * BITS) | three
            share = _BACKOFF**3 * np.maximum(table.count(one, 1), 0.5) / table.total
            for weight, key, before, length in (
                (_BACKOFF**2, two, two >> BITS, 2),
                (_BACKOFF, three, three >> BITS, 3),
                (1.0, four, four >> BITS, 4),
            ):
                count = table.count(key, length)
                seen = np.maximum(table.count(before, length - 1), 1)
                share = np.where(count > 0, weight * count / seen, share)
            total += np.log(np.clip(share, _LEAST, 1.0))
        return total

    def _half_is_word(self, old: Ids, new: Ids) -> NDArray[np.bool_]:
        """Whether the half of four characters that is to change is a word as it stands: 网格 in 网格服务."""
        are_words = self._table.are_words
        halves = [(slice(_AROUND, _AROUND + 2)), (slice(_AROUND + 2, _AROUND + 4))]
        changed = [(old[:, half] != new[:, half]).any(axis=1) for half in halves]
        words = [are_words(run_keys_of(old[:, half])) for half in halves]
        told: NDArray[np.bool_] = np.logical_or(changed[0] & words[0], changed[1] & words[1])
        return told

    def _apart(self, windows: Ids) -> NDArray[np.float64]:
        """What speaks against two characters that are no word, where they belong to other words."""
        are_words = self._table.are_words
        first, second = windows[:, _AROUND], windows[:, _AROUND + 1]
        crosses, alone = (
            are_words((windows[:, _AROUND - 1] << BITS) | first)
            | are_words((second << BITS) | windows[:, _AROUND + 2]),
            np.isin(first, self._words_alone) | np.isin(second, self._words_alone),
        )
        no_word = ~are_words((first << BITS) | second)
        against = _Weight.CROSSES * crosses.astype(np.float64) + _Weight.ALONE * alone.astype(np.float64)
        return np.where(no_word, against, 0.0)

    @cached_property
    def _countries(self) -> list[int]:
        return self._table.number(_COUNTRIES)

    @cached_property
    def _words_alone(self) -> list[int]:
        return self._table.number(_ALONE)

    def _beside(self, windows: Ids, length: int) -> tuple[Ids, Ids]:
        """How often the word, or what of it fits into a run, was counted with the character before it and after it."""
        size = min(length + 1, 4)
        end = _AROUND + length + 1
        left = run_keys_of(windows[:, _AROUND - 1 : _AROUND - 1 + size])
        right = run_keys_of(windows[:, end - size : end])
        beside = self._table.count(left, size), self._table.count(right, size)
        if length == _LENGTHS[-1]:
            # An idiom is known by itself.
            itself = self._table.count(run_keys_of(windows[:, _AROUND : _AROUND + length]), length)
            return np.maximum(beside[0], itself), np.maximum(beside[1], itself)
        return beside

    def _as_heard(self, syllables: NDArray[np.int16]) -> Ids:
        """The syllables, those that many confuse made one where near sounds count."""
        if not self._near_sounds:
            return syllables.astype(np.int64)
        heard: dict[str, int] = {}
        numbers = [0]
        for number, syllable in enumerate(self._table.syllables, 1):
            numbers.append(heard.setdefault(_blurred(syllable), number))
        return np.array(numbers, dtype=np.int64)[syllables]

    @cached_property
    def _sounds(self) -> NDArray[np.int64]:
        """By number of a character: its syllables and, last, the group of characters that it looks like; 0 for none."""
        table = self._table
        sounds = np.zeros((len(table.readings), MOST_READINGS + 1), dtype=np.int64)
        sounds[:, :MOST_READINGS] = self._as_heard(table.readings)
        for group, characters in enumerate(table.shapes):
            for number in table.number(characters):
                if number > 0:
                    sounds[number, MOST_READINGS] = _FIRST_SHAPE + group
        return sounds

    @cached_property
    def _index(self) -> dict[int, _Words]:
        return {length: self._words(length) for length in _LENGTHS}

    def _words(self, length: int) -> _Words:
        """The words of one length by their sounds; those with a character that has a look-alike by its shape as well."""
        characters = self._table.word_characters
        fits = characters[:, length - 1] > 0
        if length < characters.shape[1]:
            fits &= characters[:, length] == 0
        rows = np.flatnonzero(fits)
        syllables = self._as_heard(self._table.word_syllables[rows, :length])
        groups = self._sounds[characters[rows, :length].astype(np.int64), MOST_READINGS]
        keys, which = [_packed(syllables)], [rows]
        for place in range(length):
            alike = groups[:, place] > 0
            shaped = syllables[alike].copy()
            shaped[:, place] = groups[alike, place]
            keys.append(_packed(shaped))
            which.append(rows[alike])
        all_keys, all_rows = np.concatenate(keys), np.concatenate(which)
        order = np.argsort(all_keys, kind="stable")
        return _Words(all_keys[order], all_rows[order])


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A word that may be meant at a place of a chunk, the numbers of its characters, and what speaks for it."""

    odds: float
    at: int
    word: tuple[int, ...]
    seen: int
    was_seen: int


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of one length. keys: of their sounds, in order. rows: where each stands."""

    keys: Ids
    rows: Ids


def _blurred(syllable: str) -> str:
    """A syllable without what southern speech does not tell apart: zh/z, ch/c, sh/s, n/l, in/ing, en/eng."""
    flat = syllable.replace("zh", "z").replace("ch", "c").replace("sh", "s").replace("ü", "v")
    flat = flat.removesuffix("g") if flat.endswith("ng") else flat
    return "n" + flat[1:] if flat.startswith("l") else flat


def _packed(syllables: Ids) -> Ids:
    keys = syllables[:, 0].copy()
    for column in range(1, syllables.shape[1]):
        keys = (keys << SYLLABLE_BITS) | syllables[:, column]
    return keys

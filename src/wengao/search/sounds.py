"""Words by their sound (读音): how a word is typed in pinyin, and which words of a vocabulary are typed so."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

_CHINESE = re.compile("[一-鿿]{2,}")


def syllables_of(words: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The Chinese words of two characters or more among `words`, each with its syllables as they are typed."""
    from pypinyin.constants import PHRASES_DICT

    for word in filter(_CHINESE.fullmatch, words):
        if word in PHRASES_DICT:
            yield word, tuple(_without_tone(readings[0]) for readings in PHRASES_DICT[word])
        else:
            yield word, tuple(map(_reading, word))


def whole(syllables: Iterable[str]) -> str:
    """Syllables as they are typed in full: zerenliantiao."""
    return "".join(syllables)


def initials(syllables: Iterable[str]) -> str:
    """The initials of syllables: zrlt."""
    return "".join(syllable[:1] for syllable in syllables)


class SoundingVocabulary:
    """A vocabulary by its sound. words: gives each with its frequency; called when first needed, and only then."""

    def __init__(self, words: Callable[[], Mapping[str, int]]) -> None:
        self._words = words

    def typed(self, spellings: Collection[str], *, initials: bool = False) -> dict[str, tuple[str, ...]]:
        """The words that are typed so, commonest first, for each spelling that has some.

        initials: whether the spellings are initials rather than whole syllables.
        """
        table = self._by_initials if initials else self._by_syllables
        return {spelling: tuple(table[spelling].split()) for spelling in spellings if spelling in table}

    @cached_property
    def _sounds(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The words with their syllables, commonest first."""
        words = self._words()
        return tuple(syllables_of(sorted(words, key=lambda word: (-words[word], word))))

    @cached_property
    def _by_syllables(self) -> dict[str, str]:
        return _joined((whole(syllables), word) for word, syllables in self._sounds)

    @cached_property
    def _by_initials(self) -> dict[str, str]:
        return _joined((initials(syllables), word) for word, syllables in self._sounds)


def commonest(typed: Mapping[str, Collection[str]], frequencies: Mapping[str, int]) -> dict[str, str]:
    """For each spelling the commonest of the words that are typed so; none for one whose words have no frequency."""
    best = {}
    for spelling, words in typed.items():
        held = [word for word in words if frequencies.get(word)]
        if held:
            best[spelling] = min(held, key=lambda word: (-frequencies[word], word))
    return best


def _joined(spelled: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The words of each spelling in one text, a space between: a tuple for each would take twice the memory."""
    table: dict[str, str] = {}
    for spelling, word in spelled:
        table[spelling] = f"{table[spelling]} {word}" if spelling in table else word
    return table


@cache
def _reading(character: str) -> str:
    """The commonest syllable of a Chinese character; empty where none is known."""
    from pypinyin.constants import PINYIN_DICT

    return _without_tone(PINYIN_DICT.get(ord(character), "").partition(",")[0])


@cache
def _without_tone(syllable: str) -> str:
    """A syllable as it is typed: lǜ is lv."""
    from pypinyin.contrib.tone_convert import to_normal

    return str(to_normal(syllable))

"""What may have been meant by a query that finds nothing: words typed in pinyin (拼音) or sounding alike, near shapes.

Tried only then: the table of sounds is loaded, and the words of the index are read, with the first such query.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from wengao.search.engine import SearchEngine
    from wengao.search.query import Query

_STEPS = (1, -1, 2, -2)
_MOST_PARTS = 4
"""How the number of characters of a clause is changed, and how many clauses a heading shape that is changed may have."""
_CHINESE = re.compile("[一-鿿]{2,}")
_MOST_LETTERS = 60
_MOST_WORDS = 6
"""Letters of pinyin that are tried, and words that they are taken for at most."""


def near_shapes(query: Query) -> Iterator[str]:
    """Heading shapes like the one that the query asks for (字:4+4 → 5+5, 4+5), nearest first."""
    parts = [int(part) for shape in query.shapes for part in shape.split("+")]
    if len(query.shapes) != 1 or len(parts) > _MOST_PARTS:
        return
    for step in _STEPS:
        yield _shape(part + step for part in parts)
        for place in range(len(parts)) if len(parts) > 1 else ():
            yield _shape(part + step * (at == place) for at, part in enumerate(parts))


def _shape(parts: Iterable[int]) -> str:
    return "+".join(str(max(1, part)) for part in parts)


class SoundingWords:
    """The words of an index by their sound. words: gives each with its frequency; called when first needed."""

    def __init__(self, words: Callable[[], Mapping[str, int]]) -> None:
        self._words = words

    def typed_as_pinyin(self, query: Query) -> Query | None:
        """The query with its words, which are Latin letters, taken as pinyin; None where that gives no words.

        Letters are taken as whole syllables (zeren liantiao, zerenliantiao) or as initials (zrlt).
        """
        typed = "".join(query.words).casefold().replace("'", "")
        if query.phrases or not (1 < len(typed) <= _MOST_LETTERS and typed.isascii() and typed.isalpha()):
            return None
        meant = self._from_syllables(typed) or self._from_initials(typed)
        return replace(query, words=meant) if meant else None

    def alike(self, query: Query) -> Iterator[Query]:
        """The query with words of the same sound in the place of its own (责任连条 → 责任链条)."""
        for quoted, plain in ((query.phrases, False), (query.words, True)):
            for text in quoted:
                sound = "".join(self._syllables(text))
                meant = "".join(self._from_syllables(sound)) if sound else ""
                if meant and meant != text:
                    others = tuple(meant if one == text else one for one in quoted)
                    yield replace(query, words=others) if plain else replace(query, phrases=others)

    def _from_syllables(self, typed: str) -> tuple[str, ...]:
        """The fewest words whose full pinyin is what was typed, commoner ones first; empty where there are none."""
        best: list[tuple[str, ...] | None] = [()]
        for end in range(1, len(typed) + 1):
            ways = [
                (*before, self._by_sound[typed[start:end]])
                for start in range(end)
                if (before := best[start]) is not None and typed[start:end] in self._by_sound
            ]
            best.append(min(ways, key=len, default=None))
        found = best[-1]
        return found if found and len(found) <= _MOST_WORDS else ()

    def _from_initials(self, typed: str) -> tuple[str, ...]:
        word = self._by_initials.get(typed)
        return (word,) if word else ()

    @property
    def loaded(self) -> bool:
        """Whether the words have been read; they are not read again."""
        return "_sounds" in self.__dict__

    @cached_property
    def _sounds(self) -> dict[str, str]:
        """The syllables, a space between, of the Chinese words of two characters or more, commonest words first."""
        from pypinyin.constants import PHRASES_DICT

        words = self._words()
        chinese = sorted(filter(_CHINESE.fullmatch, words))
        chinese.sort(key=words.__getitem__, reverse=True)
        alone = {character: _reading(character) for character in set("".join(chinese))}
        return {
            word: " ".join([_without_tone(readings[0]) for readings in PHRASES_DICT[word]])
            if word in PHRASES_DICT
            else " ".join(map(alone.__getitem__, word))
            for word in chinese
        }

    @cached_property
    def _by_sound(self) -> dict[str, str]:
        by_sound: dict[str, str] = {}
        for word, syllables in self._sounds.items():
            by_sound.setdefault(syllables.replace(" ", ""), word)
        return by_sound

    @cached_property
    def _by_initials(self) -> dict[str, str]:
        by_initials: dict[str, str] = {}
        for word, syllables in self._sounds.items():
            by_initials.setdefault("".join([syllable[0] for syllable in syllables.split()]), word)
        return by_initials

    def _syllables(self, text: str) -> tuple[str, ...]:
        from pypinyin import lazy_pinyin

        return tuple(syllable for syllable in lazy_pinyin(text, errors="ignore", v_to_u=False))


def _reading(character: str) -> str:
    """The commonest syllable of a Chinese character; empty where none is known."""
    from pypinyin.constants import PINYIN_DICT

    return _without_tone(PINYIN_DICT.get(ord(character), "").partition(",")[0])


@cache
def _without_tone(syllable: str) -> str:
    """A syllable as it is typed: lǜ is lv."""
    from pypinyin.contrib.tone_convert import to_normal

    return str(to_normal(syllable))


class KeptSounds:
    """The sounding words of an engine, kept until it holds others."""

    def __init__(self) -> None:
        self._known: tuple[int, SoundingWords] | None = None

    def of(self, engine: SearchEngine) -> SoundingWords:
        """The words of an engine by their sound."""
        known = self._known
        if known is None or known[0] != engine.generation or not known[1].loaded:
            known = self._known = (engine.generation, SoundingWords(engine.words))
        return known[1]

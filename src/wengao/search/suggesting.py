"""What may have been meant by a query that finds nothing: words typed in pinyin (拼音) or sounding alike, near shapes.

Tried only then: the table of sounds is loaded with the first such query.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from wengao.search.query import Query

_STEPS = (1, -1, 2, -2)
_MOST_PARTS = 4
"""How the number of characters of a clause is changed, and how many clauses a heading shape that is changed may have."""
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


class Vocabulary(Protocol):
    """Where words are looked up by their sound: an engine."""

    def sounding(self, spellings: Collection[str], *, initials: bool = False) -> Mapping[str, str]:
        """See search.engine.ReadingEngine."""


class SoundingWords:
    """The words of a vocabulary by their sound."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

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
        parts = {typed[start:end] for start in range(len(typed)) for end in range(start + 1, len(typed) + 1)}
        words = self._vocabulary.sounding(parts)
        best: list[tuple[str, ...] | None] = [()]
        for end in range(1, len(typed) + 1):
            ways = [
                (*before, words[typed[start:end]])
                for start in range(end)
                if (before := best[start]) is not None and typed[start:end] in words
            ]
            best.append(min(ways, key=len, default=None))
        found = best[-1]
        return found if found and len(found) <= _MOST_WORDS else ()

    def _from_initials(self, typed: str) -> tuple[str, ...]:
        return tuple(self._vocabulary.sounding((typed,), initials=True).values())

    def _syllables(self, text: str) -> tuple[str, ...]:
        from pypinyin import lazy_pinyin

        return tuple(syllable for syllable in lazy_pinyin(text, errors="ignore", v_to_u=False))

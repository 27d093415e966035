"""The pieces of a title that no line end falls into (标题回行的词): words, names, numbers with what they count, set phrases.

The names are those that the finder of names knows: the gazetteer's places, and what the unit's settings and lists tell.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module, resources
from typing import TYPE_CHECKING, cast

from wengao.installation import has_part
from wengao.language.finding import find_names
from wengao.language.known import occurrences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_FILE = "titles.toml"
_LEADING = frozenset("在于对为以把被向从由让使将就按经第各该本记授评“‘《〈【〔（")
"""Single characters that belong to what follows; any other single character belongs to what stands before it."""

_APART = frozenset("，；：。！？、和与及暨或\u3000 ")
_ALSO = "暨"
"""Two names stand on either side of it, whatever was found."""

_MAY_BE_CUT = "｜"
"""Where a phrase of the list may be cut, if it must."""
_NUMBER = re.compile(r"[0-9A-Za-z.．%％—–\-~～·/]+")
_ORDINAL = re.compile(r"[第首]?[一二三四五六七八九十百\d]+(?:个|届|次|轮|批|期|季度|中|条|项)?")
_CLASSIFIERS = frozenset("名个项件条位家所座类种批次期")
"""After a figure, what is counted follows: 12名同志."""

_TIME_AND_SPAN = re.compile(
    r"(?:\d{2,4}(?:[—–\-~～至]\d{2,4})?年(?:度)?|[“”]?十[一二三四五六]五[“”]?)"
    r"(?:时期|期间|上半年|下半年|春节|第[一二三四]季度)*"
)
_TEARABLE = frozenset({"post", "meeting"})
"""Kinds of names that are too long, or too often mere words, to be kept whole whatever the line."""


@dataclass(frozen=True)
class TitleWords:
    """What breaking titles has to know of words: see data/titles.toml."""

    whole: tuple[str, ...]
    heads: frozenset[str]
    carriers: frozenset[str]

    @cached_property
    def phrases(self) -> Mapping[str, int]:
        """The phrases that stand together, each with the one place where it may be cut if it must; 0 for none."""
        return {phrase.replace(_MAY_BE_CUT, ""): max(phrase.find(_MAY_BE_CUT), 0) for phrase in self.whole}


@cache
def title_words() -> TitleWords:
    """The words of data/titles.toml."""
    text = resources.files("wengao.export").joinpath("data", _FILE).read_text(encoding="utf-8")
    lists = tomllib.loads(text)
    return TitleWords(tuple(lists["whole"]), frozenset(lists["heads"]), frozenset(lists["carriers"]))


@dataclass(frozen=True, slots=True)
class Cuttable:
    """A title, and where it may be cut. words: in order. bonds: offsets that lie in a name, a number or a phrase.

    soft: offsets that lie in the name of a meeting: it is kept whole where there is room.
    """

    words: tuple[str, ...]
    bonds: frozenset[int]
    soft: frozenset[int]


def cuttable(title: str) -> Cuttable:
    """Where `title` may be cut."""
    words = tuple(segmented(title))
    bonds = set(_single_characters(words)) | set(_repeated(words))
    soft: set[int] = set()
    for name in find_names(title):
        inside = range(name.start + 1, name.end)
        if name.kind == "meeting":
            soft |= set(inside)
        elif name.kind not in _TEARABLE and not _several(name.text):
            bonds |= set(inside)
    phrases = title_words().phrases
    for start, end in occurrences(title, phrases):
        where = start + phrases[title[start:end]]
        soft |= {where} if where > start else set()
        bonds |= set(range(start + 1, end)) - {where}
    for start, end in _numbers(title):
        bonds |= set(range(start + 1, end))
    bonds -= {at + 1 for at, char in enumerate(title) if char == _ALSO}
    return Cuttable(words, frozenset(bonds), frozenset(soft - bonds))


def _several(name: str) -> bool:
    """Whether what was found is two organs in one: 清川市委办公室清川市人民政府办公室."""
    return len(name) > 4 and name[:2] in name[2:]


def _single_characters(words: tuple[str, ...]) -> Iterator[int]:
    """石桥|村, 发展改革|委, 5000个|…: a character alone goes with its neighbour."""
    at = 0
    for index, word in enumerate(words):
        if len(word) == 1 and word not in _APART:
            if word in _LEADING:
                yield at + 1
            elif index:
                yield at
        at += len(word)


def _repeated(words: tuple[str, ...]) -> Iterator[int]:
    """防灾|减灾|救灾: words of two characters that end alike stand together."""
    at = 0
    for index, word in enumerate(words):
        if index and len(word) == len(words[index - 1]) == 2 and word[-1] == words[index - 1][-1]:
            yield at
        at += len(word)


def _numbers(title: str) -> Iterator[tuple[int, int]]:
    """Figures and Latin letters with the word after them, ordinals, times with what they span."""
    at = 0
    spans = []
    for word in segmented(title):
        spans.append((at, at + len(word), word))
        at += len(word)
    for index, (start, _, word) in enumerate(spans[:-1]):
        following = spans[index + 1]
        if _NUMBER.fullmatch(word) and following[2] not in _APART and following[2] != "年":
            yield start, following[1]
        if is_ordinal(word) and is_ordinal(following[2]):
            yield start, following[1]
        if (
            index
            and word in _CLASSIFIERS
            and spans[index - 1][2][-1].isdecimal()
            and following[2] not in _APART
        ):
            yield start, following[1]
    yield from (match.span() for match in _TIME_AND_SPAN.finditer(title))


def is_ordinal(word: str) -> bool:
    """Whether a word is 第七次, 八次 or 首批."""
    return _ORDINAL.fullmatch(word) is not None


def segmented(text: str) -> Iterable[str]:
    """The words of `text`; which of the two segmenters there is depends on the machine. Without either, its characters."""
    for segmenter in ("rjieba", "jieba"):
        if has_part(segmenter):
            return cast("Iterable[str]", import_module(segmenter).cut(text))
    return text

"""Ordinals in running text (层次语): 一是 二是, 一要 二要, 第一 第二, 首先 其次, 其一 其二, and the chains that they make.

The one recogniser of them: what the corpus cuts into points and what the check counts are the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.language.numerals import numeral_value
from wengao.language.sentences import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CN = "[一二三四五六七八九十]{1,3}"
_CLAUSE_START = r"(?:^|(?<=[。；：;:，,！？—\s\u3000])|(?<=[。；！？：，]”)|(?<=》)(?=一[是要]))"
_NO_WORD = "(?![素件点害领义么求员紧])"
"""What makes another word of 要: 一要素, 三要件, 二要点."""
_ORDINAL = re.compile(
    rf"{_CLAUSE_START}(?:(?P<number>{_CN})(?:(?P<is>是)(?=[^”。、])(?!否(?!决|定)|不是|非(?![物公常遗法]))|(?P<must>要)(?=[^否不非”，。、]){_NO_WORD})"
    rf"|第(?P<nth>{_CN})(?:(?P<mark>[，,、：:])(?![一二三四五六七八九十第\d])|(?=是))"
    rf"|(?P<word>首先|其次|再次|再者|最后|其[一二三四五六])(?P<pause>[，,、：:])?)"
)
_HINTS = re.compile("[是要第首其再最]")
_FIRST = "首先"
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 0, "最后": 0}
"""Places of the words of a series; 0 for those that only go on."""
_COUNTED = ("是", "要", "第", "其")


@dataclass(frozen=True, slots=True)
class Ordinal:
    """One ordinal that opens a clause; start and end are character offsets.

    kind: the series it belongs to, 是, 要, 第, 首先 or 其. number: its place, 0 where the word tells none (最后).
    text: as it stands, the mark after it included. paused: whether a mark follows it.
    """

    kind: str
    number: int
    start: int
    end: int
    text: str
    paused: bool = True


def find_ordinals(text: str) -> Iterator[Ordinal]:
    """The ordinals of `text` that open a clause, in order."""
    if _HINTS.search(text) is None:
        return
    for match in _ORDINAL.finditer(text):
        start, end, said = match.start(), match.end(), match[0]
        if match["number"]:
            kind = match["is"] or match["must"]
            yield Ordinal(kind, numeral_value(match["number"]) or 0, start, end, said)
        elif match["nth"]:
            paused = bool(match["mark"]) or text.startswith("是", end)
            yield Ordinal("第", numeral_value(match["nth"]) or 0, start, end, said, paused)
        elif match["word"] in _WORDS:
            yield Ordinal(_FIRST, _WORDS[match["word"]], start, end, said, bool(match["pause"]))
        elif match["pause"]:
            yield Ordinal("其", numeral_value(match["word"][1:]) or 0, start, end, said)


@dataclass(frozen=True, slots=True)
class ChainItem:
    """One item of a chain inside a paragraph: 一是…；, from the ordinal to the next one. marker: 一是."""

    number: int
    marker: str
    start: int
    end: int


def chain_items(paragraph: str) -> tuple[ChainItem, ...]:
    """The items of a chain 一是…二是… or 一要…二要… in a paragraph, at least two and numbered from one; else nothing.

    An item ends where the next begins; the last one ends with the paragraph.
    """
    items = _counted(list(find_ordinals(paragraph)), ("是", "要"))
    spans = _spans([item.start for item in items], paragraph)
    return tuple(
        ChainItem(item.number, item.text, span.start, span.end)
        for item, span in zip(items, spans, strict=True)
    )


def points_within(paragraph: str) -> list[Span]:
    """The points of a chain of any series inside a paragraph, each up to the next; the last ends with the paragraph."""
    found = [ordinal for ordinal in find_ordinals(paragraph) if ordinal.paused]
    if not found:
        return []
    chain = (
        _counted(found, ("是", "要"))
        or _counted(found, ("第",))
        or _counted(found, ("其",))
        or _worded(found)
    )
    return _spans([ordinal.start for ordinal in chain], paragraph)


def points_across(paragraphs: Sequence[tuple[int, int, str]]) -> dict[int, int]:
    """Where points begin that are paragraphs of their own: 一要…… at the end of one, 二要……, 三要…… each opening one.

    paragraphs: number, section and text of each. Returns the offset of the point by the number of its paragraph.
    """
    found: dict[int, int] = {}
    index = 0
    while index < len(paragraphs):
        chain = _chain_from(paragraphs, index)
        found.update(chain)
        index += max(len(chain), 1)
    return found


def _counted(ordinals: Sequence[Ordinal], kinds: tuple[str, ...]) -> list[Ordinal]:
    """The ordinals of the kind that comes first, counted from one; none where there are not two."""
    chain: list[Ordinal] = []
    for ordinal in ordinals:
        wanted = kinds if not chain else (chain[0].kind,)
        if ordinal.kind in wanted and ordinal.number == len(chain) + 1:
            chain.append(ordinal)
    return chain if len(chain) > 1 else []


def _worded(ordinals: Sequence[Ordinal]) -> list[Ordinal]:
    """From 首先 on what goes on with it."""
    words = [ordinal for ordinal in ordinals if ordinal.kind == _FIRST]
    first = next((place for place, word in enumerate(words) if word.number == 1), len(words))
    return words[first:] if len(words) - first > 1 else []


def _spans(starts: Sequence[int], text: str) -> list[Span]:
    return (
        [Span(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
        if starts
        else []
    )


def _chain_from(paragraphs: Sequence[tuple[int, int, str]], index: int) -> dict[int, int]:
    number, section, text = paragraphs[index]
    opening = next((one for one in find_ordinals(text) if one.number == 1 and one.paused), None)
    if opening is None or points_within(text):
        return {}
    chain = {number: opening.start}
    for place in range(index + 1, len(paragraphs)):
        number, other_section, text = paragraphs[place]
        goes_on = next(find_ordinals(text[:_LONGEST_OPENING]), None)
        if other_section != section or goes_on is None or goes_on.start or not goes_on.paused:
            break
        if goes_on.kind != opening.kind or (goes_on.number and goes_on.number != len(chain) + 1):
            break
        chain[number] = 0
    return chain if len(chain) > 1 else {}


_LONGEST_OPENING = 8
"""Characters in which an ordinal that opens a paragraph has ended."""

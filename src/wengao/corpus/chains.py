"""Chains of points: 一是…二是…, 一要…二要…, 第一…第二…, 首先…其次…最后…, 比如…还比如…再比如….

They stand within a paragraph, or each point is a paragraph. Examples within a paragraph are found with their ends, in
units.py.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.prose.numbering import chain_items
from wengao.prose.numerals import numeral_value
from wengao.prose.sentences import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_EXAMPLE_OPENS = re.compile(r"(?:^|(?<=[。；]))(?:比如|例如|譬如)[，、：]?")
_EXAMPLE_GOES_ON = re.compile(r"^(?:还|再|又)(?:比如|例如|譬如)")
_OPENS = re.compile(
    r"(?:^|(?<=[。；：，]))一(?P<mark>[是要])(?=[^否不非“”，。])"
    r"|(?:^|(?<=[。；：]))(?:(?P<ordinal>第)一|(?P<word>首)先)(?=[，、])"
)
_GOES_ON = re.compile(
    r"^(?:(?P<number>[二三四五六七八九十])(?P<mark>[是要])(?=[^否不非“”，。])"
    r"|(?P<ordinal>第)(?P<ordinal_number>[二三四五六七八九十])(?=[，、])"
    r"|(?:其次|再次|再者|此外|最后)(?=[，、]))"
)
_ORDINALS = re.compile(r"(?:^|(?<=[。；：，]))第(?P<number>[一二三四五六七八九十])(?=[，、是])")
_WORDS = re.compile("(?:^|(?<=[。；：]))(?:首先|其次|再次|再者|最后)(?=[，、])")


def points_within(text: str) -> list[Span]:
    """The points of a chain inside a paragraph, each up to the next; the last one ends with the paragraph."""
    if not _may_open(text):
        return []
    spans = [Span(item.start, item.end) for item in chain_items(text)]
    return spans or _spans(_numbered_starts(text), text) or _spans(_word_starts(text), text)


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


def _chain_from(paragraphs: Sequence[tuple[int, int, str]], index: int) -> dict[int, int]:
    number, section, text = paragraphs[index]
    examples = _examples_from(paragraphs, index)
    if examples:
        return examples
    opening = _OPENS.search(text) if _may_open(text) else None
    if opening is None or points_within(text):
        return {}
    kind = opening["mark"] or opening["ordinal"] or opening["word"]
    chain = {number: opening.start()}
    for number, other_section, text in paragraphs[index + 1 :]:
        goes_on = _GOES_ON.match(text)
        if not goes_on or other_section != section or _kind_of(goes_on) != kind:
            break
        numeral = goes_on["number"] or goes_on["ordinal_number"]
        if numeral and numeral_value(numeral) != len(chain) + 1:
            break
        chain[number] = 0
    return chain if len(chain) > 1 else {}


def _examples_from(paragraphs: Sequence[tuple[int, int, str]], index: int) -> dict[int, int]:
    """Examples in paragraphs of their own: 比如…… at the end of one, 还比如……, 再比如…… each opening one."""
    number, section, text = paragraphs[index]
    if "如" not in text or (opening := _EXAMPLE_OPENS.search(text)) is None:
        return {}
    chain = {number: opening.start()}
    for number, other_section, text in paragraphs[index + 1 :]:
        if other_section != section or not _EXAMPLE_GOES_ON.match(text):
            break
        chain[number] = 0
    return chain if len(chain) > 1 else {}


def _may_open(text: str) -> bool:
    """Whether a text has one of the words that open a chain; quicker to see than where they stand."""
    return "一是" in text or "一要" in text or "第一" in text or "首先" in text


def _kind_of(match: re.Match[str]) -> str:
    return match["mark"] or match["ordinal"] or "首"


def _numbered_starts(text: str) -> list[int]:
    starts: list[int] = []
    for match in _ORDINALS.finditer(text):
        if numeral_value(match["number"]) == len(starts) + 1:
            starts.append(match.start())
    return starts


def _word_starts(text: str) -> list[int]:
    starts = [(match.start(), match[0]) for match in _WORDS.finditer(text)]
    first = next((place for place, (_, word) in enumerate(starts) if word == "首先"), None)
    return [] if first is None else [start for start, _ in starts[first:]]


def _spans(starts: Sequence[int], text: str) -> list[Span]:
    if len(starts) < 2:
        return []
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]

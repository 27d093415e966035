"""Numbers before headings and items: 一、（一）1.（1） and chains such as 一是…二是….

The four levels and their marks are those of GB/T 9704-2012 7.3.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wengao.prose.numerals import chinese_numeral, numeral_value

_CN = "[一二三四五六七八九十百零〇]{1,4}"
_LEVEL_PATTERNS = (
    (1, re.compile(rf"第({_CN})(?:部分|章)[、，：:\s]?\s*")),
    (1, re.compile(rf"({_CN})\s*[、．]\s*")),
    (2, re.compile(rf"[（(]({_CN})[）)]\s*[、.．]?\s*")),
    (3, re.compile(r"(\d{1,2})(?:[、．]|\.(?!\d))\s*")),
    (4, re.compile(r"[（(](\d{1,2})[）)]\s*[、.．]?\s*")),
)
_OPENS_NUMBER = tuple("第（(一二三四五六七八九十百零〇")
_ORDINAL = re.compile(rf"第({_CN})[，、,]")
_CHAIN_MARK = re.compile(
    r"(?:(?<=^)|(?<=[。；：:;，,！？\s—])|(?<=[。！？]”))([一二三四五六七八九十])(是(?=[^否不非”。])|要(?=[^否不非“”，。]))"
)


@dataclass(frozen=True, slots=True)
class Enumerator:
    """A number that opens a heading.

    level: 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）.
    number: its value.
    text: as it stood, trailing space left out.
    """

    level: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class ChainItem:
    """One item of a chain inside a paragraph: 一是…； start and end are character offsets into the paragraph."""

    number: int
    marker: str
    start: int
    end: int


def split_enumerator(line: str) -> tuple[Enumerator | None, str]:
    """The number that opens `line`, if one does, and what follows it."""
    stripped = line.strip()
    if not stripped.startswith(_OPENS_NUMBER) and not stripped[:1].isdigit():
        return None, stripped
    for level, pattern in _LEVEL_PATTERNS:
        match = pattern.match(stripped)
        if match is None:
            continue
        value = numeral_value(match[1])
        if value:
            return Enumerator(level, value, match[0].rstrip()), stripped[match.end() :]
    return None, stripped


def format_enumerator(level: int, number: int) -> str:
    """The number of a heading as it is set: (1, 3) gives 三、, (2, 1) gives （一）.

    Raises ValueError for a level outside 1 to 4.
    """
    if level == 1:
        return f"{chinese_numeral(number)}、"
    if level == 2:
        return f"（{chinese_numeral(number)}）"
    if level == 3:
        return f"{number}."
    if level == 4:
        return f"（{number}）"
    message = f"no such heading level: {level}"
    raise ValueError(message)


def chain_items(paragraph: str) -> tuple[ChainItem, ...]:
    """The items of a chain 一是…二是… (or 一要…二要…) in a paragraph, at least two and numbered from one; else nothing.

    An item ends where the next begins; the last one ends with the paragraph.
    """
    marks = list(_CHAIN_MARK.finditer(paragraph))
    chain: list[re.Match[str]] = []
    for mark in marks:
        expected = len(chain) + 1
        if numeral_value(mark[1]) == expected and (not chain or mark[2] == chain[0][2]):
            chain.append(mark)
    if len(chain) < 2:
        return ()
    ends = [mark.start() for mark in chain[1:]] + [len(paragraph)]
    return tuple(
        ChainItem(number, mark[0], mark.start(), end)
        for number, (mark, end) in enumerate(zip(chain, ends, strict=True), 1)
    )


def opens_with_ordinal(text: str) -> bool:
    """Whether `text` opens with 第一，第二， and so on."""
    return _ORDINAL.match(text) is not None

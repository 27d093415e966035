"""Numbers before headings and items: 一、（一）1.（1）.

The four levels and their marks are those of GB/T 9704-2012 7.3.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from wengao.language.numerals import chinese_numeral, numeral_value

_CAPITALS = "壹贰叁肆伍陆柒捌玖拾"
_AS_USUAL = str.maketrans(_CAPITALS, "一二三四五六七八九十")
_CN = "[一二三四五六七八九十百零〇]{1,4}"
_LEVEL_PATTERNS = (
    (1, re.compile(rf"第({_CN})(?:部分|章)[、，：:\s]?\s*")),
    (2, re.compile(rf"第({_CN})节[、，：:\s]?\s*")),
    (1, re.compile(rf"([{_CAPITALS}]{{1,3}})\s*[、．]\s*")),
    (1, re.compile(rf"({_CN})\s*(?:[、．]|\.(?![\d.]|{_CN}))\s*")),
    (2, re.compile(rf"[（(]({_CN})[）)]\s*[、.．]?\s*")),
    (3, re.compile(r"(\d{1,2})(?:[、．]|\.(?!\d))\s*")),
    (4, re.compile(r"[（(](\d{1,2})[）)]\s*[、.．]?\s*")),
)
_OPENS_NUMBER = tuple(f"第（(一二三四五六七八九十百零〇{_CAPITALS}")


_SENTENCE_END = re.compile(r"[。！？!?]")
_NOT_IN_RUN_IN = re.compile(r"[；：\n]")
_LONGEST_RUN_IN = 30
"""Characters of a heading sentence with its number; what is longer is a sentence of the text."""


@dataclass(frozen=True, slots=True)
class Enumerator:
    """A number that opens a heading.

    level: 1 for 一、 (壹、, 第一章 and 第一部分 as well), 2 for （一） and 第一节, 3 for 1., 4 for （1）.
    number: its value.
    text: as it stood, trailing space left out.
    """

    level: int
    number: int
    text: str


def split_enumerator(line: str) -> tuple[Enumerator | None, str]:
    """The number that opens `line`, if one does, and what follows it."""
    stripped = line.strip()
    if not stripped.startswith(_OPENS_NUMBER) and not stripped[:1].isdigit():
        return None, stripped
    for level, pattern in _LEVEL_PATTERNS:
        match = pattern.match(stripped)
        if match is None:
            continue
        value = numeral_value(match[1].translate(_AS_USUAL))
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


@dataclass(frozen=True, slots=True)
class RunInHeading:
    """A heading that opens a paragraph (段首小标题): （一）加强领导。各单位要……

    end: where its sentence ends in the line, its full stop included.
    """

    enumerator: Enumerator
    end: int


def run_in_heading(line: str) -> RunInHeading | None:
    """The heading that the first sentence of a numbered paragraph is, where more text follows it; None otherwise."""
    enumerator, rest = split_enumerator(line)
    opening = opening_sentence(rest) if enumerator is not None else None
    if (
        enumerator is None
        or opening is None
        or opening.mark != "。"
        or _NOT_IN_RUN_IN.search(opening.heading)
    ):
        return None
    end = len(line.rstrip()) - len(rest) + opening.end
    start = len(line) - len(line.lstrip())
    return RunInHeading(enumerator, end) if end - start <= _LONGEST_RUN_IN and opening.heading else None


class OpeningSentence(NamedTuple):
    """What may be a run-in heading: the first sentence of what follows a number. mark: that ends it, at end - 1."""

    heading: str
    mark: str
    end: int


def opening_sentence(rest: str) -> OpeningSentence | None:
    """The first sentence of what follows a number, where more text follows it; None where it is all there is."""
    end = _SENTENCE_END.search(rest)
    if end is None or not rest[end.end() :].strip():
        return None
    return OpeningSentence(rest[: end.start()], end[0], end.end())

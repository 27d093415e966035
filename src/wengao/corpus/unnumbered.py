"""Headings without a number (2024年工作回顾), where several clues agree, and the attachments (附件) after a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from wengao.language.numbering import Enumerator, split_enumerator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.corpus.raw import Block

_LONGEST = 26
_SHORTEST = 4
_LONG_PARAGRAPH = 40
_FEWEST_LIKE = 2
_MARKS = re.compile(r"[。；：！？，|⟦,;:!?—]")
_WORDING = re.compile(
    r"^(?:(?:19|20)\d{2}年|今年|去年|明年|过去|上年|下一步|下步|当前)"
    r"|(?:回顾|总结|安排|建议|部署|任务|要求|目标|打算|情况|成效|问题|思路|举措|措施|建设|工作|体会|概况|计划|启示|经验|做法)$"
)
_YEAR_AND_NOUN = re.compile(
    r"^(?:(?:19|20)\d{2}年|今年|去年)[^，]{0,16}(?:回顾|总结|安排|建议|部署|任务|打算|工作)$"
)
_CLOSED = tuple("。！？”）")
_ATTACHMENT = re.compile(r"^附\s*件\s*(?:\d{1,2}|[一二三四五六七八九十])?(?:[\s　]+[^：:。]{2,30})?$")
_GLOSSARY = re.compile(r"^(?!\d).{0,16}名词(?:解释|注释)$")


def unnumbered_headings(blocks: Sequence[Block]) -> frozenset[int]:
    """The positions of lines that are headings without a number.

    Such a line is short and without punctuation, stands between closed text and text of its own, and is worded like the
    main part of a report; and the numbers below it begin anew at （一）or 一、, or there are several of its kind and no
    numbers at this level.
    """
    numbers = [split_enumerator(block.text)[0] for block in blocks]
    likely = [index for index in range(1, len(blocks) - 1) if _is_likely(blocks, index, numbers)]
    tops = [number for number in numbers if number is not None and number.level == 1]
    if tops:
        sure = [index for index in likely if _first_below(numbers, index, likely) == (1, 1)]
        whole = len(sure) == sum(1 for number in tops if number.number == 1) >= _FEWEST_LIKE
        return frozenset(sure) if whole else frozenset()
    sure = [index for index in likely if _first_below(numbers, index, likely)[1] == 1]
    if len(sure) == 1:
        dated = [index for index in likely if _YEAR_AND_NOUN.search(blocks[index].text.strip())]
        sure = sorted({*sure, *dated})
    if len(sure) >= _FEWEST_LIKE or (not any(numbers) and len(likely) >= _FEWEST_LIKE):
        return frozenset(sure if any(numbers) else likely)
    return frozenset()


def attachments(blocks: Sequence[Block]) -> frozenset[int]:
    """The positions of lines that open an attachment (附件1) or a glossary (名词解释) after the text."""
    found: set[int] = set()
    seen_text = False
    for index, block in enumerate(blocks[:-1]):
        text = block.text.strip()
        seen_text = seen_text or len(text) >= _LONG_PARAGRAPH
        if seen_text and block.level is None and opens_attachment(text):
            found.add(index)
    return frozenset(found)


def opens_attachment(heading: str) -> bool:
    """Whether a heading opens an attachment or a glossary, which is no part of the text itself."""
    return bool(_ATTACHMENT.match(heading) or _GLOSSARY.match(heading))


def _is_likely(blocks: Sequence[Block], index: int, numbers: Sequence[Enumerator | None]) -> bool:
    block = blocks[index]
    text = block.text.strip()
    before, after = blocks[index - 1].text.rstrip(), blocks[index + 1].text.strip()
    return (
        block.level is None
        and numbers[index] is None
        and _SHORTEST <= len(text) <= _LONGEST
        and not _MARKS.search(text)
        and _WORDING.search(text) is not None
        and before.endswith(_CLOSED)
        and (len(after) >= _LONG_PARAGRAPH or numbers[index + 1] is not None)
    )


def _first_below(numbers: Sequence[Enumerator | None], index: int, likely: Sequence[int]) -> tuple[int, int]:
    """Level and number of the first numbered line after a position and before the next likely heading; (0, 0) for none."""
    place = bisect_right(likely, index)
    end = likely[place] if place < len(likely) else len(numbers)
    below = (numbers[other] for other in range(index + 1, end))
    number = next((number for number in below if number is not None), None)
    return (number.level, number.number) if number is not None else (0, 0)

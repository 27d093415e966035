"""Which lines are headings: by their number, by what the file format declares, by several clues, never by length.

Numbers are those of official prose (一、（一）1.), or those of plans for emergencies (应急预案) and standards (GB/T 1.1: 1,
1.1, 1.1.1). Headings without a number (2024年工作回顾) and attachments (附件) need several clues that agree.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from wengao.language.numbering import Enumerator, format_enumerator, opening_sentence, split_enumerator
from wengao.reading.raw import TITLE_LEVEL
from wengao.reading.structure.attached import (
    AFTER_NUMBER,
    LONG_PARAGRAPH,
    attachments,
    opens_attachment,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wengao.reading.raw import Block

_DECIMAL = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[ \t　]+(?P<heading>(?![\d年月日个]).+)$")
_LONGEST_DECIMAL_HEADING = 30
_NOT_HEADING = re.compile(r"[。；：！？|]|[，、]$")
_FEWEST_MAIN = 3
_FEWEST_BELOW = 2


class DecimalLine(NamedTuple):
    """A numbered line. parts: of its number, (1, 2) for 1.2. heading: what follows the number."""

    parts: tuple[int, ...]
    heading: str


def decimal_line(line: str) -> DecimalLine | None:
    """The number and the heading of a line like 1.2　适用范围; None for any other."""
    stripped = line.strip()
    match = _DECIMAL.match(stripped) if stripped[:1].isdecimal() else None
    if (
        match is None
        or len(match["heading"]) > _LONGEST_DECIMAL_HEADING
        or _NOT_HEADING.search(match["heading"])
    ):
        return None
    return DecimalLine(tuple(map(int, match["number"].split("."))), match["heading"].strip())


def decimal_headings(lines: Sequence[str]) -> dict[int, DecimalLine]:
    """The headings by the positions of their lines; empty for a text that has no such outline.

    There is one where main parts 1, 2, 3 and parts below them follow one another; a row of a table stands in no order.
    """
    found: dict[int, DecimalLine] = {}
    main = 0
    for index, line in enumerate(lines):
        numbered = decimal_line(line)
        if numbered is None:
            continue
        opens = len(numbered.parts) == 1
        if numbered.parts[0] != main + opens:
            continue
        main = numbered.parts[0]
        found[index] = numbered
    below = sum(1 for line in found.values() if len(line.parts) > 1)
    return found if main >= _FEWEST_MAIN and below >= _FEWEST_BELOW else {}


_LONGEST = 26
_SHORTEST = 4
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


def unnumbered_headings(blocks: Sequence[Block]) -> frozenset[int]:
    """The positions of lines that are headings without a number.

    Such a line is short and without punctuation, stands between closed text and text of its own, and is worded like the
    main part of a report; and the numbers below it begin anew at （一）or 一、, or there are several of its kind and no
    numbers at this level. Where the format declares headings, short lines are none.
    """
    if sum(1 for block in blocks if block.level is not None and block.level > TITLE_LEVEL) >= _FEWEST_LIKE:
        return frozenset()
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
        and (len(after) >= LONG_PARAGRAPH or numbers[index + 1] is not None)
    )


def _first_below(numbers: Sequence[Enumerator | None], index: int, likely: Sequence[int]) -> tuple[int, int]:
    """Level and number of the first numbered line after a position and before the next likely heading; (0, 0) for none."""
    place = bisect_right(likely, index)
    end = likely[place] if place < len(likely) else len(numbers)
    below = (numbers[other] for other in range(index + 1, end))
    number = next((number for number in below if number is not None), None)
    return (number.level, number.number) if number is not None else (0, 0)


_LONGEST_HEADING = {1: 60, 2: 55, 3: 40, 4: 36}
_LONGEST_RUN_IN = 50
_LONGEST_DECLARED = 80
_SHORTEST_AFTER_SPACE = 30
_LONGEST_BEFORE_SPACE = 24
_WIDE_SPACE = re.compile(r"　+| {2,}")
_LIST_END = ("；", ";")
_NOT_HEADING_END = tuple("；;，,、")
_LIST_LEVEL = 3
_ATTACHMENT_LIST = re.compile(r"^附\s*件\s*(?:[：:]\s*1|1)\s*[.．、：:]\s*\S")
"""附件：1.……, 附件1.……, above 2.……."""
_TABLE_ROW = " | "
_COUNTING_ON = re.compile(r"^[一二三四五六七八九十]{1,3}(?:[、，级类批线]|$)")
_PART_OR_CHAPTER = re.compile(r"^(?:第|[壹贰叁肆伍陆柒捌玖拾])")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百零〇\d]{1,6}条(?:[\s　]|之)")
_FEWEST_ARTICLES = 3
_ITEM_ENDS = tuple("。；：，、;:的")
_SECTIONS = 2
_BEFORE_ARTICLE = re.compile(
    r"(?P<heading>[^。；：，]{2,24}?)[\s　]+(?=第[一二三四五六七八九十百零〇\d]{1,6}条[\s　])"
)
"""第三章　目录管理　第十五条　目录是……, on one line."""
_BOX = re.compile(r"^专栏\s*\d{1,2}[\s　]+[^。；：，|]{4,40}$")
"""What stands in a box beside the text of a plan: 专栏1　网络互联互通工程."""
_BOX_LEVEL = 4
_SECTION = re.compile(r"^第.+节")
"""第一节, a level below 第一章 where there are chapters, else at the top."""


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A line that opens a section.

    enumerator: as it is set, empty where there is none. heading: without number and closing 。.
    remainder: the text of the same line after a run-in heading (（一）压实责任链条。各级……), empty where there is none.
    """

    level: int
    enumerator: str
    heading: str
    remainder: str = ""


def heading_lines(blocks: Sequence[Block]) -> tuple[HeadingLine | None, ...]:
    """For each block the heading it opens with, or None where it is text.

    Items are told from headings by their neighbours: a run 1. 2. 3. without text between them, a sequence with ； at
    the end of a member, a full sentence with nothing below it, the short members of a sequence that has long ones.
    Where 第一部分 and 一、 stand in one text, 一、 is a level below; so are the numbered lines below headings without
    a number and in attachments. In an outline of 1, 1.1, 1.1.1 the depth of the number is the level.
    """
    numbers = [split_enumerator(block.text)[0] for block in blocks]
    found = [_heading_of(block) for block in blocks]
    for start, end in _runs_without_text(found):
        found[start:end] = [None] * (end - start)
    for index in _attachment_names(blocks, numbers):
        found[index] = None
    for sequence in _sequences(numbers):
        for index in _items(sequence, found, blocks, numbers):
            found[index] = None
    for index in _items_of_articles(blocks):
        found[index] = None
    lines = _with_unnumbered(_below_parts(found), blocks)
    for index, block in enumerate(blocks[:-1]):
        if lines[index] is None and block.level is None and _BOX.match(block.text.strip()):
            lines[index] = HeadingLine(_BOX_LEVEL, "", block.text.strip())
    decimal = decimal_headings([block.text for block in blocks])
    below = bool(decimal) and any(index < min(decimal) for index in attachments(blocks))
    for index, (parts, heading) in decimal.items():
        lines[index] = HeadingLine(len(parts) + below, ".".join(map(str, parts)), heading)
    return tuple(lines)


def _items_of_articles(blocks: Sequence[Block]) -> Iterator[int]:
    """The positions of what is numbered （一）, 1. or （1） within the articles (第一条) of a law, up to its next part.

    What has no closing mark and stands right above an article heads it: （一）不动产抵押.
    """
    opens = [_ARTICLE.match(block.text.strip()) is not None for block in blocks]
    if sum(opens) < _FEWEST_ARTICLES:
        return
    within = False
    for index, block in enumerate(blocks):
        number = split_enumerator(block.text)[0]
        if opens[index]:
            within = True
        elif block.level is not None or opens_attachment(block.text.strip()):
            within = False
        elif number is not None and within:
            heads = opens[index + 1 : index + 2] == [True] and not block.text.strip().endswith(_ITEM_ENDS)
            within = number.level > 1 and not heads and not _SECTION.match(number.text)
            if within:
                yield index


def _with_unnumbered(
    found: Sequence[HeadingLine | None], blocks: Sequence[Block]
) -> list[HeadingLine | None]:
    """The headings with those that have no number; what is numbered 一、 below them is a level lower."""
    unnumbered, attached = unnumbered_headings(blocks), attachments(blocks)
    tops = sorted({*unnumbered, *attached})
    lines = list(found)
    above = False
    for index, line in enumerate(found):
        if index in unnumbered or index in attached:
            above = any(
                other is not None and other.level == 1
                for other in found[index + 1 : _next_of(index, tops, len(found))]
            )
            lines[index] = HeadingLine(1, "", blocks[index].text.strip().rstrip(AFTER_NUMBER))
        elif line is not None and above:
            lines[index] = replace(line, level=line.level + 1)
    return lines


def _next_of(index: int, tops: Sequence[int], count: int) -> int:
    place = bisect_right(tops, index)
    return tops[place] if place < len(tops) else count


def _attachment_names(blocks: Sequence[Block], numbers: Sequence[Enumerator | None]) -> Iterator[int]:
    """The lines 2. 3. that go on with a list of attachments, 附件：1.……."""
    listing = False
    for index, block in enumerate(blocks):
        number = numbers[index]
        listing = _ATTACHMENT_LIST.match(block.text.strip()) is not None or (
            listing and number is not None and number.level >= _LIST_LEVEL
        )
        if listing and number is not None:
            yield index


def _items(
    sequence: Sequence[int],
    found: Sequence[HeadingLine | None],
    blocks: Sequence[Block],
    numbers: Sequence[Enumerator | None],
) -> set[int]:
    """The positions in a numbered sequence that hold items; one item makes items of the full sentences beside it."""
    texts = {index: blocks[index].text.rstrip() for index in sequence}
    if any(text.endswith(_LIST_END) for text in texts.values()):
        return set(sequence)
    items = {index for index in sequence if found[index] is None}
    for _ in range(2):
        mixed = bool(items)
        items |= {
            index
            for index, text in texts.items()
            if (line := found[index]) is not None
            and _is_item(line, text, mixed=mixed, nothing_below=_has_nothing_below(index, numbers))
        }
    return items


def _is_item(line: HeadingLine, text: str, *, mixed: bool, nothing_below: bool) -> bool:
    """Whether a line that looks like a heading is an item. mixed: its sequence has members that are no headings."""
    if mixed:
        return text.endswith("。") or nothing_below
    return nothing_below and not line.remainder and text.endswith("。")


def _heading_of(block: Block) -> HeadingLine | None:
    text = block.text.strip()
    number, rest = split_enumerator(text)
    if block.level is not None and block.level >= 1:
        return _declared_heading(block.level, text)
    if number is None or not rest or _COUNTING_ON.match(rest) or _TABLE_ROW in rest:
        return None
    split = _split_run_in(rest, number.level)
    if split is None:
        return None
    return HeadingLine(number.level, _set_enumerator(number.text, number.level, number.number), *split)


def _declared_heading(level: int, text: str) -> HeadingLine | None:
    """A heading that the format declares; a number in its text decides the level over the format."""
    number, rest = split_enumerator(text)
    level, enumerator = (
        (number.level, _set_enumerator(number.text, number.level, number.number)) if number else (level, "")
    )
    if len(rest) <= _LONGEST_DECLARED and opening_sentence(rest) is None:
        heading = rest.rstrip("。：:")
        return HeadingLine(level, enumerator, heading) if heading else None
    split = _split_run_in(rest, level)
    return HeadingLine(level, enumerator, *split) if split else None


def _split_run_in(rest: str, level: int) -> tuple[str, str] | None:
    """Heading and remainder of what follows a number; None where it is an item or a paragraph."""
    before_article = _BEFORE_ARTICLE.match(rest) if level <= _SECTIONS else None
    if before_article:
        return before_article["heading"], rest[before_article.end() :]
    opening = opening_sentence(rest)
    if opening is None:
        if rest.endswith(_NOT_HEADING_END):
            return None
        spaced = _split_at_space(rest)
        if spaced:
            return spaced
        heading = rest.rstrip("。：:")
        return (heading, "") if 1 < len(heading) <= _LONGEST_HEADING.get(level, 36) else None
    heading = opening.heading
    if 1 < len(heading) <= _LONGEST_RUN_IN and "；" not in heading:
        return heading + (opening.mark if opening.mark in "！？" else ""), rest[opening.end :].strip()
    return _split_at_space(rest)


def _split_at_space(rest: str) -> tuple[str, str] | None:
    """（一）总体要求　以……为指导: a wide space sets a short heading off its text."""
    space = _WIDE_SPACE.search(rest)
    if (
        space is None
        or space.start() > _LONGEST_BEFORE_SPACE
        or len(rest) - space.end() < _SHORTEST_AFTER_SPACE
    ):
        return None
    heading = rest[: space.start()]
    return (heading, rest[space.end() :]) if len(heading) > 1 and "，" not in heading else None


def _set_enumerator(text: str, level: int, number: int) -> str:
    bare = text.rstrip("、，：:　 ．")
    if not _PART_OR_CHAPTER.match(bare):
        return format_enumerator(level, number)
    return bare if bare.startswith("第") else f"{bare}、"


def _sequences(numbers: Sequence[Enumerator | None]) -> list[list[int]]:
    """The positions of lines numbered in sequence at one level: 一、二、三、, unbroken by a higher number."""
    finished: list[list[int]] = []
    running: dict[int, list[int]] = {}
    for index, number in enumerate(numbers):
        if number is None:
            continue
        finished += [running.pop(level) for level in list(running) if level > number.level]
        sequence = running.get(number.level)
        last = numbers[sequence[-1]] if sequence else None
        if sequence and last and number.number == last.number + 1:
            sequence.append(index)
        else:
            finished += [sequence] if sequence else []
            running[number.level] = [index]
    return finished + list(running.values())


def _has_nothing_below(index: int, numbers: Sequence[Enumerator | None]) -> bool:
    """Whether a numbered line is followed by its like, by a higher one, or by nothing."""
    number = numbers[index]
    following = numbers[index + 1] if index + 1 < len(numbers) else None
    if number is None or index + 1 == len(numbers):
        return True
    return following is not None and following.level <= number.level


def _runs_without_text(found: Sequence[HeadingLine | None]) -> list[tuple[int, int]]:
    """The ranges of two and more neighbouring lines of one level, 1. or deeper, none of which has text of its own."""
    runs, start = [], 0
    while start < len(found):
        first = found[start]
        end = start + 1
        if first is not None and first.level >= _LIST_LEVEL and first.enumerator and not first.remainder:
            while end < len(found) and _same_bare_level(first, found[end]):
                end += 1
            if end - start > 1:
                runs.append((start, end))
        start = end
    return runs


def _same_bare_level(first: HeadingLine, other: HeadingLine | None) -> bool:
    return other is not None and other.level == first.level and bool(other.enumerator) and not other.remainder


def _below_parts(found: Sequence[HeadingLine | None]) -> list[HeadingLine | None]:
    """The headings with 第一节 below 第一章, and 一、 below either."""
    headings = [line for line in found if line is not None]
    named = [line for line in headings if _PART_OR_CHAPTER.match(line.enumerator)]
    sections = any(_SECTION.match(line.enumerator) for line in named)
    chapters = any(not _SECTION.match(line.enumerator) for line in named)
    highest = min((line.level for line in headings if line not in named), default=len(_LONGEST_HEADING))
    down = max(sections + chapters + 1 - highest, 0) if named else 0
    return [
        line
        if line is None
        else replace(line, level=1 + (chapters and _SECTION.match(line.enumerator) is not None))
        if _PART_OR_CHAPTER.match(line.enumerator)
        else replace(line, level=line.level + down)
        for line in found
    ]

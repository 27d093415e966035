"""The outline block (目录、提纲) before a text: taken out of the body, kept as metadata."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from wengao.corpus.cleaning.rule import Outcome, Rule, without
from wengao.corpus.decimal_outlines import decimal_line
from wengao.language.numbering import split_enumerator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.corpus.raw import Block

_MARKER = re.compile(r"^(?:目\s*录|提\s*纲|目录\s*[/／]\s*提纲|文章结构|内容提要)\s*+[:：]?\s*…*$")
_PAGE_NUMBER = re.compile(r"(?<!\d)\d{1,3}$")
_LONGEST_PAGE = 3
_LEADER_SIGNS = " \t\u3000\u00a0\u2002\u2003.…·"
_LEADERS_ALONE = ("\t", ".", "…", "·")
"""What sets a page apart where it stands alone; a space does not."""
_LONGEST_LINE = 60
_FEWEST_LINES = 3
_SHARE_FOUND_AGAIN = 0.4
_SEARCHED_LINES = 60


def _bare(line: str) -> str:
    """A line of a table of contents without its page, which dots, a tab or two spaces set apart."""
    stripped = line.strip()
    page = _PAGE_NUMBER.search(stripped, max(len(stripped) - _LONGEST_PAGE - 1, 0))
    entry = stripped[: page.start()].rstrip(_LEADER_SIGNS) if page else stripped
    leader = stripped[len(entry) : page.start()] if page else ""
    return entry if len(leader) > 1 or leader in _LEADERS_ALONE else stripped


def _key(line: str) -> str:
    return "".join(char for char in _bare(line) if char.isalnum())


def _is_entry(line: str) -> bool:
    bare = _bare(line)
    numbered = split_enumerator(bare)[0] is not None or decimal_line(bare) is not None
    return numbered and len(bare) <= _LONGEST_LINE and "。" not in bare[:-1]


def _take_outline(blocks: Sequence[Block]) -> Outcome:
    """An outline is found by its marker, or as a run of numbered lines of which two in five come again further down."""
    for start, block in enumerate(blocks[:_SEARCHED_LINES]):
        marked = _MARKER.match(block.text.strip()) is not None
        if not marked and not _is_entry(block.text):
            continue
        end = _end_of_entries(blocks, start + 1 if marked else start)
        entries = [_bare(line.text) for line in blocks[start:end] if _is_entry(line.text)]
        if len(entries) >= _FEWEST_LINES and (marked or _come_again(entries, blocks[end:])):
            kept, _ = without(blocks, set(range(start, end)))
            others = tuple(
                line.text for line in blocks[start:end] if line.text.strip() and not _is_entry(line.text)
            )
            return Outcome(kept, len(entries), others, outline=tuple(entries))
        if marked:
            break
    return Outcome(tuple(blocks))


def _end_of_entries(blocks: Sequence[Block], start: int) -> int:
    """Where the run of entries from `start` ends: at text, or where its first entry comes again."""
    seen: set[str] = set()
    end = start
    for index in range(start, len(blocks)):
        line = blocks[index].text
        if not line.strip():
            continue
        if not _is_entry(line) or _key(line) in seen:
            break
        seen.add(_key(line))
        end = index + 1
    return end


def _come_again(entries: Sequence[str], rest: Sequence[Block]) -> bool:
    later = Counter(_key(block.text) for block in rest)
    return sum(1 for entry in entries if later[_key(entry)]) >= _SHARE_FOUND_AGAIN * len(entries)


OUTLINE = Rule(
    name="outline",
    label="移出目录提纲",
    apply=_take_outline,
    changes=(
        (
            "目录/提纲:……\n一、认识意义\n(一)是保障\n二、抓好任务\n……讲话\n一、认识意义\n正文甲。\n二、抓好任务\n正文乙。",
            "……讲话\n一、认识意义\n正文甲。\n二、抓好任务\n正文乙。",
        ),
        (
            "1　总则\n1.1　目的\n2　职责\n1　总则\n1.1　目的\n甲。\n2　职责\n乙。",
            "1　总则\n1.1　目的\n甲。\n2　职责\n乙。",
        ),
        (
            "一、认识意义\t1\n二、抓好任务\t3\n三、压实责任\t9\n一、认识意义\n甲。\n二、抓好任务\n乙。\n三、压实责任\n丙。",
            "一、认识意义\n甲。\n二、抓好任务\n乙。\n三、压实责任\n丙。",
        ),
    ),
    keeps=(
        "1　总则\n1.1　目的\n甲。\n2　职责\n2.1　县\n乙。",
        "一、认识意义\n二、抓好任务\n三、压实责任\n以上三点，请抓好落实。",
        "目录\n正文第一段。\n正文第二段。",
        "一、认识意义\n正文甲。\n二、抓好任务\n正文乙。",
    ),
)

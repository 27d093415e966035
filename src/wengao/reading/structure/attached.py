"""What stands behind a text: attachments (附件1), glossaries (名词解释), the documents that a notice puts out (印发)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.language.dates import is_date_line
from wengao.language.headings import heading_key, issued_names
from wengao.language.numbering import split_enumerator
from wengao.reading.structure.head import ROSTER, closed_up, ends_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wengao.reading.raw import Block

AFTER_NUMBER = ".．、：:"
LONG_PARAGRAPH = 40
"""Characters of a line that only the text itself has."""
_MARK = re.compile(r"^附\s*件\s*(?P<number>\d{1,2}|[一二三四五六七八九十]+)?(?=[\s　.．、：:]|$)")
_ATTACHMENT = re.compile(
    r"^附\s*件\s*(?:\d{1,2}|[一二三四五六七八九十])?(?:[\s　]+[^：:。；]{2,90}|[.．、：:])?$"
)
_LONGEST_LINE = 36
"""Characters of a line that names an attachment beside its mark; a longer one lists what is attached, and why."""
_GLOSSARY = re.compile(r"^(?!\d).{0,16}名词(?:解释|注释)$")
_ANNOUNCED = re.compile(r"^附\s*件\s*[：:]\s*(?:1\s*[.．、]\s*)?(?P<name>[^：:。；]{4,90})$")
_ANNOUNCED_NEXT = re.compile(r"^\d{1,2}\s*[.．、]\s*(?P<name>[^：:。；]{4,90})$")
_MOST_TITLE_LINES = 3
_LONGEST_TITLE_LINE = 44
_NO_TITLE = re.compile(r"[。；：！？，、:;,]$| \| |\t|。")
_SHORTEST_ISSUED = 6


def opens_attachment(heading: str) -> bool:
    """Whether a heading opens an attachment or a glossary, which is no part of the text itself."""
    if heading.startswith("附"):
        return _ATTACHMENT.match(heading) is not None
    return heading.endswith("释") and _GLOSSARY.match(heading) is not None


def attachment_mark(heading: str) -> str:
    """附件1 of 附件1　任务分配表, 名词解释 as it is; empty for the heading of anything else."""
    if not opens_attachment(heading):
        return ""
    marked = _MARK.match(heading)
    return f"附件{marked['number'] or ''}" if marked else heading


def attachments(blocks: Sequence[Block]) -> frozenset[int]:
    """The positions of lines that open an attachment (附件1), a glossary or what is put out, after the text."""
    found: set[int] = set()
    seen_text = False
    for index, block in enumerate(blocks[:-1]):
        text = block.text.strip()
        seen_text = seen_text or len(text) >= LONG_PARAGRAPH
        if seen_text and block.level is None and _opens(text, blocks[index + 1].text):
            found.add(index)
    return frozenset(found | {index for index, _ in _issued(blocks)})


def _opens(text: str, following: str) -> bool:
    if not opens_attachment(text) or (len(text) > _LONGEST_LINE and not ends_title(text)):
        return False
    return not text.endswith((":", "：")) or split_enumerator(following)[0] is None


def with_titles(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the titles of what is attached or put out on one line: 附件1 / 全市征兵 / 任务分配表."""
    opening = attachments(blocks)
    issued = dict(_issued(blocks))
    announced = _announced(blocks)
    joined: list[Block] = []
    skip = 0
    for index, block in enumerate(blocks):
        if skip:
            skip -= 1
            continue
        if index in issued:
            skip = issued[index] - 1
            joined.append(block.with_text(_together(blocks[index : index + issued[index]])))
        elif index in opening and attachment_mark(block.text.strip()) == _bare_mark(block.text):
            skip = _lines_announced(blocks, index + 1, announced) or _lines_of_title(blocks, index + 1)
            title = _together(blocks[index + 1 : index + 1 + skip])
            mark = block.text.strip().rstrip(AFTER_NUMBER) if skip else block.text
            joined.append(block.with_text(f"{mark}　{title}" if skip else mark))
        else:
            joined.append(block)
    return joined


def _bare_mark(text: str) -> str:
    return "".join(text.split()).rstrip(AFTER_NUMBER)


def _together(blocks: Iterable[Block]) -> str:
    """The lines of a title as one, characters that are set wide (方 案) close up."""
    return "".join(closed_up(block.text) for block in blocks)


def _announced(blocks: Sequence[Block]) -> frozenset[str]:
    """The keys of the titles that a text says are attached to it: 附件：1.任务分工表, 2.时间安排表 below."""
    found: set[str] = set()
    listing = False
    for block in blocks:
        text = block.text.strip()
        named = _ANNOUNCED.match(text) or (_ANNOUNCED_NEXT.match(text) if listing else None)
        listing = named is not None
        if named:
            found.add(heading_key(named["name"]))
    return frozenset(found)


def _lines_announced(blocks: Sequence[Block], start: int, announced: frozenset[str]) -> int:
    """How many lines at a position are a title that the text announced; 0 for none."""
    key = ""
    for count, block in enumerate(blocks[start : start + _MOST_TITLE_LINES] if announced else (), 1):
        key += heading_key(block.text.strip())
        if block.level is None and key in announced and start + count < len(blocks):
            return count
    return 0


def _lines_of_title(blocks: Sequence[Block], start: int) -> int:
    """How many lines the title of an attachment takes that begins at a position; 0 where none is told by its end."""
    for count in range(1, _MOST_TITLE_LINES + 1):
        lines = [block.text.strip() for block in blocks[start : start + count]]
        if start + count >= len(blocks) or not _may_be_title(blocks[start + count - 1], lines[-1]):
            return 0
        if ends_title(closed_up(lines[-1])):
            return count
    return 0


def _may_be_title(block: Block, text: str) -> bool:
    return (
        block.level is None
        and 0 < len(text) <= _LONGEST_TITLE_LINE
        and not _NO_TITLE.search(text)
        and not is_date_line(text)
        and split_enumerator(text)[0] is None
        and (ROSTER.match(text) is None or ends_title(closed_up(text)))
        and not opens_attachment(text)
    )


def _issued(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Where the titles stand of what the text above puts out: position and number of lines of each."""
    found: list[tuple[int, int]] = []
    names: set[str] = set()
    for index, block in enumerate(blocks[:-1]):
        text = block.text.strip()
        names_one = "《" in text or "给你们" in text
        if not names and not names_one:
            continue
        if names and len(text) >= _SHORTEST_ISSUED and _may_be_title(block, text):
            key = ""
            longest = max(map(len, names))
            for count, line in enumerate(blocks[index : index + _MOST_TITLE_LINES], 1):
                key += heading_key(line.text.strip()[: longest * 2])
                if len(key) > longest:
                    break
                if key in names:
                    found.append((index, count))
                    names = {name for name in names if not name.endswith(key) and not key.endswith(name)}
                    break
        if names_one:
            names |= issued_names([text])
    return found

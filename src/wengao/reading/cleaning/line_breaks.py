"""Lines broken by the page's width rather than by the writer, joined again; and subscripts set as lines of their own."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from wengao.language.dates import DAY_TEXT, is_date_line
from wengao.reading.cleaning.rule import Outcome, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.reading.raw import Block

_SUBSCRIPT = re.compile(r"^\d{1,2}(?:\.\d)?$")
_AFTER_LETTER = re.compile(r"[A-Za-z]$")


def is_subscript(before: str, text: str) -> bool:
    """Whether a line is the subscript of the letter that the line right before it ends with (M2, PM2.5, CO2)."""
    return _SUBSCRIPT.match(text.strip()) is not None and _AFTER_LETTER.search(before.rstrip()) is not None


_CLOSED = tuple('。！？!?：:；;…”"）)】》」』|')
_CANNOT_OPEN = tuple("，。、；：！？）》」』”’％")
_CANNOT_END = tuple("（《「『“‘")
_MID_CLAUSE = tuple("，、,")
_OPENS_ANEW = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百零〇\d]+[章节条款编部分]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}[.．、](?!\d)|[①-⑳]|[-*•#>|]|附件|附：|[一二三四五六七八九十][是要](?![否不非])|第[一二三四五六七八九十][，、])"
)
_NOT_PROSE = re.compile(
    r"^(?:[—–-]{2}|[（(]|来源|作者|编辑|记者|责任编辑|抄送|联系人|主题词|注[：:]|同志们|各位|尊敬的|女士们)|[:：]$"
)
_ADOPTED = re.compile(rf"{DAY_TEXT}[\s　]*\S.{{2,80}}(?:通过|批准|公布|发布|修订|修正|施行)$")
"""A line of those below the title of a law, who passed it and when."""
_MARK_ALONE = re.compile(r"[一二三四五六七八九十][是要]|第[一二三四五六七八九十]|首先|其次")
_NOTE_OR_ROW = re.compile(r" \| |\t")
_LONGEST_MARK = 2
_SHORTEST_BEFORE_LINK = 12
_LONGEST_NAME = 120
"""Characters of a name in 《》; a decision that amends three laws takes some eighty."""
_CLAUSE_MARK = re.compile("[，,。；;、]")
_SHORTEST_FULL_LINE = 30
_LONGEST_HEADING = 60
_SHORTEST_WRAPPED = 18
_FEWEST_WRAPPED = 5
_SHARE_WRAPPED = 0.4
_INDENTS = ("　　", "    ", "\t")


def _join(blocks: Sequence[Block]) -> Outcome:
    """A line goes on in the next one where it has no closing mark, both are prose, and the next opens nothing new."""
    width = _page_width(blocks)
    joined: list[Block] = []
    blanks = count = 0
    last_length = links = 0
    for block in blocks:
        text = block.text.strip(" \t　")
        if not text:
            blanks += 1
            continue
        clean = block.with_text(text)
        indented = block.text.startswith(_INDENTS)
        if (
            joined
            and not indented
            and blanks <= 1
            and _goes_on(joined[-1], clean, last_length, width, blanks)
        ):
            joined[-1] = joined[-1].with_text(_glued(joined[-1].text, text))
            count += 1
            if text.startswith(_CANNOT_OPEN) and _was_cut_out(joined, links):
                joined[-2:] = [joined[-2].with_text(_glued(joined[-2].text, joined[-1].text))]
                count += 1
        else:
            joined.append(clean)
            links = last_length if blanks == 0 and not indented else 0
        last_length, blanks = len(text), 0
    return Outcome(tuple(joined), count)


def _was_cut_out(joined: Sequence[Block], above: int) -> bool:
    """Whether the last line stood alone within a sentence, as a link does: ……所作的⏎政府工作报告⏎。会议高度评价…….

    above: characters of the line right above it, 0 where none stands there; what follows goes on with a mark.
    """
    if len(joined) < 2 or above < _SHORTEST_BEFORE_LINK:
        return False
    before, last = joined[-2], joined[-1]
    return not (
        before.level is not None
        or last.level is not None
        or before.text.endswith(_CLOSED)
        or _OPENS_ANEW.match(last.text)
        or _NOTE_OR_ROW.search(before.text + last.text)
    )


def _glued(first: str, second: str) -> str:
    words = first[-1].isascii() and first[-1].isalnum() and second[0].isascii() and second[0].isalnum()
    space = " " if words and not is_subscript(first, second) else ""
    return f"{first}{space}{second}"


def _goes_on(first: Block, second: Block, last_length: int, width: int, blanks: int) -> bool:
    before, after = first.text, second.text
    if first.level is not None or second.level is not None:
        return False
    if blanks == 0 and _belong_together(before, after):
        return True
    if (
        before.endswith(_CLOSED)
        or _OPENS_ANEW.match(after)
        or _NOT_PROSE.search(after)
        or is_date_line(after)
        or _ADOPTED.match(after)
        or _NOTE_OR_ROW.search(before + after)
    ):
        return False
    fills_line = bool(width) and blanks == 0 and abs(last_length - width) <= 2
    short_heading = (
        len(before) <= _LONGEST_HEADING and "。" not in before and not before.endswith(_MID_CLAUSE)
    )
    if _OPENS_ANEW.match(before) and short_heading and not fills_line:
        return False
    if before.endswith(_MID_CLAUSE) or fills_line:
        return True
    long_prose = len(before) >= _SHORTEST_FULL_LINE and bool(_CLAUSE_MARK.search(before))
    return long_prose and bool(_CLAUSE_MARK.search(after))


def _belong_together(before: str, after: str) -> bool:
    """Whether no writer breaks a line here: before a closing mark, after an opening one or 一是, within 《》, PM⏎2.5."""
    return (
        after.startswith(_CANNOT_OPEN)
        or before.endswith(_CANNOT_END)
        or (len(before) <= _LONGEST_MARK and _MARK_ALONE.fullmatch(before) is not None)
        or is_subscript(before, after)
        or _is_within_name(before, after)
    )


def _is_within_name(before: str, after: str) -> bool:
    """Whether a line ends within 《》: 《关于修改〈清川条例〉⏎〈鹿鸣条例〉的决定》."""
    opened = before.rpartition("《")[2] if "《" in before else "》"
    ended, closed, _ = after.partition("》")
    return "》" not in opened and bool(closed) and "《" not in ended and len(opened + ended) <= _LONGEST_NAME


def _page_width(blocks: Sequence[Block]) -> int:
    """The length in characters that most lines have, one more or less; 0 where lines are not wrapped at a width."""
    lengths = Counter(len(text) for block in blocks if len(text := block.text.strip()) >= _SHORTEST_WRAPPED)
    if not lengths:
        return 0
    width, lines = max(
        ((length, lengths[length] + lengths[length - 1] + lengths[length + 1]) for length in lengths),
        key=lambda pair: pair[1],
    )
    return width if lines >= _FEWEST_WRAPPED and lines >= _SHARE_WRAPPED * lengths.total() else 0


HARD_BREAKS = Rule(
    name="hard_breaks",
    label="接上硬换行",
    apply=_join,
    changes=(
        (
            "基层国防动员是国家战略的重要组成部分，是应对威胁、维护安全的关键支撑。基层国防\n动员则是整个体系的根基，关系全局。",
            "基层国防动员是国家战略的重要组成部分，是应对威胁、维护安全的关键支撑。基层国防动员则是整个体系的根基，关系全局。",
        ),
        ("各级要压实责任，\n\n确保落实。", "各级要压实责任，确保落实。"),
        (
            "以细颗粒物（PM\n2.5\n）和可吸入颗粒物（PM\n10\n）治理为突破口，抓住重点。",
            "以细颗粒物（PM2.5）和可吸入颗粒物（PM10）治理为突破口，抓住重点。",
        ),
        ("一是\n压实责任；\n\n二是\n抓好督查。", "一是压实责任；\n二是抓好督查。"),
        (
            "第一次会议听取和审议了市长沈致远所作的\n政府工作报告\n。会议高度评价过去一年的工作。",
            "第一次会议听取和审议了市长沈致远所作的政府工作报告。会议高度评价过去一年的工作。",
        ),
        (
            "2019年8月26日 常务委员会第十二次会议《关于修改〈土地条例〉\n〈房产条例〉的决定》修正",
            "2019年8月26日 常务委员会第十二次会议《关于修改〈土地条例〉〈房产条例〉的决定》修正",
        ),
        ("会议通过了《\n清川行动\n》\n，要求各级照办。", "会议通过了《清川行动》，要求各级照办。"),
    ),
    keeps=(
        "在全市推进会上的讲话\n（2025年5月15日）\n市委常委　沈致远\n同志们：\n今天召开会议，很有必要。",
        "（三）确保动员潜力高效转换，为打仗型国防动员提供有力支撑\n兵者，国之大事，不可不察。",
        "清川市人民政府\n2025年3月18日",
        "会议指出，要抓好落实。\n会议强调，要压实责任。",
        "尊敬的沈致远书记，\n尊敬的各位来宾：",
        "市人大、市人民政府关于河道管理工作适用法规若干问题的规定\n2001年4月5日　市人大第十次会议、主任会议通过",
    ),
)

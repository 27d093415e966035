"""Lines of the web page around a text: navigation, staff, notices, advertisements, remains of scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.corpus.cleaning.lexicons import junk_lines
from wengao.corpus.cleaning.rule import Outcome, Rule, without
from wengao.corpus.cleaning.subscripts import is_subscript
from wengao.corpus.head_labels import is_tool_bar
from wengao.corpus.official_titles import is_organ
from wengao.language.dates import is_date_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.corpus.raw import Block

_OPENING_LINES = 12
_LONGEST_JUNK = 240
_SHORT = 16
"""Characters below which a line beside a number is an entry of a list."""
_TRADITIONAL = "總統籌責編審輯對監製終聲頁網員貼當載關"
_HAS_TRADITIONAL = re.compile(f"[{_TRADITIONAL}]")
_AS_SIMPLIFIED = str.maketrans(_TRADITIONAL, "总统筹责编审辑对监制终声页网员贴当载关")
"""Characters of the patterns that differ, so that it also holds where a traditional text was not converted."""


def _is_junk(text: str) -> bool:
    if len(text) > _LONGEST_JUNK:
        return False
    simplified = text.translate(_AS_SIMPLIFIED) if _HAS_TRADITIONAL.search(text) else text
    return any(pattern.search(simplified) for pattern in junk_lines())


def _drop_junk(blocks: Sequence[Block]) -> Outcome:
    dropped = {
        index
        for index, block in enumerate(blocks)
        if (text := block.text.strip())
        and (_is_junk(text) or is_tool_bar(text))
        and not (text.isdecimal() and _is_among_short(blocks, index))
        and not (index and is_subscript(blocks[index - 1].text, text))
    }
    kept, removed = without(blocks, dropped)
    return Outcome(kept, len(dropped), removed)


def _is_among_short(blocks: Sequence[Block], index: int) -> bool:
    """Whether a short line stands beside it, so that a number is one of a list and no page's."""
    before = next((text for at in range(index - 1, -1, -1) if (text := blocks[at].text.strip())), "")
    after = next((text for at in range(index + 1, len(blocks)) if (text := blocks[at].text.strip())), "")
    return any(0 < len(text) < _SHORT and text[-1] not in "。！？" for text in (before, after))


def _title_key(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _drop_page_head(blocks: Sequence[Block]) -> Outcome:
    """Where the title comes twice in the first lines, the page's own head with its summary stands before the second."""
    lines = [index for index, block in enumerate(blocks) if block.text.strip()][:_OPENING_LINES]
    if not lines:
        return Outcome(tuple(blocks))
    title = _title_key(blocks[lines[0]].text)
    again = next(
        (index for index in lines[1:] if len(title) >= 6 and _title_key(blocks[index].text) == title), None
    )
    if again is None or again - lines[0] > 6 or _is_signed(blocks, again) or is_organ(blocks[again].text):
        return Outcome(tuple(blocks))
    dropped = set(range(again))
    kept, removed = without(blocks, dropped)
    return Outcome(kept, len(removed), removed)


def _is_signed(blocks: Sequence[Block], index: int) -> bool:
    """Whether what stands there signs the text: nothing or a date follows."""
    below = next((block.text for block in blocks[index + 1 :] if block.text.strip()), "")
    return not below or is_date_line(below)


JUNK = Rule(
    name="junk",
    label="去除网页杂行",
    apply=_drop_junk,
    changes=(
        ("总值班: |\n会议还研究了其他事项。\n|\n某某网免责声明: | ||||||", "会议还研究了其他事项。"),
        ("新闻中心首页\n会议指出，要抓落实。", "会议指出，要抓落实。"),
        ('听泉 分享 时间:\n各级要抓落实。\n47 5159524\n");', "各级要抓落实。"),
        ("下面由网友为您整理分享的“讲话”相关资料,供您参考学习。\n正文。", "正文。"),
        ("正文。\n— 3 —\n👉点这里👈", "正文。"),
        ("首页 > 正文\n下载 打印 全屏\n字号：大 中 小\n正文。", "正文。"),
        ("正文。\n上一篇：关于召开支部大会的通知\n下一篇:没有了", "正文。"),
    ),
    keeps=(
        "一是强化党委领导。",
        "比如，深化思想引领。",
        "以下是整理的三条经验，供各单位学习借鉴。",
        "编辑：要把好政治关、事实关、文字关，编辑部负责总校。",
        "首页栏目设置要突出群众关切",
        "严禁代写代投选票。",
        "2025年",
        "广义货币M\n2\n增长13.6%，符合调控要求。",
    ),
)
PAGE_HEAD = Rule(
    name="page_head",
    label="去除网页标题和摘要",
    apply=_drop_page_head,
    changes=(
        (
            "发言：深学笃行++强军思想\n摘要一句。\n\n发言:深学笃行强军思想\n正文。",
            "发言:深学笃行强军思想\n正文。",
        ),
    ),
    keeps=(
        "在全市推进会上的讲话\n同志们：\n在全市推进会召开之际，我讲三点。",
        "同志们：\n正文。\n同志们：\n正文。",
        "清川市人民政府\n关于加强资金管理的通知\n专款专用，不得截留。\n清川市人民政府\n2024年5月10日",
    ),
)

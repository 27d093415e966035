"""Gaps (缺文): where a pay wall or a preview cut the text, the mark ⟦缺⟧ takes the place of its notice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.corpus.cleaning.rule import Outcome, Rule
from wengao.corpus.raw import GAP, Block

if TYPE_CHECKING:
    from collections.abc import Sequence

_DOTS = r"(?:…|\.{3,})*"
_BLANKS = "[ \\t　]*"
_SITE = r"[^\n（(。，,]{0,12}(?:https?://|www\.)?[\w.:/-]{0,60}"
_OMITTED = re.compile(
    rf"\n?{_BLANKS}{_DOTS}{_BLANKS}[（(]?{_SITE}\s*(?:此处)?省略\s*\d+\s*字"
    rf"[^\n）)]{{0,40}}?(?:阅读|查看|下载|浏览)[^\n）)]{{0,10}}[）)]?{_BLANKS}{_DOTS}{_BLANKS}\n?"
)
_UNFINISHED = re.compile(rf"{_BLANKS}{_DOTS}[（(]\s*未完[，,、][^\n]{{0,20}}?全文共?\s*\d+\s*字[\s\S]*\Z")
_PREVIEW_END = re.compile(
    rf"\n{_BLANKS}(?:预览阅读已结束|试读已?结束|以上为(?:部分)?预览|(?:剩余|以下)内容[^\n]{{0,12}}(?:下载|购买|会员|付费))"
    r"[\s\S]{0,400}\Z"
)
_NOTICES = (
    (("省略",), _OMITTED),
    (("未完",), _UNFINISHED),
    (("试读", "预览", "剩余内容", "以下内容"), _PREVIEW_END),
)
"""Each notice with words that are quick to look for: the notices themselves may begin almost anywhere."""


def _mark(blocks: Sequence[Block]) -> Outcome:
    """Notices of omission become ⟦缺⟧ and join the lines around them; the level of a heading before one is kept."""
    marked, total = "\n".join(block.text for block in blocks), 0
    for cues, notice in _NOTICES:
        if any(cue in marked for cue in cues):
            marked, count = notice.subn(GAP, marked)
            total += count
    if not total:
        return Outcome(tuple(blocks))
    levels = {block.text: block.level for block in blocks if block.level is not None}
    return Outcome(tuple(Block(line, levels.get(line)) for line in marked.split("\n")), total)


GAPS = Rule(
    name="gaps",
    label="标出缺文",
    apply=_mark,
    changes=(
        (
            "直接影响了任\n……(范文库http://www.example.cn省略1086字,正式会员可完整阅读)……\n于实现协调发展具有重要意义。",
            f"直接影响了任{GAP}于实现协调发展具有重要意义。",
        ),
        (
            "积极开发两用产品。例 ……(未完,全文共6619字,当前仅显示3051字,请阅读下面提示信息。\n收藏《讲话》)",
            f"积极开发两用产品。例{GAP}",
        ),
        ("各级要抓好落实。\n预览阅读已结束，请下载后查看全文", f"各级要抓好落实。{GAP}"),
    ),
    keeps=(
        "报告指出，以下从略……各单位可自行阅读全文。",
        "他是联合国正式会员国的代表，全文共三章。",
        "会议（未完事项另行通知）今天结束。",
        "正文略去部分数据，省略的200字说明见附件。",
    ),
)

"""Gaps (缺文): where a pay wall or a preview cut the text, the mark ⟦缺⟧ takes the place of its notice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.corpus.cleaning.rule import Outcome, Rule
from wengao.corpus.raw import GAP, Block

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLANKS = " \t　"
_OMITTED = re.compile(
    r"省略\s{0,9}\d{1,9}\s{0,9}字[^\n）)]{0,40}?(?:阅读|查看|下载|浏览)[^\n）)]{0,10}[）)]?"
)
_SITE = re.compile(r"[\w.:/-]")
_LONGEST_SITE = 60
_NOT_BEFORE_SITE = "\n（(。，,"
_MOST_BEFORE_SITE = 12
_HERE = "此处"
_FEWEST_DOTS = 3
_DOTS_AFTER = re.compile(rf"(?:[{_BLANKS}…]|(?<!\.)\.{{3,}})*")
_UNFINISHED = re.compile(r"[（(]\s{0,9}未完[，,、][^\n]{0,20}?全文共?\s{0,9}\d{1,9}\s{0,9}字")
_PREVIEW_END = re.compile(
    rf"\n[{_BLANKS}]*(?:预览阅读已结束|试读已?结束|以上为(?:部分)?预览|(?:剩余|以下)内容[^\n]{{0,12}}(?:下载|购买|会员|付费))"
    r"[\s\S]{0,400}\Z"
)
_PREVIEW_CUES = ("试读", "预览", "剩余内容", "以下内容")
"""Words that are quick to look for: the notice itself may begin at any line."""


def _mark(blocks: Sequence[Block]) -> Outcome:
    """Notices of omission become ⟦缺⟧ and join the lines around them; the level of a heading before one is kept."""
    marked, total = "\n".join(block.text for block in blocks), 0
    for marking in (_mark_omissions, _mark_unfinished, _mark_preview):
        marked, count = marking(marked)
        total += count
    if not total:
        return Outcome(tuple(blocks))
    levels = {block.text: block.level for block in blocks if block.level is not None}
    return Outcome(tuple(Block(line, levels.get(line)) for line in marked.split("\n")), total)


def _mark_omissions(text: str) -> tuple[str, int]:
    """Each notice that so many characters are left out, with the address of the site and the dots around it."""
    pieces: list[str] = []
    done = 0
    for notice in _OMITTED.finditer(text):
        if notice.start() < done:
            continue
        start = _before_dots(text, _before_site(text, notice.start(), done), done)
        start -= start > done and text[start - 1] == "\n"
        end = _after_dots(text, notice.end())
        pieces += [text[done:start], GAP]
        done = end + text.startswith("\n", end)
    return "".join([*pieces, text[done:]]), len(pieces) // 2


def _before_site(text: str, end: int, least: int) -> int:
    """Where the notice that goes on at `end` begins: before the address of a site and up to twelve characters more."""
    start = end - len(_HERE) if text.endswith(_HERE, least, end) else end
    start = least + len(text[least:start].rstrip()) if text[start - 1 : start].isspace() else start
    first = max(start - _LONGEST_SITE, least)
    while start > first and _SITE.match(text[start - 1]):
        start -= 1
    first = max(start - _MOST_BEFORE_SITE, least)
    while start > first and text[start - 1] not in _NOT_BEFORE_SITE:
        start -= 1
    return start - (start > least and text[start - 1] in "（(")


def _before_dots(text: str, end: int, least: int) -> int:
    """Where the blanks and rows of dots begin that stand before `end`; one or two full points are no row."""
    while True:
        start = end
        while start > least and text[start - 1] in _BLANKS + "…":
            start -= 1
        dots = start
        while dots > least and text[dots - 1] == ".":
            dots -= 1
        if start - dots >= _FEWEST_DOTS:
            start = dots
        if start == end:
            return end
        end = start


def _after_dots(text: str, start: int) -> int:
    """Where the blanks and rows of dots end that stand after `start`."""
    after = _DOTS_AFTER.match(text, start)
    return after.end() if after else start


def _mark_unfinished(text: str) -> tuple[str, int]:
    """The notice that the text goes on elsewhere, and all that follows it."""
    notice = _UNFINISHED.search(text)
    return (text[: _before_dots(text, notice.start(), 0)] + GAP, 1) if notice else (text, 0)


def _mark_preview(text: str) -> tuple[str, int]:
    """The notice at the end that a preview is over."""
    return _PREVIEW_END.subn(GAP, text) if any(cue in text for cue in _PREVIEW_CUES) else (text, 0)


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

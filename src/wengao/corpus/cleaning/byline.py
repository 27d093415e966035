"""Bylines of the press (记者某某): metadata, not text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.corpus.cleaning.rule import Outcome, Rule, without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.corpus.raw import Block

_NAMES = r"[\u4e00-\u9fff·]{2,4}(?:[ 　、][\u4e00-\u9fff·]{2,4}){0,5}"
_LINE = re.compile(
    rf"^[（(]?\s*(?P<byline>(?:本[报网台刊])?(?:全媒体|融媒体|见习|实习)?(?:[记記]者|通[讯訊][员員])\s*[:：]?\s*{_NAMES}"
    rf"(?:\s*(?:通讯员|摄影|编辑)\s*[:：]?\s*{_NAMES})?)\s*[）)]?$"
)
_AT_END = re.compile(
    rf"[（(](?P<byline>(?:本[报网台刊])?(?:[记記]者|通[讯訊][员員])\s*[:：]?\s*{_NAMES})[）)]$"
)
_LONGEST = 100
"""Characters of a byline; six reporters and six of those who sent word take some seventy."""
_CLOSING_BRACKETS = ("）", ")")


def _take_byline(blocks: Sequence[Block]) -> Outcome:
    dropped, bylines, kept_texts = set(), [], list(blocks)
    for index, block in enumerate(blocks):
        text = block.text.strip()
        line = _LINE.match(text) if len(text) <= _LONGEST else None
        from_here = max(len(text) - _LONGEST, 0)
        tail = _AT_END.search(text, from_here) if text.endswith(_CLOSING_BRACKETS) else None
        if line:
            dropped.add(index)
            bylines.append(line["byline"])
        elif tail:
            kept_texts[index] = block.with_text(text[: tail.start()].rstrip())
            bylines.append(tail["byline"])
    kept, _ = without(kept_texts, dropped)
    return Outcome(kept, len(bylines), tuple(bylines[1:]), byline=bylines[0] if bylines else "")


BYLINE = Rule(
    name="byline",
    label="移出记者署名",
    apply=_take_byline,
    changes=(
        ("会议还研究了其他事项。\n(记者林秋月)", "会议还研究了其他事项。"),
        ("会议要求抓好落实。（本报记者 方允和）", "会议要求抓好落实。"),
    ),
    keeps=("记者从市征兵办获悉，上半年征集新兵612名。", "市委常委　沈致远", "（一）记者站建设"),
)

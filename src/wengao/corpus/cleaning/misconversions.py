"""Words half turned into Traditional and never turned back: 製度, 全麵, 為瞭, in a text that is otherwise Simplified."""

from __future__ import annotations

import re
from functools import cache

from wengao.corpus.cleaning.lexicons import misconversions
from wengao.corpus.cleaning.rule import Rule, in_each_block

_TELLING = re.compile("[製麵瞭準係範誌週遊嚮彆乾幹裏佈機]")


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, misconversions()), key=len, reverse=True)))


def _restore(line: str) -> tuple[str, int]:
    """The line with the words of the list written as they are in Simplified text; a single character is never changed."""
    if not _TELLING.search(line):
        return line, 0
    return _words().subn(lambda match: misconversions()[match[0]], line)


MISCONVERSIONS = Rule(
    name="misconversions",
    label="改正繁简误转的词",
    apply=in_each_block(_restore),
    changes=(
        ("健全製度機制，全麵加强各方麵工作", "健全制度机制，全面加强各方面工作"),
        ("为瞭深入瞭解情况，反復覈準数据", "为了深入了解情况，反復核准数据"),
    ),
    keeps=(
        "瞭望塔上瞭望敌情",
        "祭祀后土，封妻荫子，面粉厂生产挂麵",
        "全面推进，制度健全，关系密切，重复核准",
    ),
)

"""Terms, ratios, shares and ranges among the facts of an old text."""

from __future__ import annotations

import pytest

from wengao.drafts.facts import facts_of
from wengao.drafts.markdown import parse_draft


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("得分由8分提高到15分。", ["8分", "15分"]),
        ("每月25日报送，每季度末通报，每周五调度。", ["每月25日", "每季度末", "每周五"]),
        ("资金按1∶1配套。", ["1∶1"]),
        ("占四成以上，三至五成由村里出。", ["四成", "三至五成"]),
        ("明年再走访20多个村。", ["明年", "20多个"]),
        ("每镇选2至3个村，5月至8月完成。", ["2至3个", "5月至8月"]),
        ("吸取“7·19”洪灾教训。", ["7·19"]),
        ("三季度完成，上半年过半。", ["三季度", "上半年"]),
        ("“十四五”收官，十五五时期开局。", ["十四五", "十五五"]),
        ("走访二十多户、两三个村。", ["二十多户", "两三个"]),
        ("一成不变的办法不行，促成此事，统一成为一家，每周五天。", []),
        ("共有三万八千五百多人、1万6千多户。", ["三万八千五百多人", "1万6千多户"]),
        ("增长8.5个百分点，1.2亿元。", ["8.5个百分点", "1.2亿元"]),
    ],
)
def test_what_changes_with_the_year_is_listed(text: str, facts: list[str]) -> None:
    assert [fact.text for fact in facts_of(parse_draft(f"# 题\n\n{text}\n"))] == facts

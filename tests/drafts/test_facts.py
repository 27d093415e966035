"""Facts that a new occasion may have changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wengao.drafts.facts import Fact, facts_in, facts_of
from wengao.drafts.markdown import parse_draft, write_draft


def found(line: str) -> list[tuple[str, str]]:
    return [(kind, line[start:end]) for kind, start, end in facts_in(line)]


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("2025年3月18日，安澜县征集新兵320名。", [("date", "2025年3月18日"), ("place", "安澜县"), ("figure", "320名")]),
        ("今年9月底前在2025年的基础上提高近四成。", [
            ("year", "今年"), ("date", "9月底前"), ("year", "2025年"), ("figure", "近四成"),
        ]),
        ("望舒区从区直单位选派干部到石桥街道。", [("place", "望舒区"), ("place", "石桥街道")]),
        ("安澜县人武部和市教育局配合。", [("place", "安澜县"), ("unit", "市教育局")]),
        ("市委书记周望川同志出席全市征兵工作会议。", [("person", "周望川"), ("meeting", "全市征兵工作会议")]),
        ("刚才，林知夏同志作了发言。", [("person", "林知夏")]),
        ("各级各部门要压实责任，各县区、各乡镇一级抓一级，城市社区和农村小区都要覆盖。", []),
        ("我代表省人民政府，稳住楼市，提高城乡居民收入，采取随机抽查。", []),
        ("郑州、洛阳要带头，习近平总书记在党中央的会上指出。", [("place", "郑州"), ("place", "洛阳")]),
        ("这次会议开得很好，要形成工作格局，顾全大局。", []),
    ],
)  # fmt: skip
def test_facts_are_told_by_their_shape(line: str, facts: list[tuple[str, str]]) -> None:
    assert found(line) == facts


def test_only_what_a_reader_sees_is_looked_at() -> None:
    text = (
        "---\nyear: 2025年\n---\n# 在2025年会上的讲话 {note=2024年}\n\n<!-- 提示：写2023年 -->\n征集320名。[^s1]\n\n"
        "[^s1]: 出处：《2022年讲话》一第1段，2022-03-18 〔passage 9f3ac1〕\n"
    )
    facts = facts_of(parse_draft(text))
    assert [(fact.kind, fact.text, fact.line) for fact in facts] == [
        ("year", "2025年", 4),
        ("figure", "320名", 7),
    ]
    assert [text[fact.start : fact.end] for fact in facts] == ["2025年", "320名"]


def test_a_fact_is_a_value() -> None:
    draft = parse_draft("# 题\n\n320名\n")
    assert facts_of(draft) == (Fact("figure", "320名", 3, 5, 9),)
    assert write_draft(draft)[5:9] == "320名"


PIECES = st.sampled_from(
    [
        "# 标题2025年 {role=task}",
        "## ",
        "320名。[^s1]",
        "<!-- 提示：2024年 -->",
        "[^s1]: 出处：2023年",
        "",
        "安澜县",
        "```",
        "---",
    ]
)


@given(st.lists(PIECES, max_size=10).map("\n".join))
def test_facts_stand_where_they_say(text: str) -> None:
    lines = text.split("\n")
    for fact in facts_of(parse_draft(text)):
        assert text[fact.start : fact.end] == fact.text
        assert fact.text in lines[fact.line - 1]

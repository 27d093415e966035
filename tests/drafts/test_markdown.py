"""The Markdown form of a draft: nothing is lost between file and value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.model import Draft, Part
from wengao.markup.stretches import without_comments

LINES = st.sampled_from(
    [
        "# 标题",
        "## 深刻认识意义 {role=significance goal=900}",
        "### 从上级要求看",
        "##没有空格",
        "## ",
        "####### 七个井号",
        "## 含{花括号}的标题",
        "## 结尾 {.untitled role=closing}",
        "同志们：",
        "压实责任链条。[^s1]",
        "[^s1]: 出处：《讲话》一第1段，2025-03-18 〔passage 9f3ac1〕",
        "[^注]: 另一种脚注",
        "    缩进的续行",
        "<!-- 提示：写三条 -->",
        "```",
        "# 代码里的井号",
        "~~~",
        "---",
        "wengao: 1",
        "| 表 | 格 |",
        "",
        "   ",
        "\t",
        "行尾有空格  ",
        "\u2028行分隔符",
        "\x0b竖向制表",
        "\r孤立的回车",
    ]
)
TEXTS = st.lists(LINES, max_size=14).map("\n".join) | st.lists(LINES, max_size=14).map(
    lambda lines: "\n".join([*lines, ""])
)


@given(TEXTS | st.text(max_size=120))
def test_every_text_is_written_back_as_it_was(text: str) -> None:
    assert write_draft(parse_draft(text)) == text


@given(TEXTS)
def test_a_draft_is_read_back_as_it_was(text: str) -> None:
    draft = parse_draft(text)
    assert parse_draft(write_draft(draft)) == draft


def test_a_draft_is_cut_at_its_headings() -> None:
    text = "---\nwengao: 1\n---\n\n# 标题\n\n同志们：\n\n## 意义 {role=significance goal=900}\n\n一段。[^s1]\n\n[^s1]: 出处\n"
    assert parse_draft(text) == Draft(
        front="---\nwengao: 1\n---\n",
        preamble="\n",
        parts=(
            Part("# 标题\n", "\n同志们：\n\n"),
            Part("## 意义 {role=significance goal=900}\n", "\n一段。[^s1]\n\n"),
        ),
        tail="[^s1]: 出处\n",
    )


def test_a_heading_carries_role_goal_and_flags() -> None:
    part = Part('## 结尾 {.untitled role=closing goal=200 note="两 段"}\n')
    assert (part.level, part.heading, part.role, part.goal, part.untitled, part.attributes["note"]) == (
        2,
        "结尾",
        "closing",
        200,
        True,
        "两 段",
    )


def test_braces_that_are_no_attributes_belong_to_the_heading() -> None:
    assert Part("## 抓好{三件}事 {要点}\n").heading == "抓好{三件}事 {要点}"


def test_a_heading_inside_a_fence_is_text() -> None:
    assert [part.heading for part in parse_draft("# 甲\n```\n# 乙\n```\n# 丙\n").parts] == ["甲", "丙"]


def test_a_changed_heading_keeps_its_attributes() -> None:
    part = parse_draft("## 旧 {role=task goal=300}\n").parts[0]
    assert part.with_heading("新").line == "## 新 {role=task goal=300}\n"


@pytest.mark.parametrize(
    ("body", "empty"), [("\n", True), ("<!-- 提示：写 -->\n", True), ("一句。\n", False), ("[^s1]\n", True)]
)
def test_guidance_and_marks_are_no_text(body: str, empty: bool) -> None:
    assert Part("## 甲\n", body).empty == empty


def test_guidance_is_shown_and_not_part_of_the_prose() -> None:
    part = Part("## 甲\n", "<!-- 提示：写三条 -->\n正文。[^s1]\n")
    assert (part.guidance, part.prose) == ("写三条", "正文。")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("甲<!-- 一 -->\n乙", "甲乙"),
        ("甲<!-- 一 -->乙<!-- 二 -->", "甲乙"),
        ("甲<!-- 没有收尾", "甲<!-- 没有收尾"),
        ("<!--" * 50_000, "<!--" * 50_000),
    ],
)
def test_comments_are_left_out_and_unclosed_ones_are_text(text: str, rest: str) -> None:
    assert without_comments(text) == rest

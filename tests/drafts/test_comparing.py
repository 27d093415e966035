"""Texts side by side by role."""

from __future__ import annotations

import re

from wengao.drafts.comparing import compare, comparison_page
from wengao.drafts.markdown import parse_draft

ONE = """\
# 甲会上的讲话

同志们：

今天开个会。下面讲两点意见。

## 认清意义 {role=significance}

### 从要求看

要求很高。形势很紧。

## 抓好任务 {role=task}

任务很重。
"""
OTHER = """\
# 乙会上的讲话

## 看清形势 {role=situation}

形势逼人。

## 抓好任务 {role=task}

## 凝聚合力 {role=synergy}

合力<要>足。

## 结尾 {.untitled role=closing}

同志们！
"""


def test_roles_stand_in_rows_in_the_order_the_texts_keep() -> None:
    comparison = compare([parse_draft(ONE), parse_draft(OTHER)])
    assert [row.role for row in comparison.rows] == ["开头", "意义", "形势", "任务", "协同", "结尾"]
    assert [[section.heading for section in cell] for row in comparison.rows for cell in row.cells] == [
        [""], [], ["一、认清意义"], [], [], ["一、看清形势"], ["二、抓好任务"], ["二、抓好任务"],
        [], ["三、凝聚合力"], [], [""],
    ]  # fmt: skip


def test_a_cell_tells_length_subheadings_and_first_sentence() -> None:
    comparison = compare([parse_draft(ONE), parse_draft(OTHER)])
    [opening], [meaning] = comparison.rows[0].cells[0], comparison.rows[1].cells[0]
    assert (opening.opening, meaning.subheadings, meaning.opening) == (
        "今天开个会。",
        ("（一）从要求看",),
        "要求很高。",
    )
    assert (meaning.characters, comparison.texts[0].title) == (10, "甲会上的讲话")


def test_a_section_without_a_role_of_its_own_takes_its_wordings_or_none() -> None:
    comparison = compare([parse_draft("# 题\n\n## 某某\n\n一句话。\n"), parse_draft("# 题\n")])
    assert [row.role for row in comparison.rows] == ["其他"]


def test_the_page_has_a_column_a_text_and_escapes() -> None:
    page = comparison_page(compare([parse_draft(ONE), parse_draft(OTHER)]))
    assert (page.count("<tr>"), page.count("<td>"), "合力&lt;要&gt;足。" in page) == (7, 12, True)
    assert re.findall(r"https?:|<script|<link|@import|url\(", page) == []

"""The outline of a draft."""

from __future__ import annotations

from wengao.drafts.markdown import parse_draft
from wengao.drafts.outline import State, outline, unread_parts

TEXT = """\
# 在推进会上的讲话

同志们：

## 深刻认识意义 {role=significance goal=20}

### 从要求看

写了八个字在此处。

### 从形势看

## 凝聚合力，形成协同格局

已经写好，共十五个字，够了吧。

## 结尾 {.untitled role=closing}

还差【日期】。

## 压实责任抓落实 {role=implement goal=4}

要抓实见效。
"""


def test_numbers_follow_from_the_tree_and_skip_untitled_parts() -> None:
    assert [node.enumerator for node in outline(parse_draft(TEXT))] == [
        "",
        "一、",
        "（一）",
        "（二）",
        "二、",
        "",
        "三、",
    ]


def test_a_role_is_its_own_or_its_parents_or_its_wordings() -> None:
    assert [node.role for node in outline(parse_draft(TEXT))] == [
        None,
        "significance",
        "significance",
        "significance",
        "synergy",
        "closing",
        "implement",
    ]


def test_the_length_of_a_section_counts_what_stands_below_it() -> None:
    assert [node.characters for node in outline(parse_draft(TEXT))] == [4, 9, 9, 0, 15, 7, 6]


def test_states_tell_what_is_empty_begun_and_done() -> None:
    assert [node.state for node in outline(parse_draft(TEXT))][1:] == [
        State.DRAFTED,
        State.DONE,
        State.EMPTY,
        State.DONE,
        State.DRAFTED,
        State.DONE,
    ]


def test_parents_and_children_point_at_each_other() -> None:
    nodes = outline(parse_draft(TEXT))
    assert (nodes[1].children, nodes[2].parent, nodes[1].parent) == ((2, 3), 1, 0)


def test_what_was_filled_and_not_read_since_is_counted_where_there_is_text() -> None:
    draft = parse_draft("# 讲话\n\n## 意义 {.unread}\n\n讲。\n\n## 任务 {.unread}\n\n## 落实\n\n抓。\n")
    assert unread_parts(draft) == (1,)

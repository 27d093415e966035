"""Finding and replacing words in what a reader sees of a draft."""

from __future__ import annotations

import pytest

from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.text_search import find_text, hit_places, replace_text

DRAFT = """\
---
wengao: 1
fields: {topic: 防汛}
---
全县防汛材料

# 在全县防汛工作会议上的讲话

## 从严抓好防汛 {role=task goal=200}
<!-- 提示：防汛先讲责任。 -->

**防汛**工作[^s1]要抓实，防[^s2]汛责任要落到【防汛户数｜原：防汛三百户】户。

- 防汛物资

| 项目 | 说明 |
| --- | --- |
| 防汛 | 汛前 |

## 防汛结尾 {.untitled role=closing}

完。

[^s1]: 出处：《防汛讲话》一第1段
[^s2]: 出处：《防汛讲话》一第2段
"""


def found(text: str, wanted: str, *, headings: bool = True) -> list[str]:
    return [hit.excerpt for hit in find_text(parse_draft(text), wanted, headings=headings)]


def replaced(text: str, old: str, new: str, *, headings: bool = True) -> tuple[str, int]:
    draft = parse_draft(text)
    outcome = replace_text(draft, find_text(draft, old, headings=headings), new)
    return write_draft(outcome.draft), len(outcome.left)


def test_what_a_reader_sees_is_found_in_its_order() -> None:
    assert found(DRAFT, "防汛") == [
        "全县〔防汛〕材料",
        "在全县〔防汛〕工作会议上的讲话",
        "从严抓好〔防汛〕",
        "〔防汛〕工作要抓实，防汛责任要落到【",
        "防汛工作要抓实，〔防汛〕责任要落到【防汛户数】户。",
        "工作要抓实，防汛责任要落到【〔防汛〕户数】户。",
        "〔防汛〕物资",
        "〔防汛〕",
    ]


def test_without_headings() -> None:
    assert len(found(DRAFT, "防汛", headings=False)) == len(found(DRAFT, "防汛")) - 2


def test_places_are_those_of_the_file() -> None:
    draft = parse_draft(DRAFT)
    places = hit_places(draft, find_text(draft, "防汛"))
    lines = DRAFT.split("\n")
    assert [place[0] for place in places] == [5, 7, 9, 12, 12, 12, 14, 18]
    assert next(lines[line - 1][column - 1 :][0] for line, column in places if column > 1) == "防"


def test_all_is_replaced_and_notes_slots_and_comments_stay() -> None:
    expected = (
        DRAFT.replace("全县防汛材料", "全县抗旱材料")
        .replace("在全县防汛工作", "在全县抗旱工作")
        .replace("抓好防汛", "抓好抗旱")
        .replace("**防汛**", "**抗旱**")
        .replace("防[^s2]汛责任", "抗旱[^s2]责任")
        .replace("【防汛户数", "【抗旱户数")
        .replace("- 防汛", "- 抗旱")
        .replace("| 防汛 |", "| 抗旱 |")
    )
    assert replaced(DRAFT, "防汛", "抗旱") == (expected, 0)


@pytest.mark.parametrize(
    ("before", "old", "new", "after"),
    [
        ("要抓好**防汛**工作。", "防汛工作", "抗旱", "要抓好**抗旱**。"),
        ("要抓好防汛**工作**。", "防汛工作", "抗旱", "要抓好**抗旱**。"),
        ("防汛[^s1]工作[^s2]好。", "防汛工作", "", "[^s1][^s2]好。"),
        ("落实\\*管武装", "*管武装", "责任", "落实责任"),
        ("ABC abc", "abc", "x", "x x"),
        ("人民人民人民", "人民", "群众", "群众群众群众"),
        ("防汛一。", "防汛", "*防*汛", "\\*防\\*汛一。"),
        ("【时限｜原：8月底前】完成", "【时限】", "月底前", "月底前完成"),
        ("~~旧防汛~~新防汛", "防汛", "抗旱", "~~旧防汛~~新抗旱"),
    ],
)
def test_markup_around_the_words(before: str, old: str, new: str, after: str) -> None:
    written, left = replaced(f"# 题\n\n{before}\n", old, new)
    assert (written, left) == (f"# 题\n\n{after}\n", 0)


@pytest.mark.parametrize(
    ("before", "old", "new"),
    [
        ("走访【户数】户。", "数】户", "家"),
        ("甲乙丙", "甲", "# 甲"),
        ("要抓**好防**汛**工**作。", "好防汛工作", "旱"),
        ("| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |", "丙", "丙|丙"),
    ],
)
def test_what_would_break_the_draft_is_left_and_told(before: str, old: str, new: str) -> None:
    text = f"# 题\n\n{before}\n"
    assert replaced(text, old, new) == (text, 1)


def test_a_heading_is_never_emptied() -> None:
    assert replaced("# 题\n\n## 防汛\n\n防汛好\n", "防汛", "") == ("# 题\n\n## 防汛\n\n好\n", 1)


def test_a_heading_keeps_its_attributes() -> None:
    assert replaced("# 题\n\n## 防汛 {role=task}\n", "防汛", "抗旱") == ("# 题\n\n## 抗旱 {role=task}\n", 0)


def test_no_words_are_nowhere() -> None:
    assert find_text(parse_draft(DRAFT), "") == ()

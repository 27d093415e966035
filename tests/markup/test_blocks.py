"""The text below a heading: paragraphs, items, quotations, tables, and what is left out."""

from __future__ import annotations

import pytest

from wengao.markup.blocks import Kind, Line, Table, read_blocks, read_lines, visible_text
from wengao.markup.inline import read_inline
from wengao.markup.stretches import printable


def texts(markdown: str) -> list[tuple[str, str, str, int]]:
    """Kind, mark, text and depth of each block that is not a table."""
    return [
        (block.kind.value, block.mark, block.inline.text, block.depth)
        for block in read_blocks(markdown)
        if isinstance(block, Line) and block.inline.text
    ]


def lines(markdown: str) -> list[str]:
    return [text for _, _, text, _ in texts(markdown)]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("一段。\n\n二段。\n", ["一段。", "二段。"]),
        ("清川市人民政府\n2026年3月18日\n", ["清川市人民政府", "2026年3月18日"]),
        ("　　空两格。\n", ["空两格。"]),
        ("硬换行。  \n再起。\\\n三行。", ["硬换行。", "再起。", "三行。"]),
        ("前<!-- 提示：略\n写 -->后。\n", ["前后。"]),
        ("<!-- 提示：写什么 -->\n正文。\n", ["正文。"]),
        ("正文。\n\n---\n\n又一段。\n", ["正文。", "又一段。"]),
        ("正文。[^s1]\n\n[^s1]: 出处\n    续行\n\n    再续\n后文。\n", ["正文。", "后文。"]),
        ("```\n**原样**\n\n二\n```\n后。\n", ["**原样**", "二", "后。"]),
        ("~~~\n```\n~~~\n后。\n", ["```", "后。"]),
        ("制\x00表\x0b符\ufeff\n", ["制表符"]),
        ("", []),
    ],
)
def test_paragraphs(markdown: str, expected: list[str]) -> None:
    assert lines(markdown) == expected


def test_items_and_quotations() -> None:
    markdown = "- 甲\n  - 乙\n* 丙\n1. 丁\n2) 戊\n> 引\n>> 再引\n-不是\n2026.3 不是\n"
    assert texts(markdown) == [
        ("item", "——", "甲", 0),
        ("item", "——", "乙", 1),
        ("item", "——", "丙", 0),
        ("item", "1.", "丁", 0),
        ("item", "2.", "戊", 0),
        ("quote", "", "引", 0),
        ("quote", "", "再引", 0),
        ("paragraph", "", "-不是", 0),
        ("paragraph", "", "2026.3 不是", 0),
    ]


def test_a_table_with_alignments_and_ragged_rows() -> None:
    (table,) = read_blocks(
        "| 单位 | 时限 | 数 |\n|:--|:-:|--:|\n| 望舒区 | 4月 |\n| 鹿\\|鸣 | 5月 | 36 | 多 |\n"
    )
    assert isinstance(table, Table)
    assert table.alignments == ("left", "center", "right", "left")
    assert [[read_inline(cell.text).text for cell in row] for row in table.rows] == [
        ["单位", "时限", "数", ""],
        ["望舒区", "4月", "", ""],
        ["鹿|鸣", "5月", "36", "多"],
    ]


def test_a_table_without_outer_bars_ends_where_the_bars_end() -> None:
    table, after = read_blocks("甲 | 乙\n--- | ---\n1 | 2\n后文。\n")
    assert isinstance(table, Table)
    assert isinstance(after, Line)
    assert (len(table.rows), after.inline.text) == (2, "后文。")


@pytest.mark.parametrize("markdown", ["甲|乙\n丙|丁\n", "甲 | 乙\n"])
def test_a_bar_alone_makes_no_table(markdown: str) -> None:
    assert lines(markdown) == markdown.splitlines()


def test_printable_keeps_tabs_and_rare_characters() -> None:
    assert printable("甲\t乙\x1f𠮷\ud800") == "甲\t乙𠮷"


def test_comments_that_are_never_closed_are_text() -> None:
    openings = "<!--" * 250_000
    assert lines(openings) == [openings]


@pytest.mark.parametrize(
    ("line", "file", "caption"),
    [
        ("![调查进度](进度.png)", "进度.png", "调查进度"),
        ("　　![](图/现场 一.jpg)", "图/现场 一.jpg", ""),
        ('![图1 甲](<甲(1).png> "说明")', "甲(1).png", "图1 甲"),
    ],
)
def test_a_picture_alone_on_its_line(line: str, file: str, caption: str) -> None:
    [picture] = read_blocks(f"{line}\n")
    assert isinstance(picture, Line)
    assert (picture.kind, picture.mark, picture.inline.text) == (Kind.PICTURE, file, caption)
    assert visible_text(f"{line}\n") == caption


@pytest.mark.parametrize("line", ["见![图](甲.png)。", "![图](甲.png) 和 ![图](乙.png)", "!图(甲.png)"])
def test_a_picture_beside_text_is_none(line: str) -> None:
    [one] = read_lines(line)
    assert one.kind is Kind.PARAGRAPH


@pytest.mark.parametrize("caption", ["表：各县进度", "表1 各县进度", "表 2：各县进度", "　　表3-1　各县进度"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_line_above_a_table_is_its_caption(caption: str, gap: str) -> None:
    one, table = read_blocks(f"{caption}{gap}| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n")
    assert isinstance(one, Line)
    assert isinstance(table, Table)
    assert (one.kind, one.inline.text) == (Kind.CAPTION, "各县进度")


@pytest.mark.parametrize(
    "text",
    [
        "表：各县进度\n\n正文。\n",
        "表1列出了各县进度。\n\n| 甲 | 乙 |\n|---|---|\n",
        "表彰先进\n\n| 甲 | 乙 |\n|---|---|\n",
        "表：各县进度\n\n\n\n| 甲 | 乙 |\n|---|---|\n",
    ],
)
def test_other_lines_above_are_text(text: str) -> None:
    first = read_blocks(text)[0]
    assert isinstance(first, Line)
    assert first.kind is Kind.PARAGRAPH


def test_the_mark_of_a_break_in_a_title_is_not_read() -> None:
    [line] = read_lines("# 关于做好 // 有关工作的通知 {goal=300}")
    assert (line.kind, line.content.text) == (Kind.HEADING, "关于做好有关工作的通知")
    [lower] = read_lines("## 甲//乙")
    assert lower.content.text == "甲//乙"

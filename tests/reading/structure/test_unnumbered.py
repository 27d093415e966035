"""Headings without a number, and attachments."""

from __future__ import annotations

from pathlib import Path

from wengao.reading.raw import Block
from wengao.reading.structure.headings import heading_lines
from wengao.reading.structure.sections import SourceHints, build_document

TEXT = "去年，全市上下齐心协力，完成了各项任务，主要指标好于预期，群众满意度稳步提高，为今后打下了坚实基础。"


def headings(*lines: str) -> list[tuple[int, str]]:
    found = heading_lines([Block(line) for line in lines])
    return [(line.level, line.enumerator + line.heading) for line in found if line is not None]


def test_headings_without_a_number_stand_where_numbers_begin_anew() -> None:
    assert headings(
        TEXT, "2024年工作回顾", TEXT, "（一）经济稳中有进。" + TEXT, "（二）民生持续改善。" + TEXT,
        "2025年工作安排", TEXT, "（一）扩大内需。" + TEXT, "（二）深化改革。" + TEXT,
    ) == [
        (1, "2024年工作回顾"),
        (2, "（一）经济稳中有进"),
        (2, "（二）民生持续改善"),
        (1, "2025年工作安排"),
        (2, "（一）扩大内需"),
        (2, "（二）深化改革"),
    ]  # fmt: skip


def test_numbered_headings_move_down_below_headings_without_a_number() -> None:
    assert headings(
        TEXT, "2024年工作回顾", "一、经济发展", TEXT, "二、民生改善", TEXT, "2025年工作安排", "一、扩大内需", TEXT,
    ) == [
        (1, "2024年工作回顾"),
        (2, "一、经济发展"),
        (2, "二、民生改善"),
        (1, "2025年工作安排"),
        (2, "一、扩大内需"),
    ]  # fmt: skip


def test_one_short_line_alone_is_text() -> None:
    assert headings(TEXT, "重点抓好四项工作", TEXT, TEXT) == []
    assert headings("一、总体要求", TEXT, "主要目标任务", TEXT, "二、保障措施", TEXT) == [
        (1, "一、总体要求"),
        (1, "二、保障措施"),
    ]


def test_attachments_are_sections_of_their_own() -> None:
    assert headings(
        "一、工作目标", TEXT, "二、保障措施", TEXT, "附件1", "全市征兵任务分配表", "一、分配原则", TEXT, "附件2　名词解释", TEXT
    ) == [
        (1, "一、工作目标"),
        (1, "二、保障措施"),
        (1, "附件1"),
        (2, "一、分配原则"),
        (1, "附件2　名词解释"),
    ]  # fmt: skip


def test_a_list_of_attachments_is_text() -> None:
    assert headings(TEXT, "附件：1.任务分配表", "2.名词解释", "清川市人民政府", TEXT) == []


def test_the_signature_stands_before_the_attachments() -> None:
    lines = [
        "关于征兵的通知",
        TEXT,
        "清川市人民政府",
        "2025年3月18日",
        "附件1",
        "任务分配表",
        TEXT,
        "调查组",
        "2024年1月2日",
    ]
    found = build_document([Block(line) for line in lines], SourceHints(), "a.txt", Path("a.txt"))
    assert (found.organ, found.date) == ("清川市人民政府", "2025-03-18")


def test_the_signature_stands_below_the_list_of_attachments() -> None:
    lines = [
        "关于组建委员会的批复",
        TEXT,
        "附件：委员会组建方案",
        "国务院",
        "二〇〇六年五月二十三日",
        "附件：",
    ]
    found = build_document(
        [Block(line) for line in (*lines, "委员会组建方案", TEXT, "一、主要职能", TEXT, "二、工作规则", TEXT)],
        SourceHints(), "a.txt", Path("a.txt"),
    )  # fmt: skip
    assert found.signature == ("国务院", "二〇〇六年五月二十三日")
    assert [section.heading for section in found.root.walk()] == [
        "",
        "附件　委员会组建方案",
        "主要职能",
        "工作规则",
    ]


def test_the_signature_of_a_letter_stands_above_what_it_puts_out() -> None:
    lines = [
        "国务院办公厅关于印发国家粮食应急预案的函",
        TEXT,
        "国务院办公厅",
        "二〇〇五年六月十一日",
        "（此件公开发布）",
    ]
    found = build_document(
        [Block(line) for line in (*lines, "国家粮食应急预案", "一、总则", TEXT, "二、附则", TEXT)],
        SourceHints(), "a.txt", Path("a.txt"),
    )  # fmt: skip
    assert (found.signature, found.date) == (("国务院办公厅", "二〇〇五年六月十一日"), "2005-06-11")


def test_a_list_of_attachments_without_a_colon_is_text() -> None:
    assert headings(TEXT, "附件1.界址点坐标", "2.桥面界址点坐标", "清川市人民政府", TEXT) == []
    assert headings(TEXT, "附件：", "1.界址点坐标", "2.桥面界址点坐标", "清川市人民政府", TEXT) == []


def test_who_signs_a_letter_of_congratulation_is_no_organ() -> None:
    lines = ["贺信", TEXT, "清川市市长　沈致远", "2018年1月22日于清川"]
    found = build_document([Block(line) for line in lines], SourceHints(), "a.txt", Path("a.txt"))
    assert (found.signature, found.date, found.organ) == (tuple(lines[-2:]), "2018-01-22", "")


def test_short_lines_are_no_headings_where_the_format_declares_some() -> None:
    lines = [
        Block("简讯", 1),
        Block("要闻", 1),
        Block("下半年工作安排"),
        Block(TEXT),
        Block("存在的主要问题"),
        Block(TEXT),
    ]
    assert [line.heading for line in heading_lines(lines) if line] == ["简讯", "要闻"]

"""Numerals and numbers before headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wengao.language.numbering import (
    Enumerator,
    OpeningSentence,
    format_enumerator,
    opening_sentence,
    run_in_heading,
    split_enumerator,
)
from wengao.language.numerals import LARGEST, chinese_numeral, numeral_value
from wengao.language.ordinals import ChainItem, chain_items, find_ordinals


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (9999, "九千九百九十九"),
        (10000, "一万"),
        (10001, "一万零一"),
        (11000, "一万一千"),
        (120_305, "十二万零三百零五"),
        (10_000_000, "一千万"),
        (LARGEST, "九千九百九十九万九千九百九十九"),
    ],
)
def test_a_number_is_written_in_chinese(number: int, text: str) -> None:
    assert chinese_numeral(number) == text


@given(st.integers(1, LARGEST))
def test_a_chinese_numeral_is_read_back(number: int) -> None:
    assert numeral_value(chinese_numeral(number)) == number


@pytest.mark.parametrize("number", [0, -1, LARGEST + 1])
def test_a_number_that_no_section_has_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_numeral(number)


@pytest.mark.parametrize("text", ["", "甲", "十甲", "3.5", "万", "十万甲", "1" * 5000, "一" * 5000])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert numeral_value(text) is None


@pytest.mark.parametrize(
    ("line", "enumerator", "rest"),
    [
        ("一、提高认识", Enumerator(1, 1, "一、"), "提高认识"),
        ("十二、加强领导", Enumerator(1, 12, "十二、"), "加强领导"),
        ("第三部分 保障措施", Enumerator(1, 3, "第三部分"), "保障措施"),
        ("（三）压实责任", Enumerator(2, 3, "（三）"), "压实责任"),
        ("(三)压实责任", Enumerator(2, 3, "(三)"), "压实责任"),
        ("1.摸清底数", Enumerator(3, 1, "1."), "摸清底数"),
        ("2、摸清底数", Enumerator(3, 2, "2、"), "摸清底数"),
        ("（4）建好台账", Enumerator(4, 4, "（4）"), "建好台账"),
    ],
)
def test_the_number_of_a_heading_is_told_from_its_text(line: str, enumerator: Enumerator, rest: str) -> None:
    assert split_enumerator(line) == (enumerator, rest)


@pytest.mark.parametrize(
    "line", ["一是提高认识", "2.5倍的增长", "2026年工作要点", "一段话", "（街道）办事处"]
)
def test_a_line_without_a_number_is_left_whole(line: str) -> None:
    assert split_enumerator(line) == (None, line)


@pytest.mark.parametrize(("level", "text"), [(1, "三、"), (2, "（三）"), (3, "3."), (4, "（3）")])
def test_each_level_has_its_mark(level: int, text: str) -> None:
    assert format_enumerator(level, 3) == text


@pytest.mark.parametrize("level", [0, 5])
def test_a_fifth_level_has_no_mark(level: int) -> None:
    with pytest.raises(ValueError, match=str(level)):
        format_enumerator(level, 1)


def test_a_chain_is_cut_where_its_items_begin() -> None:
    paragraph = "要建强组织。一是配齐人员。每个站三人。二是落实经费，三是完善制度。"

    assert chain_items(paragraph) == (
        ChainItem(1, "一是", 6, 19),
        ChainItem(2, "二是", 19, 26),
        ChainItem(3, "三是", 26, 33),
    )


@pytest.mark.parametrize(
    "paragraph", ["一是配齐人员。", "一是一，二是二。"[:4], "要一要二不可", "二是先来。三是后到。"]
)
def test_what_does_not_count_from_one_is_no_chain(paragraph: str) -> None:
    assert chain_items(paragraph) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一要素是人才，二要素是资金。", []),
        ("十是补助。十一是维修。", [("是", 10), ("是", 11)]),
        ("第一是产值上升。第二，结构向好。", [("第", 1), ("第", 2)]),
        ("居全省第一、第二产业增长。", []),
        ("其一，学原文；其二，悟原理。", [("其", 1), ("其", 2)]),
        ("首先要学，最后，要干。", [("首先", 1), ("首先", 0)]),
        ("一是“一件事”办。二要“严”字当头。", [("是", 1), ("要", 2)]),
    ],
)
def test_ordinals_are_told_from_other_words(text: str, found: list[tuple[str, int]]) -> None:
    assert [(one.kind, one.number) for one in find_ordinals(text)] == found


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("（一）加强组织领导。各单位要主要领导亲自过问。", "（一）加强组织领导。"),
        ("　　三、严明纪律。凡弄虚作假的，严肃处理。", "　　三、严明纪律。"),
        ("1.按时上报，不得拖延。每周五报送进度。", "1.按时上报，不得拖延。"),
        ("（一）加强组织领导。", ""),
        ("（一）加强组织领导", ""),
        ("加强组织领导。各单位要亲自过问。", ""),
        ("（一）各单位要把兵役登记摆上议事日程，主要领导亲自过问，分管领导具体负责。按时上报。", ""),
        ("（一）压实责任；加强督查。逐级落实。", ""),
    ],
)
def test_a_run_in_heading_is_the_short_first_sentence_of_a_numbered_paragraph(
    line: str, heading: str
) -> None:
    found = run_in_heading(line)
    assert (line[: found.end] if found else "") == heading


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("加强领导。各单位要负起责任。", OpeningSentence("加强领导", "。", 5)),
        ("谁来抓？一级抓一级。", OpeningSentence("谁来抓", "？", 4)),
        ("加强领导。", None),
        ("加强领导。　", None),
        ("加强领导", None),
        ("", None),
    ],
)
def test_the_sentence_that_may_be_a_run_in_heading(rest: str, expected: OpeningSentence | None) -> None:
    assert opening_sentence(rest) == expected

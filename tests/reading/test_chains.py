"""Chains of points within a paragraph and across paragraphs."""

from __future__ import annotations

import pytest

from wengao.language.ordinals import points_within
from wengao.reading.units import starts_across


def pieces(text: str) -> list[str]:
    return [text[span.start : span.end] for span in points_within(text)]


@pytest.mark.parametrize(
    "points",
    [
        ("一是强化党委领导作用。各级要抓好落实。", "二是强化机关职能作用。", "三是强化基层堡垒作用。"),
        ("第一，要压实责任，层层传导。", "第二，要加强保障。"),
        ("首先，要提高认识。", "其次，要压实责任，层层抓落实。", "最后，要严格督查。"),
        ("一是“一件事”集成办。材料压减一半。", "二是“拿地即开工”。"),
        ("一是，收入较快增长。", "二是，消费稳步回升。"),
        ("第一是产值上升。占比过半。", "第二是结构向好。"),
    ],
)
def test_points_of_a_paragraph(points: tuple[str, ...]) -> None:
    assert pieces("抓好以下工作。" + "".join(points)) == list(points)


@pytest.mark.parametrize(
    "text",
    [
        "第一，要压实责任，层层传导。要加强保障。",
        "全市生产总值居全省第一，第二产业增长较快，第三产业稳定。",
        "首先向大家表示感谢。其次是部署工作。",
        "最后，要严格督查。",
    ],
)
def test_what_is_no_chain(text: str) -> None:
    assert pieces(text) == []


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("一要压实责任。", "二要加强保障。", "三要严格考核。"),
        ("第一，压实责任。", "第二，加强保障。", "第三，严格考核。"),
        ("首先，压实责任。", "其次，加强保障。", "最后，严格考核。"),
    ],
)
def test_points_that_are_paragraphs_of_their_own(paragraphs: tuple[str, ...]) -> None:
    numbered = [(number, 1, text) for number, text in enumerate(paragraphs)]
    assert starts_across(numbered) == {0: 0, 1: 0, 2: 0}


def test_a_chain_may_follow_a_quotation_or_a_comma() -> None:
    assert pieces("古人说：“法者，治之端也。”一是规范程序。二是规范秩序。") == [
        "一是规范程序。",
        "二是规范秩序。",
    ]
    assert pieces("就条件来说，第一，全员达标；第二，装备到位。") == ["第一，全员达标；", "第二，装备到位。"]


def test_examples_in_paragraphs_of_their_own() -> None:
    texts = ("要用好典型。比如，柳溪镇建了队。", "还比如，石桥街道建了站。", "再比如，望舒区建了库。")
    assert starts_across([(number, 1, text) for number, text in enumerate(texts)]) == {0: 6, 1: 0, 2: 0}
    assert starts_across([(0, 1, texts[0]), (1, 2, texts[1])]) == {}
    assert starts_across([(0, 1, texts[0]), (1, 1, "比如，另一件事。")]) == {}


def test_a_chain_ends_with_its_section() -> None:
    assert starts_across([(0, 1, "第一，压实责任。"), (1, 2, "第二，加强保障。")]) == {}

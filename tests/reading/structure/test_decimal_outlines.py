"""Outlines numbered 1, 1.1, 1.1.1, as plans for emergencies have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from wengao.reading.passages import passages_of
from wengao.reading.raw import Block
from wengao.reading.structure.headings import decimal_headings, decimal_line
from wengao.reading.structure.sections import SourceHints, build_document

PLAN = """清川市防汛应急预案
1　总则
1.1　编制目的
为做好防汛工作，保障群众安全，制定本预案。
1.2 适用范围
1.2.1　清川市境内发生的洪涝灾害，适用本预案，其他灾害按有关规定办理。
2　组织指挥
2.1　指挥部
市防汛指挥部负责全市防汛工作，由市长任指挥长，有关部门参加。
3　应急响应
各级按照职责响应。"""


@pytest.mark.parametrize(
    "line", ["1.强化领导", "2025 年工作", "3 个方面", "12　320 | 95", "1.1　压实责任，", "1.1　目的。", "1.1"]
)
def test_lines_that_are_no_decimal_headings(line: str) -> None:
    assert decimal_line(line) is None


def test_an_outline_goes_on_from_part_to_part() -> None:
    assert list(decimal_headings(PLAN.split("\n"))) == [1, 2, 4, 6, 7, 9]
    assert decimal_headings(["1　甲", "2　乙", "3　丙"]) == {}
    assert decimal_headings(["1.1　甲", "1.2　乙", "1.3　丙"]) == {}


def test_a_plan_has_its_sections_and_its_places() -> None:
    document = build_document(
        [Block(line) for line in PLAN.split("\n")], SourceHints(), "a.txt", Path("a.txt")
    )
    assert [(one.level, one.enumerator, one.heading) for one in document.root.walk() if one.heading] == [
        (1, "1", "总则"),
        (2, "1.1", "编制目的"),
        (2, "1.2", "适用范围"),
        (1, "2", "组织指挥"),
        (2, "2.1", "指挥部"),
        (1, "3", "应急响应"),
    ]
    paragraph = next(one for one in passages_of(document) if one.text.startswith("市防汛指挥部"))
    assert (paragraph.place, paragraph.heading_path) == ("2.1第1段", ("2　组织指挥", "2.1　指挥部"))

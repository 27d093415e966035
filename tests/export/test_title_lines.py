"""Titles are broken by sense, into lines of at most twenty characters, never into a rectangle where it can be helped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wengao.export.title_lines import break_title, split_subtitle

ALPHABET = "在全市基层国防动员规范化建设工作推进会上的讲话和关于《》“”（）、2026年 ab"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("述职报告", ("述职报告",)),
        ("在全市双拥模范城创建工作推进会上的讲话", ("在全市双拥模范城创建工作推进会上的讲话",)),
        (
            "在2026年全市基层国防动员规范化建设工作推进会上的讲话",
            ("在2026年全市基层国防动员", "规范化建设工作推进会上的讲话"),
        ),
        (
            "在市委议军会议暨全市征兵工作领导小组扩大会议上的讲话",
            ("在市委议军会议暨全市征兵", "工作领导小组扩大会议上的讲话"),
        ),
        (
            "扛牢党管武装政治责任　夯实强军兴武基层根基",
            ("扛牢党管武装政治责任", "夯实强军兴武基层根基"),
        ),
        (
            "中共清川市委　清川市人民政府关于加强新时代全市国防教育工作的意见",
            ("中共清川市委　清川市人民政府", "关于加强新时代全市国防教育工作的意见"),
        ),
        (
            "关于印发《清川市基层国防动员规范化建设三年行动计划（2026—2028年）》的通知",
            ("关于印发《清川市基层国防动员规范化建设", "三年行动计划（2026—2028年）》的通知"),
        ),
        ("", ()),
    ],
)
def test_titles_of_the_trade(title: str, lines: tuple[str, ...]) -> None:
    assert break_title(title, 20) == lines


def test_a_narrower_line_breaks_more_often() -> None:
    lines = break_title("在2026年全市基层国防动员规范化建设工作推进会上的讲话", 10)
    assert max(len(line) for line in lines) <= 11
    assert "".join(lines) == "在2026年全市基层国防动员规范化建设工作推进会上的讲话"


def test_a_title_too_long_to_weigh_is_filled() -> None:
    title = "加强基层建设" * 40
    lines = break_title(title, 20)
    assert "".join(lines) == title
    assert max(len(line) for line in lines) <= 20


@given(st.text(alphabet=ALPHABET, min_size=1, max_size=60))
def test_no_text_is_lost_and_no_line_is_too_long(title: str) -> None:
    lines = break_title(title, 20)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert all(sum(0.5 if ord(char) < 0x2000 else 1 for char in line) <= 20 for line in lines)


@given(st.text(alphabet="在全市基层国防动员规范化建设工作推进会上的讲话", min_size=21, max_size=60))
def test_no_line_is_one_character_alone(title: str) -> None:
    assert min(len(line) for line in break_title(title, 20)) > 1


@pytest.mark.parametrize(
    ("title", "main", "subtitle"),
    [
        ("扛牢主责——2025年度述职报告", "扛牢主责", "——2025年度述职报告"),
        ("在推进会上的讲话", "在推进会上的讲话", ""),
        ("——只有副题", "——只有副题", ""),
    ],
)
def test_subtitles(title: str, main: str, subtitle: str) -> None:
    assert split_subtitle(title) == (main, subtitle)

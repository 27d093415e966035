"""What a section is there to do, by its heading and by its text."""

from __future__ import annotations

import pytest

from wengao.language.aims import (
    aims,
    aims_of_heading,
    aims_of_text,
    first_words,
    likeness,
    served,
    without_topic,
)


def names(weights: dict[str, float]) -> list[str]:
    """Their Chinese names, the strongest first."""
    return [aims().name(aim) for aim in sorted(weights, key=lambda aim: -weights[aim])]


@pytest.mark.parametrize(
    ("heading", "aim"),
    [
        ("从上级要求看，抓好养老服务是必须扛牢的政治责任", "上级要求"),
        ("从存在差距看，抓好养老服务是必须打赢的攻坚硬仗", "问题差距"),
        ("跟踪问效强督查，让任务件件落地", "督查问效"),
        ("用督办单盯住每一件事", "督查问效"),
        ("横向打通部门壁垒，推动信息资源共享", "部门协同"),
        ("上下纵向贯通，变层层传递为环环相扣", "上下贯通"),
        ("求真务实强作风，让干劲时时在线", "作风"),
        ("以上率下强领导，让责任层层压紧", "领导责任"),
        ("摸清基础底数，让家底台账看得见", "底数台账"),
        ("广泛发动社会参与，推动多元主体共治", "社会参与"),
        ("必须坚持群众路线，一家一户做工作", "群众路线"),
        ("在巩固成果上下功夫，把好经验变成好制度", "巩固长效"),
        ("存在的困难和问题", "问题差距"),
        ("下一步工作打算", "下步打算"),
        ("问题产生的根本原因", "原因剖析"),
        ("严守纪律规矩，做到一事一把尺、处处守底线", "纪律底线"),
    ],
)
def test_a_heading_shows_its_aim(heading: str, aim: str) -> None:
    assert names(aims_of_heading(heading, "养老服务"))[0] == aim


def test_a_heading_without_marks_has_none() -> None:
    assert aims_of_heading("山水人家") == {}


def test_words_of_the_topic_are_no_marks() -> None:
    assert "military" in aims_of_heading("抓好双拥工作")
    assert "military" not in aims_of_heading("抓好双拥工作", "双拥")


@pytest.mark.parametrize(
    ("heading", "topic", "bare"),
    [
        ("抓好规范化建设", "基层国防动员规范化建设", "抓好〇"),
        ("抓好双拥", "双拥工作", "抓好〇"),
        ("抓好落实", "双拥工作", "抓好落实"),
        ("抓好落实", "", "抓好落实"),
    ],
)
def test_the_topic_is_taken_out_whole_or_by_its_tail(heading: str, topic: str, bare: str) -> None:
    assert without_topic(heading, topic) == bare


def test_headings_of_one_aim_are_alike_and_of_another_not() -> None:
    asked = aims_of_heading("跟踪问效强督查，让任务件件落地")
    assert likeness(asked, aims_of_heading("以全程督查促落地")) > 0.9
    assert likeness(asked, aims_of_heading("横向部门要联得紧")) == 0.0
    assert likeness(asked, {}) == 0.0


def test_a_near_aim_counts_for_a_part() -> None:
    assert likeness({"supervision": 1.0}, {"conduct": 1.0}) == 0.35


def test_a_text_serves_the_aims_that_it_speaks_of() -> None:
    text = "每月一调度、每季一通报，采取暗访、抽查的办法，连续两次靠后的由分管领导约谈。"
    assert served({"supervision": 2.0}, aims_of_text(text)) == 1.0
    assert served({"study": 2.0}, aims_of_text(text)) == 0.0
    assert served({}, aims_of_text(text)) == 0.0


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("作风要硬。其他不说。", "作风要硬"),
        ("没有句号", "没有句号"),
        ("长" * 50 + "。", "长" * 40),
        ("", ""),
    ],
)
def test_the_first_words_are_the_first_sentence_cut_short(text: str, first: str) -> None:
    assert first_words(text) == first

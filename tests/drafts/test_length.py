"""How long a draft is."""

from __future__ import annotations

import pytest

from wengao.drafts.length import Promise, length_report
from wengao.drafts.markdown import parse_draft

TEXT = """\
# 讲话

下面，我讲两点意见。

## 意义 {role=significance goal=100}

一共十个字，不多不少。

### 从要求看

【单位】要抓好落实，一抓到底。

## 任务 {role=task goal=300}

这里写得多一些，三十个字左右，看一看比例是不是算得对。
"""


def test_sections_have_length_share_and_slots() -> None:
    report = length_report(parse_draft(TEXT))
    assert [
        (section.node.heading, section.characters, round(section.share, 2), section.goal_share, section.slots)
        for section in report.sections
    ] == [("意义", 26, 0.49, 0.25, 1), ("从要求看", 15, 0.28, None, 1), ("任务", 27, 0.51, 0.75, 0)]
    assert (report.goal, report.slots) == (400, 1)


def test_minutes_follow_the_speakers_rate() -> None:
    slow, fast = (length_report(parse_draft(TEXT), rate=rate) for rate in (150, 300))
    assert slow.minutes == pytest.approx(2 * fast.minutes)
    assert slow.sections[0].minutes > slow.sections[1].minutes > 0


def test_a_goal_is_told_only_where_every_main_section_has_one() -> None:
    report = length_report(parse_draft(TEXT.replace(" goal=300", "")))
    assert (report.goal, report.sections[0].goal_share) == (None, None)


@pytest.mark.parametrize(
    ("said", "promises"),
    [
        ("下面，我讲两点意见。", [Promise("讲两点意见", 2, 2)]),
        ("我谈三点体会。", [Promise("谈三点体会", 3, 2)]),
        ("现将情况汇报2个方面。", [Promise("汇报2个方面", 2, 2)]),
        ("会议开了两天，讲得很好。", []),
    ],
)
def test_promises_are_set_against_the_main_sections(said: str, promises: list[Promise]) -> None:
    report = length_report(parse_draft(TEXT.replace("下面，我讲两点意见。", said)))
    assert list(report.promises) == promises
    assert all(promise.holds == (promise.promised == 2) for promise in report.promises)


def test_an_untitled_part_is_no_point() -> None:
    text = TEXT + "\n## 结尾 {.untitled role=closing}\n\n同志们！\n"
    assert [promise.kept for promise in length_report(parse_draft(text)).promises] == [2]


def test_an_empty_draft_has_no_length() -> None:
    report = length_report(parse_draft(""))
    assert (report.characters, report.sections, report.promises, report.goal) == (0, (), (), None)

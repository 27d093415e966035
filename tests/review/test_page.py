"""The report (检查报告): by kind, each rule with what it rests on; and the same as comments of a Word file."""

from __future__ import annotations

import re

from wengao.desk.services.export import remarks_of
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.review.model import Finding
from wengao.review.page import findings_page
from wengao.review.registry import check_draft
from wengao.review.word.profile import PAPER

DRAFT = parse_draft(
    "# 在推进会上的讲话\n\n同志们：\n\n今天,参加市委市政府的会议<b>。\n\n网格治理，，要截止6月底完成,见2026年03月5日。\n"
)
FINDINGS = check_draft(DRAFT)


def page(typography: tuple[Finding, ...] = ()) -> str:
    return findings_page("讲话.md", FINDINGS, write_draft(DRAFT).split("\n"), typography)


def test_findings_stand_by_kind_and_rule_with_what_they_rest_on() -> None:
    shown = page()
    assert re.findall("<h2>(.*?)</h2>", shown) == ["标点（4 处）", "数字和日期（2 处）"]
    rules = re.findall("<h3>(.*?)　.*?>(.*?)</span></h3>", shown)
    assert rules == [
        ("中文里用全角标点", "PUN-1　依据：国标"),
        ("标点不重复，“等”与省略号不同用", "PUN-7　依据：国标"),
        ("并列的机关之间用顿号", "PUN-6　依据：国标"),
        ("日期写全，用“年、月、日”，不补零", "DIG-1　依据：国标"),
        ("“截至”后接时间", "DIG-8　依据：实务"),
    ]
    assert "依据：GB/T 15834-2011《标点符号用法》" in shown
    assert shown.count("<li>") == len(FINDINGS) == 6


def test_a_table_says_how_many_there_are_of_each_kind() -> None:
    rows = re.findall(
        '<tr><td><a href="#PUN">(.*?)</a></td><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td>', page()
    )
    assert rows == [("标点", "3", "1", "—")]


def test_what_the_draft_says_is_no_markup() -> None:
    assert "<b>" not in page()


def test_the_layout_of_a_word_file_is_a_kind_of_its_own() -> None:
    found = Finding(PAPER.id, PAPER.severity, PAPER.basis, "纸张不是 A4", 1, 1, 1, "")
    shown = page((found,))
    assert re.findall("<h2>(.*?)</h2>", shown)[0] == "版式（1 处）"
    assert "第 1 段　纸张不是 A4" in shown


def test_nothing_found_is_said() -> None:
    assert "没有发现问题" in findings_page("讲话.md", (), ())


def test_comments_say_the_kind_and_what_the_rule_rests_on() -> None:
    first = next(remark for remark in remarks_of(FINDINGS) if "市委市政府" in remark.text)
    assert first.text == (
        "〔标点·警〕“市委市政府”：“市委市政府”应写作“市委、市政府”　建议改为：市委、市政府"
        "（PUN-6 并列的机关之间用顿号，依据：国标）"
    )

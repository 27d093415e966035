"""Mechanical fixes: made in one step, once and for all, and never on figures, names or quotations."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wengao.drafts.markdown import parse_draft, write_draft
from wengao.review.fixing import apply_fixes, fix_draft
from wengao.review.registry import check_draft
from wengao.review.settings import Own, ReviewSettings

OWN = ReviewSettings(own=Own(people=("布署",), units=("市委市政府信息中心",)))
FRAGMENTS = (
    "各级要提高认识",
    "摸清底数",
    "安澜县",
    "320名",
    "3.5亿元",
    "10-20人",
    "2026年3月5号",
    "截止6月底",
    "二零二六年",
    "一，",
    "（一）、",
    "(二)",
    "1、",
    "（1）、",
    "第一、",
    "一是",
    "二是",
    "市委市政府",
    "布署",
    "三、四个",
    "XX",
    "“一网,通办”",
    "《征兵 条例》",
    "“未闭合",
    "，",
    ",",
    "。",
    "；",
    ";",
    "、",
    "：",
    ":",
    "...",
    "--",
    "等……",
    "(",
    ")",
    '"',
    " ",
    "[^s1]",
    "**",
    "<!-- 提示：甲,乙 -->",
    "附件: ",
    "\n\n",
    "\n\n## ",
    "\n\n### ",
    "\n\n- ",
    "\n\n> ",
    "\n\n| ",
)
DRAFTS = st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join)
QUOTED = re.compile(r"“[^“”《》\n]*”|《[^“”《》\n]*》")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## 一，提高认识。\n\n第一、摸清底数,建好台账。\n", "## 提高认识\n\n第一，摸清底数，建好台账。\n"),
        ("他说：“要快,要准。”会议指出,抓好落实。\n", "他说：“要快,要准。”会议指出，抓好落实。\n"),
        ("> 引文,不动。\n\n正文,要改。\n", "> 引文,不动。\n\n正文，要改。\n"),
        ("总投入1,200万元,增长8%。\n", "总投入1,200万元，增长8%。\n"),
        ("市委市政府信息中心牵头。\n", "市委市政府信息中心牵头。\n"),
        ("会议,[^s1]指出。\n", "会议，[^s1]指出。\n"),
        ("```\n会议,指出\n```\n\n好,\n", "```\n会议，指出\n```\n\n好，\n"),
        ("<!-- 甲,乙 -->\n\n---\n\n丙,丁\n", "<!-- 甲,乙 -->\n\n---\n\n丙，丁\n"),
    ],
)
def test_fixes(text: str, expected: str) -> None:
    assert expected == write_draft(fix_draft(parse_draft(text), OWN))


def test_passes_over_findings_of_an_older_text() -> None:
    older = parse_draft("会议指出,抓好落实。\n")
    newer = parse_draft("甲乙丙丁戊己，庚辛。\n")
    assert newer == apply_fixes(newer, check_draft(older))


def test_a_draft_without_fixes_stays_the_same() -> None:
    draft = parse_draft("# 在大会上的讲话\n\n同志们：\n\n今天讲三点。\n")
    assert draft == fix_draft(draft)


@settings(max_examples=300)
@given(DRAFTS)
def test_fixing_twice_changes_nothing_more(text: str) -> None:
    once = fix_draft(parse_draft(text), OWN)
    assert once == fix_draft(once, OWN)


@settings(max_examples=300)
@given(DRAFTS)
def test_leaves_quotations_and_names(text: str) -> None:
    fixed = write_draft(fix_draft(parse_draft(text), OWN))
    # Straight quotes become “”, and with them new quotations.
    assert '"' in text or QUOTED.findall(text) == QUOTED.findall(fixed)
    assert text.count("布署") == fixed.count("布署")


@settings(max_examples=300)
@given(DRAFTS)
def test_leaves_figures_notes_and_comments(text: str) -> None:
    fixed = write_draft(fix_draft(parse_draft(text), OWN))
    # A heading's typed number goes as a whole, since the outline sets it.
    kept = re.compile(r"\d+(?:\.\d+)?(?=[名亿年月人底])|\[\^s1\]|<!--.*?-->")
    assert kept.findall(text) == kept.findall(fixed)

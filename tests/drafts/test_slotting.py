"""Passages of another occasion, with slots."""

from __future__ import annotations

import pytest

from wengao.drafts.slotting import borrowed_facts, with_slots


@pytest.mark.parametrize(
    ("text", "slotted"),
    [
        ("2024年，安澜县征集320名。", "【年份】，【地名】征集【数字】名。"),
        ("今年9月底前，登记率达到99.2%。", "今年【日期】，登记率达到【数字】%。"),
        ("近四成由周望川同志负责。", "【数字】由【姓名】同志负责。"),
        ("要压实责任，一级抓一级。", "要压实责任，一级抓一级。"),
    ],
)
def test_what_belongs_to_another_occasion_becomes_a_slot(text: str, slotted: str) -> None:
    assert with_slots(text).text == slotted


def test_what_holds_here_too_stays() -> None:
    slotted = with_slots("2026年，安澜县征集320名。", own=frozenset({"2026年", "安澜县"}))
    assert (slotted.text, slotted.facts) == ("2026年，安澜县征集【数字】名。", ("320名",))


def test_relative_years_hold_for_every_speaker() -> None:
    assert borrowed_facts("今年和去年都抓了。") == ()

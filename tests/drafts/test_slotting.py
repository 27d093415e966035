"""Passages of another occasion, with slots."""

from __future__ import annotations

import pytest

from wengao.drafts.moulds import borrowed_facts, with_slots
from wengao.language.words import cut, is_word

AROUND, COMMON = 8, 10


@pytest.mark.parametrize(
    ("text", "slotted"),
    [
        ("2024年，安澜县征集320名。", "【年份】，【地名】征集【数字】名。"),
        ("今年9月底前，登记率达到99.2%。", "今年【日期】，登记率达到【数字】%。"),
        ("近四成由周望川同志负责。", "【数字】由【姓名】同志负责。"),
        ("采取随机抽查，代表省人民政府提高城乡收入。", "采取随机抽查，代表省人民政府提高城乡收入。"),
        ("习近平总书记强调，郑州要带头。", "习近平总书记强调，【地名】要带头。"),
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


def test_no_slot_begins_or_ends_within_a_word(sample_paragraphs: tuple[str, ...]) -> None:
    """采取随【地名】 is impossible: where the likeliest cut of a paragraph has a word, a name leaves it whole."""
    broken = [
        text[max(0, start - 6) : end + 6]
        for text in sample_paragraphs
        for kind, start, end in borrowed_facts(text)
        if kind in ("place", "person") and not (is_edge(text, start) and is_edge(text, end, end - 1))
    ]
    assert broken == []


def is_edge(text: str, at: int, since: int = 0) -> bool:
    """Whether no common word runs over `at`, as the characters around it are cut.

    since: words that begin there may (县委 of 安澜县委, whose 县 is the place's).
    """
    low = max(0, at - AROUND)
    return all(
        not low + one < at < low + other
        or low + one == since
        or not is_word(text[low + one : low + other], rarest=COMMON)
        for one, other in cut(text[low : at + AROUND], {})
    )

"""Numbers of official documents: found in a text, told as a line of their own."""

from __future__ import annotations

import pytest

from wengao.language.document_numbers import (
    DocumentNumber,
    document_numbers,
    has_document_number,
    is_document_number,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("清政发〔2026〕5号", [DocumentNumber(3, 11, "〔2026〕", "2026", "", "5")]),
        ("清政发[2026]第05号文件", [DocumentNumber(3, 13, "[2026]", "2026", "第", "05")]),
        ("依据清办〔2025〕1号和清办（2026） 12 号。", [("〔2025〕", "1"), ("（2026）", "12")]),
        ("清政发﹝2026年﹞5号", [DocumentNumber(3, 12, "﹝2026年﹞", "2026", "", "5")]),
        ("2026年第5号令", []),
        ("会议（2026）上海分会场", []),
        ("", []),
    ],
)
def test_finds_the_numbers_in_a_text(text: str, expected: list[DocumentNumber | tuple[str, str]]) -> None:
    found = list(document_numbers(text))
    told = [
        (each.bracketed, each.serial) if isinstance(expected[place], tuple) else each
        for place, each in enumerate(found)
    ]
    assert told == expected
    assert has_document_number(text) is bool(expected)


@pytest.mark.parametrize(
    "line",
    [
        "清政发〔2026〕5号",
        "清政发〔2026〕5号　签发人：周望川",
        "清川市人民政府令〔2026〕第3号",
        "〔2026〕5号",
    ],
)
def test_a_line_that_is_a_number(line: str) -> None:
    assert is_document_number(line)


@pytest.mark.parametrize(
    "line",
    [
        "根据清政发〔2026〕5号文件要求",
        "市水利局，清水〔2026〕5号",
        "清川市人民政府办公室关于转发市水利局防汛工作方案的通知清政办〔2026〕5号",
        "2026年3月5日",
        "",
    ],
)
def test_a_line_that_is_more_or_less_than_a_number(line: str) -> None:
    assert not is_document_number(line)

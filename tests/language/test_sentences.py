"""Sentences and 字数."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wengao.language.sentences import count_characters, sentences


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("要抓早。要抓实！行不行？", ["要抓早。", "要抓实！", "行不行？"]),
        ("他说：“先摸底。”会后大家就动手。", ["他说：“先摸底。”", "会后大家就动手。"]),
        ("“先摸底。”的要求不能忘。", ["“先摸底。”的要求不能忘。"]),
        ("要“一户一册。一人一卡”管好。", ["要“一户一册。一人一卡”管好。"]),
        ("真的吗？！是的。", ["真的吗？！", "是的。"]),
        ("没有句号", ["没有句号"]),
        ("（详见附件。）另行通知。", ["（详见附件。）", "另行通知。"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(st.text(alphabet="甲乙丙，。！？“”（）《》 ", max_size=80))
def test_sentences_follow_one_another_and_lose_no_word(text: str) -> None:
    assert "".join(cut(text)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "count"),
    [("同志们：", 4), ("2026年", 2), ("完成率98.5%。", 5), ("GDP 增长", 3), ("", 0), ("“双拥”——", 6)],
)
def test_characters_are_counted_as_word_counts_them(text: str, count: int) -> None:
    assert count_characters(text) == count

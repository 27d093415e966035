"""Comments in Markdown."""

from __future__ import annotations

import pytest

from wengao.prose.comments import comment_spans, replace_comments

OPENINGS = "<!--" * 250_000
"""A megabyte of comments that are never closed."""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("正文。<!-- 提示 -->后文。", "正文。后文。"),
        ("<!-- 一\n二 -->\n正文。<!--三-->", "\n正文。"),
        ("正文。<!-- 没有完", "正文。<!-- 没有完"),
        ("<!-- 外 <!-- 内 -->后文-->", "后文-->"),
        ("<!-->后文", "后文"),
        ("", ""),
    ],
)
def test_comments_are_taken_out(text: str, left: str) -> None:
    assert replace_comments(text, lambda _: "") == left


def test_what_stands_for_a_comment() -> None:
    assert replace_comments("一<!-- 甲\n乙 -->二", lambda comment: "\n" * comment.count("\n")) == "一\n二"


def test_many_openings_are_text_until_one_is_closed() -> None:
    assert comment_spans(OPENINGS) == ()
    assert comment_spans(f"{OPENINGS}-->{OPENINGS}") == ((0, len(OPENINGS) + 3),)

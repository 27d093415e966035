"""Comments in Markdown."""

from __future__ import annotations

import pytest

from wengao.markup.stretches import comment_spans, without_comments

OPENINGS = "<!--" * 250_000
"""A megabyte of comments that are never closed."""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("正文。<!-- 提示 -->后文。", "正文。后文。"),
        ("<!-- 一\n二 -->\n正文。<!--三-->", "正文。"),
        ("正文。<!-- 没有完", "正文。<!-- 没有完"),
        ("<!-- 外 <!-- 内 -->后文-->", "后文-->"),
        ("<!-->后文", "后文"),
        ("", ""),
    ],
)
def test_comments_are_taken_out(text: str, left: str) -> None:
    assert without_comments(text) == left


def test_many_openings_are_text_until_one_is_closed() -> None:
    assert comment_spans(OPENINGS) == ()
    assert comment_spans(f"{OPENINGS}-->{OPENINGS}") == ((0, len(OPENINGS) + 3),)

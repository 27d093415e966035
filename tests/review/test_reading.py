"""A draft as a reader sees it, and the way back to its file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wengao.drafts.markdown import parse_draft
from wengao.review.reading import read_draft
from wengao.review.text import Kind, Reading

DRAFT = """---
wengao: 1
genre: 推进会讲话
---
# 在全市大会上的**讲话**

同志们：

## 提高认识 {role=significance goal=900}

<!-- 提示：这里写意义，
两三段 -->

会议[指出](https://example.org)，要**抓紧**抓实。[^s1]

> 居安思危。

- 摸清底数

| 单位 | 人数 |
|---|---|
| 望舒区 | 320 |

```
代码
```

## 收尾 {.untitled}

谢谢大家！

[^s1]: 出处：《总结》一第1段，2025-03-18 〔passage 9f3ac1〕
"""


def reading(text: str) -> Reading:
    return read_draft(parse_draft(text))


def test_reads_what_a_reader_sees() -> None:
    assert [(paragraph.kind, paragraph.text, paragraph.level) for paragraph in reading(DRAFT).paragraphs] == [
        (Kind.TITLE, "在全市大会上的讲话", 1),
        (Kind.SALUTATION, "同志们：", 1),
        (Kind.HEADING, "提高认识", 2),
        (Kind.BODY, "会议指出，要抓紧抓实。", 2),
        (Kind.QUOTATION, "居安思危。", 2),
        (Kind.LIST, "摸清底数", 2),
        (Kind.TABLE, "单位", 2),
        (Kind.TABLE, "人数", 2),
        (Kind.TABLE, "望舒区", 2),
        (Kind.TABLE, "320", 2),
        (Kind.BODY, "代码", 2),
        (Kind.BODY, "谢谢大家！", 2),
    ]


def test_finds_the_way_back_to_the_file() -> None:
    read = reading(DRAFT)
    lines = DRAFT.split("\n")
    for paragraph in read.paragraphs:
        for index, char in enumerate(paragraph.text):
            line, column = read.place(paragraph.offset(index))
            assert char == lines[line - 1][column - 1]


def test_knows_role_part_and_sources() -> None:
    read = reading(DRAFT)
    body = next(paragraph for paragraph in read.paragraphs if paragraph.kind is Kind.BODY)
    assert (
        body.role,
        body.part,
        [source.title for source in read.sources(body)],
    ) == ("significance", 1, ["总结"])


@pytest.mark.parametrize(
    "text",
    [
        "<!-- 甲\n\n乙 -->\n",
        "[^1]: 注\n    续\n",
        "```\n```\n",
        "---\n\n***\n",
        "## {.untitled}\n",
        "\n\n",
        "|---|\n",
    ],
)
def test_leaves_out_what_is_not_text(text: str) -> None:
    assert reading(text).paragraphs == ()


def test_an_unclosed_comment_is_text() -> None:
    assert [paragraph.text for paragraph in reading("<!-- 甲\n").paragraphs] == ["<!-- 甲"]


@given(st.text(alphabet="#*[]^`<>!-|\\ \n\t　汉字，。“”《》1.（）_s:{}~", max_size=80))
def test_every_visible_character_is_the_file_s_own(text: str) -> None:
    read = reading(text)
    for paragraph in read.paragraphs:
        offsets = [paragraph.offset(index) for index in range(len(paragraph.text))]
        assert paragraph.text == "".join(text[offset] for offset in offsets)
        assert offsets == sorted(set(offsets))

"""What is printed, what is checked, what is counted and what comes back from Word are read by the same rules."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wengao.drafts.markdown import parse_draft, write_draft
from wengao.export.composition import compose
from wengao.export.layout import load_layout
from wengao.export.particulars import Particulars
from wengao.language.sentences import count_characters
from wengao.markup.blocks import read_lines, visible_text
from wengao.markup.escaping import escaped_inline, escaped_line
from wengao.review.reading import read_draft

CHARACTERS = "甲乙，。：“”（）1. -*_~`|#>[]^()!<>\\\n\t　【】{}=&ab"
TEXT = st.text(st.sampled_from(CHARACTERS), max_size=60)
LINE = st.text(st.sampled_from(CHARACTERS.replace("\n", "")), max_size=40)

TABLE = "| 单位 | 数 |\n|---|---|\n| 望舒区 | 36 |\n"


def printed(text: str) -> str:
    """All characters that are printed of a draft's text, without white space."""
    blocks = compose(parse_draft(text), load_layout("speech"), Particulars())
    return bare("".join(block.text for block in blocks))


def checked(text: str) -> str:
    return bare("".join(paragraph.text for paragraph in read_draft(parse_draft(text)).paragraphs))


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("```\n会议,指出\n```\n", "会议,指出"),
        ("甲 | 乙\n--- | ---\n1 | 2\n", "甲乙12"),
        (TABLE, "单位数望舒区36"),
        ("| 甲 | 乙 |\n", "甲乙"),
        ("前<!-- 一\n二 -->后。\n", "前后。"),
        ("~~旧~~新\\*。[^s1]\n\n[^s1]: 出处\n", "新*。"),
        ("落实*管武装，抓好*建工作\n", "落实*管武装，抓好*建工作"),
    ],
)
def test_print_check_and_count_see_the_same(text: str, shown: str) -> None:
    assert (printed(text), checked(text), bare(parse_draft(text).prose)) == (shown, shown, shown)


def test_a_table_counts_as_many_characters_as_are_printed() -> None:
    assert count_characters(parse_draft(TABLE).prose) == len("单位数望舒区") + len(["36"])


@settings(max_examples=300)
@given(TEXT)
def test_lines_cover_the_text_without_a_gap(text: str) -> None:
    lines = read_lines(text)
    assert "\n".join(text[line.start : line.end] for line in lines) == text
    assert [line.number for line in lines] == [text.count("\n", 0, line.start) for line in lines]


@settings(max_examples=300)
@given(TEXT)
def test_every_character_knows_its_place(text: str) -> None:
    draft = parse_draft(f"# 题\n\n{text}")
    file = write_draft(draft)
    for paragraph in read_draft(draft).paragraphs:
        offsets = [paragraph.offset(index) for index in range(len(paragraph.text))]
        assert "".join(file[offset] for offset in offsets) == paragraph.text
        assert offsets == sorted(offsets)


@settings(max_examples=300)
@given(LINE)
def test_what_is_escaped_reads_as_it_was(line: str) -> None:
    assert bare(visible_text(escaped_line(escaped_inline(line)))) == bare(line)


@settings(max_examples=300)
@given(TEXT)
def test_what_is_checked_is_what_is_counted(text: str) -> None:
    draft = parse_draft(text)
    bullets = str.maketrans("", "", "—")
    assert checked(text) == bare(draft.prose).translate(bullets)

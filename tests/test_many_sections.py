"""Drafts and documents of any number of sections at any depth are read, numbered, checked, changed and printed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wengao.drafts.editing import add_part, change_level, move_part, remove_part
from wengao.drafts.importing import draft_of_document
from wengao.drafts.length import length_report
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.outline import outline
from wengao.drafts.word_import import draft_of_word
from wengao.export.exporting import export_draft
from wengao.export.layout import default_layout, load_layout
from wengao.language.numerals import chinese_numeral
from wengao.reading.from_file import read_document
from wengao.reading.passages import passages_of
from wengao.review.registry import check_draft

MADE = datetime.datetime(2026, 3, 18, tzinfo=datetime.UTC)
LAYOUT = load_layout(default_layout("推进会讲话"))
MANY = 10_001
DEEPEST_NUMBERED = 5


def draft_text(levels: list[int]) -> str:
    """A draft with a section a level."""
    return "# 标题\n\n" + "".join(
        f"{'#' * level} 抓好第{number}件事\n\n要快。\n\n" for number, level in enumerate(levels)
    )


@settings(max_examples=25)
@given(st.lists(st.integers(1, 6), max_size=20))
def test_any_tree_of_sections_can_be_worked_with(levels: list[int]) -> None:
    draft = parse_draft(draft_text(levels))
    nodes = outline(draft)
    assert len(nodes) == len(levels) + 1
    assert [bool(node.enumerator) for node in nodes] == [
        2 <= level <= DEEPEST_NUMBERED for level in (1, *levels)
    ]
    assert write_draft(draft) == draft_text(levels)
    check_draft(draft)
    length_report(draft)
    for index in range(1, len(draft.parts)):
        for changed in (
            add_part(draft, index, "新"), remove_part(draft, index),
            move_part(draft, index, 1), change_level(draft, index, 1), change_level(draft, index, -1),
        ):  # fmt: skip
            outline(changed)


@pytest.mark.parametrize("level", range(2, 7))
def test_ten_thousand_and_one_sections_at_one_level_are_numbered_on(level: int) -> None:
    nodes = outline(parse_draft(draft_text([level] * MANY)))
    numbers = {2: "一万零一、", 3: "（一万零一）", 4: "10001.", 5: "（10001）", 6: ""}
    assert nodes[-1].enumerator == numbers[level]


def test_ten_thousand_and_one_sections_go_out_and_come_back(tmp_path: Path) -> None:
    draft = parse_draft(draft_text([2] * MANY))
    for suffix in (".txt", ".docx"):
        export_draft(draft, tmp_path / f"长{suffix}", layout=LAYOUT, created=MADE)
    text = (tmp_path / "长.txt").read_text(encoding="utf-8")
    assert f"{chinese_numeral(MANY)}、抓好第{MANY - 1}件事" in text
    assert len(draft_of_word(tmp_path / "长.docx").draft.parts) == MANY + 1
    read = read_document(tmp_path / "长.docx", "长.docx")
    assert len(read.passages) >= 2 * MANY
    assert len(draft_of_document(read.document).parts) > MANY // 2


def test_a_document_of_as_many_sections_without_numbers_has_places(tmp_path: Path) -> None:
    file = tmp_path / "长.md"
    file.write_text(
        "".join(f"## 抓好第{number}件事\n\n要快。\n\n" for number in range(MANY)), encoding="utf-8"
    )
    document = read_document(file, "长.md").document
    assert passages_of(document)[-1].place == f"（{chinese_numeral(MANY)}）第1段"

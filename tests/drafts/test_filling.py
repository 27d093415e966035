"""Filling empty sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.drafts.conftest import MakePassage
from wengao.corpus.models import Document, Passage
from wengao.drafts.filling import (
    UNSUITED,
    Filling,
    FillOptions,
    SectionNeed,
    empty_sections,
    fill_draft,
    shares_run,
    suitability,
)
from wengao.drafts.markdown import parse_draft
from wengao.drafts.sources import source_notes
from wengao.language.sentences import count_characters

TEXT = """\
# 标题

同志们：

## 深刻认识意义 {role=significance goal=200}

### 从要求看 {goal=100}

### 从形势看 {goal=100}

## 抓好任务 {role=task goal=100}

已经写好。

## 结尾 {.untitled role=closing}
"""


@pytest.fixture
def material(make_passage: MakePassage, document: Document) -> list[tuple[Passage, Document]]:
    texts = [f"第{number}个做法是" + chr(0x4E00 + 37 * number) * 70 for number in range(1, 5)]
    return [
        (
            make_passage(text, number, role="significance"),
            replace(document, id=f"d{number}", title=f"讲话{number}"),
        )
        for number, text in enumerate(texts, 1)
    ]


def test_the_empty_sections_are_those_without_text_or_subsections() -> None:
    assert [node.heading for node in empty_sections(parse_draft(TEXT))] == ["从要求看", "从形势看"]


def test_one_section_and_what_stands_below_it_can_be_named() -> None:
    assert [node.heading for node in empty_sections(parse_draft(TEXT), 3)] == ["从形势看"]


@pytest.mark.parametrize("section", [0, 6])
def test_a_section_that_is_not_there_is_refused(section: int) -> None:
    with pytest.raises(IndexError):
        empty_sections(parse_draft(TEXT), section)


def test_each_empty_section_gets_passages_with_notes(material: list[tuple[Passage, Document]]) -> None:
    filling = fill_draft(parse_draft(TEXT), lambda need: material, options=FillOptions(per_section=1))
    assert [
        (filled.node.heading, [passage.id for passage, _ in filled.passages]) for filled in filling.filled
    ] == [
        ("从要求看", ["000000000001"]),
        ("从形势看", ["000000000002"]),
    ]
    assert [note.passage_id for note in source_notes(filling.draft)] == ["000000000001", "000000000002"]


def test_what_was_written_stays_as_it_was(material: list[tuple[Passage, Document]]) -> None:
    draft = parse_draft(TEXT)
    filling = fill_draft(draft, lambda need: material)
    assert [filling.draft.parts[index] for index in (0, 1, 4)] == [draft.parts[index] for index in (0, 1, 4)]


def test_filling_again_changes_nothing(material: list[tuple[Passage, Document]]) -> None:
    filled = fill_draft(parse_draft(TEXT), lambda need: material).draft
    assert fill_draft(filled, lambda need: material).draft == filled


def test_a_section_is_asked_for_by_path_role_topic_and_goal() -> None:
    needs: list[SectionNeed] = []

    def remember(need: SectionNeed) -> Sequence[tuple[Passage, Document]]:
        needs.append(need)
        return ()

    filling = fill_draft(parse_draft(TEXT), remember, topic="征兵", genre="推进会讲话")
    assert needs[0] == SectionNeed(
        2, ("深刻认识意义", "从要求看"), "significance", 100, "征兵", "推进会讲话", 0.0
    )
    assert [node.heading for node in filling.left_empty] == ["从要求看", "从形势看"]


def test_no_passage_repeats_what_the_draft_says(make_passage: MakePassage, document: Document) -> None:
    text = "要逐级明确责任人和完成时限，" + "逐项验收" * 15
    material = [
        (make_passage(text, 1, role="significance"), document),
        (make_passage(text + "。", 2, role="significance"), replace(document, id="d2")),
    ]
    filling = fill_draft(parse_draft(TEXT), lambda need: material)
    assert [len(filled.passages) for filled in filling.filled] == [1]


@pytest.mark.parametrize(
    ("written", "shares"),
    [("前面，一二三四五六七八九十，后面", True), ("一二三四五六七八九", False)],
)
def test_a_shared_run_is_ten_characters(written: str, shares: bool) -> None:
    assert shares_run("一二三四五六七八九十甲乙丙丁", written) == shares


@pytest.mark.parametrize(
    ("role", "genre", "suits"),
    [
        ("significance", "推进会讲话", 0),
        ("significance", "调研报告", 1),
        ("situation", "动员部署会讲话", 2),
        ("task", "推进会讲话", UNSUITED),
        ("transit", "推进会讲话", UNSUITED),
        ("significance", "会议新闻", UNSUITED),
        (None, "推进会讲话", UNSUITED),
    ],
)
def test_role_and_genre_say_how_well_a_passage_suits(
    make_passage: MakePassage, document: Document, role: str, genre: str, suits: int
) -> None:
    need = SectionNeed(0, (), "significance", None, "", "推进会讲话")
    assert suitability(need, make_passage("一段", role=role), replace(document, genre=genre)) == suits


def passage_in(
    make_passage: MakePassage, document: Document, number: int, text: str, role: str = "significance"
) -> tuple[Passage, Document]:
    filler = chr(0x4E00 + 97 * number)
    return make_passage(text + filler * 70, number, role=role), replace(
        document, id=f"d{number}", title=f"讲话{number}"
    )


def chosen(filling: Filling) -> list[list[str]]:
    return [[passage.id[-1] for passage, _ in filled.passages] for filled in filling.filled]


def test_a_document_serves_again_only_after_all_others(make_passage: MakePassage, document: Document) -> None:
    first = passage_in(make_passage, document, 1, "甲")
    again = (passage_in(make_passage, document, 2, "乙")[0], first[1])
    other = passage_in(make_passage, document, 3, "丙")
    options = FillOptions(per_section=1)
    filling = fill_draft(parse_draft(TEXT), lambda need: [first, again, other], options=options)
    assert chosen(filling) == [["1"], ["3"]]


def test_a_passage_from_a_like_place_is_preferred(make_passage: MakePassage, document: Document) -> None:
    material = [passage_in(make_passage, document, number, "一段") for number in (1, 2)]
    places = {"000000000001": 1.0, "000000000002": 0.0}
    filling = fill_draft(
        parse_draft(TEXT), lambda need: material, position=lambda passage: places[passage.id]
    )
    assert chosen(filling) == [["2"], ["1"]]
    assert "在原文的位置相近" in filling.filled[0].choices[0].reasons


def test_the_topic_may_be_repeated_and_other_phrases_not(
    make_passage: MakePassage, document: Document
) -> None:
    topic = "基层国防动员规范化建设工作"
    texts = [
        f"抓好{topic}很要紧",
        f"推进{topic}不能等",
        "抓好这件事一定要从头抓到尾才行甲",
        "再说一遍一定要从头抓到尾才行甲",
    ]
    material = [passage_in(make_passage, document, number, text) for number, text in enumerate(texts, 1)]
    draft = parse_draft("# 题\n\n## 甲 {role=significance}\n\n## 乙 {role=significance}\n")
    assert chosen(fill_draft(draft, lambda need: material, topic=topic)) == [["1", "2"], ["3"]]


def test_a_goal_is_met_with_as_many_passages_as_it_takes(
    make_passage: MakePassage, document: Document
) -> None:
    material = [passage_in(make_passage, document, number, "一段") for number in range(1, 9)]
    draft = parse_draft("# 题\n\n## 甲 {role=significance goal=220}\n")
    [section] = fill_draft(draft, lambda need: material).filled
    assert (len(section.choices), section.characters) == (3, 216)


def test_a_length_for_the_whole_scales_the_goals(make_passage: MakePassage, document: Document) -> None:
    material = [passage_in(make_passage, document, number, "一段") for number in range(1, 12)]
    filling = fill_draft(parse_draft(TEXT), lambda need: material, options=FillOptions(length=450))
    assert filling.filled[0].goal == 210
    assert abs(count_characters(filling.draft.prose) - 450) < 72


def test_what_belongs_to_another_occasion_becomes_slots_when_asked_for(
    make_passage: MakePassage, document: Document
) -> None:
    material = [passage_in(make_passage, document, 1, "2024年，安澜县在2026年征集320名")]
    options = FillOptions(per_section=1, slots=True, own=frozenset({"2026年"}))
    [section] = fill_draft(parse_draft(TEXT), lambda need: material, section=2, options=options).filled
    [choice] = section.choices
    assert choice.text.startswith("【年份】，【地名】在2026年征集【数字】名")
    assert choice.facts == ("2024年", "安澜县", "320名")

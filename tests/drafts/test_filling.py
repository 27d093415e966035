"""Filling empty sections."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from tests.drafts.conftest import MakePassage
from wengao.drafts.filling import Filling, FillOptions, empty_sections, fill_draft, section_need, shares_run
from wengao.drafts.fit import Fit, SectionNeed
from wengao.drafts.markdown import parse_draft
from wengao.drafts.moulds import Moulded
from wengao.drafts.outline import State, outline
from wengao.drafts.sources import source_notes
from wengao.reading.models import Document, Passage

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


ABOUT = SectionNeed(-1, (), None, None, "征兵", "推进会讲话", level="市", year=2026)

Material = list[tuple[Passage, Document]]


@pytest.fixture
def material(make_passage: MakePassage, document: Document) -> Material:
    """Four passages of about 75 字, each of a document of its own."""
    return [passage_in(make_passage, document, number, f"第{number}个做法是") for number in range(1, 5)]


def passage_in(
    make_passage: MakePassage, document: Document, number: int, text: str, role: str = "significance"
) -> tuple[Passage, Document]:
    filler = chr(0x4E00 + 97 * number)
    return make_passage(text + filler * 70, number, role=role), replace(
        document, id=f"d{number}", title=f"讲话{number}"
    )


def estimated(
    by_section: Mapping[int, Sequence[float]],
    topic: float,
) -> Callable[[SectionNeed, Passage, Document], Fit]:
    """An estimate by the part's index and the passage's number; topic: how much of the draft's topic each names."""
    return lambda need, passage, _document: Fit(
        by_section[need.index][passage.ordinal - 1], ("理由",), topic=topic
    )


def filled_with(
    material: Material,
    by_section: Mapping[int, Sequence[float]],
    text: str = TEXT,
    options: FillOptions | None = None,
    topic: float = 1.0,
) -> Filling:
    estimate = estimated(by_section, topic)
    return fill_draft(parse_draft(text), lambda need: material, ABOUT, options=options, estimate=estimate)


def chosen(filling: Filling) -> dict[int, list[str]]:
    return {
        filled.node.index: [passage.id[-1] for passage, _ in filled.passages] for filled in filling.filled
    }


def test_the_empty_sections_are_those_without_text_or_subsections() -> None:
    assert [node.heading for node in empty_sections(parse_draft(TEXT))] == ["从要求看", "从形势看"]


def test_one_section_and_what_stands_below_it_can_be_named() -> None:
    assert [node.heading for node in empty_sections(parse_draft(TEXT), 3)] == ["从形势看"]


@pytest.mark.parametrize("section", [0, 6])
def test_a_section_that_is_not_there_is_refused(section: int) -> None:
    with pytest.raises(IndexError):
        empty_sections(parse_draft(TEXT), section)


def test_what_goes_in_is_noted(material: Material) -> None:
    filling = filled_with(material, {2: [0.9, 0.1, 0.1, 0.1], 3: [0.1, 0.9, 0.1, 0.1]})
    assert chosen(filling) == {2: ["1"], 3: ["2"]}
    assert [note.passage_id for note in source_notes(filling.draft)] == ["000000000001", "000000000002"]


def test_what_was_written_stays_as_it_was(material: Material) -> None:
    draft = parse_draft(TEXT)
    filling = filled_with(material, {2: [0.9] * 4, 3: [0.9] * 4})
    assert [filling.draft.parts[index] for index in (0, 1, 4)] == [draft.parts[index] for index in (0, 1, 4)]


def test_a_filled_section_is_marked_as_not_yet_read(material: Material) -> None:
    filling = filled_with(material, {2: [0.9, 0, 0, 0], 3: [0] * 4})
    assert [node.state for node in outline(filling.draft)][2:4] == [State.UNREAD, State.EMPTY]


def test_filling_again_changes_nothing(material: Material) -> None:
    filled = filled_with(material, {2: [0.9] * 4, 3: [0.9] * 4}).draft
    assert fill_draft(filled, lambda need: material, ABOUT).draft == filled


def test_below_the_threshold_a_section_stays_empty_and_says_what_was_nearest(material: Material) -> None:
    filling = filled_with(material, {2: [0.9, 0.1, 0.1, 0.1], 3: [0.05, 0.3, 0.2, 0.4]})
    [empty] = filling.left_empty
    assert (empty.node.heading, [choice.passage.id[-1] for choice in empty.nearest]) == (
        "从形势看",
        ["4", "2", "3"],
    )
    assert [choice.fit for choice in empty.nearest] == [0.4, 0.3, 0.2]


@pytest.mark.parametrize(("strictness", "sections"), [("严", []), ("中", [2]), ("宽", [2, 3])])
def test_strictness_says_from_where_on_a_passage_goes_in(
    material: Material, strictness: str, sections: list[int]
) -> None:
    estimates = {2: [0.58, 0, 0, 0], 3: [0, 0.45, 0, 0]}
    assert (
        list(chosen(filled_with(material, estimates, options=FillOptions(strictness=strictness)))) == sections
    )


FLOOD_WORDS = ("水库", "塘坝", "堤防", "险情", "洪水", "泄洪")


def of_another_field(make_passage: MakePassage, document: Document, number: int, words: int) -> Material:
    """A passage of a speech on floods that keeps so many words of them, one in a sentence."""
    passage, source = passage_in(make_passage, document, number, f"第{number}个做法。")
    text = passage.text + "".join(f"看住{word}。" for word in FLOOD_WORDS[:words])
    return [(replace(passage, text=text), replace(source, title="在全市防汛工作推进会上的讲话"))]


@pytest.mark.parametrize(
    ("strictness", "words", "fills"),
    [("严", 1, True), ("严", 2, False), ("中", 3, True), ("中", 4, False), ("宽", 5, True), ("宽", 6, False)],
)
def test_what_keeps_many_words_of_another_field_stays_out(
    make_passage: MakePassage, document: Document, strictness: str, words: int, *, fills: bool
) -> None:
    material = of_another_field(make_passage, document, 1, words)
    filling = filled_with(material, {2: [0.9], 3: [0.1]}, options=FillOptions(strictness=strictness))
    assert chosen(filling) == ({2: ["1"]} if fills else {})


def test_what_stays_out_for_its_words_says_so(make_passage: MakePassage, document: Document) -> None:
    filling = filled_with(of_another_field(make_passage, document, 1, 4), {2: [0.9], 3: [0.1]})
    assert filling.left_empty[0].nearest[0].reasons == ("理由", "但“水库”“塘坝”“堤防”“险情”不是这件事的词")


def test_what_another_field_has_done_is_no_mould(make_passage: MakePassage, document: Document) -> None:
    text = TEXT.replace("role=significance goal=200", "role=achievement goal=200")
    filling = filled_with(of_another_field(make_passage, document, 1, 2), {2: [0.9], 3: [0.1]}, text)
    assert chosen(filling) == {}


def test_of_two_that_belong_alike_the_one_of_the_own_field_goes_in(
    make_passage: MakePassage, document: Document
) -> None:
    material = [
        *of_another_field(make_passage, document, 1, 3),
        passage_in(make_passage, document, 2, "第二个做法是"),
    ]
    assert chosen(filled_with(material, {2: [0.74, 0.7], 3: [0.1, 0.1]})) == {2: ["2"]}


def test_each_passage_goes_where_the_whole_gains_most(material: Material) -> None:
    """The first section's best is the only one for the second; the first has another nearly as good."""
    filling = filled_with(material, {2: [0.95, 0.9, 0, 0], 3: [0.9, 0.1, 0, 0]})
    assert chosen(filling) == {2: ["2"], 3: ["1"]}


def test_two_passages_that_open_with_a_slot_each_open_otherwise(material: Material) -> None:
    def written(passage: Passage, _document: Document) -> Moulded:
        return Moulded(f"【主题词｜原：{passage.text[:3]}】{passage.text[3:]}")

    estimates = {2: [0.9, 0, 0, 0], 3: [0, 0.9, 0, 0]}
    filling = filled_with(material, estimates, options=FillOptions(written=written))
    assert chosen(filling) == {2: ["1"], 3: ["2"]}


def test_what_is_worth_more_goes_in_where_both_belong(material: Material) -> None:
    def estimate(_need: SectionNeed, passage: Passage, _document: Document) -> Fit:
        return Fit(0.95 if passage.ordinal == 1 else 0.9, (), worth=0.2 * passage.ordinal)

    filling = fill_draft(
        parse_draft(TEXT),
        lambda need: material[:2] if need.index == 2 else (),
        ABOUT,
        estimate=estimate,
    )
    assert chosen(filling) == {2: ["2"]}


def test_the_document_that_is_followed_comes_first_where_it_fits_at_all(material: Material) -> None:
    estimates = {2: [0.9, 0.2, 0, 0], 3: [0, 0.3, 0.1, 0]}
    assert chosen(filled_with(material, estimates)) == {2: ["1"]}
    assert chosen(filled_with(material, estimates, options=FillOptions(like="d2"))) == {2: ["1"], 3: ["2"]}
    assert (
        chosen(filled_with(material[1:2], {2: [0, 0.1], 3: [0, 0.1]}, options=FillOptions(like="d2"))) == {}
    )


def test_a_section_is_asked_for_by_path_role_goal_hint_and_what_it_looks_for() -> None:
    draft = parse_draft(
        "# 题\n\n## 认识意义 {role=significance}\n\n### 从要求看 {goal=100 seek=上级要求}\n<!-- 提示：写上级部署。 -->\n"
    )
    assert section_need(draft, 2, ABOUT) == replace(
        ABOUT,
        index=2,
        path=("认识意义", "从要求看"),
        role="significance",
        goal=100,
        position=0.0,
        hint="写上级部署。",
        seek="上级要求",
    )


def test_no_passage_repeats_what_another_says(make_passage: MakePassage, document: Document) -> None:
    text = "要逐级明确责任人和完成时限，" + "逐项验收" * 15
    material = [
        (make_passage(text, 1), document),
        (make_passage("各地" + text, 2), replace(document, id="d2")),
    ]
    assert chosen(filled_with(material, {2: [0.9, 0.8], 3: [0.8, 0.9]})) == {2: ["1"]}


def test_no_two_sections_open_alike(make_passage: MakePassage, document: Document) -> None:
    material = [passage_in(make_passage, document, number, "组织健全是第") for number in (1, 2)]
    assert chosen(filled_with(material, {2: [0.9, 0], 3: [0, 0.8]})) == {2: ["1"]}


@pytest.mark.parametrize(
    ("written", "shares"),
    [("前面，一二三四五六七八九十，后面", True), ("一二三四五六七八九", False)],
)
def test_a_shared_run_is_ten_characters(written: str, shares: bool) -> None:
    assert shares_run("一二三四五六七八九十甲乙丙丁", written) == shares


def test_a_section_short_of_its_goal_takes_another_that_fits(material: Material) -> None:
    text = "# 题\n\n## 甲 {role=significance goal=220}\n"
    assert chosen(filled_with(material, {1: [0.9, 0.8, 0.6, 0]}, text)) == {1: ["1", "2"]}


def test_two_moulds_of_other_work_never_make_a_section(material: Material) -> None:
    text = "# 题\n\n## 甲 {role=significance goal=220}\n"
    assert chosen(filled_with(material, {1: [0.9, 0.8, 0.6, 0]}, text, topic=0.0)) == {1: ["1"]}


def test_one_document_serves_a_section_once(make_passage: MakePassage, document: Document) -> None:
    first = passage_in(make_passage, document, 1, "甲")
    again = (passage_in(make_passage, document, 2, "乙")[0], first[1])
    text = "# 题\n\n## 甲 {role=significance goal=220}\n"
    assert chosen(filled_with([first, again], {1: [0.9, 0.8]}, text)) == {1: ["1"]}


def test_at_most_so_many_passages_go_into_a_section(material: Material) -> None:
    text = "# 题\n\n## 甲 {role=significance goal=400}\n"
    options = FillOptions(per_section=1)
    assert chosen(filled_with(material, {1: [0.9] * 4}, text, options)) == {1: ["1"]}


def test_what_is_far_longer_than_the_goal_stays_out(make_passage: MakePassage, document: Document) -> None:
    material = [(make_passage("长" * 400, 1), document)]
    text = "# 题\n\n## 甲 {role=significance goal=100}\n"
    assert chosen(filled_with(material, {1: [0.9]}, text)) == {}


def test_a_length_for_the_whole_scales_the_goals(material: Material) -> None:
    estimates = {2: [0.9] * 4, 3: [0.9] * 4}
    filling = filled_with(material, estimates, options=FillOptions(length=450))
    assert filling.filled[0].goal == 210
    assert [filled.characters for filled in filling.filled] == [152, 152]


def test_a_passage_goes_in_as_it_is_told_to(make_passage: MakePassage, document: Document) -> None:
    material = [passage_in(make_passage, document, 1, "2024年，安澜县")]
    options = FillOptions(written=lambda passage, _document: Moulded(f"套{passage.text}", (), ("安澜县",)))
    [section] = filled_with(material, {2: [0.9], 3: [0]}, options=options).filled
    [choice] = section.choices
    assert (choice.text[:4], choice.facts) == ("套202", ("安澜县",))

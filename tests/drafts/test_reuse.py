"""What of a draft stands in the corpus too."""

from __future__ import annotations

import pytest

from tests.drafts.conftest import MakePassage
from wengao.drafts.editing import insert_passage, set_body
from wengao.drafts.markdown import parse_draft
from wengao.drafts.reuse import Bands, CorpusText, draft_paragraphs, reuse_report
from wengao.reading.models import Document

SENTENCE = "要把兵役登记做到村、做到组、做到户，一个不漏、一天不拖。"


def source(text: str, title: str = "讲话甲", passage: str = "00000000000a") -> CorpusText:
    return CorpusText(title, title, "一第1段", passage, text)


def test_a_run_of_thirteen_is_reuse_and_twelve_is_not() -> None:
    draft = parse_draft("# 题\n\n甲乙丙丁戊己庚辛壬癸子丑寅，另起一句。\n")
    report = reuse_report(
        draft, [source("前文甲乙丙丁戊己庚辛壬癸子丑寅后文"), source("甲乙丙丁戊己庚辛壬癸子丑")]
    )
    assert [(block.text, block.document) for block in report.blocks] == [
        ("甲乙丙丁戊己庚辛壬癸子丑寅", "讲话甲")
    ]


def test_counts_and_longest_run() -> None:
    draft = parse_draft(f"# 题\n\n{SENTENCE}这一句是新写的。\n")
    report = reuse_report(draft, [source(SENTENCE)])
    assert (
        report.characters,
        report.reused,
        round(report.ratio, 2),
        report.longest and report.longest.characters,
    ) == (
        len(SENTENCE) + 8,
        len(SENTENCE),
        round(len(SENTENCE) / (len(SENTENCE) + 8), 2),
        len(SENTENCE),
    )


def test_no_character_is_counted_twice() -> None:
    draft = parse_draft(f"# 题\n\n{SENTENCE}\n")
    report = reuse_report(
        draft, [source(SENTENCE), source(SENTENCE[3:], "讲话乙"), source(SENTENCE, "讲话丙")]
    )
    assert report.reused == len(SENTENCE)


def test_the_document_of_a_source_note_comes_first(make_passage: MakePassage, document: Document) -> None:
    passage = make_passage(SENTENCE, 7)
    draft = insert_passage(parse_draft("# 题\n\n## 甲\n"), 1, passage, document).draft
    noted = CorpusText(document.id, document.title, passage.place, passage.id, SENTENCE)
    report = reuse_report(draft, [source(SENTENCE + "更长的一篇也有这一句。"), noted])
    assert [(block.document, block.noted) for block in report.blocks] == [(document.title, True)]


def test_a_note_tells_whether_its_text_was_changed(make_passage: MakePassage, document: Document) -> None:
    draft = insert_passage(parse_draft("# 题\n\n## 甲\n"), 1, make_passage(SENTENCE), document).draft
    rewritten = set_body(draft, 1, draft.parts[1].body.replace("一天不拖", "一户不落"))
    assert [reuse_report(version, []).notes[0].unchanged for version in (draft, rewritten)] == [True, False]


def test_headings_and_marks_are_not_compared() -> None:
    draft = parse_draft(f"# {SENTENCE}\n\n要把兵役登记做到村、[^1]做到组、做到户。\n\n[^1]: 注\n")
    report = reuse_report(draft, [source(SENTENCE)])
    assert [block.text for block in report.blocks] == ["要把兵役登记做到村、做到组、做到户"]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("领导同志指出：“一分部署九分落实，关键在落实。”", 0),
        ("认真落实《清川市基层国防动员规范化建设实施方案》", 0),
        ("坚持以习近平新时代中国特色社会主义思想为指导", 0),
        ("打通服务群众的“最后一公里”，让数据多跑路", 21),
    ],
)
def test_quotations_titles_and_set_phrases_do_not_count(text: str, counted: int) -> None:
    report = reuse_report(parse_draft(f"# 题\n\n{text}\n"), [source(text)])
    assert report.reused == counted


def test_a_title_inside_a_run_joins_it_without_counting() -> None:
    report = reuse_report(
        parse_draft("# 题\n\n各级要对照《规范化建设实施方案》逐项抓好落实不打折扣。\n"),
        [source("各级要对照《规范化建设实施方案》逐项抓好落实不打折扣。")],
    )
    [block] = report.blocks
    assert (len(block.text), block.left_out, report.reused) == (27, 11, 16)


def test_the_length_of_a_run_and_the_bands_can_be_set() -> None:
    draft = parse_draft("# 题\n\n甲乙丙丁戊己庚辛，这里是新写的话。\n")
    report = reuse_report(draft, [source("甲乙丙丁戊己庚辛")], shortest=8, bands=Bands(0.1, 0.5, 8))
    assert (report.reused, report.band) == (8, "中")


@pytest.mark.parametrize(("ratio", "band"), [(0.19, "低"), (0.2, "中"), (0.4, "高")])
def test_a_share_has_a_band(ratio: float, band: str) -> None:
    assert Bands().name(ratio) == band


def test_what_changed_since_insertion_is_told(make_passage: MakePassage, document: Document) -> None:
    draft = insert_passage(parse_draft("# 题\n\n## 甲\n"), 1, make_passage(SENTENCE), document).draft
    rewritten = set_body(draft, 1, draft.parts[1].body.replace("一天不拖", "一户不落"))
    [state] = reuse_report(rewritten, [], originals={f"{1:012x}": SENTENCE}).notes
    assert [(piece.change, piece.text) for piece in state.changes if piece.change != "same"] == [
        ("removed", "天不拖"),
        ("added", "户不落"),
    ]


def test_text_written_before_an_insertion_leaves_it_unchanged(
    make_passage: MakePassage, document: Document
) -> None:
    draft = insert_passage(parse_draft("# 题\n\n## 甲\n"), 1, make_passage(SENTENCE), document).draft
    longer = set_body(draft, 1, "先写一句。" + draft.parts[1].body.strip())
    assert reuse_report(longer, []).notes[0].unchanged


def test_reuse_is_told_by_document_and_relation() -> None:
    draft = parse_draft(f"# 题\n\n{SENTENCE}\n\n要把责任压到每一个岗位每一个人头上去。\n")
    texts = [source(SENTENCE), source("要把责任压到每一个岗位每一个人头上去。", "讲话乙")]
    report = reuse_report(draft, texts, relations={"讲话乙": "同一讲话人"})
    assert [(one.title, one.characters, one.relation) for one in report.by_document] == [
        ("讲话甲", len(SENTENCE), ""),
        ("讲话乙", 19, "同一讲话人"),
    ]
    assert (report.reused_of("同一讲话人"), report.reused_of("同一会议")) == (19, 0)


def test_blocks_tell_their_place_in_the_paragraph() -> None:
    draft = parse_draft(f"# 题\n\n新写 的话，{SENTENCE}\n")
    [block] = reuse_report(draft, [source(SENTENCE)]).blocks
    assert draft_paragraphs(draft)[block.paragraph].text[block.start : block.end] == SENTENCE

"""What of a draft stands in the corpus too."""

from __future__ import annotations

from tests.drafts.conftest import MakePassage
from wengao.corpus.models import Document
from wengao.drafts.editing import insert_passage, set_body
from wengao.drafts.markdown import parse_draft
from wengao.drafts.reuse import CorpusText, reuse_report

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

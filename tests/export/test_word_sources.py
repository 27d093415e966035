"""Source notes in Word: comments on their paragraphs, or a table on a page at the end."""

from __future__ import annotations

from tests.export.conftest import NAMESPACES, Export, W
from wengao.drafts.model import Draft

DOCUMENT, COMMENTS = "word/document.xml", "word/comments.xml"
NOTE = "[^s1]: 出处：《旧稿》一（一）第2段，2025-04-10 〔passage 9f3ac1〕\n"


def test_comments_hold_the_sources(export: Export, speech: Draft) -> None:
    exported = export(speech, sources="comments")
    comments = exported.find(COMMENTS, "//w:comment")
    assert ["".join(one.itertext()) for one in comments] == [
        "出处：《在全市基层武装部规范化建设推进会上的讲话》一（一）第2段，2025-04-10",
        "出处：《在全市防汛抢险民兵集结工作总结会上的讲话》二（三）第1段，2025-09-02",
    ]
    assert {(one.get(f"{W}author"), one.get(f"{W}date")) for one in comments} == {
        ("文稿", "2026-03-18T01:00:00Z")
    }


def test_a_comment_stands_on_the_paragraph_that_carries_the_note(export: Export, speech: Draft) -> None:
    exported = export(speech, sources="comments")
    starts = exported.find(DOCUMENT, "//w:p[w:commentRangeStart]")
    assert ["".join(one.xpath(".//w:t/text()", namespaces=NAMESPACES))[:6] for one in starts] == [
        "基础不牢，地",
        "去年汛期，鹿",
    ]
    ids = exported.find(COMMENTS, "//w:comment/@w:id")
    assert exported.find(DOCUMENT, "//w:commentReference/@w:id") == ids


def test_the_styles_that_comments_use_exist(export: Export, speech: Draft) -> None:
    exported = export(speech, sources="comments")
    styles = set(exported.find("word/styles.xml", "//w:style/@w:styleId"))
    used = exported.find(COMMENTS, "//w:pStyle/@w:val | //w:rStyle/@w:val") + exported.find(
        DOCUMENT, "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"
    )
    assert set(used) - styles == set()


def test_headings_and_tables_carry_comments_too(export: Export) -> None:
    exported = export(
        f"# 题\n## 甲[^s1]\n\n| 乙[^s1] | 丙 |\n|--|--|\n| 1 | 2 |\n\n{NOTE}", sources="comments"
    )
    assert len(exported.find(COMMENTS, "//w:comment")) == 2
    assert len(exported.find(DOCUMENT, "//w:tc//w:commentRangeStart")) == 1


def test_no_comments_unless_asked_for(export: Export, speech: Draft) -> None:
    assert export(speech).find(COMMENTS, "//w:comment") == []


def test_the_appendix_lists_number_place_and_source(export: Export, speech: Draft) -> None:
    exported = export(speech, sources="appendix")
    assert exported.texts("TableHead")[-3:] == ["序号", "位置", "出处"]
    assert exported.texts("TableText")[-6:] == [
        "1",
        "一第1段",
        "《在全市基层武装部规范化建设推进会上的讲话》一（一）第2段，2025-04-10",
        "2",
        "一（二）第1段",
        "《在全市防汛抢险民兵集结工作总结会上的讲话》二（三）第1段，2025-09-02",
    ]
    breaks = exported.find(DOCUMENT, "//w:p[w:pPr/w:pageBreakBefore]//w:t/text()")
    assert breaks == ["引用出处"]


def test_a_draft_without_sources_gets_no_appendix(export: Export) -> None:
    exported = export("正文。[^1]\n\n[^1]: 说明\n", sources="appendix")
    assert exported.find(DOCUMENT, "//w:tbl") == []
    assert exported.report.notes[0] == "正文没有引用出处"

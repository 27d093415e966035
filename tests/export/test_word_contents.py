"""The table of contents: a field with its entries filled in, in a section of its own."""

from __future__ import annotations

import pytest

from tests.export.conftest import Export
from wengao.drafts.markdown import parse_draft
from wengao.drafts.model import Draft
from wengao.export.composition import compose
from wengao.export.layout import load_layout
from wengao.export.pagination import line_count, pages_of
from wengao.export.particulars import particulars_of

DOCUMENT = "word/document.xml"


def test_the_entries_are_the_headings_with_their_pages(export: Export, speech: Draft) -> None:
    exported = export(speech, toc=True)
    assert exported.texts("TOCHeading") == ["目　录"]
    assert exported.texts("TOC1") == [
        "一、提高站位，深刻认识基层国防动员规范化建设的重大意义1",
        "二、突出重点，扎实推进基层国防动员规范化建设的各项任务2",
        "三、加强协同，着力汇聚基层国防动员规范化建设的强大合力3",
        "四、压实责任，确保基层国防动员规范化建设落地见效4",
    ]
    assert exported.texts("TOC2")[2:5] == [
        "（一）建强组织体系2",
        "（二）摸清潜力底数3",
        "（三）抓实训练演练3",
    ]


def test_it_is_a_field_that_word_does_not_ask_about(export: Export, speech: Draft) -> None:
    exported = export(speech, toc=True)
    instructions = exported.find(DOCUMENT, "//w:instrText/text()")
    assert instructions[0] == ' TOC \\o "1-2" \\h \\z '
    marks = exported.find(DOCUMENT, "//w:fldChar/@w:fldCharType")
    assert marks.count("begin") == marks.count("separate") == marks.count("end") == len(instructions) == 12
    assert exported.find(DOCUMENT, "//@w:dirty") == []
    assert exported.find("word/settings.xml", "//w:updateFields") == []


def test_each_entry_leads_to_its_heading(export: Export, speech: Draft) -> None:
    exported = export(speech, toc=True)
    anchors = exported.find(DOCUMENT, "//w:hyperlink/@w:anchor")
    marked = "//w:p[w:pPr/w:pStyle[@w:val='Heading1' or @w:val='Heading2']]/w:bookmarkStart/@w:name"
    assert exported.find(DOCUMENT, marked) == anchors
    assert len(anchors) == 11
    starts = exported.find(DOCUMENT, "//w:bookmarkStart/@w:id")
    assert starts == exported.find(DOCUMENT, "//w:bookmarkEnd/@w:id")


def test_it_has_a_section_of_its_own_without_page_numbers(export: Export, speech: Draft) -> None:
    exported = export(speech, toc=True)
    first, second = exported.find(DOCUMENT, "//w:sectPr")
    assert [child.tag.split("}")[1] for child in first] == ["pgSz", "pgMar", "cols", "docGrid"]
    assert [child.tag.split("}")[1] for child in second] == [
        "footerReference",
        "footerReference",
        "pgSz",
        "pgMar",
        "pgNumType",
        "cols",
        "docGrid",
    ]
    assert exported.find(DOCUMENT, "//w:pgNumType/@w:start") == ["1"]


def test_the_drafter_is_told_to_update_it(export: Export, speech: Draft) -> None:
    assert "更新域" in export(speech, toc=True).report.notes[0]


def test_a_draft_without_headings_gets_none(export: Export) -> None:
    exported = export("# 题\n\n正文。\n", toc=True)
    assert exported.find(DOCUMENT, "//w:instrText") == []
    assert exported.report.notes[0] == "文稿没有分级标题，没有生成目录"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("字" * 26, 1),
        ("字" * 27, 2),
        ("字" * 26 + "。", 1),
        ("字" * 26 + "字。", 2),
        ("字" * 54, 2),
        ("字" * 55, 3),
        ("字" * 25 + "2026年", 2),
        ("", 1),
    ],
)
def test_lines_are_reckoned_from_the_characters(text: str, lines: int) -> None:
    layout = load_layout("speech")
    assert line_count(text, layout.styles.body, layout) == lines


def test_twenty_two_lines_fill_a_page() -> None:
    layout = load_layout("speech")
    draft = parse_draft("字。\n" * 45)
    pages = pages_of(compose(draft, layout, particulars_of(draft)), layout)
    assert [pages.count(page) for page in (1, 2, 3)] == [22, 22, 1]


def test_a_heading_is_not_left_at_the_foot_of_a_page() -> None:
    layout = load_layout("speech")
    draft = parse_draft("字。\n" * 20 + "## 甲\n### 乙\n字。\n")
    pages = pages_of(compose(draft, layout, particulars_of(draft)), layout)
    assert pages[-4:] == [1, 2, 2, 2]

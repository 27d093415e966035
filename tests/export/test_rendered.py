"""The exported page as LibreOffice prints it: 22 lines of 28 characters, headings, page numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.export.conftest import DRAFTS, Export
from tests.export.rendering import Ink, bookmarks, ink, printed, render, require_office
from wengao.drafts.model import Draft
from wengao.export.layout import load_layout

pytestmark = pytest.mark.office
SENTENCE = "加强基层国防动员规范化建设必须坚持目标导向问题导向结果导向相统一"


@pytest.fixture(autouse=True)
def office() -> None:
    require_office()


def test_a_page_of_plain_chinese_holds_22_lines_of_28(export: Export) -> None:
    layout = load_layout("speech")
    pages = render(export(f"{SENTENCE * 60}\n").path, layout)
    assert [len(page.body) for page in pages[:3]] == [22, 22, 22]
    assert {len(line.text) for line in pages[1].body} == {28}
    assert len(pages[0].body[0].text) == 26
    assert pages[1].pitch == pytest.approx(layout.grid.pitch, abs=0.1)
    assert pages[1].body[0].left == pytest.approx(28, abs=0.5)
    assert pages[1].body[0].right == pytest.approx(184, abs=0.5)


def test_page_numbers_stand_at_the_outer_edge_below_the_type_area(export: Export) -> None:
    layout = load_layout("speech")
    pages = render(export(f"{SENTENCE * 60}\n").path, layout)
    footers = [footer for page in pages for footer in page.footer]
    assert [footer.text for footer in footers] == ["—1—", "—2—", "—3—", "—4—"]
    character = layout.page_number.size / 72 * 25.4
    for number, (page, footer) in enumerate(zip(pages, footers, strict=True), 1):
        if number % 2:
            assert footer.right == pytest.approx(184 - character, abs=0.5)
        else:
            assert footer.left == pytest.approx(28 + character, abs=0.5)
        assert page.dash_from_top(footer, layout.page_number.size) == pytest.approx(269, abs=0.5)


def test_the_speech_as_it_is_printed(export: Export, speech: Draft) -> None:
    pages = render(export(speech).path, load_layout("speech"))
    lines = [line.text for page in pages for line in page.body]
    assert lines[:5] == [
        "在2026年全市基层国防动员",
        "规范化建设工作推进会上的讲话",
        "市委副书记陆怀章",
        "（2026年3月18日）",
        "同志们：",
    ]
    headings = [line for line in lines if line.startswith(("一、", "二、", "三、", "四、"))]
    assert [heading[:6] for heading in headings] == [
        "一、提高站位",
        "二、突出重点",
        "三、加强协同",
        "四、压实责任",
    ]
    assert len(pages) == 4


def test_no_mark_is_lost_at_the_end_of_a_line(export: Export, speech: Draft) -> None:
    exported = export(speech)
    printed = "".join(
        line.text for page in render(exported.path, load_layout("speech")) for line in page.body
    )
    written = "".join(text for _, text in exported.paragraphs())
    assert {mark: printed.count(mark) for mark in "，。、；：！“”（）"} == {
        mark: written.count(mark) for mark in "，。、；：！“”（）"
    }


def test_the_pages_in_the_contents_are_those_of_the_print(export: Export, speech: Draft) -> None:
    exported = export(speech, toc=True)
    contents, *pages = render(exported.path, load_layout("speech"))
    assert contents.footer == ()
    for entry in exported.texts("TOC1") + exported.texts("TOC2"):
        heading, page = entry[:-1][:12], int(entry[-1])
        found = [
            number
            for number, one in enumerate(pages, 1)
            if any(line.text.startswith(heading) for line in one.body)
        ]
        assert found == [page]


def printed_draft(export: Export, name: str, layout: str) -> Path:
    return printed(export((DRAFTS / f"{name}.md").read_text(encoding="utf-8"), layout=layout).path)


def rules(bands: list[Ink]) -> list[Ink]:
    return [band for band in bands if band.thin]


def test_the_head_of_a_document(export: Export) -> None:
    pdf = printed_draft(export, "official", "gb9704")
    mark, rule = ink(pdf, 1, red=True)
    number = [line for line in ink(pdf, 1, red=False) if line.bottom < rule.top][-1]
    assert mark.top == pytest.approx(37 + 35, abs=0.7)
    assert rule.top - number.bottom == pytest.approx(4, abs=0.3)
    assert rule.left == pytest.approx(28, abs=0.3)
    assert rule.width == pytest.approx(156, abs=0.3)


def test_the_imprint_stands_at_the_foot_of_the_last_page(export: Export) -> None:
    bands = ink(printed_draft(export, "official", "gb9704"), 4, red=False)
    first, between, last = [rule for rule in rules(bands) if rule.width > 100]
    assert last.bottom == pytest.approx(262, abs=0.5)
    assert {round(rule.width) for rule in (first, between, last)} == {156}
    assert first.bottom - first.top > between.bottom - between.top
    assert bands[-1].top > last.bottom


def test_the_paper_of_a_letter(export: Export) -> None:
    pdf = printed_draft(export, "letter", "letter")
    mark, upper_thick, upper_thin, lower_thin, lower_thick = ink(pdf, 1, red=True)
    first, *_, last = ink(pdf, 1, red=False)
    assert mark.top == pytest.approx(30, abs=0.7)
    assert upper_thick.top - mark.bottom == pytest.approx(4, abs=0.3)
    assert lower_thick.bottom == pytest.approx(297 - 20, abs=0.3)
    for thick, thin in ((upper_thick, upper_thin), (lower_thick, lower_thin)):
        assert thick.left == pytest.approx(20, abs=0.3)
        assert thick.width == pytest.approx(170, abs=0.3)
        assert thick.bottom - thick.top > thin.bottom - thin.top
    assert first.top - upper_thin.bottom == pytest.approx(16 * 7 / 8 * 25.4 / 72, abs=0.4)
    assert first.right == pytest.approx(184, abs=0.7)
    assert last.bottom < lower_thin.top
    assert ink(pdf, 2, red=True) == []


def test_an_order(export: Export) -> None:
    text = (
        "---\nfields: {organ: 清川市人民政府, date: 2026-03-18, doc_number: 第12号, signer: [市长 周望川]}\n---\n"
        "# 清川市人民政府令\n\n现予公布。\n"
    )
    pdf = printed(export(text, layout="order").path)
    [mark] = ink(pdf, 1, red=True)
    signed, dated = ink(pdf, 1, red=False)[-3:-1]
    assert mark.top == pytest.approx(37 + 20, abs=0.7)
    edge = 184 - 4 * 15.75 * 25.4 / 72
    assert all(edge - 2 < line.right < edge for line in (signed, dated))


def test_a_sealed_date_ends_four_characters_from_the_edge(export: Export) -> None:
    pages = render(
        export((DRAFTS / "official.md").read_text(encoding="utf-8"), layout="gb9704").path,
        load_layout("gb9704"),
    )
    [dated] = [line for page in pages for line in page.body if line.text == "2026年3月18日"]
    assert dated.right == pytest.approx(184 - 4 * 15.75 * 25.4 / 72, abs=0.1)


def test_pages_of_a_letter_are_numbered_from_the_second(export: Export) -> None:
    layout = load_layout("letter")
    exported = export((DRAFTS / "letter.md").read_text(encoding="utf-8"), layout="letter")
    first, second, *_ = render(exported.path, layout)
    assert first.footer == ()
    assert [line.text for line in second.footer] == ["—2—"]
    assert second.dash_from_top(second.footer[0], layout.page_number.size) == pytest.approx(269, abs=0.5)


def test_an_imprint_goes_to_an_even_page_where_the_unit_wants_it(export: Export, tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "gb9704.toml").write_text(
        'extends = "gb9704"\n[imprint]\neven_page = true\n', encoding="utf-8"
    )
    front = "---\nfields: {doc_number: 清动办〔2026〕5号, organ: 清川市人民政府, copies: 市委办公室}\n---\n"
    exported = export(f"{front}# 通知\n\n正文。\n", layout=load_layout("gb9704", (tmp_path / "layouts",)))
    pdf = printed(exported.path)
    assert [rule for rule in rules(ink(pdf, 1, red=False)) if rule.width > 100] == []
    last = [rule for rule in rules(ink(pdf, 2, red=False)) if rule.width > 100][-1]
    assert last.bottom == pytest.approx(262, abs=0.5)


def test_the_bookmarks_are_the_headings(export: Export, speech: Draft) -> None:
    exported = export(speech, toc=True, outline=True)
    headings = [text for style, text in exported.paragraphs() if style.startswith("Heading")]
    assert bookmarks(printed(exported.path)) == headings


def test_a_reading_copy_keeps_its_lines(export: Export) -> None:
    layout = load_layout("reading")
    pages = render(export(f"{SENTENCE * 60}\n", layout="reading").path, layout)
    assert [len(page.body) for page in pages[:2]] == [21, 21]
    assert {len(line.text) for line in pages[1].body} == {24}


@pytest.mark.parametrize(("lines", "sealed"), [(16, False), (17, False), (18, True), (19, True)])
def test_text_stands_on_the_pages_of_signature_and_imprint(export: Export, lines: int, sealed: bool) -> None:
    fields = (
        "organ: 清川市人民政府, date: 2026-03-18, copies: 市委办公室, printer: 市政府办公室, printed_date: 2026-03-19, "
        f"sealed: {str(sealed).lower()}"
    )
    text = "\n\n".join(["各级各部门要高度重视。"] * lines)
    draft = f"---\nfields: {{{fields}}}\n---\n# 清川市人民政府通知\n\n{text}\n"
    pages = render(export(draft, layout="gb9704").path, load_layout("gb9704"))
    for page in pages:
        shown = "".join(line.text for line in page.body)
        assert "高度重视" in shown or ("3月18日" not in shown and "印发" not in shown)

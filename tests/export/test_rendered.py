"""The exported page as LibreOffice prints it: 22 lines of 28 characters, headings, page numbers."""

from __future__ import annotations

import pytest

from tests.export.conftest import Export
from tests.export.rendering import render, require_office
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

"""Word files against a layout: what others made is found wanting and corrected, what wengao made is not."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from wengao.desk.review_material import word_profile
from wengao.drafts.markdown import parse_draft
from wengao.errors import UnreadableFileError
from wengao.export.exporting import export_draft
from wengao.export.layout import load_layout
from wengao.review.model import Severity
from wengao.review.settings import ReviewSettings
from wengao.review.unit_file import load_settings
from wengao.review.waivers import Waiver
from wengao.review.word.checking import check_word
from wengao.review.word.correcting import corrected_word
from wengao.review.word.kinds import kinds_of
from wengao.review.word.profile import WordProfile
from wengao.review.word.reading import read_word

DRAFTS = Path(__file__).parents[2] / "export" / "drafts"
BODY = "要逐村逐户核对适龄青年的信息，做到姓名、住址、学历、去向四个清楚，三月底前把底数报到县级兵役机关。"
Change = Callable[[Any], None]


@pytest.fixture(scope="module")
def profile() -> WordProfile:
    return word_profile(load_layout("gb9704"))


@pytest.fixture(scope="module")
def good(profile: WordProfile, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A notice that somebody typed by hand, and that was put right."""
    document = Document()
    document.add_paragraph("清川市国防动员办公室关于做好兵役登记工作的通知")
    for line in (
        "各县（区）人民武装部：",
        "为做好兵役登记工作，现将有关事项通知如下。",
        "一、总体要求",
        BODY,
        "（一）摸清底数",
        BODY,
        "1.核对信息",
        BODY,
        "二、有关要求",
        BODY,
    ):
        document.add_paragraph(line)
    path = tmp_path_factory.mktemp("word") / "typed.docx"
    document.save(str(path))
    return corrected_word(path, profile).data


@pytest.fixture
def findings(
    good: bytes, profile: WordProfile, tmp_path: Path
) -> Callable[[Change], list[tuple[str, int, str]]]:
    """Rule, paragraph and message of what is found once the good file is changed."""

    def run(change: Change) -> list[tuple[str, int, str]]:
        document = Document(io.BytesIO(good))
        change(document)
        path = tmp_path / "changed.docx"
        document.save(str(path))
        return [(one.rule, one.line, one.message) for one in check_word(read_word(path), profile)]

    return run


def set_font(paragraph: Any, name: str) -> None:
    fonts = paragraph.runs[0]._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)


def test_the_corrected_copy_has_nothing_left_to_correct(findings: Any) -> None:
    assert findings(lambda document: None) == []


def change_paper(document: Any) -> None:
    document.sections[0].page_width = Mm(216)


def change_margins(document: Any) -> None:
    document.sections[0].left_margin = Mm(31.7)


def change_pitch(document: Any) -> None:
    document.paragraphs[4].paragraph_format.line_spacing = 1.5


def change_title(document: Any) -> None:
    set_font(document.paragraphs[0], "SimHei")


def change_body(document: Any) -> None:
    document.paragraphs[4].runs[0].font.size = Pt(15)


def change_heading(document: Any) -> None:
    set_font(document.paragraphs[5], "黑体")


def change_indent(document: Any) -> None:
    form = document.paragraphs[4].paragraph_format
    form.element.pPr.remove(form.element.pPr.ind)


def change_alignment(document: Any) -> None:
    document.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT


def change_number(document: Any) -> None:
    document.paragraphs[9].runs[0].text = "三、有关要求"


def change_mark(document: Any) -> None:
    document.paragraphs[7].runs[0].text = "1、核对信息"


def drop_page_numbers(document: Any) -> None:
    for footer in (document.sections[0].footer, document.sections[0].even_page_footer):
        for paragraph in footer.paragraphs:
            paragraph.clear()


def change_page_number(document: Any) -> None:
    for footer in (document.sections[0].footer, document.sections[0].even_page_footer):
        for run in (footer.paragraphs[0].runs[0], footer.paragraphs[0].runs[-1]):
            run.text = "-"


def one_footer_for_all(document: Any) -> None:
    document.settings.odd_and_even_pages_header_footer = False


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (change_paper, ("FMT-1", 1, "纸张是 216×297 毫米，应为 210×297 毫米")),
        (change_margins, ("FMT-2", 1, "页边距不合版式，毫米：左 31.7（应为 28）")),
        (change_pitch, ("FMT-3", 5, "正文有 1 段的行距是 1.5 倍，应为固定值 28.95 磅（一页 22 行）")),
        (change_title, ("FMT-4", 1, "标题用的是黑体，应为方正小标宋简体")),
        (change_body, ("FMT-5", 5, "正文的字号是小三（15 磅），应为三号（16 磅）")),
        (change_heading, ("FMT-6", 6, "二级标题（（一））用的是黑体，应为楷体_GB2312")),
        (change_indent, ("FMT-7", 5, "正文没有首行缩进 2 字")),
        (change_alignment, ("FMT-7", 1, "标题没有居中")),
        (change_number, ("FMT-8", 10, "序号“三、”接不上，前面应有“二、”")),
        (change_mark, ("FMT-8", 8, "序号“1、”应写作“1.”")),
        (drop_page_numbers, ("FMT-9", 1, "没有页码，应印“— 1 —”")),
        (change_page_number, ("FMT-9", 1, "页码写作“-1-”，应为“— 1 —”")),
        (one_footer_for_all, ("FMT-9", 1, "页码没有分单双页：应单页居右、双页居左")),
    ],
)
def test_one_thing_wrong_is_one_finding(findings: Any, change: Change, found: tuple[str, int, str]) -> None:
    assert findings(change) == [found]


def test_a_stand_in_font_will_do(findings: Any) -> None:
    assert findings(lambda document: set_font(document.paragraphs[4], "FangSong")) == []


@pytest.mark.parametrize(
    ("draft", "layout"),
    [
        ("speech", "speech"),
        ("speech", "reading"),
        ("report", "report"),
        ("gb9704", "gb9704"),
        ("official", "gb9704"),
        ("letter", "letter"),
        ("minutes", "minutes"),
    ],
)
def test_what_wengao_exports_has_nothing_to_correct(draft: str, layout: str, tmp_path: Path) -> None:
    path, chosen = tmp_path / "out.docx", load_layout(layout)
    text = (DRAFTS / f"{draft}.md").read_text(encoding="utf-8")
    export_draft(parse_draft(text), path, layout=chosen, created=datetime(2026, 3, 18, tzinfo=UTC))
    assert check_word(read_word(path), word_profile(chosen)) == ()


def test_kinds_of_paragraphs(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "good.docx"
    path.write_bytes(good)
    assert kinds_of(read_word(path).paragraphs) == (
        "title",
        "salutation",
        "body",
        "heading1",
        "body",
        "heading2",
        "body",
        "heading3",
        "body",
        "heading1",
        "body",
    )


def test_the_words_stay_and_typed_indents_go(profile: WordProfile, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("通知")
    opening = document.add_paragraph("　　")
    opening.add_run("正文有").bold = True
    opening.add_run("一处加粗的字。")
    document.add_paragraph("　　再一段文字，写得长一些，免得被当成别的。")
    path, copy = tmp_path / "a.docx", tmp_path / "b.docx"
    document.save(str(path))
    before = path.read_bytes()
    copy.write_bytes(corrected_word(path, profile).data)
    assert [paragraph.text for paragraph in Document(str(copy)).paragraphs] == [
        "通知",
        "正文有一处加粗的字。",
        "再一段文字，写得长一些，免得被当成别的。",
    ]
    assert [run.bold for run in Document(str(copy)).paragraphs[1].runs if run.text] == [True, None]
    assert path.read_bytes() == before


def test_a_file_without_a_section_is_given_one(profile: WordProfile, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("通知")
    document.element.body.remove(document.element.body.sectPr)
    path, copy = tmp_path / "a.docx", tmp_path / "b.docx"
    document.save(str(path))
    copy.write_bytes(corrected_word(path, profile).data)
    assert [len(Document(str(file)).sections) for file in (path, copy)] == [0, 1]
    check_word(read_word(path), profile)


def test_a_file_that_is_not_word(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK not really")
    with pytest.raises(UnreadableFileError):
        read_word(path)


def test_a_unit_s_file_switches_rules_off_and_changes_how_serious_they_are(
    good: bytes, profile: WordProfile, tmp_path: Path
) -> None:
    document = Document(io.BytesIO(good))
    document.sections[0].page_width = Mm(200)
    document.sections[0].left_margin = Mm(40)
    path = tmp_path / "changed.docx"
    document.save(str(path))
    unit = tmp_path / "规则.toml"
    unit.write_text('off = ["FMT-2"]\n[severity]\n"FMT-1" = "提"\n', encoding="utf-8")
    file = read_word(path)
    assert [(one.rule, one.severity) for one in check_word(file, profile)] == [
        ("FMT-1", Severity.ERROR),
        ("FMT-2", Severity.WARNING),
    ]
    assert [(one.rule, one.severity) for one in check_word(file, profile, load_settings(unit))] == [
        ("FMT-1", Severity.HINT)
    ]
    waived = ReviewSettings(waivers=(Waiver("FMT-1"), Waiver("FMT-2")))
    assert check_word(file, profile, waived) == ()

"""A layout learnt from a sample says what the sample is set in, and is a layout that exports work with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from openxml_audit import OpenXmlValidator

from wengao.desk.desk import Desk
from wengao.desk.learnt_layout import LearntLayout, learnt_layout
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.drafts.markdown import parse_draft
from wengao.errors import InputError, UnknownNameError, UsageError
from wengao.export.exporting import export_draft
from wengao.export.layout import Layout, load_layout
from wengao.review.word.reading import read_word

DRAFT = (
    """\
---
fields: {organ: 清川市人民政府, doc_number: 清政发〔2026〕5号, date: 2026-03-18}
---
# 清川市人民政府关于防汛工作的通知

各县（区）人民政府：

为做好防汛工作，现将有关事项通知如下，请认真贯彻执行。

## 总体要求

坚持人民至上、生命至上，把保护人民生命财产安全放在第一位。

### 压实责任

"""
    + "各级各部门要把责任落实到岗到人，确保安全度汛，不出问题，落实情况每月报送一次。\n\n" * 20
)
OWN = """\
extends = "gb9704"
label = "市府办"

[page]
top = 33
left = 26

[grid]
pitch = 29.5

[fonts]
fangsong = ["仿宋", "仿宋_GB2312", "华文仿宋"]

[letterhead]
size = 44

[page_number]
place = "center"
form = "－{}－"
gap = 9

[styles.title]
size = 24
spacing = 0

[styles.body]
spacing = -0.4

[styles.heading2]
font = "kaiti"
bold = true
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    create_workspace(tmp_path / "工作区", with_samples=False)
    return Desk(open_workspace(tmp_path / "工作区"), clock=lambda: datetime(2026, 3, 18, tzinfo=UTC))


@pytest.fixture
def learn(tmp_path: Path) -> Callable[[Path], LearntLayout]:
    def run(sample: Path) -> LearntLayout:
        return learnt_layout(read_word(sample), "样稿", load_layout("gb9704"))

    return run


def exported(layout: Layout, path: Path) -> Path:
    export_draft(parse_draft(DRAFT), path, layout=layout, created=datetime(2026, 3, 18, tzinfo=UTC))
    return path


def loaded(text: str, folder: Path, name: str = "样稿") -> Layout:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_layout(name, (folder,))


def test_our_own_layout_is_learnt_back_from_what_it_printed(
    tmp_path: Path, learn: Callable[[Path], LearntLayout]
) -> None:
    own = loaded(OWN, tmp_path / "own", "市府办")
    learnt = learn(exported(own, tmp_path / "样稿.docx"))
    again = loaded(learnt.text, tmp_path / "learnt")
    assert (again.page.top, again.page.left, again.grid.pitch) == (33, 26, 29.5)
    assert again.fonts["fangsong"][0] == "仿宋"
    assert (again.letterhead.size, again.page_number.place, again.page_number.form) == (
        44,
        "center",
        "－{}－",
    )
    assert (again.styles.title.size, again.styles.heading2.bold) == (24, True)
    assert again.styles.body == own.styles.body
    assert (again.page_number.gap, again.styles.title.spacing) == (9, 0)
    assert "正文：仿宋 16 磅" in learnt.told


def test_what_ships_has_nothing_to_learn(tmp_path: Path, learn: Callable[[Path], LearntLayout]) -> None:
    learnt = learn(exported(load_layout("gb9704"), tmp_path / "样稿.docx"))
    assert learnt.text == 'extends = "gb9704"\nlabel = "样稿"\n'
    assert learnt.told[-1] == "和自带的 gb9704（公文）没有差别"


def add(document: Any, text: str, font: str, size: float, **manner: Any) -> None:
    """A paragraph as somebody sets it by hand."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), manner.get("bold", False)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if manner.get("red"):
        run.font.color.rgb = RGBColor(0xFF, 0, 0)
    paragraph.alignment = manner.get("align", WD_ALIGN_PARAGRAPH.JUSTIFY)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(30)
    if manner.get("indent", True):
        paragraph.paragraph_format.first_line_indent = Pt(size * 2)


def test_a_sample_of_somebody_else(tmp_path: Path, learn: Callable[[Path], LearntLayout]) -> None:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    centre = WD_ALIGN_PARAGRAPH.CENTER
    add(document, "安澜县人民政府文件", "华文中宋", 44, red=True, align=centre, indent=False)
    add(document, "关于做好防汛工作的通知", "华文中宋", 22, align=centre, indent=False, bold=True)
    add(document, "各乡镇人民政府：", "仿宋", 16, indent=False)
    for number in range(4):
        add(document, f"第{number}段文字，请各单位认真贯彻执行，把责任落到实处。", "仿宋", 16)
    add(document, "一、总体要求", "微软雅黑", 15)
    path = tmp_path / "样稿.docx"
    document.save(str(path))
    learnt = learn(path)
    layout = loaded(learnt.text, tmp_path / "learnt")
    assert layout.grid.pitch == 30
    assert (layout.styles.body.spacing, layout.styles.title.spacing) == (0, 0)
    assert layout.fonts[layout.styles.title.font][0] == "华文中宋"
    assert (layout.styles.title.bold, layout.styles.heading1.size) == (True, 15)
    assert (layout.letterhead.size, layout.letterhead.ending) == (44, "文件")
    assert "样稿没有页码，照自带的排" in learnt.told


def test_a_grid_of_characters_is_learnt_as_their_spacing(
    tmp_path: Path, learn: Callable[[Path], LearntLayout]
) -> None:
    document = Document()
    grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:charSpace"), str(round(-0.5 * 4096)))
    for _ in range(3):
        add(document, "各单位要认真贯彻执行，把责任落到实处。", "仿宋", 16)
    document.save(str(tmp_path / "样稿.docx"))
    layout = loaded(learn(tmp_path / "样稿.docx").text, tmp_path / "learnt")
    assert layout.styles.body.spacing == -0.5


def test_a_layout_is_learnt_saved_and_used(desk: Desk, tmp_path: Path) -> None:
    sample = exported(loaded(OWN, tmp_path / "own", "市府办"), tmp_path / "样稿.docx")
    proposed = desk.export.learn(sample, "市府办")
    assert not proposed.path.exists()
    desk.export.save_layout(proposed)
    assert desk.export.layouts()[0] == "市府办"
    assert desk.export.layout_labels()["市府办"] == "市府办"
    with pytest.raises(InputError, match="已有这个版式"):
        desk.export.save_layout(proposed)
    with pytest.raises(UnknownNameError):
        desk.export.learn(sample, "又一个", "gb9705")


def test_a_layout_as_a_word_template(desk: Desk, tmp_path: Path) -> None:
    path = desk.export.template("gb9704", tmp_path / "公文.dotx")
    with zipfile.ZipFile(path) as package:
        types = package.read("[Content_Types].xml").decode()
        assert "wordprocessingml.template.main+xml" in types
        parts = {name: package.read(name) for name in package.namelist()}
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data.replace(b"template.main+xml", b"document.main+xml"))
    copy = tmp_path / "copy.docx"
    copy.write_bytes(document.getvalue())
    assert [str(error) for error in OpenXmlValidator().validate(str(copy)).errors] == []
    assert [str(one.style and one.style.name) for one in Document(str(copy)).paragraphs] == ["Body Text"]
    assert desk.export.template("gb9704", tmp_path / "b.dotx").read_bytes() == path.read_bytes()
    with pytest.raises(UsageError, match=r"\.dotx"):
        desk.export.template("gb9704", tmp_path / "公文.docx")

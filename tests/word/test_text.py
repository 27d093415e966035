"""What a paragraph of a Word file shows, wherever it is read: for the corpus, on import, in the layout check."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml

from tests.word.messy import TITLE, write_messy
from wengao.desk.review_reading import draft_as_written
from wengao.drafts.word_import import draft_of_word
from wengao.export.layout import load_layout
from wengao.reading.formats import read_raw
from wengao.review.word.correcting import corrected_word
from wengao.review.word.reading import read_word
from wengao.word.text import paragraph_text

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p>"
    "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r>"
    "</w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
PARAGRAPH = (
    f"<w:p {NAMESPACES}><w:r><w:t>压实</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
    "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:ins><w:r><w:t>责任</w:t></w:r></w:ins>"
    f"{BOX}<w:r><w:br/><w:t>加强保障</w:t></w:r></w:p>"
)


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    document = Document()
    document.add_paragraph("开头一段。")
    document.element.body.insert(1, parse_xml(PARAGRAPH))
    path = tmp_path / "讲话.docx"
    document.save(str(path))
    return path


def test_a_paragraph_shows_what_is_printed() -> None:
    shown = paragraph_text(parse_xml(PARAGRAPH))
    assert (shown.text, len(shown.boxes)) == ("压实责任\n加强保障", 1)


def test_corpus_import_and_check_read_the_same(word_file: Path) -> None:
    lines = ["开头一段。", "压实责任", "加强保障", "框内"]
    assert [block.text for block in read_raw(word_file).blocks] == lines
    assert draft_of_word(word_file).draft.preamble.split() == lines
    assert draft_as_written(word_file, "讲话.docx").prose.split("\n") == lines
    assert [paragraph.text for paragraph in read_word(word_file).paragraphs] == [
        "开头一段。",
        "压实责任\n加强保障",
    ]


def test_a_page_number_may_stand_between_any_marks(word_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "layouts"
    folder.mkdir()
    (folder / "本单位.toml").write_text(
        'extends = "gb9704"\n\n[page_number]\nform = "<{}&>"\n', encoding="utf-8"
    )
    layout = load_layout("本单位", (folder,))
    from wengao.desk.review_material import word_profile

    corrected = tmp_path / "改.docx"
    corrected.write_bytes(corrected_word(word_file, word_profile(layout)).data)
    assert {number.form for number in read_word(corrected).page_numbers} == {"<{}&>"}


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("title_on_two_paragraphs", "关于做好兵役登记工作的通知"),
        ("title_on_two_lines", "关于做好兵役登记工作的通知"),
        ("mark_in_the_title_s_box", TITLE),
        ("red_head", TITLE),
        ("joint_head", "关于做好兵役登记工作的通知"),
        ("no_title", ""),
    ],
)
def test_the_check_of_the_text_knows_the_title(name: str, title: str, tmp_path: Path) -> None:
    draft = draft_as_written(write_messy(name, tmp_path), name)
    assert draft.title == title
    assert draft.prose.count("关于做好兵役登记工作的通知") == (0 if name == "no_title" else 1)

"""What is struck through stays out and is told; fields, signs and formulas say what they show; 5² is not 52."""

from __future__ import annotations

from pathlib import Path

import pytest

from wengao.reading.formats import read_raw
from wengao.word.fields import shown_by

from ..files import write_odt
from ..material import word_paragraph, write_docx

STRUCK = (("删除线文字", "12"),)
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def text_of(path: Path) -> str:
    return "\n".join(block.text for block in read_raw(path).blocks if block.text.strip())


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def word(path: Path, inside: str) -> Path:
    return write_docx(path / "a.docx", f"<w:p>{inside}</w:p>")


def field(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize("mark", ["strike", "dstrike"])
def test_struck_in_word(mark: str, tmp_path: Path) -> None:
    raw = read_raw(word(tmp_path, run("还有") + run("12", f"<w:{mark}/>") + run("15处")))
    assert ([block.text for block in raw.blocks], raw.left_out) == (["还有15处"], STRUCK)


@pytest.mark.parametrize(
    "struck", ["<s>12</s>", "<strike>12</strike>", "<del>12</del>", '<span style="text-decoration: line-through">12</span>']
)  # fmt: skip
def test_struck_in_pages(struck: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><p>还有{struck}15处隐患。</p></body></html>", encoding="utf-8")
    raw = read_raw(path)
    assert ([block.text for block in raw.blocks], raw.left_out) == (["还有15处隐患。"], STRUCK)


@pytest.mark.parametrize("struck", ["~~12~~", "<del>12</del>", "<s>12</s>"])
def test_struck_in_markdown(struck: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"还有{struck}15处。\n", encoding="utf-8")
    raw = read_raw(path)
    assert (text_of(path), raw.left_out) == ("还有15处。", STRUCK)


def test_struck_in_rtf(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_text(
        "{\\rtf1\\ansi\\ansicpg936 \\pard \\u20849?{\\strike 12}15\\u22788?\\par}", encoding="ascii"
    )
    assert (text_of(path), read_raw(path).left_out) == ("共15处", STRUCK)


def test_struck_in_odt(tmp_path: Path) -> None:
    styles = '<style:style style:name="T9"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    path = write_odt(
        tmp_path / "a.odt",
        ("标题",),
        '<text:p>还有<text:span text:style-name="T9">12</text:span>15处</text:p>',
        styles,
    )
    assert (text_of(path), read_raw(path).left_out) == ("标题\n还有15处", STRUCK)


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (' EQ \\* jc2 \\* "Font:仿宋" \\* hps16 \\o\\ad(\\s\\up 9(dū),督) ', "督"),
        (" eq \\o\\ac(○,3) ", "③"),
        (" eq \\o\\ac(○,一) ", "一"),
        (" EQ \\o\\ad(\\s\\up 8(某县委),\\s\\do 8(某县政府)) ", "某县委某县政府"),
        (" EQ \\f(5,8) ", "5/8"),
        (' SYMBOL 254 \\f "Wingdings" ', "☑"),
        (" MACROBUTTON NoMacro 单击此处输入 ", "单击此处输入"),
        (" PAGE ", ""),
    ],
)
def test_what_a_field_without_a_result_shows(instruction: str, shown: str) -> None:
    assert shown_by(instruction) == shown


def test_fields_in_word_and_rtf(tmp_path: Path) -> None:
    equation = field(" EQ \\o\\ad(\\s\\up 9(dū),督) ")
    assert text_of(word(tmp_path, run("加强") + equation + run("查"))) == "加强督查"
    path = tmp_path / "a.rtf"
    inner = "{\\field{\\*\\fldinst { EQ \\\\o\\\\ad(\\\\s\\\\up 9(d\\u363?),\\u30563?)}}{\\fldrslt }}"
    path.write_text(f"{{\\rtf1\\ansi\\ansicpg936 \\pard \\u21152?{inner}\\u26597?\\par}}", encoding="ascii")
    assert text_of(path) == "加督查"


def test_a_star_within_a_group_of_rtf_skips_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_text(
        "{\\rtf1\\ansi\\ansicpg936 \\pard {\\f0\\*\\cs7\\cf0 \\u25235?\\u22909?}\\par}", encoding="ascii"
    )
    assert text_of(path) == "抓好"


def test_formulas_and_what_is_raised(tmp_path: Path) -> None:
    fraction = f"<m:oMath {M}><m:f><m:num><m:r><m:t>5</m:t></m:r></m:num><m:den><m:r><m:t>8</m:t></m:r></m:den></m:f></m:oMath>"
    raised = run("，面积5") + run("2", '<w:vertAlign w:val="superscript"/>')
    assert text_of(word(tmp_path, run("达") + fraction + raised)) == "达5/8，面积5²"


def test_ticks(tmp_path: Path) -> None:
    assert (
        text_of(word(tmp_path, '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("已整改")))
        == "☑已整改"
    )


def test_comments_and_pictures_are_told(tmp_path: Path) -> None:
    picture = '<w:r><w:drawing><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/></w:drawing></w:r>'
    comments = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:comment>{word_paragraph('请核实数字')}</w:comment></w:comments>"
    )
    path = write_docx(tmp_path / "a.docx", f"<w:p>{run('正文')}{picture}</w:p>", {"comments.xml": comments})
    assert read_raw(path).left_out == (("图片", ""), ("批注", "请核实数字"))

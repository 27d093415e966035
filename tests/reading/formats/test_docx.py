"""Word files: what is read, and what is refused."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from wengao.errors import UnreadableFileError
from wengao.reading.formats import read_raw, readable_suffixes
from wengao.reading.raw import Block

from ..material import W, word_paragraph, word_part, write_docx

if TYPE_CHECKING:
    from pathlib import Path

STYLES = word_part(
    "styles",
    '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="10"><w:name w:val="自定"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:styleId="2"><w:name w:val="二级"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>',
)
NUMBERING = word_part(
    "numbering",
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
)


def numbered(text: str, level: int, list_id: int = 3) -> str:
    return word_paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def styled(text: str, style: str) -> str:
    return word_paragraph(text, f'<w:pStyle w:val="{style}"/>')


def texts(path: Path) -> list[str]:
    return [block.text for block in read_raw(path).blocks]


def test_automatic_numbers_are_written_out(tmp_path: Path) -> None:
    body = "".join(
        [
            numbered("认清形势", 0),
            numbered("看大势", 1),
            numbered("看短板", 1),
            numbered("抓实任务", 0),
            numbered("抓选址", 1),
            numbered("抓设计", 2),
            numbered("无号", 3),
            numbered("重新起头", 0, 4),
        ]
    )
    assert texts(write_docx(tmp_path / "a.docx", body, {"numbering.xml": NUMBERING})) == [
        "一、认清形势",
        "（一）看大势",
        "（二）看短板",
        "二、抓实任务",
        "（一）抓选址",
        "1.抓设计",
        "无号",
        "一、重新起头",
    ]


def test_heading_styles_give_levels(tmp_path: Path) -> None:
    body = styled("讲话", "T") + styled("认清形势", "10") + styled("看大势", "2") + word_paragraph("正文。")
    path = write_docx(tmp_path / "a.docx", body, {"styles.xml": STYLES})
    assert read_raw(path).blocks == (
        Block("讲话", 0),
        Block("认清形势", 1),
        Block("看大势", 2),
        Block("正文。"),
    )


def test_insertions_are_kept_and_deletions_and_comments_dropped(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>各级</w:t></w:r><w:ins><w:r><w:t>党委</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>部门</w:delText></w:r></w:del>"
        '<w:commentRangeStart w:id="0"/><w:r><w:t>要重视</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    comments = word_part("comments", f'<w:comment w:id="0">{word_paragraph("此处再斟酌")}</w:comment>')
    assert texts(write_docx(tmp_path / "a.docx", body, {"comments.xml": comments})) == ["各级党委要重视"]


def test_tables_are_rows_of_text(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{word_paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    body = f"<w:tbl>{row('单位', '完成率')}{row('安澜县', '95.6%')}{row('', '')}</w:tbl>"
    assert texts(write_docx(tmp_path / "a.docx", body)) == ["单位 | 完成率", "安澜县 | 95.6%"]


def test_footnotes_stand_at_the_end(tmp_path: Path) -> None:
    notes = word_part(
        "footnotes",
        f'<w:footnote w:type="separator">{word_paragraph("线")}</w:footnote>'
        f'<w:footnote w:id="1">{word_paragraph("数据截至三月底。")}</w:footnote>',
    )
    body = '<w:p><w:r><w:t>登记率达到98%。</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    assert texts(write_docx(tmp_path / "a.docx", body, {"footnotes.xml": notes})) == [
        "登记率达到98%。",
        "注：数据截至三月底。",
    ]


def test_content_controls_line_breaks_and_ruby(tmp_path: Path) -> None:
    body = (
        f"<w:sdt><w:sdtContent>{word_paragraph('控件里的段落')}</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>上一行</w:t><w:br/><w:t>下一行</w:t></w:r></w:p>"
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>gē</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>戈</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert texts(write_docx(tmp_path / "a.docx", body)) == ["控件里的段落", "上一行", "下一行", "戈"]


def test_hidden_text_is_left_out(tmp_path: Path) -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>看得见。</w:t></w:r>'
    assert texts(write_docx(tmp_path / "a.docx", f"<w:p>{hidden}{shown}</w:p>")) == ["看得见。"]


def test_strict_documents_are_read(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        part = word_part("document", f"<w:body>{word_paragraph('正文。')}</w:body>").replace(W, strict)
        package.writestr("word/document.xml", part)
    assert texts(path) == ["正文。"]


def test_a_word_file_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    assert texts(write_docx(tmp_path / "讲话.txt", word_paragraph("正文。"))) == ["正文。"]


def refused(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as refusal:
        read_raw(path)
    assert refusal.value.remedy
    return refusal.value.reason


def test_a_half_written_file_is_refused(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", word_paragraph("正文。" * 400))
    path.write_bytes(path.read_bytes()[:-60])
    assert "不完整或已损坏" in refused(path)


def test_a_package_without_its_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/styles.xml", STYLES)
    assert "缺少正文" in refused(path)


def test_broken_xml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w:document><w:body>")
    assert "不是合格的 XML" in refused(path)


def test_a_file_of_pictures_only_is_refused(tmp_path: Path) -> None:
    assert "没有文字" in refused(write_docx(tmp_path / "a.docx", "<w:p/>"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.docx"
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", bomb.encode(encoding))
    assert "DOCTYPE" in refused(path)


def test_an_archive_that_swells_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (8 << 20))
    assert "异常庞大" in refused(path)


def test_a_size_that_lies_does_not_help(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", word_part("document", f"<w:body>{'<w:p/>' * 300_000}</w:body>"))
    data = bytearray(path.read_bytes())
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 100)
    path.write_bytes(bytes(data))
    assert refused(path)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 Word"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
    ],
)
def test_a_wrong_suffix_does_not_hide_the_format(tmp_path: Path, head: bytes, name: str) -> None:
    path = tmp_path / "旧稿.doc"
    path.write_bytes(head)
    assert name in refused(path)


def test_a_picture_is_told_what_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "旧稿.doc"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert "、".join(readable_suffixes()) in refused(path)


def test_a_password_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    assert "密码" in refused(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "没有.docx") == "文件不存在"


def test_a_cell_of_two_columns_shifts_none(tmp_path: Path) -> None:
    def cell(text: str, span: int = 1) -> str:
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{word_paragraph(text)}</w:tc>'

    rows = (
        f"<w:tr>{cell('任务', 2)}{cell('说明')}</w:tr><w:tr>{cell('')}{cell('下半年')}{cell('报告')}</w:tr>"
    )
    path = write_docx(tmp_path / "a.docx", f"<w:tbl>{rows}</w:tbl>")
    assert texts(path) == ["任务 |  | 说明", " | 下半年 | 报告"]


def cells(*paragraphs: str) -> str:
    return "<w:tc>" + "".join(word_paragraph(text) for text in paragraphs) + "</w:tc>"


PROSE = "要把规范化建设作为固本强基的工程，摆上重要位置，一件一件抓实，一级一级抓落地，务求取得看得见的变化。"
"""A paragraph of a page; three of them are longer than a cell of data that stands alone."""


def test_a_page_copied_into_one_cell_is_paragraphs(tmp_path: Path) -> None:
    label = f"<w:tbl><w:tr>{cells('索 引 号：')}{cells('000014/2025-8')}</w:tr></w:tbl>"
    page = f"<w:tc>{label}{word_paragraph('关于加强河道管理的通知')}{word_paragraph(PROSE) * 3}</w:tc>"
    path = write_docx(tmp_path / "a.docx", f"<w:tbl><w:tr>{cells('')}{page}</w:tr></w:tbl>")
    assert texts(path) == ["索 引 号： | 000014/2025-8", "关于加强河道管理的通知", PROSE, PROSE, PROSE]


def test_an_article_beside_a_list_of_links_is_paragraphs(tmp_path: Path) -> None:
    row = f"<w:tr>{cells('首页', '公开')}{cells(*[PROSE] * 24)}</w:tr>"
    assert texts(write_docx(tmp_path / "a.docx", f"<w:tbl>{row}</w:tbl>")) == ["首页", "公开", *[PROSE] * 24]


def test_a_cell_of_several_lines_of_a_form_stays_in_its_row(tmp_path: Path) -> None:
    row = f"<w:tr>{cells('主要事迹')}{cells(PROSE, PROSE)}</w:tr><w:tr>{cells('备注：', '一式两份')}</w:tr>"
    assert texts(write_docx(tmp_path / "a.docx", f"<w:tbl>{row}</w:tbl>")) == [
        f"主要事迹 | {PROSE} {PROSE}",
        "备注： 一式两份",
    ]


def test_the_address_of_a_link_is_told(tmp_path: Path) -> None:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="hyperlink" Target="https://www.qc.gov.cn/a.html" TargetMode="External"/>'
        "</Relationships>"
    )
    body = (
        f'<w:p><w:r><w:t>见</w:t></w:r><w:hyperlink xmlns:r="{relation}" r:id="r1"><w:r><w:t>政策解读</w:t></w:r>'
        "</w:hyperlink></w:p>"
    )
    path = write_docx(tmp_path / "a.docx", body, {"_rels/document.xml.rels": relations})
    assert texts(path) == ["见政策解读"]
    assert read_raw(path).left_out == (("链接的地址", "政策解读 https://www.qc.gov.cn/a.html"),)

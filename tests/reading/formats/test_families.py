"""Families of one format: Word in XML, flat packages, UOF, letters, embedded pages, odd names, UTF-16, garbled text."""

from __future__ import annotations

import zipfile
from base64 import b64encode
from pathlib import Path

import pytest

from wengao.errors import UnreadableFileError
from wengao.reading.formats import read_raw

from ..material import word_paragraph, word_part, write_docx

TITLE, FIRST, SECOND = (
    "关于做好防汛备汛工作的通知",
    "各乡镇人民政府：",
    "请抓好落实，确保人民群众生命财产安全。",
)
LINES = [TITLE, FIRST, SECOND]
PARAGRAPHS = "".join(map(word_paragraph, LINES))
PLAIN = "\n".join(LINES) + "\n"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def texts(path: Path) -> list[str]:
    return [block.text for block in read_raw(path).blocks if block.text.strip()]


def written(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_word_2003_xml(tmp_path: Path) -> None:
    inside = PARAGRAPHS.replace("<w:pPr></w:pPr>", "")
    source = (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
        ' xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint">'
        f"<w:body><wx:sect>{inside}</wx:sect></w:body></w:wordDocument>"
    )
    assert texts(written(tmp_path / "a.doc", source)) == LINES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_flat_package(encoding: str, tmp_path: Path) -> None:
    document = word_part("document", f"<w:body>{PARAGRAPHS}</w:body>").partition("?>")[2]
    source = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{document}</pkg:xmlData></pkg:part></pkg:package>'
    )
    assert texts(written(tmp_path / "a.xml", source.encode(encoding))) == LINES


def test_fodt(tmp_path: Path) -> None:
    inside = "".join(f"<text:p>{line}</text:p>" for line in LINES)
    source = (
        '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f"<office:body><office:text>{inside}</office:text></office:body></office:document>"
    )
    assert texts(written(tmp_path / "a.fodt", source)) == LINES


def uof(number: str) -> str:
    """The paragraphs in UOF. number: what version 2 sets behind a name."""
    lines = "".join(
        f"<字:段落{number}><字:句{number}><字:文本串{number}>{line}</字:文本串{number}></字:句{number}></字:段落{number}>"
        for line in LINES
    )
    return f"<字:主体 xmlns:字='http://schemas.uof.org/cn/2003/uof-wordproc'>{lines}</字:主体>"


def test_uof_in_one_file(tmp_path: Path) -> None:
    source = (
        f"<?xml version='1.0'?><uof:UOF xmlns:uof='http://schemas.uof.org/cn/2003/uof'>{uof('')}</uof:UOF>"
    )
    assert texts(written(tmp_path / "a.uot", source)) == LINES


def test_uof_in_a_package(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.uof", "w") as package:
        package.writestr("uof.xml", "<x/>")
        package.writestr("content.xml", uof("_416B"))
    assert texts(tmp_path / "a.uof") == LINES


def test_a_letter_with_its_subject_and_date(tmp_path: Path) -> None:
    subject = b64encode(TITLE.encode()).decode()
    head = f"From: a@example.cn\nTo: b@example.cn\nSubject: =?utf-8?B?{subject}?=\nDate: Fri, 10 May 2024 09:00:00 +0800\n"
    raw = read_raw(written(tmp_path / "a.eml", f"{head}\n{FIRST}\n{SECOND}\n"))
    assert [block.text for block in raw.blocks if block.text] == [FIRST, SECOND]
    assert dict(raw.metadata) == {"alias": TITLE, "published": "2024-05-10"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", f"<html><body><p>{SECOND}</p></body></html>"),
        (
            "a.mht",
            (
                'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset="utf-8"\n'
                f"Content-Transfer-Encoding: 8bit\n\n<html><body><p>{SECOND}</p></body></html>\n--b--\n"
            ),
        ),
        ("a.txt", SECOND),
    ],
)
def test_embedded_documents(name: str, content: str, tmp_path: Path) -> None:
    body = f'{word_paragraph(TITLE)}<w:altChunk xmlns:r="{RELATION}" r:id="c"/>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="c" Type="{RELATION}/aFChunk" Target="/word/{name}"/></Relationships>'
    )
    path = write_docx(tmp_path / "a.docx", body, {"_rels/document.xml.rels": relations, name: content})
    assert texts(path) == [TITLE, SECOND]


def test_an_embedded_document_that_is_not_read_is_told(tmp_path: Path) -> None:
    body = f'{word_paragraph(TITLE)}<w:altChunk xmlns:r="{RELATION}" r:id="c"/>'
    assert read_raw(write_docx(tmp_path / "a.docx", body)).left_out == (("嵌入的文档", ""),)


@pytest.mark.parametrize("name", ["word/document2.xml", "WORD/Document.xml", "doc/main.xml"])
def test_a_main_part_of_another_name(name: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r" Type="{RELATION}/officeDocument" Target="{name.lower()}"/></Relationships>',
        )
        package.writestr(name, word_part("document", f"<w:body>{PARAGRAPHS}</w:body>"))
    assert texts(tmp_path / "a.docx") == LINES


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_pages_in_any_encoding_under_a_name_of_word(encoding: str, tmp_path: Path) -> None:
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in LINES) + "</body></html>"
    assert texts(written(tmp_path / "a.doc", page.encode(encoding))) == LINES


@pytest.mark.parametrize(("wrote", "took"), [("utf-8", "latin-1"), ("gb18030", "latin-1")])
def test_garbled_text_is_mended_where_nothing_was_lost(wrote: str, took: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", PLAIN.encode(wrote).decode(took))
    assert texts(path) == LINES


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.encode().decode("gb18030", "replace"),
        PLAIN.encode("gb18030").decode("utf-8", "replace"),
        "?????????\n?????????????\n??????\n",
        TITLE + "\n" + "\ue123\ue456\ue789浏" * 12,
    ],
)
def test_text_that_cannot_be_mended_is_refused_as_garbled(text: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="乱码"):
        read_raw(written(tmp_path / "a.txt", text))


def test_lines_in_two_encodings(tmp_path: Path) -> None:
    added = "联系人：沈致远，电话另行通知。"
    assert texts(written(tmp_path / "a.txt", PLAIN.encode() + added.encode("gbk"))) == [*LINES, added]


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\f"])
def test_what_ends_a_line(mark: str, tmp_path: Path) -> None:
    assert texts(written(tmp_path / "a.txt", mark.join(LINES))) == LINES


@pytest.mark.parametrize(
    ("name", "parts", "reason"),
    [
        ("a.pages", {"Index/Document.iwa": "x"}, "Pages"),
        (
            "a.odt",
            {"content.xml": "x", "META-INF/manifest.xml": "<m:manifest><m:encryption-data/></m:manifest>"},
            "密码",
        ),
    ],
)
def test_packages_that_are_refused_by_name(
    name: str, parts: dict[str, str], reason: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / name, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)
    with pytest.raises(UnreadableFileError, match=reason):
        read_raw(tmp_path / name)

"""Footnotes and endnotes of every format keep the place that refers to them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.reading.material import word_part, write_docx
from tests.reading.word_stream import StreamParagraph, write_stream
from wengao.drafts.importing import draft_of_document
from wengao.drafts.markdown import write_draft
from wengao.reading.formats import read_raw
from wengao.reading.from_file import read_document
from wengao.reading.raw import RawNote

SENTENCE = "今年全县共排查隐患15处"
REST = "，各乡镇要抓好落实。"
NOTE = "数据截至5月10日。"


def word(tmp_path: Path) -> Path:
    body = (
        f'<w:p><w:r><w:t>{SENTENCE}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        f"<w:r><w:t>{REST}</w:t></w:r></w:p>"
    )
    notes = word_part(
        "footnotes",
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>{NOTE}</w:t></w:r></w:p></w:footnote>',
    )
    return write_docx(tmp_path / "a.docx", body, {"footnotes.xml": notes})


def open_document(tmp_path: Path) -> Path:
    path = tmp_path / "a.odt"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    content = (
        f'<o:document-content xmlns:o="{office}" xmlns:t="{text}"><o:body><o:text><t:p>{SENTENCE}<t:note>'
        f"<t:note-citation>1</t:note-citation><t:note-body><t:p>{NOTE}</t:p></t:note-body></t:note>{REST}</t:p>"
        "</o:text></o:body></o:document-content>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    return path


def rich_text(tmp_path: Path) -> Path:
    def units(text: str) -> str:
        return "".join(f"\\u{ord(char) if ord(char) < 0x8000 else ord(char) - 0x10000}?" for char in text)

    path = tmp_path / "a.rtf"
    path.write_text(
        f"{{\\rtf1\\ansi {units(SENTENCE)}{{\\footnote {units(NOTE)}}}{units(REST)}\\par}}", encoding="ascii"
    )
    return path


def old_word(tmp_path: Path) -> Path:
    return write_stream(
        tmp_path / "a.doc",
        [StreamParagraph(f"{SENTENCE}\x02{REST}\r")],
        footnotes=f"\x02{NOTE}\r",
        references=[len(SENTENCE)],
    )


def markdown(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(f"{SENTENCE}[^甲]{REST}\n\n[^甲]: {NOTE}\n", encoding="utf-8")
    return path


def web_page(tmp_path: Path) -> Path:
    path = tmp_path / "a.html"
    path.write_text(
        f'<html><body><p>{SENTENCE}<a name="r1" href="#n1"><sup>[1]</sup></a>{REST}</p>'
        f'<div><p><a name="n1" href="#r1">[1]</a> {NOTE}</p></div></body></html>',
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("make", [word, open_document, rich_text, old_word, markdown, web_page])
def test_a_note_knows_what_refers_to_it(tmp_path: Path, make: object) -> None:
    raw = read_raw(make(tmp_path))  # type: ignore[operator]
    assert raw.blocks[0].text == f"{SENTENCE}{REST}"
    [note] = raw.notes
    assert (note.text.strip().removeprefix("注："), note.before, note.signs) == (NOTE, SENTENCE[-16:], 0)


@pytest.mark.parametrize("make", [word, open_document, rich_text, old_word, markdown, web_page])
def test_a_note_stands_in_the_draft_where_it_stood(tmp_path: Path, make: object) -> None:
    path = make(tmp_path)  # type: ignore[operator]
    read = read_document(path, path.name)
    draft = write_draft(draft_of_document(read.document, read.notes))
    assert f"{SENTENCE}[^1]{REST}" in draft
    assert draft.endswith(f"[^1]: {NOTE}\n")


def test_a_note_whose_words_are_gone_stays_in_the_text(tmp_path: Path) -> None:
    path = markdown(tmp_path)
    read = read_document(path, path.name)
    lost = RawNote(NOTE, "没有这些话", 0, 0.5)
    assert NOTE in write_draft(draft_of_document(read.document, [lost]))


def test_of_equal_words_those_at_the_same_share_of_the_text_are_meant(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    lines = [f"各乡镇要抓好落实{'[^1]' if number == 7 else ''}。" for number in range(10)]
    path.write_text("\n\n".join([*lines, "[^1]: 说明"]), encoding="utf-8")
    read = read_document(path, path.name)
    draft = write_draft(draft_of_document(read.document, read.notes))
    assert [number for number, line in enumerate(draft.split("各乡镇")[1:]) if "落实[^1]" in line] == [7]


def test_an_empty_cell_shifts_no_column_of_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("防汛任务表\n| 一月 |  | 三月\n安澜县 | | 2 | 3\n", encoding="utf-8")
    draft = write_draft(draft_of_document(read_document(path, path.name).document))
    assert "|  | 一月 |  | 三月 |\n| --- | --- | --- | --- |\n| 安澜县 |  | 2 | 3 |" in draft


def test_pictures_and_comments_of_rich_text_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    comment = "{\\*\\annotation {\\*\\atnref 1}\\pard \\u35831?}"
    picture = "{\\*\\shppict{\\pict 0102}}{\\nonshppict{\\pict 0102}}"
    path.write_text(f"{{\\rtf1\\ansi \\u27491?\\u25991?{comment}{picture}\\par}}", encoding="ascii")
    raw = read_raw(path)
    assert ([block.text for block in raw.blocks if block.text], raw.left_out) == (
        ["正文"],
        (("批注", "请"), ("图片", "")),
    )

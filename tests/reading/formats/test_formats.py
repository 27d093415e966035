"""Every format yields the same lines, whatever the file is called."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from wengao.errors import UnreadableFileError
from wengao.reading.formats import doc, read_raw

from ..files import (
    LINES,
    MARKS,
    WRITERS,
    compound_file,
    write_doc,
    write_epub,
    write_odt,
    write_pdf,
    write_rtf,
    write_zip,
)


def lines_of(path: Path) -> list[str]:
    return [block.text.strip() for block in read_raw(path).blocks if block.text.strip()]


def refused(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_raw(path)
    return str(caught.value)


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_format_yields_its_lines(tmp_path: Path, suffix: str) -> None:
    assert lines_of(WRITERS[suffix](tmp_path / f"讲话{suffix}")) == list(LINES)


@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix not in (".txt", ".mht")])
def test_a_format_is_told_by_its_content(tmp_path: Path, suffix: str) -> None:
    path = WRITERS[suffix](tmp_path / f"讲话{suffix}")
    assert lines_of(path.rename(tmp_path / "讲话.txt")) == list(LINES)
    assert lines_of((tmp_path / "讲话.txt").rename(tmp_path / "讲话.wps")) == list(LINES)


def test_running_heads_and_page_numbers_are_dropped(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", pages=4, head="清川市人民政府公报")
    assert lines_of(path) == [mark + line for mark in MARKS for line in LINES]


def test_a_scanned_pdf_is_named(tmp_path: Path) -> None:
    assert "扫描件（2 页" in refused(write_pdf(tmp_path / "a.pdf", pages=2, scanned=True))


def test_fields_in_rich_text_show_their_result(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_text(
        '{\\rtf1\\ansi{\\field{\\*\\fldinst{HYPERLINK "http://example.cn"}}{\\fldrslt{GDP}}} up\\par}',
        encoding="ascii",
    )
    assert lines_of(path) == ["GDP up"]


def test_rich_text_of_the_old_sort_is_in_gbk(tmp_path: Path) -> None:
    assert lines_of(write_rtf(tmp_path / "a.rtf", ["同志们：", "会议开始。"])) == ["同志们：", "会议开始。"]


def test_open_documents_have_headings_tables_and_notes(tmp_path: Path) -> None:
    inside = (
        '<text:h text:outline-level="2">抓好保障</text:h>'
        "<table:table><table:table-row><table:table-cell><text:p>单位</text:p></table:table-cell>"
        "<table:table-cell><text:p>人数</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>要列入预算<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>见预算法</text:p></text:note-body></text:note>。</text:p>"
    )
    blocks = read_raw(write_odt(tmp_path / "a.odt", ["一行"], inside)).blocks
    assert [(block.text, block.level) for block in blocks] == [
        ("一行", None),
        ("抓好保障", 2),
        ("单位 | 人数", None),
        ("要列入预算。", None),
        ("注：见预算法", None),
    ]


def test_hidden_text_in_open_documents_is_left_out(tmp_path: Path) -> None:
    styles = '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    inside = '<text:p>前<text:span text:style-name="T1">看不见</text:span>后。</text:p>'
    assert lines_of(write_odt(tmp_path / "a.odt", [], inside, styles)) == ["前后。"]


def test_rare_characters_in_a_pdf_are_whole(tmp_path: Path) -> None:
    name = "\U00020bb7野家"
    assert lines_of(write_pdf(tmp_path / "a.pdf", [f"{name}是一家店，名字里有一个生僻字。"])) == [
        f"{name}是一家店，名字里有一个生僻字。"
    ]


def test_an_old_word_file_without_office_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doc, "office_program", lambda: None)
    path = tmp_path / "a.wps"
    path.write_bytes(compound_file({"MatOST": b"\0" * 5000}))
    assert "LibreOffice" in refused(path)


def test_fields_of_old_word_files_show_their_result(tmp_path: Path) -> None:
    path = write_doc(tmp_path / "a.doc", ["见\x13HYPERLINK x\x14附件\x15。", "第二段"])
    assert lines_of(path) == ["见附件。", "第二段"]


def test_an_entry_of_an_archive_is_read_by_its_path(tmp_path: Path) -> None:
    write_zip(tmp_path / "旧稿.zip", ["讲话/推进会.txt", "汇报.txt"])
    assert lines_of(tmp_path / "旧稿.zip" / "讲话" / "推进会.txt") == [*LINES, "0号稿。"]


def test_a_book_without_a_title_has_none(tmp_path: Path) -> None:
    path = write_epub(tmp_path / "a.epub")
    title = '<title xmlns="http://purl.org/dc/elements/1.1/">{}</title></package>'
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for name, expected in (("Unknown Title", ""), ("训练手册", "训练手册")):
        with zipfile.ZipFile(path, "w") as package:
            for part, text in parts.items():
                package.writestr(part, text.replace("</package>", title.format(name)))
        assert read_raw(path).title == expected


def test_cells_of_open_documents_stay_in_their_places(tmp_path: Path) -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell{more}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    across, repeated = ' table:number-columns-spanned="2"', ' table:number-columns-repeated="2"'
    rows = (
        f"<table:table-row>{cell('任务', across)}{covered}{cell('说明')}</table:table-row>"
        f"<table:table-row>{cell('', repeated)}{cell('报告')}</table:table-row>"
    )
    assert lines_of(write_odt(tmp_path / "a.odt", [], f"<table:table>{rows}</table:table>")) == [
        "任务 |  | 说明",
        "|  | 报告",
    ]

"""Automatic numbers and declared headings, in every format that has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from wengao.language.list_numbers import (
    ListCounters,
    ListLevel,
    NumberedList,
    numbered,
)
from wengao.reading.formats import read_raw

from ..files import write_odt
from ..material import word_paragraph, word_part, write_docx
from ..word_stream import (
    BULLET,
    CHINESE,
    DECIMAL,
    StreamParagraph,
    list_level,
    listed,
    outline,
    write_stream,
)

OFFICIAL = {
    0: ListLevel("chineseCounting", "%1、"),
    1: ListLevel("chineseCounting", "（%2）"),
    2: ListLevel("decimal", "%3."),
}
STREAM_LISTS = (
    [list_level(CHINESE, "\0、"), list_level(CHINESE, "（\x01）"), list_level(DECIMAL, "\x02.")],
    [list_level(BULLET, "●")],
)


def blocks_of(path: Path) -> list[tuple[str, int | None]]:
    return [(block.text, block.level) for block in read_raw(path).blocks if block.text.strip()]


def counted(lists: dict[str, NumberedList], *paragraphs: tuple[str, int]) -> list[str]:
    counters = ListCounters(lists)
    return [counters.next_number(list_id, level) for list_id, level in paragraphs]


def test_levels_count_anew_below_the_next_heading() -> None:
    lists = {"1": NumberedList("a", OFFICIAL)}
    levels = [0, 1, 2, 2, 1, 2, 0, 1]
    assert counted(lists, *(("1", level) for level in levels)) == [
        "一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）",
    ]  # fmt: skip


def test_lists_of_one_series_count_on_and_a_start_begins_anew() -> None:
    lists = {
        "1": NumberedList("a", OFFICIAL),
        "2": NumberedList("a", OFFICIAL),
        "3": NumberedList("a", OFFICIAL, {0: 1}),
    }
    assert counted(lists, ("1", 0), ("2", 0), ("3", 0), ("3", 0)) == ["一、", "二、", "一、", "二、"]


@pytest.mark.parametrize(
    ("level", "count", "number"),
    [
        (ListLevel("chineseCounting", "第%1章"), 21, "第二十一章"),
        (ListLevel("decimalEnclosedCircle", "%1"), 3, "③"),
        (ListLevel("ideographTraditional", "%1、"), 2, "乙、"),
        (ListLevel("chineseLegalSimplified", "%1、"), 12, "拾贰、"),
        (ListLevel("ideographEnclosedCircle", "%1"), 2, "㈡"),
        (ListLevel("upperRoman", "%1."), 4, "IV."),
        (ListLevel("lowerLetter", "%1)"), 28, "bb)"),
        (ListLevel("bullet", "●"), 1, ""),
        (ListLevel("unheard-of", "%1."), 2, "2."),
    ],
)
def test_numerals(level: ListLevel, count: int, number: str) -> None:
    assert counted({"1": NumberedList("a", {0: level})}, *[("1", 0)] * count)[-1] == number


def test_legal_numbers_are_arabic_throughout() -> None:
    levels = {0: ListLevel("chineseCounting", "第%1章"), 1: ListLevel("decimal", "%1.%2", legal=True)}
    assert counted({"1": NumberedList("a", levels)}, ("1", 0), ("1", 1)) == ["第一章", "1.1"]


@pytest.mark.parametrize(
    ("number", "text", "whole"),
    [
        ("一、", "意义", "一、意义"),
        ("第一章", "总则", "第一章 总则"),
        ("①", "甲", "①甲"),
        ("", "  缩进", "  缩进"),
        (" 一、\t", "意义", "一、意义"),
    ],
)
def test_a_number_before_its_text(number: str, text: str, whole: str) -> None:
    assert numbered(number, text) == whole


def test_word_counts_empty_paragraphs_but_not_deleted_ones(tmp_path: Path) -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbering = word_part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    in_list = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    deleted = f"<w:p><w:pPr>{in_list}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
    body = (
        word_paragraph("意义", in_list) + deleted + word_paragraph("任务", in_list)
        + word_paragraph("", in_list) + word_paragraph("落实", in_list)
    )  # fmt: skip
    path = write_docx(tmp_path / "a.docx", body, {"numbering.xml": numbering})
    assert blocks_of(path) == [("一、意义", None), ("二、任务", None), ("四、落实", None)]


def test_a_list_may_take_its_shape_from_a_list_style(tmp_path: Path) -> None:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbering = word_part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="S"/>{level}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="S"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>',
    )
    body = "".join(
        word_paragraph(text, f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
        for text, number in (("意义", 1), ("任务", 2))
    )
    path = write_docx(tmp_path / "a.docx", body, {"numbering.xml": numbering})
    assert blocks_of(path) == [("一、意义", None), ("二、任务", None)]


def test_old_word_files_have_their_numbers(tmp_path: Path) -> None:
    paragraphs = [
        StreamParagraph("同志们：\r"),
        StreamParagraph("意义\r", properties=listed(1, 0)),
        StreamParagraph("要求一\r", properties=listed(1, 1)),
        StreamParagraph("要求二\r", properties=listed(1, 1)),
        StreamParagraph("任务\r", properties=listed(1, 0)),
        StreamParagraph("圆点\r", properties=listed(2, 0)),
        StreamParagraph("从头再来\r", properties=listed(3, 0)),
        StreamParagraph("没有的列表\r", properties=listed(9, 0)),
    ]
    path = write_stream(
        tmp_path / "a.doc", paragraphs, lists=STREAM_LISTS, uses=[(0, None), (1, None), (0, 1)]
    )
    assert [text for text, _ in blocks_of(path)] == [
        "同志们：", "一、意义", "（一）要求一", "（二）要求二", "二、任务", "圆点", "一、从头再来", "没有的列表",
    ]  # fmt: skip


def test_old_word_files_have_headings_by_style_and_by_outline_level(tmp_path: Path) -> None:
    styles = [(0, 0xFFF, b""), (1, 0, listed(1, 0)), (62, 0, b""), (0xFFE, 1, b""), (0xFFE, 0, outline(1))]
    paragraphs = [
        StreamParagraph("讲话\r", 2),
        StreamParagraph("自带标题\r", 1),
        StreamParagraph("由标题而来\r", 3),
        StreamParagraph("样式里的大纲级别\r", 4),
        StreamParagraph("段落自己的大纲级别\r", 0, outline(2)),
        StreamParagraph("改成正文\r", 1, outline(9) + listed(0, 0)),
    ]
    path = write_stream(tmp_path / "a.doc", paragraphs, lists=STREAM_LISTS, uses=[(0, None)], styles=styles)
    assert blocks_of(path) == [
        ("讲话", 0),
        ("一、自带标题", 1),
        ("二、由标题而来", 1),
        ("样式里的大纲级别", 2),
        ("段落自己的大纲级别", 3),
        ("改成正文", None),
    ]


_RTF_STYLES = (
    "{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s2\\sbasedon1 own;}{\\s3 Title;}"
    "{\\s4\\sbasedon0 heading 2;}}"
)


def rich_text(tmp_path: Path, body: str) -> list[tuple[str, int | None]]:
    path = tmp_path / "a.rtf"
    path.write_text(f"{{\\rtf1\\ansi\\ansicpg936{_RTF_STYLES}{body}}}", encoding="latin-1")
    return blocks_of(path)


def test_rich_text_keeps_its_numbers(tmp_path: Path) -> None:
    body = (
        "\\pard\\plain {\\listtext\\pard\\plain \\u19968?\\u12289?\\tab}Meaning\\par"
        "\\pard {\\pntext\\f0 1.\\tab}{\\*\\pn\\pnlvlbody}Old way\\par"
        "\\pard {\\listtext \\bullet\\tab}Point\\par"
    )
    assert rich_text(tmp_path, body) == [("一、Meaning", None), ("1.Old way", None), ("Point", None)]


def test_rich_text_has_headings_by_style_and_by_outline_level(tmp_path: Path) -> None:
    body = (
        "\\pard\\s3 Speech\\par\\pard\\s1 One\\par\\pard\\s2 Derived\\par\\pard\\s4 Named\\par"
        "\\pard\\outlinelevel2 Own\\par\\pard\\s1\\outlinelevel9 Text\\par\\pard Plain\\par"
    )
    assert rich_text(tmp_path, body) == [
        ("Speech", 0), ("One", 1), ("Derived", 1), ("Named", 2), ("Own", 3), ("Text", None), ("Plain", None),
    ]  # fmt: skip


def test_rich_text_leaves_out_what_is_not_on_the_page(tmp_path: Path) -> None:
    body = (
        "{\\header Head\\par}{\\info{\\title No}}A{\\v hidden}{\\deleted gone}{\\*\\unknown x}"
        "{\\footnote{\\chftn} Note one.}B{\\pict 00ff}\\bin3 \\par C\\~D\\par"
        "\\pard\\intbl x\\par y\\cell z\\cell\\row\\pard E\\par"
    )
    found = [text for text, _ in rich_text(tmp_path, body.replace("\\bin3 \\par", "\\bin3 }{x\\par"))]
    assert found == ["AB", "C D", "x y | z", "E", "注：Note one."]


def test_rich_text_in_other_encodings(tmp_path: Path) -> None:
    fonts = "{\\fonttbl{\\f0\\fcharset134 Song;}{\\f1\\fcharset136 Ming;}}"
    gbk, big5 = ("".join(f"\\'{byte:02x}" for byte in "工作".encode(codec)) for codec in ("gbk", "big5"))
    assert rich_text(tmp_path, f"{fonts}\\f0 {gbk}\\uc2\\u8212\\'a1\\'aa{{\\f1 {big5}}}\\par") == [
        ("工作—工作", None)
    ]


_LIST_STYLES = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-suffix="、"'
    ' style:num-format="一, 二, 三, ..."/><text:list-level-style-number text:level="2" style:num-prefix="（"'
    ' style:num-suffix="）" style:num-format="一, 二, 三, ..."/></text:list-style>'
    '<text:list-style style:name="M"><text:list-level-style-bullet text:level="1" text:bullet-char="●"/></text:list-style>'
    '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1"/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
)


def item(text: str, more: str = "", start: int | None = None) -> str:
    declared = "" if start is None else f" text:start-value='{start}'"
    return f"<text:list-item{declared}><text:p>{text}</text:p>{more}</text:list-item>"


def open_document(tmp_path: Path, inside: str) -> list[tuple[str, int | None]]:
    return blocks_of(write_odt(tmp_path / "a.odt", [], inside, styles=_LIST_STYLES))


def test_open_documents_have_their_numbers(tmp_path: Path) -> None:
    inner = f"<text:list>{item('要求一')}{item('要求二')}</text:list>"
    inside = (
        f'<text:list text:style-name="L">{item("意义", "<text:p>同条另段</text:p>" + inner)}</text:list><text:p>正文。</text:p>'
        f'<text:list text:style-name="L" text:continue-numbering="true">{item("任务", inner)}</text:list>'
        f'<text:list text:style-name="M">{item("圆点")}</text:list>'
        f'<text:list text:style-name="L">{item("从头再来")}{item("跳到五", start=5)}</text:list>'
    )
    assert [text for text, _ in open_document(tmp_path, inside)] == [
        "一、意义", "同条另段", "（一）要求一", "（二）要求二", "正文。", "二、任务", "（一）要求一", "（二）要求二",
        "圆点", "一、从头再来", "五、跳到五",
    ]  # fmt: skip


def test_open_documents_number_their_headings(tmp_path: Path) -> None:
    heading = '<text:h text:outline-level="{0}">{1}</text:h>'
    inside = "".join(heading.format(*one) for one in ((1, "总则"), (2, "目的"), (2, "依据"), (1, "附则")))
    assert open_document(tmp_path, inside) == [("1 总则", 1), ("1.1 目的", 2), ("1.2 依据", 2), ("2 附则", 1)]


def test_a_list_without_end_is_no_harm(tmp_path: Path) -> None:
    deep = "<text:list text:style-name='L'><text:list-item>" * 300 + "</text:list-item></text:list>" * 300
    assert open_document(tmp_path, f"<text:p>正文。</text:p>{deep}") == [("正文。", None)]

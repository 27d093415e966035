"""Web pages: the article is found, its paragraphs are whole, the rest is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wengao.errors import UnreadableFileError
from wengao.reading.formats import read_raw
from wengao.reading.raw import Block, RawDocument

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "会议指出，各级要提高政治站位，认真落实党管武装各项制度，把责任扛在肩上，把工作抓在手上。"
SECOND = "会议强调，要聚焦主责主业，突出抓好民兵整组、训练演练、基地建设，推动各项任务落地见效。"
NAVIGATION = "<div>" + "".join(f'<a href="/{n}">栏目{n}，更多，列表</a>' for n in range(30)) + "</div>"


def page(body: str, head: str = "<title>市委召开会议_清川网</title>") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{NAVIGATION}{body}</body></html>"


def read(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "网页.html") -> RawDocument:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return read_raw(path)


def texts(raw: RawDocument) -> list[str]:
    return [block.text for block in raw.blocks]


def test_known_containers_hold_the_article(tmp_path: Path) -> None:
    raw = read(
        tmp_path, page(f'<div id="UCAP-CONTENT"><p>{FIRST}</p><p>{SECOND}</p></div><div>版权声明。</div>')
    )
    assert texts(raw) == [FIRST, SECOND]
    assert raw.title == "市委召开会议"


def test_the_densest_prose_is_the_article(tmp_path: Path) -> None:
    raw = read(tmp_path, page(f"<div><h2>一、总的要求</h2><p>{FIRST}</p><p>{SECOND}</p></div>"))
    assert raw.blocks == (Block("一、总的要求", 2), Block(FIRST), Block(SECOND))


def test_paragraphs_set_apart_by_line_breaks_are_whole(tmp_path: Path) -> None:
    raw = read(tmp_path, page(f"<table><tr><td><span>{FIRST}<br><br>{SECOND}</span></td></tr></table>"))
    assert texts(raw) == [FIRST, SECOND]


def test_rows_of_data_stay_on_a_line(tmp_path: Path) -> None:
    table = "<table><tr><td><p>安澜县</p></td><td><p>320</p></td></tr></table>"
    raw = read(tmp_path, page(f'<div id="zoom"><p>{FIRST}</p><p>{SECOND}</p>{table}</div>'))
    assert texts(raw)[-1] == "安澜县 | 320"


def test_empty_cells_stay_in_their_places(tmp_path: Path) -> None:
    rows = (("", "一月", "", "三月"), ("安澜县", "", "2", "3"), ("", "备注", "", ""))
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    raw = read(tmp_path, page(f'<div id="zoom"><p>{FIRST}</p><p>{SECOND}</p><table>{table}</table></div>'))
    assert texts(raw)[-3:] == [" | 一月 |  | 三月", "安澜县 |  | 2 | 3", "备注"]


def test_cells_that_reach_over_others_shift_none(tmp_path: Path) -> None:
    table = (
        "<tr><td rowspan='2'>县</td><td colspan='2'>任务</td><td>说明</td></tr>"
        "<tr><td>上半年</td><td>下半年</td><td>按月报告。逾期通报。</td></tr>"
        "<tr><td>安澜县</td><td>1</td><td>2</td><td></td></tr>"
    )
    raw = read(tmp_path, page(f'<div id="zoom"><p>{FIRST}</p><p>{SECOND}</p><table>{table}</table></div>'))
    assert texts(raw)[-3:] == [
        "县 | 任务 |  | 说明",
        " | 上半年 | 下半年 | 按月报告。逾期通报。",
        "安澜县 | 1 | 2",
    ]


def test_pictures_and_comments_are_told(tmp_path: Path) -> None:
    comment = '<div style="mso-element:comment"><p>请核实</p></div>'
    raw = read(
        tmp_path, page(f'<div id="zoom"><p>{FIRST}<img src="a.png"></p><p>{SECOND}</p>{comment}</div>')
    )
    assert (texts(raw), raw.left_out) == ([FIRST, SECOND], (("批注", "请核实"), ("图片", "")))


def test_scripts_and_forms_are_left_out(tmp_path: Path) -> None:
    raw = read(
        tmp_path, page(f'<div id="zoom"><script>var a="广告，广告";</script><p>{FIRST}{SECOND}</p></div>')
    )
    assert texts(raw) == [FIRST + SECOND]


def test_running_heads_of_a_document_saved_as_a_page_are_left_out(tmp_path: Path) -> None:
    body = f'<div title="header"><p>清川市公报</p></div><p>{FIRST}</p><p>{SECOND}</p><div title="footer"><p>— 3 —</p></div>'
    raw = read(tmp_path, f"<html><head><title>会议</title></head><body>{body}</body></html>")
    assert texts(raw) == [FIRST, SECOND]


def test_a_list_of_other_articles_at_the_end_is_left_out(tmp_path: Path) -> None:
    body = f"<p>{FIRST}</p><p>{SECOND}</p><p>　　延伸阅读</p><p><a href='/1'>市委召开全会</a></p><p><a href='/2'>一图读懂</a></p>"
    raw = read(tmp_path, page(f"<div id='zoom'>{body}</div>"))
    assert (texts(raw), raw.left_out) == (
        [FIRST, SECOND],
        (("延伸阅读", "市委召开全会"), ("延伸阅读", "一图读懂")),
    )
    inside = f"<p>{FIRST}</p><p>相关链接</p><p>{SECOND}</p>"
    assert texts(read(tmp_path, page(f"<div id='zoom'>{inside}</div>"))) == [FIRST, "相关链接", SECOND]


def test_marks_of_notes_and_deleted_text_are_left_out(tmp_path: Path) -> None:
    body = (
        f"<p>{FIRST}<sup><a href='#f1'>[1]</a></sup>占地500米<sup>2</sup><del>原文</del></p><p>{SECOND}</p>"
    )
    assert texts(read(tmp_path, page(f"<div id='zoom'>{body}</div>"))) == [f"{FIRST}占地500米2", SECOND]


def test_declared_title_date_and_source(tmp_path: Path) -> None:
    head = (
        '<meta name="ArticleTitle" content="全市会议召开"><meta name="PubDate" content="2025-03-18 09:00">'
        '<meta name="ContentSource" content="清川日报">'
    )
    raw = read(tmp_path, page(f"<div id='zoom'><p>{FIRST}{SECOND}</p></div>", head))
    assert raw.metadata == {"title": "全市会议召开", "published": "2025-03-18 09:00", "source": "清川日报"}


@pytest.mark.parametrize(("encoding", "name"), [("gbk", "网页.htm"), ("utf-8", "网页.txt")])
def test_encoding_and_suffix_do_not_matter(tmp_path: Path, encoding: str, name: str) -> None:
    raw = read(tmp_path, page(f"<div id='zoom'><p>{FIRST}</p><p>{SECOND}</p></div>"), encoding, name)
    assert texts(raw) == [FIRST, SECOND]


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="没有正文"):
        read(tmp_path, "<html><body><img src='a.png'></body></html>")


def items(tmp_path: Path, source: str, name: str = "网页.html") -> list[str]:
    """What the article that opens with FIRST goes on with."""
    found = texts(read(tmp_path, page(f"<div id='zoom'><p>{FIRST}</p>{source}</div>"), name=name))
    assert found[0] == FIRST
    return found[1:]


def test_items_of_ordered_lists_are_numbered(tmp_path: Path) -> None:
    assert items(tmp_path, "<ol><li>摸清底数。</li><li><p>建好台账。</p><p>一户一档。</p></li></ol>") == [
        "1.摸清底数。",
        "2.建好台账。",
        "一户一档。",
    ]
    assert items(tmp_path, "<ul><li>摸清底数。</li><li>建好台账。</li></ul>") == ["摸清底数。", "建好台账。"]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", ("1.", "2.")),
        ('start="3"', ("3.", "4.")),
        ("reversed", ("2.", "1.")),
        ('reversed start="9"', ("9.", "8.")),
        ('type="A"', ("A.", "B.")),
        ('type="i"', ("i.", "ii.")),
        ('style="margin:0; list-style-type: cjk-ideographic"', ("一、", "二、")),
        ('style="list-style: inside simp-chinese-formal"', ("壹、", "贰、")),
        ('style="list-style:none"', ("", "")),
        ('start="大"', ("1.", "2.")),
    ],
)
def test_a_list_is_numbered_as_it_says(tmp_path: Path, attributes: str, expected: tuple[str, str]) -> None:
    found = items(tmp_path, f"<ol {attributes}><li>摸清底数</li><li>建好台账</li></ol>")
    assert found == [f"{expected[0]}摸清底数", f"{expected[1]}建好台账"]


def test_items_may_bear_a_number_of_their_own(tmp_path: Path) -> None:
    source = '<ol><li value="5">摸清底数</li><li>建好台账</li><li type="a">按时上报</li></ol>'
    assert items(tmp_path, source) == ["5.摸清底数", "6.建好台账", "g.按时上报"]


def test_a_number_that_stands_in_the_text_is_not_written_again(tmp_path: Path) -> None:
    source = "<ol><li>1.摸清底数</li><li>（二）建好台账</li><li></li><li>按时上报</li></ol>"
    assert items(tmp_path, source) == ["1.摸清底数", "（二）建好台账", "4.按时上报"]


def test_lists_within_lists_count_for_themselves(tmp_path: Path) -> None:
    source = """<ol style="list-style-type:cjk-ideographic"><li>总体情况
        <ol><li>摸清底数</li><li>建好台账</li></ol></li><li>存在问题<ol><li>底数不清</li></ol></li></ol>"""
    assert items(tmp_path, source) == [
        "一、总体情况",
        "1.摸清底数",
        "2.建好台账",
        "二、存在问题",
        "1.底数不清",
    ]


def test_a_cell_is_one_piece_however_it_is_set(tmp_path: Path) -> None:
    source = """<table><tr><td><span>安</span><span>澜县</span></td><td><ol><li>整组</li><li>训练</li></ol></td></tr></table>
        <p>各级要抓好落实。</p>"""
    assert items(tmp_path, source) == ["安澜县 | 1.整组 2.训练", "各级要抓好落实。"]


def test_where_figures_come_from_is_not_where_the_page_does(tmp_path: Path) -> None:
    body = f"<div id='zoom'><p>{FIRST}</p><p>{SECOND}</p><p>指标来源：医院填报</p></div>"
    assert "source" not in read(tmp_path, page(body)).metadata
    credit = "<p>2025-03-18 09:00　来源：清川日报</p>"
    assert read(tmp_path, page(credit + body)).metadata["source"] == "清川日报"


def test_spaces_that_were_written_wrongly_are_spaces(tmp_path: Path) -> None:
    raw = read(tmp_path, page(f"<div id='zoom'><p>清川市&amp;ensp;安澜县&amp;sp;</p><p>{FIRST}</p></div>"))
    assert texts(raw)[0] == "清川市 安澜县"


def test_the_index_card_of_an_official_page_is_told(tmp_path: Path) -> None:
    card = (
        "<table><tr><td><table><tr><td>索 引 号：</td><td>0001/2024-12</td></tr>"
        "<tr><td>发文字号：</td><td>清政发〔2024〕5号</td></tr></table></td></tr></table>"
    )
    raw = read(tmp_path, page(f'{card}<div id="UCAP-CONTENT"><p>{FIRST}</p><p>{SECOND}</p></div>'))
    assert texts(raw) == [FIRST, SECOND]
    assert raw.left_out == (
        ("网页信息", "索 引 号： | 0001/2024-12"),
        ("网页信息", "发文字号： | 清政发〔2024〕5号"),
    )


def test_the_address_of_a_link_is_told(tmp_path: Path) -> None:
    link = "<a href='https://www.qc.gov.cn/jd.html'>政策解读</a>，<a href='/a.html'>首页</a>，<a href='https://www.qc.cn'>www.qc.cn</a>"
    raw = read(tmp_path, page(f'<div id="UCAP-CONTENT"><p>{FIRST}</p><p>{SECOND}见{link}。</p></div>'))
    assert raw.left_out == (("链接的地址", "政策解读 https://www.qc.gov.cn/jd.html"),)

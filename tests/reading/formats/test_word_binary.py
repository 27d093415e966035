"""Old Word files (.doc): tables, notes, text boxes, and text that is not printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.reading.formats import read_raw

from ..word_stream import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    INNER,
    INNER_CELL_END,
    INNER_ROW_END,
    ROW_END,
    StreamParagraph,
    write_stream,
)

if TYPE_CHECKING:
    from pathlib import Path


def texts(path: Path) -> list[str]:
    return [block.text for block in read_raw(path).blocks if block.text.strip()]


def test_a_cell_of_several_paragraphs_stays_in_its_row(tmp_path: Path) -> None:
    paragraphs = [
        StreamParagraph("前文。\r"),
        StreamParagraph("单位\r", properties=IN_TABLE),
        StreamParagraph("名称\x07", properties=IN_TABLE),
        StreamParagraph("人数\x07", properties=IN_TABLE),
        StreamParagraph("\x07", properties=ROW_END),
        StreamParagraph("后文。\r"),
    ]
    path = write_stream(tmp_path / "a.doc", paragraphs)
    assert texts(path) == ["前文。", "单位 名称 | 人数", "后文。"]


def test_empty_cells_stay_in_their_places(tmp_path: Path) -> None:
    cells = ["", "一月", "", "三月"]
    paragraphs = [
        *(StreamParagraph(f"{cell}\x07", properties=IN_TABLE) for cell in cells),
        StreamParagraph("\x07", properties=ROW_END),
    ]
    assert texts(write_stream(tmp_path / "a.doc", paragraphs)) == [" | 一月 |  | 三月"]


def test_pictures_are_told(tmp_path: Path) -> None:
    path = write_stream(tmp_path / "a.doc", [StreamParagraph("见图\x01。\r"), StreamParagraph("后文。\r")])
    assert (texts(path), read_raw(path).left_out) == (["见图。", "后文。"], (("图片", ""),))


def test_a_row_without_end_is_not_lost(tmp_path: Path) -> None:
    paragraphs = [StreamParagraph("单位\x07", properties=IN_TABLE), StreamParagraph("后文。\r")]
    assert texts(write_stream(tmp_path / "a.doc", paragraphs)) == ["单位", "后文。"]


def test_deleted_and_hidden_text_is_left_out(tmp_path: Path) -> None:
    paragraphs = [StreamParagraph("保留删去隐藏结束。\r"), StreamParagraph("第二段。\r")]
    runs = [(2, b""), (2, DELETED), (2, HIDDEN), (8, b"")]
    assert texts(write_stream(tmp_path / "a.doc", paragraphs, runs=runs)) == ["保留结束。", "第二段。"]


def test_footnotes_follow_the_text(tmp_path: Path) -> None:
    path = write_stream(
        tmp_path / "a.doc",
        [StreamParagraph("见预算法\x02。\r")],
        footnotes="\x02 第三十二条。\r\x02 第三条。\r",
    )
    assert texts(path) == ["见预算法。", "注：第三十二条。", "注：第三条。"]


def test_text_boxes_follow_the_paragraphs_they_are_anchored_in(tmp_path: Path) -> None:
    path = write_stream(
        tmp_path / "a.doc",
        [StreamParagraph("前文\x08。\r"), StreamParagraph("\x08后文。\r")],
        footnotes="\x02 第三条。\r",
        boxes=[("不知锚在何处。\r", None), ("第二框。\r", 5), ("第一框。\r第二行。\r", 2)],
    )
    assert texts(path) == [
        "前文。",
        "第一框。",
        "第二行。",
        "后文。",
        "第二框。",
        "不知锚在何处。",
        "注：第三条。",
    ]


def test_a_text_box_anchored_in_a_table_follows_its_row(tmp_path: Path) -> None:
    paragraphs = [
        StreamParagraph("单位\x08\x07", properties=IN_TABLE),
        StreamParagraph("人数\x07", properties=IN_TABLE),
        StreamParagraph("\x07", properties=ROW_END),
        StreamParagraph("后文。\r"),
    ]
    path = write_stream(tmp_path / "a.doc", paragraphs, boxes=[("框内。\r", 2)])
    assert texts(path) == ["单位 | 人数", "框内。", "后文。"]


def test_a_page_copied_into_one_cell_is_paragraphs_and_its_table_rows(tmp_path: Path) -> None:
    prose = "要把规范化建设作为固本强基的工程，摆上重要位置，一件一件抓实，一级一级抓落地，务求取得变化。" * 2
    paragraphs = [
        StreamParagraph("发文机关：\r", properties=INNER_CELL_END),
        StreamParagraph("市政府\r", properties=INNER),
        StreamParagraph("办公室\r", properties=INNER_CELL_END),
        StreamParagraph("\r", properties=INNER_ROW_END),
        StreamParagraph(f"{prose}\r", properties=IN_TABLE),
        StreamParagraph(f"{prose}\x07", properties=IN_TABLE),
        StreamParagraph("\x07", properties=ROW_END),
        StreamParagraph("后文。\r"),
    ]
    assert texts(write_stream(tmp_path / "a.doc", paragraphs)) == [
        "发文机关： | 市政府 办公室",
        prose,
        prose,
        "后文。",
    ]


def test_comments_are_told_and_no_text(tmp_path: Path) -> None:
    path = write_stream(
        tmp_path / "a.doc",
        [StreamParagraph("各级要抓好落实\x05。\r")],
        footnotes="见预算法。\r",
        comments="\x05此处再斟酌\r\x05请核数字\r",
    )
    raw = read_raw(path)
    assert [block.text for block in raw.blocks] == ["各级要抓好落实。", "注：见预算法。"]
    assert raw.left_out == (("批注", "此处再斟酌"), ("批注", "请核数字"))

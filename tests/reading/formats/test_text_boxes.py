"""Text boxes: what stands in them follows the paragraph that they are anchored in, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wengao.reading.formats import read_raw

from ..files import write_odt

if TYPE_CHECKING:
    from pathlib import Path

_SHAPE = "{{\\shp{{\\*\\shpinst{{\\sp{{\\sn shapeType}}{{\\sv 202}}}}{{\\shptxt \\pard\\plain {inside}}}}}{{\\shprslt {old}}}}}"
_OLD = "{{\\*\\do\\dobxcolumn\\dptxbx{{\\dptxbxtext \\pard\\plain {inside}}}}}"


def rich_text(tmp_path: Path, body: str) -> list[str]:
    path = tmp_path / "a.rtf"
    path.write_bytes(("{\\rtf1\\ansi\\ansicpg936 " + body + "}").encode("gb18030"))
    return [block.text for block in read_raw(path).blocks if block.text.strip()]


def open_document(tmp_path: Path, inside: str) -> list[str]:
    return [block.text for block in read_raw(write_odt(tmp_path / "a.odt", [], inside)).blocks]


def test_a_box_in_rich_text_follows_its_paragraph(tmp_path: Path) -> None:
    inside = "第一行。\\par 第二行。\\par "
    box = _SHAPE.format(inside=inside, old="\\par\\pard " + _OLD.format(inside=inside) + "\\par ")
    assert rich_text(tmp_path, f"\\pard 前{box}文。\\par 后文。\\par ") == [
        "前文。",
        "第一行。",
        "第二行。",
        "后文。",
    ]


def test_a_box_of_old_programs_is_read_where_it_is_the_only_one(tmp_path: Path) -> None:
    assert rich_text(tmp_path, f"前{_OLD.format(inside='框内。')}文。\\par ") == ["前文。", "框内。"]


def test_a_box_in_a_table_of_rich_text_follows_its_row(tmp_path: Path) -> None:
    box = _SHAPE.format(inside="框内。\\par ", old="")
    row = f"\\trowd\\pard\\intbl 单位{box}\\cell 人数\\cell\\row\\pard 后文。\\par "
    assert rich_text(tmp_path, row) == ["单位 | 人数", "框内。", "后文。"]


def test_a_box_in_a_running_head_is_left_out(tmp_path: Path) -> None:
    box = _SHAPE.format(inside="页眉。\\par ", old="")
    assert rich_text(tmp_path, f"{{\\header \\pard {box}\\par}}前文。\\par ") == ["前文。"]


def test_rich_text_that_breaks_off_in_a_box_keeps_what_stands_before(tmp_path: Path) -> None:
    assert rich_text(tmp_path, "前文。\\par {\\shp{\\*\\shpinst{\\shptxt \\pard 框内") == ["前文。", "框内"]


@pytest.mark.parametrize(
    "shape",
    [
        "<draw:frame><svg:title>图一</svg:title><draw:text-box><text:p>框内。</text:p></draw:text-box></draw:frame>",
        "<draw:custom-shape><text:p>框内。</text:p></draw:custom-shape>",
        "<draw:g><draw:rect/><draw:frame><draw:text-box><text:p>框内。</text:p></draw:text-box></draw:frame></draw:g>",
        "<draw:a><draw:frame><draw:text-box><text:p>框内。</text:p></draw:text-box></draw:frame></draw:a>",
    ],
)
def test_a_box_in_an_open_document_follows_its_paragraph(tmp_path: Path, shape: str) -> None:
    inside = f"<text:p>前<text:span>{shape}</text:span>文。</text:p><text:p>后文。</text:p>"
    assert open_document(tmp_path, inside) == ["前文。", "框内。", "后文。"]


def test_a_picture_in_an_open_document_has_no_text(tmp_path: Path) -> None:
    inside = "<text:p>前<draw:frame><draw:image/><svg:desc>一张照片</svg:desc></draw:frame>文。</text:p>"
    assert open_document(tmp_path, inside) == ["前文。"]

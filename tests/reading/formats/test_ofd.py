"""OFD: cells that rules enclose are read as cells, and what is attached is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.reading.formats import read_raw

from ..files import write_ofd

if TYPE_CHECKING:
    from pathlib import Path

LEFT = "各镇党委书记为第一责任人，武装部长具体抓，村支书包片到户，每周调度一次进展情况。"
RIGHT = "人民武装部负责统筹协调，教育和体育局负责高校宣传，公安局负责政治考核，限九月底前。"


def line(left: float, top: float, right: float, bottom: float) -> str:
    """A straight rule."""
    return (
        f'<PathObject ID="90" Boundary="{left} {top} {right - left} {bottom - top}" LineWidth="0.3">'
        f"<AbbreviatedData>M 0 0 L {right - left} {bottom - top}</AbbreviatedData></PathObject>"
    )


def box(left: float, top: float, right: float, bottom: float) -> str:
    """A box whose outline is drawn."""
    wide, high = right - left, bottom - top
    return (
        f'<PathObject ID="91" Boundary="{left} {top} {wide} {high}"><AbbreviatedData>'
        f"M 0 0 L {wide} 0 L {wide} {high} L 0 {high} C</AbbreviatedData></PathObject>"
    )


def lines_of(path: Path) -> list[str]:
    return [block.text for block in read_raw(path).blocks]


def test_cells_within_rules_are_read_cell_by_cell(tmp_path: Path) -> None:
    rules = box(18, 15, 190, 60) + line(100, 15, 100, 60) + line(18, 26.5, 190, 26.5)
    path = write_ofd(tmp_path / "a.ofd", [LEFT, RIGHT], columns=2, drawn=rules)
    assert lines_of(path) == [f"{LEFT[:23]} | {RIGHT[:23]}", f"{LEFT[23:]} | {RIGHT[23:]}"]


def test_labels_of_a_form_with_empty_fields_stay_apart(tmp_path: Path) -> None:
    rules = box(18, 5, 190, 40) + line(80, 5, 80, 40) + line(18, 17.5, 190, 17.5)
    path = write_ofd(tmp_path / "a.ofd", ["姓　　名", "出生年月"], drawn=rules)
    assert lines_of(path) == ["姓　　名", "出生年月"]


def test_what_is_turned_or_round_is_no_rule(tmp_path: Path) -> None:
    rules = (box(18, 15, 190, 60) + line(100, 15, 100, 60) + line(18, 26.5, 190, 26.5)).replace(
        "LineWidth", 'CTM="0 1 -1 0 0 0" LineWidth'
    )
    curved = rules.replace("M 0 0 L", "M 0 0 B 1 1 2 2 3 3 L")
    plain = lines_of(write_ofd(tmp_path / "a.ofd", [LEFT, RIGHT], columns=2))
    assert lines_of(write_ofd(tmp_path / "b.ofd", [LEFT, RIGHT], columns=2, drawn=curved)) == plain


def test_what_is_attached_is_told(tmp_path: Path) -> None:
    raw = read_raw(write_ofd(tmp_path / "a.ofd", ["同志们：", LEFT], attached="任务分工表.xlsx"))
    assert ("附件", "任务分工表.xlsx") in raw.left_out

"""Tables in RTF within cells of others: each row is a line of its own, in the cell that it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wengao.reading.formats import read_raw

if TYPE_CHECKING:
    from pathlib import Path

_END = "{\\*\\nesttableprops\\trowd\\cellx1000\\cellx2000\\nestrow}{\\nonesttables\\par }"


def nested(depth: int, *cells: str) -> str:
    """A row of a table that lies so deep."""
    inside = "".join(f"\\pard\\intbl\\itap{depth} {cell}\\nestcell " for cell in cells)
    return inside + f"\\pard\\intbl\\itap{depth} {_END}"


def outer(*cells: str) -> str:
    return "\\trowd " + "".join(f"{cell}\\pard\\intbl \\cell " for cell in cells) + "\\row "


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (
            outer("\\pard\\intbl 任务", nested(2, "序号", "内容") + nested(2, "1", "摸底")),
            ["任务 | 序号 | 内容 1 | 摸底"],
        ),
        (
            outer(
                "\\pard\\intbl 一、加强组织领导\\par 各镇党委书记负总责。\\par "
                + nested(2, "责任单位", "完成时限")
                + nested(2, "人武部", "9月底前")
                + "\\pard\\intbl "
                + "二、抓好宣传发动，" * 12
            ),
            [
                "一、加强组织领导",
                "各镇党委书记负总责。",
                "责任单位 | 完成时限",
                "人武部 | 9月底前",
                "二、抓好宣传发动，" * 12,
            ],
        ),
        (
            outer(
                "\\pard\\intbl 前文。\\par " + "经费由财政保障。" * 16 + "\\par "
                + nested(2, "甲", "乙\\par " + nested(3, "丙", "丁"))
            ),
            ["前文。", "经费由财政保障。" * 16, "甲 | 乙 丙 | 丁"],
        ),
        (outer("\\pard\\intbl\\itap2 甲\\nestcell 乙\\nestcell ", "丙") + "\\pard 文后。\\par ", ["甲 | 乙 | 丙", "文后。"]),
    ],
    ids=["in a row of data", "in a page's layout", "three deep", "without end"],
)  # fmt: skip
def test_rows_within_cells(tmp_path: Path, body: str, lines: list[str]) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(("{\\rtf1\\ansi\\ansicpg936 " + body + "}").encode("gb18030"))
    assert [block.text for block in read_raw(path).blocks if block.text.strip()] == lines

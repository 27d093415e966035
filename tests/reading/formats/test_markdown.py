"""Markdown: front matter, headings, marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wengao.errors import UnreadableFileError
from wengao.reading.formats import read_raw
from wengao.reading.raw import Block, RawDocument

if TYPE_CHECKING:
    from pathlib import Path


def read(tmp_path: Path, text: str) -> RawDocument:
    path = tmp_path / "稿.md"
    path.write_text(text, encoding="utf-8")
    return read_raw(path)


def test_front_matter_is_metadata(tmp_path: Path) -> None:
    raw = read(
        tmp_path,
        "---\ntitle: 会议召开\ngenre: 会议新闻\ndate: 2026-01-28\n单位: 清川市\nplace: 鹿鸣县石门镇\n职务: 镇长\nmeeting: 党委会\n别的: 1\n---\n\n正文。\n",
    )
    assert raw.metadata == {
        "title": "会议召开",
        "genre": "会议新闻",
        "date": "2026-01-28",
        "organ": "清川市",
        "place": "鹿鸣县石门镇",
        "post": "镇长",
        "meeting": "党委会",
    }
    assert raw.title == "会议召开"
    assert [block.text for block in raw.blocks if block.text] == ["正文。"]


def test_headings_have_levels_without_attributes(tmp_path: Path) -> None:
    blocks = read(tmp_path, "# 讲话\n## 意义 {role=significance goal=900}\n### 一点 ###\n正文\n").blocks
    assert blocks[:4] == (Block("讲话", 1), Block("意义", 2), Block("一点", 3), Block("正文"))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("**各级**要重视", "各级要重视"),
        ("见[方案](http://example.cn)。", "见方案。"),
        ("- 一项工作", "一项工作"),
        ("> 引文", "引文"),
        ("形成合力。[^s1]", "形成合力。"),
        ("| 单位 | 数 |", "单位 | 数"),
        ("通过*委学习，落实*管武装", "通过*委学习，落实*管武装"),
        ("1.强化领导", "1.强化领导"),
    ],
)
def test_marks_are_taken_off(tmp_path: Path, line: str, text: str) -> None:
    assert read(tmp_path, line).blocks[0] == Block(text)


def test_comments_rules_and_source_notes_are_left_out(tmp_path: Path) -> None:
    text = "正文。\n<!-- 提示：写意义 -->\n***\n[^s1]: 出处：《讲话》三第2段 〔passage 9f3ac1〕\n[^1]: 数据截至三月底。\n"
    found = [block.text for block in read(tmp_path, text).blocks if block.text]
    assert found == ["正文。", "数据截至三月底。"]


def test_comments_that_are_never_closed_are_text(tmp_path: Path) -> None:
    openings = "<!--" * 250_000
    found = [block.text for block in read(tmp_path, f"正文。\n{openings}\n后文。\n").blocks if block.text]
    assert found == ["正文。", openings, "后文。"]


def test_front_matter_that_is_no_yaml_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="第 3 行"):
        read(tmp_path, "---\ntitle: 甲\n- 乙\n---\n正文。\n")


def test_the_address_of_a_link_is_told(tmp_path: Path) -> None:
    raw = read(
        tmp_path,
        "# 新闻\n\n要闻一则。\n\n[查看原文](https://tv.qc.cn/2022/11/a.shtml)，![图](https://a.cn/1.png)\n",
    )
    assert ("链接的地址", "查看原文 https://tv.qc.cn/2022/11/a.shtml") in raw.left_out
    assert len([kind for kind, _ in raw.left_out if kind == "链接的地址"]) == 1

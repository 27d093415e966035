"""Text with its fonts for the clipboard: what WPS and Word are to read in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wengao.desk.desk import Desk
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.drafts.markdown import parse_draft
from wengao.drafts.store import StoredDraft
from wengao.errors import UsageError

DRAFT = """\
---
wengao: 1
genre: 推进会讲话
fields: {speaker: 林岳, date: 2026-03-18}
---
# 在全市征兵工作推进会上的讲话

同志们：

## 认清形势

第一段。

### 看到**成绩**

去年<进站>体检【人数】人。[^1]

## 压实责任

（一）加强领导。各单位要~~尽快~~抓紧。

| 单位 | 人数 |
|---|---|
| 石桥 | 3 |

[^1]: 据“年报”。
"""
FANGSONG, HEITI = "仿宋_GB2312", "黑体"
SECTION = re.compile(r'<p style="([^"]*)"><span style="([^"]*)">(.*?)</span></p>')


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("rich")
    create_workspace(folder, with_samples=False)
    return Desk(open_workspace(folder, cache=folder / "cache"))


@pytest.fixture(scope="module")
def stored() -> StoredDraft:
    return StoredDraft(Path("稿.md"), parse_draft(DRAFT))


def paragraphs(html: str) -> list[tuple[str, str, str]]:
    return [match.groups() for match in SECTION.finditer(html)]  # type: ignore[misc]


def test_a_section_is_copied_with_its_number_its_fonts_and_all_below_it(
    desk: Desk, stored: StoredDraft
) -> None:
    text = desk.export.copied(stored, 1, layout="gb9704")
    assert (
        text.plain
        == "　　一、认清形势\n　　第一段。\n　　（一）看到成绩\n　　去年<进站>体检【人数】人。①\n\n　　①据“年报”。\n"
    )
    heading, first, *_ = paragraphs(text.html)
    assert f"font-family:'{HEITI}'" in heading[1]
    assert (
        f"font-family:'{FANGSONG}','仿宋','华文仿宋';mso-fareast-font-family:'{FANGSONG}';font-size:16pt"
        in first[1]
    )
    assert (
        "text-indent:32pt;mso-char-indent-count:2;line-height:28.95pt;mso-line-height-rule:exactly"
        in first[0]
    )
    assert (heading[2], first[2]) == ("一、认清形势", "第一段。")


def test_what_is_marked_in_the_text_is_marked_in_the_copy(desk: Desk, stored: StoredDraft) -> None:
    html = desk.export.copied(stored, layout="gb9704").html
    assert '去年&lt;进站&gt;体检<span style="background:yellow;">【人数】</span>人。<sup>①</sup>' in html
    assert "（二级" not in html
    assert "看到<b>成绩</b>" in html
    assert "<s>尽快</s>抓紧" in html
    assert re.search(r"<span style=\"font-family:'楷体_GB2312'[^\"]*\">（一）加强领导。</span>各单位", html)
    assert html.count("<tr>") == 2


def test_the_title_is_the_whole_text(desk: Desk, stored: StoredDraft) -> None:
    whole = desk.export.copied(stored, 0)
    assert whole == desk.export.copied(stored)
    assert whole.plain.startswith("在全市征兵工作推进会上的讲话\n")
    assert "方正小标宋简体" in paragraphs(whole.html)[0][1]


def test_the_last_section_has_its_last_line(desk: Desk) -> None:
    unended = StoredDraft(Path("稿.md"), parse_draft("# 讲话\n\n## 一头\n\n甲。\n\n## 尾\n\n乙。"))
    assert desk.export.copied(unended, 2).plain == "　　二、尾\n　　乙。\n"
    assert desk.export.copied(unended, 1).plain == "　　一、一头\n　　甲。\n"


def test_a_passage_is_set_as_the_text_of_its_genre(desk: Desk) -> None:
    text = desk.export.copied_passages(["要压实责任<1>。\n\n再一段。"], genre="通知")
    assert text.plain == "　　要压实责任<1>。\n　　再一段。\n"
    assert [inside for _, _, inside in paragraphs(text.html)] == ["要压实责任&lt;1&gt;。", "再一段。"]
    assert FANGSONG in text.html


def test_where_nothing_is_written_that_is_said(desk: Desk) -> None:
    empty = StoredDraft(Path("稿.md"), parse_draft("# 讲话\n\n## 结尾 {.untitled}\n\n"))
    with pytest.raises(UsageError, match="没有可复制的文字"):
        desk.export.copied(empty, 1)


def test_no_control_character_gets_into_the_copy(desk: Desk) -> None:
    text = desk.export.copied_passages(["甲\x1b[2J\u202e乙"])
    assert not re.search("[\x1b\u202e]", text.html)

"""The title of a Word file without a style for it: what stands out on the page, and no red head."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.word.messy import BODY, DATE, ORGAN, RED, TITLE, TO, add, blank, write_messy
from wengao.drafts.importing import draft_of_document
from wengao.drafts.markdown import write_draft
from wengao.reading.from_file import read_document

MARK: dict[str, Any] = {"font": "华文中宋", "size": 28, "align": "center", "colour": RED}
SET: dict[str, Any] = {"size": 22, "align": "center"}
CENTRED: dict[str, Any] = {"align": "center"}
INDENTED: dict[str, Any] = {"first": 2}


def imported(lines: list[tuple[str, dict[str, Any]]], folder: Path) -> list[str]:
    """The lines of the draft that such a file is imported as, without front matter."""
    document = blank()
    for text, manner in lines:
        add(document, text, **manner)
    path = folder / "旧稿.docx"
    document.save(str(path))
    return lines_of(path)


def lines_of(path: Path) -> list[str]:
    text = write_draft(draft_of_document(read_document(path, path.name).document))
    return [line for line in text.split("---\n", 2)[2].split("\n") if line]


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ([(ORGAN, MARK), ("2026年兵役登记工作要点", SET)], "2026年兵役登记工作要点"),
        (
            [
                ("清川市国防动员办公室会议纪要", MARK),
                ("〔2026〕3号", CENTRED),
                ("兵役登记工作推进会议纪要", SET),
            ],
            "兵役登记工作推进会议纪要",
        ),
        ([(f"{ORGAN}文件", MARK), ("清动办〔2026〕5号", CENTRED), (TITLE, SET)], TITLE),
    ],
)
def test_a_red_head_is_no_title(
    opening: list[tuple[str, dict[str, Any]]], title: str, tmp_path: Path
) -> None:
    lines = imported([*opening, ("同志们：", {}), (BODY, INDENTED)], tmp_path)
    assert lines[0] == f"# {title}"
    assert not any(line.startswith("#") for line in lines[1:])


@pytest.mark.parametrize(
    "following", ["为做好兵役登记，制定本方案", "主要任务和目标", "目前基本情况", "推动兵役登记再上新台阶"]
)
def test_a_title_does_not_take_the_line_below_it(following: str, tmp_path: Path) -> None:
    lines = imported([("2026年兵役登记工作方案", SET), (following, INDENTED), (BODY, INDENTED)], tmp_path)
    assert lines[:2] == ["# 2026年兵役登记工作方案", following]


def test_a_title_on_two_lines_is_one(tmp_path: Path) -> None:
    lines = imported(
        [("凝心聚力抓落实", SET), ("推动兵役登记再上新台阶", SET), (TO, {}), (BODY, INDENTED)], tmp_path
    )
    assert lines[0] in ("# 凝心聚力抓落实推动兵役登记再上新台阶", "# 凝心聚力抓落实 推动兵役登记再上新台阶")
    assert lines[1] == TO


@pytest.mark.parametrize(
    "name", ["signature_by_spaces", "signature_by_tabs", "signature_on_broken_lines", "letter"]
)
def test_a_signature_placed_by_spaces_is_imported(name: str, tmp_path: Path) -> None:
    assert lines_of(write_messy(name, tmp_path))[-2:] == [ORGAN, DATE]


def test_what_stands_below_a_signature_stays_below_it(tmp_path: Path) -> None:
    assert lines_of(write_messy("attachments_and_notes", tmp_path))[-3:] == [
        ORGAN,
        DATE,
        "（联系人：沈致远，电话：000-0000000）",
    ]
    assert lines_of(write_messy("imprint_lines", tmp_path))[-4:-2] == [ORGAN, DATE]


def test_what_does_not_come_along_is_listed(tmp_path: Path) -> None:
    told = [
        line
        for name in ("comments", "pictures", "underlined")
        for line in read_document(write_messy(name, tmp_path), name).report.told
    ]
    assert told == [
        "没有收进正文的批注 1 处：底数从哪里来？",
        "没有收进正文的图片 2 处",
        "没有收进正文的下划线 1 处：三月底前",
    ]


def test_a_head_printed_in_black_is_no_title(tmp_path: Path) -> None:
    mark = {**MARK, "colour": None}
    opening = [("清川市教育局", mark), ("清川市公安局　文件", mark), ("清川市民政局", mark)]
    lines = imported(
        [*opening, ("清教发〔2026〕5号", CENTRED), (TITLE, SET), ("同志们：", {}), (BODY, INDENTED)], tmp_path
    )
    assert lines[:2] == [f"# {TITLE}", "同志们："]

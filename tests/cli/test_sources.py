"""wengao sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import MATERIAL, Program

COPIED = MATERIAL["2025-03-18 推进会.txt"].split("\n")[9]
DRAFT = f"""\
---
wengao: 1
genre: 推进会讲话
---
# 在2026年全市兵役登记工作推进会上的讲话

## 兵役登记的重点任务 {{role=task goal=100}}

{COPIED}

## 凝聚合力 {{role=synergy goal=100}}
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "讲话.md"
    file.write_text(DRAFT, encoding="utf-8")
    return file


def test_reuse_without_a_note_is_found_and_the_same_meeting_told(program: Program, draft: Path) -> None:
    report = program("sources", draft, "--json").json
    assert (report["reused_chars"], report["same_meeting_chars"], report["band"]) == (
        len(COPIED),
        len(COPIED),
        "高",
    )
    assert [(one["document"], one["relation"], one["notes"]) for one in report["by_document"]] == [
        ("在全市兵役登记工作推进会上的讲话", "同一会议", 0)
    ]
    assert "同一会议以前的稿子" in program("sources", draft).out


def test_a_changed_insertion_is_told_word_by_word(program: Program, draft: Path) -> None:
    assert program("fill", draft).code == 0
    draft.write_text(
        draft.read_text(encoding="utf-8").replace("每月碰一次头", "每季度碰一次头"), encoding="utf-8"
    )
    [note] = program("sources", draft, "--json").json["notes"]
    assert (note["unchanged"], note["changes"]) == (
        False,
        [{"change": "removed", "text": "月"}, {"change": "added", "text": "季度"}],
    )
    assert "[-月-] {+季度+}" in program("sources", draft).out


def test_a_page_is_written(program: Program, draft: Path, tmp_path: Path) -> None:
    page = tmp_path / "出处.html"
    outcome = program("sources", draft, "--html", page)
    assert (outcome.code, "<section>" in page.read_text(encoding="utf-8")) == (0, True)


def test_bands_and_set_phrases_are_the_units_own(fresh: Program, draft: Path) -> None:
    (fresh.folder / "corpus" / "旧稿.txt").write_text(MATERIAL["2025-03-18 推进会.txt"], encoding="utf-8")
    settings = fresh.folder / "wengao.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('phrases = ""', 'phrases = "提法.txt"'), encoding="utf-8")
    (fresh.folder / "提法.txt").write_text(f"# 我们的\n{COPIED}\n", encoding="utf-8")
    assert fresh("index").code == 0
    assert fresh("sources", draft, "--json", cwd=fresh.folder).json["reused_chars"] == 0
    settings.write_text(text.replace("shortest = 13", 'shortest = "长"'), encoding="utf-8")
    assert fresh("sources", draft).code == 3

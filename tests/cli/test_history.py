"""wengao history."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Program
from wengao.drafts.journal import Journal
from wengao.drafts.lock import lock_path

NOTE = '{"user": "张文澜", "host": "另一台机器", "process": 1, "since": "2026-03-05T14:05:00", "token": "t"}'
EMPTY = "---\ngenre: 推进会讲话\n---\n# 在全市兵役登记工作推进会上的讲话\n\n## 摸清适龄青年底数 {role=task goal=100}\n"


@pytest.fixture
def draft(program: Program, tmp_path: Path) -> Path:
    file = tmp_path / "讲话.md"
    file.write_text(EMPTY, encoding="utf-8")
    assert program("fill", file).code == 0
    return file


def test_versions_are_listed_compared_shown_and_restored(program: Program, draft: Path) -> None:
    listed = program("history", draft, "--json").json
    assert ([version["number"] for version in listed["versions"]], listed["unsaved"]) == ([1, 2], None)
    assert program("history", draft, "--show", "2").out == EMPTY
    assert "{+" in program("history", draft, "--diff", "2").out
    assert program("history", draft, "--diff", "1").err.strip() == "没有差别"
    restored = program("history", draft, "--restore", listed["versions"][1]["id"])
    assert (restored.code, restored.out.strip(), draft.read_text(encoding="utf-8")) == (0, str(draft), EMPTY)


@pytest.mark.parametrize(
    "options", [("--show", "90000"), ("--show", "1", "--restore", "1"), ("--to", "1"), ("--diff",)]
)
def test_wrong_usage(program: Program, draft: Path, options: tuple[str, ...]) -> None:
    assert program("history", draft, *options).code == 2


def test_unsaved_text_is_told_and_recovered(program: Program, draft: Path) -> None:
    import datetime

    Journal(program.folder / ".wengao" / "history", draft).record(
        "# 讲话\n\n没有保存的一段。\n", lambda: datetime.datetime.now(datetime.UTC), base="x"
    )
    assert "--recover" in program("history", draft).err
    recovered = program("history", draft, "--recover")
    beside = draft.with_name("讲话（恢复）.md")
    assert (recovered.out.strip(), beside.read_text(encoding="utf-8")) == (
        str(beside),
        "# 讲话\n\n没有保存的一段。\n",
    )
    assert "没有需要找回" in program("history", draft, "--recover").err


def test_a_draft_that_somebody_writes_is_not_restored(program: Program, draft: Path) -> None:
    lock_path(draft).write_text(NOTE, encoding="utf-8")
    outcome = program("history", draft, "--restore", "2")
    assert (outcome.code, "张文澜" in outcome.err) == (4, True)

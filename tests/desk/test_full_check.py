"""The full check in a process of its own: the same findings, and an end at any moment."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wengao.desk.desk import Desk
from wengao.desk.process import DeskProcess, FullCheck, ProcessClosedError
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.drafts.markdown import parse_draft

PATIENCE = 60.0
BORROWED = "网格治理是基层治理的底座，底座牢不牢，直接关系群众的烦心事有没有人管、急难事有没有人办。"
DRAFT = parse_draft(f"# 在推进会上的讲话\n\n## 网格治理的重大意义 {{role=significance}}\n\n{BORROWED}\n")
FOR_EVER = [sys.executable, "-c", "import time\nwhile True: time.sleep(1)"]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for kind in ("CACHE", "STATE", "DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "home" / kind.lower()))
    create_workspace(tmp_path / "workspace", with_samples=False)
    (tmp_path / "workspace" / "corpus" / "旧稿.txt").write_text(
        f"在全市推进会上的讲话\n同志们：\n{BORROWED}\n", encoding="utf-8"
    )
    desk = Desk(open_workspace(tmp_path / "workspace"))
    desk.corpus.read()
    return desk


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "did not come true"
        time.sleep(0.02)


def is_gone(process: int | None) -> bool:
    assert process is not None
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_it_finds_what_the_desk_finds_and_leaves_no_process(desk: Desk) -> None:
    process = DeskProcess()
    found = FullCheck(desk, DRAFT, process).findings()
    assert "REU-1" in {finding.rule for finding in found}
    assert found == desk.review.check_in_full(DRAFT)
    assert process.id is None


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_it_is_stopped_whatever_it_is_at(desk: Desk) -> None:
    process = DeskProcess(FOR_EVER)
    check = FullCheck(desk, DRAFT, process)
    raised: list[Exception] = []

    def run() -> None:
        try:
            check.findings()
        except ProcessClosedError as error:
            raised.append(error)

    waiting = threading.Thread(target=run, daemon=True)
    waiting.start()
    until(lambda: process.id is not None)
    started = process.id
    check.stop()
    waiting.join(PATIENCE)
    assert len(raised) == 1
    until(lambda: is_gone(started))


def test_stopped_before_it_began_it_does_not_begin(desk: Desk) -> None:
    process = DeskProcess()
    check = FullCheck(desk, DRAFT, process)
    check.stop()
    with pytest.raises(ProcessClosedError):
        check.findings()
    assert process.id is None


def test_without_a_process_the_desk_does_it_itself(desk: Desk) -> None:
    check = FullCheck(desk, DRAFT, DeskProcess(["/no/such/program"]))
    assert check.findings() == desk.review.check_in_full(DRAFT)

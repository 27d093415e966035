"""A desk with a process of its own: the same answers, whatever becomes of the process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from wengao.desk.background_desk import HANDED_OVER, BackgroundDesk
from wengao.desk.desk import Desk
from wengao.desk.process import DeskProcess, ProcessClosedError
from wengao.desk.workspace import Workspace, create_workspace, open_workspace
from wengao.drafts.markdown import parse_draft
from wengao.drafts.model import Draft
from wengao.errors import UnknownNameError, UsageError

PATIENCE = 60.0
SPEECH = """\
在全市网格治理推进会上的讲话
（2025年3月18日）
同志们：
一、深刻认识网格治理的重大意义
网格治理是基层治理的底座，底座牢不牢，直接关系群众的烦心事有没有人管、急难事有没有人办。
二、压实责任抓好落实
各级各部门要把网格治理抓在手上，主要负责同志亲自过问，一级抓一级、层层抓落实。
"""
DRAFT = parse_draft(
    "# 在推进会上的讲话\n\n## 网格治理的重大意义 {role=significance}\n\n网格治理，，重在日常。\n"
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    for kind in ("CACHE", "STATE", "DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "home" / kind.lower()))
    create_workspace(tmp_path / "workspace", with_samples=False)
    for number in range(3):
        (tmp_path / "workspace" / "corpus" / f"{number}.txt").write_text(
            f"{number}{SPEECH}", encoding="utf-8"
        )
    return open_workspace(tmp_path / "workspace")


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[BackgroundDesk]:
    Desk(workspace).corpus.read()
    desk = BackgroundDesk(workspace)
    desk.start()
    yield desk
    desk.close()


def test_answers_are_those_of_a_desk_without_a_process(desk: BackgroundDesk) -> None:
    alone = Desk(desk.workspace)
    assert desk.process.id is not None
    assert [hit.passage for hit in desk.search.find("网格").hits] == [
        hit.passage for hit in alone.search.find("网格").hits
    ]
    found = [[hit.passage for hit in one.search.references(DRAFT, 1).hits] for one in (desk, alone)]
    assert found[0]
    assert found[0] == found[1]
    assert desk.review.check(DRAFT) == alone.review.check(DRAFT) != ()
    assert desk.drafts.statistics(DRAFT) == alone.drafts.statistics(DRAFT)
    assert desk.search.fill(DRAFT) == alone.search.fill(DRAFT)
    assert desk.search.marks() == alone.search.marks()


@pytest.mark.parametrize("operation", sorted(HANDED_OVER))
def test_what_is_handed_over_is_an_operation_that_the_process_is_asked_for(
    workspace: Workspace, operation: str
) -> None:
    asked: list[str] = []

    class Answering(DeskProcess):
        def ask(self, _workspace: Workspace, operation: str, *_more: object) -> object:
            asked.append(operation)
            return "answer"

    desk, (service, name) = BackgroundDesk(workspace, Answering(), Answering()), operation.split(".")
    assert callable(getattr(getattr(Desk(workspace), service), name))
    assert getattr(getattr(desk, service), name)() == "answer"
    assert asked == [operation]


def test_what_one_service_changes_of_the_workspace_the_others_see(
    workspace: Workspace, tmp_path: Path
) -> None:
    desk, more = Desk(workspace), tmp_path / "更多"
    more.mkdir()
    (more / "别的.txt").write_text(SPEECH, encoding="utf-8")
    assert desk.corpus.read([more]).documents == 4
    assert more in desk.workspace.corpus_places
    before = desk.drafts.statistics(DRAFT).minutes
    desk.settings.change("drafts", "rate", 90)
    assert desk.drafts.statistics(DRAFT).minutes == pytest.approx(before * 2)
    assert more in desk.workspace.corpus_places


def test_what_the_drafter_did_wrong_is_told_as_ever(desk: BackgroundDesk) -> None:
    with pytest.raises(UsageError) as empty:
        desk.search.find("")
    assert empty.value.remedy == "请写出要找的词，或选定角色、文种、形、年份"
    with pytest.raises(UnknownNameError) as unknown:
        desk.search.find("网格", role="任物")
    assert unknown.value.nearest[0] == "任务"


def test_a_defect_brings_its_traceback(desk: BackgroundDesk) -> None:
    with pytest.raises(RuntimeError, match="AttributeError"):
        desk.process.ask(desk.workspace, "search.no_such_operation")


def test_settings_that_change_hold_at_once(desk: BackgroundDesk) -> None:
    before = desk.drafts.statistics(DRAFT).minutes
    desk.settings.change("drafts", "rate", 90)
    assert desk.drafts.statistics(DRAFT).minutes == pytest.approx(before * 2)


def test_progress_is_told_and_can_stop_what_is_under_way(workspace: Workspace) -> None:
    desk, told = BackgroundDesk(workspace), []

    def moved(done: int, total: int, _path: str) -> None:
        told.append((done, total))
        if done == 2:
            raise KeyError("enough")

    with pytest.raises(KeyError, match="enough"):
        desk.corpus.read(progress=moved)
    assert told[-1] == (2, 3)
    assert desk.corpus.read().documents == 3
    desk.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_process_that_died_is_started_again(desk: BackgroundDesk) -> None:
    first = desk.process.id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert desk.search.find("网格").hits
    assert desk.process.id not in (None, first)


@pytest.mark.parametrize("command", [["/no/such/program"], [sys.executable, "-c", "raise SystemExit(3)"]])
def test_without_a_process_the_desk_does_it_itself(workspace: Workspace, command: list[str]) -> None:
    desk = BackgroundDesk(workspace, DeskProcess(command), DeskProcess(command))
    desk.start()
    desk.corpus.read()
    assert desk.search.find("网格").hits
    assert desk.review.check(DRAFT)
    assert desk.process.id is None
    assert desk.checking.id is None


LONG = parse_draft(
    "# 在推进会上的讲话\n\n"
    + "".join(
        f"## 第{number}个方面的工作 {{role=task}}\n\n" + f"网格治理重在日常第{number}条。" * 90 + "\n\n"
        for number in range(18)
    )
)
"""Some 20,000 字 in 18 sections."""
A_PAUSE = 1_500
"""Bytes that one process is sent for a character at most: the workspace, the operation, and where the character stands.
The draft whole has 60,000."""


def typed(draft: Draft, text: str) -> Draft:
    part = draft.parts[7]
    return draft.with_part(7, part.with_body(part.body[:40] + text + part.body[40:]))


def test_a_character_more_sends_a_character_and_not_the_draft(desk: BackgroundDesk) -> None:
    def answers(one: Desk, draft: Draft) -> list[object]:
        found = [hit.passage for hit in one.search.references(draft, 7).hits]
        return [one.drafts.statistics(draft), one.review.check(draft), found]

    def sent() -> tuple[int, int]:
        return desk.process.bytes_sent, desk.checking.bytes_sent

    answers(desk, LONG)
    before, draft = sent(), typed(LONG, "，，")
    known = answers(desk, draft)
    working, checking = (now - then for now, then in zip(sent(), before, strict=True))
    assert working < 2 * A_PAUSE
    assert checking < A_PAUSE
    assert known == answers(Desk(desk.workspace), draft)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_process_that_is_new_is_told_the_whole_draft(desk: BackgroundDesk) -> None:
    first = desk.drafts.statistics(LONG).characters
    process, before = desk.process.id, desk.process.bytes_sent
    assert process is not None
    os.kill(process, signal.SIGKILL)
    assert desk.drafts.statistics(typed(LONG, "网格")).characters == first + 2
    assert desk.process.bytes_sent - before > len(LONG.prose)
    assert desk.drafts.statistics(typed(LONG, "网格治理")).characters == first + 4
    assert desk.drafts.statistics(DRAFT) == Desk(desk.workspace).drafts.statistics(DRAFT)


def test_checks_have_a_process_of_their_own_that_the_first_one_starts(desk: BackgroundDesk) -> None:
    assert desk.checking.id is None
    assert desk.review.check(DRAFT)
    assert desk.checking.id not in (None, desk.process.id)
    checking = desk.checking
    desk.close()
    assert checking.id is None


def test_closing_ends_what_is_under_way(workspace: Workspace) -> None:
    desk = BackgroundDesk(workspace)

    with pytest.raises(ProcessClosedError):
        desk.corpus.read(progress=lambda _done, _total, _path: desk.close())
    with pytest.raises(ProcessClosedError):
        desk.search.find("网格")
    assert desk.process.id is None


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_the_process_goes_with_the_desk(workspace: Workspace) -> None:
    script = (
        "from pathlib import Path\n"
        "from wengao.desk.background_desk import BackgroundDesk\n"
        "from wengao.desk.workspace import open_workspace\n"
        f"desk = BackgroundDesk(open_workspace(Path({str(workspace.root)!r})))\n"
        "desk.corpus.read()\n"
        "print(desk.process.id, flush=True)\n"
        "input()\n"
    )
    owner = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert owner.stdout is not None
    worker = int(owner.stdout.readline())
    owner.kill()
    owner.communicate()
    deadline = time.monotonic() + PATIENCE
    while _is_running(worker):
        assert time.monotonic() < deadline, "still there"
        time.sleep(0.05)


def _is_running(process: int) -> bool:
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, check=False)
    return listed.stdout.strip()[:1] not in (b"", b"Z")

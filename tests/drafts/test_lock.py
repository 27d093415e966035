"""The lock on a draft."""

from __future__ import annotations

import datetime
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from wengao.drafts.lock import DraftLock, lock_path
from wengao.errors import DraftLockedError, InputError


def clock() -> datetime.datetime:
    return datetime.datetime(2026, 3, 5, 14, 5, tzinfo=datetime.UTC)


def hold(draft: Path, *, host: str, process: int) -> None:
    holder = {
        "user": "张文澜",
        "host": host,
        "process": process,
        "since": "2026-03-05T14:05:00+08:00",
        "token": "甲",
    }
    lock_path(draft).write_text(json.dumps(holder, ensure_ascii=False), encoding="utf-8")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return tmp_path / "讲话.md"


def test_a_lock_that_is_held_names_its_holder(draft: Path) -> None:
    hold(draft, host="另一台机器", process=1)
    with pytest.raises(DraftLockedError, match="张文澜（主机 另一台机器，03-05 14:05 起）"):
        DraftLock(draft, clock).acquire()


def test_two_windows_of_one_machine_do_not_write_one_draft(draft: Path) -> None:
    first = DraftLock(draft, clock).acquire()
    with pytest.raises(DraftLockedError):
        DraftLock(draft, clock).acquire()
    first.release()
    assert DraftLock(draft, clock).acquire().held


def test_the_lock_of_a_process_that_ended_is_taken_over_by_itself(draft: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    hold(draft, host=socket.gethostname(), process=ended.pid)
    assert DraftLock(draft, clock).holder() is None
    assert DraftLock(draft, clock).acquire().held


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc here to tell an ended process by")
def test_a_process_that_ended_and_was_not_taken_note_of_holds_nothing(draft: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)
    hold(draft, host=socket.gethostname(), process=ended.pid)
    assert DraftLock(draft, clock).holder() is None
    ended.wait()


def test_who_was_taken_over_sees_it_and_leaves_the_lock_alone(draft: Path) -> None:
    first = DraftLock(draft, clock).acquire()
    second = DraftLock(draft, clock).take_over()
    first.release()
    assert (first.held, second.held) == (False, True)


def test_a_released_lock_leaves_nothing_behind(draft: Path) -> None:
    DraftLock(draft, clock).acquire().release()
    assert list(draft.parent.iterdir()) == []


def test_a_lock_file_that_cannot_be_read_holds_nobody_up(draft: Path) -> None:
    lock_path(draft).write_bytes(b"half")
    assert DraftLock(draft, clock).acquire().held


def test_a_holder_is_this_process(draft: Path) -> None:
    holder = DraftLock(draft, clock).acquire().holder()
    assert holder is not None
    assert (holder.process, holder.host) == (os.getpid(), socket.gethostname())


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="占用不了"):
        DraftLock(tmp_path / "没有" / "讲话.md", clock).acquire()

"""The lock on a draft."""

from __future__ import annotations

import datetime
import errno
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
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


@pytest.mark.parametrize("content", [b"half", b"{}", b'{"user": 1}', b"\xff" * 9, b"[" * 90_000])
def test_a_file_that_is_no_lock_is_named_and_taken_over_only_when_asked_for(
    draft: Path, content: bytes
) -> None:
    lock_path(draft).write_bytes(content)
    with pytest.raises(DraftLockedError, match=re.escape(str(lock_path(draft)))) as refusal:
        DraftLock(draft, clock).acquire()
    assert (refusal.value.can_take_over, lock_path(draft).read_bytes()) == (True, content)
    assert DraftLock(draft, clock).take_over().held


@pytest.mark.parametrize("process", [0, -1, 10**30])
def test_a_lock_with_a_process_that_cannot_be_is_no_lock(draft: Path, process: int) -> None:
    hold(draft, host=socket.gethostname(), process=process)
    with pytest.raises(DraftLockedError, match="不是文稿（wengao）写的占用标记"):
        DraftLock(draft, clock).acquire()


def make_link(path: Path) -> None:
    path.symlink_to(path.with_name("别的文件"))


@pytest.mark.parametrize("make", [make_link, Path.mkdir, os.mkfifo], ids=["link", "folder", "pipe"])
def test_what_is_no_file_is_named_and_never_taken_over(draft: Path, make: Callable[[Path], None]) -> None:
    other = draft.with_name("别的文件")
    other.write_text("要紧的内容", encoding="utf-8")
    make(lock_path(draft))
    lock = DraftLock(draft, clock)
    for attempt in (lock.acquire, lock.take_over):
        with pytest.raises(DraftLockedError, match=re.escape(str(lock_path(draft)))) as refusal:
            attempt()
        assert not refusal.value.can_take_over
    assert (lock.held, other.read_text(encoding="utf-8")) == (False, "要紧的内容")


def test_a_lock_that_a_full_disk_left_empty_holds_nobody_up(draft: Path) -> None:
    lock_path(draft).touch()
    lock = DraftLock(draft, clock)
    assert (lock.holder(), lock.acquire().held) == (None, True)
    lock.release()
    assert list(draft.parent.iterdir()) == []


@pytest.mark.parametrize("links", [True, False], ids=["disk with second names", "disk without"])
def test_a_full_disk_leaves_no_lock_behind(draft: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    if not links:
        monkeypatch.setattr(os, "link", full)
    with pytest.raises(InputError, match="磁盘已满"):
        DraftLock(draft, clock).acquire()
    assert list(draft.parent.iterdir()) == []


def test_a_disk_without_second_names_is_locked_too(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_names: object, **_options: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    lock = DraftLock(draft, clock).acquire()
    with pytest.raises(DraftLockedError):
        DraftLock(draft, clock).acquire()
    assert ([file.name for file in draft.parent.iterdir()], lock.held) == ([".讲话.md.lock"], True)


def test_a_lock_that_is_gone_was_not_taken_over(tmp_path: Path) -> None:
    (tmp_path / "文稿").mkdir()
    lock = DraftLock(tmp_path / "文稿" / "讲话.md", clock).acquire()
    (tmp_path / "文稿").rename(tmp_path / "搬走了")
    assert (lock.held, lock.taken) == (False, False)


def test_a_lock_that_somebody_else_has_was_taken_over(draft: Path) -> None:
    lock = DraftLock(draft, clock).acquire()
    DraftLock(draft, clock).take_over()
    assert (lock.held, lock.taken) == (False, True)


def test_a_holder_is_this_process(draft: Path) -> None:
    holder = DraftLock(draft, clock).acquire().holder()
    assert holder is not None
    assert (holder.process, holder.host) == (os.getpid(), socket.gethostname())


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="占用不了"):
        DraftLock(tmp_path / "没有" / "讲话.md", clock).acquire()

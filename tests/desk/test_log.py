"""The log: never in the way, and never said to hold what it does not."""

from __future__ import annotations

import errno
import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from wengao.desk.log import log_defect, start_log
from wengao.desk.workspace import log_file


@pytest.fixture(autouse=True)
def _fresh_log() -> Iterator[None]:
    """A log of this test's own state folder, and none afterwards."""
    logger = logging.getLogger("wengao")
    before, propagate = logger.handlers[:], logger.propagate
    logger.handlers = []
    yield
    for handler in logger.handlers:
        handler.close()
    logger.handlers, logger.propagate = before, propagate


def test_what_was_logged_is_said_to_be_there(capfd: pytest.CaptureFixture[str]) -> None:
    told = log_defect(ValueError("坏了"))
    assert (told, "坏了" in log_file().read_text(encoding="utf-8")) == (f"详情记在日志里：{log_file()}", True)
    assert capfd.readouterr() == ("", "")


def own_handlers() -> list[logging.Handler]:
    """The handlers that the log put there; tools that watch what is logged have some of their own."""
    handlers = logging.getLogger("wengao").handlers
    return [handler for handler in handlers if type(handler).__module__ == "wengao.desk.log"]


def full(*_arguments: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def refuse_with_a_link() -> None:
    log_file().parent.mkdir(parents=True)
    log_file().symlink_to("/dev/full" if Path("/dev/full").exists() else "/dev/null")


def refuse_with_a_file() -> None:
    log_file().parent.parent.mkdir(parents=True, exist_ok=True)
    log_file().parent.write_text("", encoding="utf-8")


def refuse_with_a_pipe() -> None:
    log_file().parent.mkdir(parents=True)
    os.mkfifo(log_file())


@pytest.mark.parametrize("refuse", [refuse_with_a_link, refuse_with_a_file, refuse_with_a_pipe])
def test_a_log_that_cannot_be_opened_is_told_in_a_line(
    refuse: object, capfd: pytest.CaptureFixture[str]
) -> None:
    assert callable(refuse)
    refuse()
    told = log_defect(ValueError("坏了"))
    assert told.startswith("日志没有写成：")
    assert "\n" not in told
    assert capfd.readouterr() == ("", "")


def test_a_full_disk_is_told_and_the_next_entry_is_written(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    start_log()
    before = own_handlers()
    with monkeypatch.context() as patch:
        patch.setattr(type(before[0]), "flush", full, raising=False)
        told = log_defect(ValueError("一"))
    again = log_defect(ValueError("二"))
    assert (told, again) == ("日志没有写成：磁盘已满", f"详情记在日志里：{log_file()}")
    assert (len(before), own_handlers()) == (1, before)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
def test_the_log_is_the_users_alone() -> None:
    log_defect(ValueError("坏了"))
    assert stat.S_IMODE(log_file().stat().st_mode) == 0o600

"""Locks that keep processes apart while one of them writes: held through the system, gone with their process."""

from __future__ import annotations

import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wengao.errors import InputError
from wengao.files.folders import refuse_links
from wengao.files.regular import refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wengao.errors import WorkspaceBusyError


@contextmanager
def process_lock(path: Path, *, below: Path, patience: float, busy: WorkspaceBusyError) -> Iterator[None]:
    """The lock in the file at `path`, for as long as the work takes; the file stays, only its lock goes.

    below: see `opened_folder`. patience: seconds to wait for whoever holds it, then `busy` is raised.
    Raises LinkInTheWayError for a link, InputError where something else stands there or the disk refuses.
    """
    from filelock import FileLock, Timeout

    refuse_links(path, below)
    if path.exists() and not stat.S_ISREG(path.lstat().st_mode):
        raise InputError(f"写不了 {path}：那里不是文件", "请看看它是什么，移走后再试")
    lock = FileLock(path, timeout=patience)
    try:
        lock.acquire()
    except Timeout as timeout:
        raise busy from timeout
    except OSError as error:
        raise refused(path, error) from error
    try:
        yield
    finally:
        lock.release()

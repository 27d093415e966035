"""The lock on a draft (占用): a small file beside it that names who is writing, so that colleagues see it on a shared disk.

The lock of a process that no longer runs on this machine is taken over by itself; any other, and whatever is no lock of
ours, only when the drafter says so. A drafter whose lock was taken over notices at the next save, which then goes to a
file beside.
"""

from __future__ import annotations

import getpass
import json
import os
import secrets
import socket
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.errors import DraftLockedError, InputError, LinkInTheWayError
from wengao.files.rights import rights_of
from wengao.files.writing import create_file, read_own, remove_file, write_file

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from wengao.files.rights import Rights

_TRIES = 3
"""A lock that is let go between looking and taking is tried for again."""

_LARGEST_PROCESS = 0xFFFFFFFF
_STILL_ACTIVE = 259
_QUERY_LIMITED_INFORMATION = 0x1000


@dataclass(frozen=True, slots=True)
class LockHolder:
    """Who holds a lock. user, host: names. process: its number on that host. since: ISO time. token: of this one holding."""

    user: str
    host: str
    process: int
    since: str
    token: str

    def __str__(self) -> str:
        """The holder as a message names them: 张三（主机 desk-3，14:05 起）."""
        return f"{self.user}（主机 {self.host}，{self.since[5:16].replace('T', ' ')} 起）"


class LockState(Enum):
    """What stands where a lock goes."""

    FREE = "nothing"
    LEFT = "a lock that nobody holds: its process has ended, or a full disk left it empty"
    HELD = "a lock that somebody holds"
    FOREIGN = "a file that is no lock of ours"
    BARRED = "no file at all: a link, a folder, a pipe, or what may not be read"


@dataclass(frozen=True, slots=True)
class LockFile:
    """What was found where a lock goes. holder: who it names; None where it names nobody."""

    state: LockState
    holder: LockHolder | None = None


class DraftLock:
    """The lock on the draft at `draft_path`; not held until `acquire` or `take_over`."""

    def __init__(self, draft_path: Path, clock: Callable[[], datetime.datetime]) -> None:
        self.path = lock_path(draft_path)
        self._draft_path = draft_path
        self._clock = clock
        self._token = ""

    def holder(self) -> LockHolder | None:
        """Who holds the lock, this process included; None where nobody does, or a process that has ended."""
        found = _look(self.path)
        return found.holder if found.state is LockState.HELD else None

    @property
    def held(self) -> bool:
        """Whether this lock is held here, and was not taken over since."""
        holder = _look(self.path).holder
        return bool(self._token) and holder is not None and holder.token == self._token

    @property
    def taken(self) -> bool:
        """Whether somebody else has taken over the lock that was held here; one that is gone was not taken."""
        return _look(self.path).state not in (LockState.FREE, LockState.LEFT) and not self.held

    def acquire(self) -> DraftLock:
        """Hold the lock.

        Raises DraftLockedError with the holder's name where another holds it, or naming what stands in its place where
        that is no lock of ours; InputError where the disk refuses.
        """
        if self.held:
            return self
        for _ in range(_TRIES):
            found = _look(self.path)
            if found.state is LockState.LEFT:
                return self.take_over()
            if found.state is not LockState.FREE:
                raise self._refused(found)
            mine = self._mine()
            try:
                create_file(self.path, _written(mine), rights=self._rights())
            except FileExistsError:
                continue
            except InputError as error:
                raise InputError(
                    f"占用不了文稿 {self._draft_path}：{error.message}", "文件夹不可写，只能阅读"
                ) from error
            self._token = mine.token
            return self
        raise self._refused(_look(self.path))

    def take_over(self) -> DraftLock:
        """Hold the lock whoever held it before.

        Raises DraftLockedError where what stands in its place is no file, InputError where the disk refuses.
        """
        found = _look(self.path)
        if found.state is LockState.BARRED:
            raise self._refused(found)
        mine = self._mine()
        write_file(self.path, _written(mine), rights=self._rights())
        self._token = mine.token
        return self

    def release(self) -> None:
        """Let the lock go; one that was taken over stays with its new holder."""
        if self.held:
            remove_file(self.path)
        self._token = ""

    def _rights(self) -> Rights | None:
        """Whoever may read the draft may know who writes it."""
        return rights_of(self._draft_path) if self._draft_path.exists() else None

    def _mine(self) -> LockHolder:
        return LockHolder(
            _user(),
            socket.gethostname(),
            os.getpid(),
            self._clock().astimezone().isoformat(timespec="seconds"),
            secrets.token_hex(8),
        )

    def _refused(self, found: LockFile) -> DraftLockedError:
        if found.holder is not None:
            return DraftLockedError(
                f"文稿 {self._draft_path} 正由 {found.holder} 写", "可以只读打开，或确认对方已不在写之后接管"
            )
        if found.state is LockState.BARRED:
            return DraftLockedError(
                f"{self.path} 不是文稿（wengao）的占用标记，是链接、文件夹之类或读不了的文件，没有动它",
                "可以只读打开，或看清它是什么，移走之后再打开",
                can_take_over=False,
            )
        return DraftLockedError(
            f"{self.path} 不是文稿（wengao）写的占用标记，没有动它", "可以只读打开，或确认它没有用处之后接管"
        )


def lock_path(draft_path: Path) -> Path:
    """Where the lock on a draft lies: a hidden file beside it."""
    return draft_path.with_name(f".{draft_path.name}.lock")


def _look(path: Path) -> LockFile:
    """What stands where a lock goes."""
    try:
        data = read_own(path)
    except FileNotFoundError:
        return LockFile(LockState.FREE)
    except (OSError, LinkInTheWayError):
        return LockFile(LockState.BARRED if os.path.lexists(path) else LockState.FREE)
    if not data:
        return LockFile(LockState.LEFT)
    try:
        values = json.loads(data)
        holder = LockHolder(
            str(values["user"]),
            str(values["host"]),
            int(values["process"]),
            str(values["since"]),
            str(values["token"]),
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return LockFile(LockState.FOREIGN)
    if not 0 < holder.process <= _LARGEST_PROCESS:
        return LockFile(LockState.FOREIGN)
    return LockFile(LockState.LEFT if _ended(holder) else LockState.HELD, holder)


def _written(holder: LockHolder) -> bytes:
    return json.dumps(asdict(holder), ensure_ascii=False).encode("utf-8", "backslashreplace")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "未知用户"


def _ended(holder: LockHolder) -> bool:
    """Whether the holder is a process of this machine that no longer runs; of other machines nothing is known."""
    return holder.host == socket.gethostname() and not _runs(holder.process)


def _runs(process: int) -> bool:
    if os.name == "nt":
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return not _is_zombie(process)


def _is_zombie(process: int) -> bool:
    """Whether a process has ended and only waits for its parent to take note, where /proc tells (Linux)."""
    try:
        state = (
            Path(f"/proc/{process}/stat")
            .read_text(encoding="utf-8", errors="replace")
            .rpartition(")")[2]
            .split()
        )
    except OSError:
        return False
    return bool(state) and state[0] in ("Z", "X")


def _runs_on_windows(process: int) -> bool:
    """Windows has no signal 0: os.kill would end the process. It is asked for its exit code instead."""
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the name exists on Windows only
    handle = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, process)
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == _STILL_ACTIVE

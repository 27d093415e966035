"""The lock on a draft (占用): a small file beside it that names who is writing, so that colleagues see it on a shared disk.

The lock of a process that no longer runs on this machine is taken over by itself; any other only when the drafter says
so. A drafter whose lock was taken over notices at the next save, which then goes to a file beside.
"""

from __future__ import annotations

import getpass
import json
import os
import secrets
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.drafts.store import write_atomically
from wengao.errors import DraftLockedError, InputError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

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


class DraftLock:
    """The lock on the draft at `draft_path`; not held until `acquire` or `take_over`."""

    def __init__(self, draft_path: Path, clock: Callable[[], datetime.datetime]) -> None:
        self.path = lock_path(draft_path)
        self._draft_path = draft_path
        self._clock = clock
        self._token = ""

    def holder(self) -> LockHolder | None:
        """Who holds the lock, this process included; None where nobody does, or a process that has ended."""
        holder = _read(self.path)
        return None if holder is None or _ended(holder) else holder

    @property
    def held(self) -> bool:
        """Whether this lock is held here, and was not taken over since."""
        holder = _read(self.path)
        return bool(self._token) and holder is not None and holder.token == self._token

    def acquire(self) -> DraftLock:
        """Hold the lock.

        Raises DraftLockedError with the holder's name where another holds it, InputError where the disk refuses.
        """
        if self.held:
            return self
        other = self.holder()
        if other is not None:
            raise self._refused(other)
        if self.path.exists():
            return self.take_over()
        mine = self._mine()
        try:
            with self.path.open("x", encoding="utf-8") as stream:
                stream.write(json.dumps(asdict(mine), ensure_ascii=False))
        except FileExistsError as error:
            rival = self.holder()
            if rival is None:
                return self.take_over()
            raise self._refused(rival) from error
        except OSError as error:
            raise InputError(
                f"占用不了文稿 {self._draft_path}：{error.strerror or error}", "文件夹不可写，只能阅读"
            ) from error
        self._token = mine.token
        return self

    def take_over(self) -> DraftLock:
        """Hold the lock whoever held it before. Raises InputError where the disk refuses."""
        mine = self._mine()
        write_atomically(self.path, json.dumps(asdict(mine), ensure_ascii=False).encode())
        self._token = mine.token
        return self

    def release(self) -> None:
        """Let the lock go; one that was taken over stays with its new holder."""
        if self.held:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
        self._token = ""

    def _mine(self) -> LockHolder:
        return LockHolder(
            _user(),
            socket.gethostname(),
            os.getpid(),
            self._clock().astimezone().isoformat(timespec="seconds"),
            secrets.token_hex(8),
        )

    def _refused(self, holder: LockHolder) -> DraftLockedError:
        return DraftLockedError(
            f"文稿 {self._draft_path} 正由 {holder} 写", "可以只读打开，或确认对方已不在写之后接管"
        )


def lock_path(draft_path: Path) -> Path:
    """Where the lock on a draft lies: a hidden file beside it."""
    return draft_path.with_name(f".{draft_path.name}.lock")


def _read(path: Path) -> LockHolder | None:
    """The holder that a lock file names; a file that cannot be understood names nobody."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return LockHolder(
            str(values["user"]),
            str(values["host"]),
            int(values["process"]),
            str(values["since"]),
            str(values["token"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


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
    except ProcessLookupError:
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

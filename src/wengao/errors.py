"""Every error that wengao shows a drafter, and the exit code each one ends a command with.

    WengaoError                     something the drafter can act on
    ├── UsageError          (2)     a wrong option, name or value
    │   └── UnknownNameError        an unknown role, genre, kind or template: names the nearest
    ├── InputError          (3)     a file, draft or document that cannot be read or used
    │   ├── UnreadableFileError     empty, binary, half-written, refused by the system
    │   ├── DraftFormatError        a draft whose front matter cannot be understood
    │   ├── TemplateError           a template with a mistake, or a field without its value
    │   ├── DraftChangedError       the file on disk is not the one that was opened
    │   ├── DraftAwayError          the folder of a draft that is open has gone: renamed, moved, unmounted
    │   └── LinkInTheWayError       a link where wengao writes under a name of its own
    └── WorkspaceError      (4)     no workspace, a workspace in use, or a damaged one
        ├── WorkspaceBusyError      another process holds the lock
        │   └── DraftLockedError    another drafter is writing the draft
        └── EngineUnavailableError  the engine that an office shares does not answer, or is not one to be talked to

A message says what is wrong and where; the remedy says what to do. Both are Chinese and end without a full stop.
"""

from __future__ import annotations

import difflib
import errno
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DISK_FULL = (errno.ENOSPC, errno.EFBIG, *((errno.EDQUOT,) if hasattr(errno, "EDQUOT") else ()))
"""What the system says where nothing more fits: the disk, a quota, the largest file."""

EXIT_DONE = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_INPUT = 3
EXIT_WORKSPACE = 4
EXIT_INTERRUPTED = 130


_SOME_NAMES = 6


class WengaoError(Exception):
    """An error that the drafter can act on.

    message: what is wrong, and where.
    remedy: what to do about it; may be empty.
    """

    exit_code = EXIT_INPUT

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}。{self.remedy}" if self.remedy else self.message


class UsageError(WengaoError):
    """A wrong option, name or value."""

    exit_code = EXIT_USAGE


class UnknownNameError(UsageError):
    """A name that stands in no list: says which list, and the nearest names in it, or else some of them."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        names = tuple(dict.fromkeys(known))
        self.nearest = nearest_names(name, names)
        some = "、".join(names[:_SOME_NAMES]) + (" 等" if len(names) > _SOME_NAMES else "")
        hint = f"最接近的是：{'、'.join(self.nearest)}" if self.nearest else f"可以写：{some or '（还没有）'}"
        super().__init__(f"没有这个{what}：{name}", hint)


class InputError(WengaoError):
    """A file, draft or document that cannot be read or used."""


class UnreadableFileError(InputError):
    """A file that cannot be read as a document; carries its path and the reason."""

    def __init__(self, path: Path | str, reason: str, remedy: str = "") -> None:
        super().__init__(f"读不了 {path}：{reason}", remedy)
        self.path = path
        self.reason = reason


class DraftFormatError(InputError):
    """A draft whose front matter cannot be understood."""


class TemplateError(InputError):
    """A template with a mistake, or a required field without its value."""


class DraftChangedError(InputError):
    """The draft on disk is not the one that was opened; nothing was overwritten."""


class DraftAwayError(InputError):
    """The folder of a draft that is open is no longer there; nothing was written."""


class LinkInTheWayError(InputError):
    """A link stands where wengao writes under a name of its own; what it leads to was left alone."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} 是一个链接，没有往里写", "请看看它指到哪里，不要了就删掉它再试")
        self.path = path


class WorkspaceError(WengaoError):
    """No workspace here, or one that is in use or damaged."""

    exit_code = EXIT_WORKSPACE


class WorkspaceBusyError(WorkspaceError):
    """Another process holds the workspace's lock."""


class EngineUnavailableError(WorkspaceError):
    """The engine that an office shares does not answer, or is not one to be talked to."""


class DraftLockedError(WorkspaceBusyError):
    """Another drafter is writing the draft, or something else stands where the lock goes; the message names it.

    can_take_over: whether the lock may be taken over when the drafter says so.
    """

    def __init__(self, message: str, remedy: str = "", *, can_take_over: bool = True) -> None:
        super().__init__(message, remedy)
        self.can_take_over = can_take_over


def nearest_names(name: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """The names in `known` that look most like `name`, best first; for Chinese, shared characters count too."""
    names = list(dict.fromkeys(known))
    close = difflib.get_close_matches(name, names, n=count, cutoff=0.5)
    wanted = set(name)
    sharing = sorted(
        (other for other in names if wanted & set(other)),
        key=lambda other: -len(wanted & set(other)) / len(wanted | set(other)),
    )
    return tuple(dict.fromkeys([*close, *sharing]))[:count]


_SYSTEM_WORDS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EBUSY: "正被占用",
    errno.EIO: "磁盘或网络盘读写出错",
    errno.ENOMEM: "内存不够",
    errno.EAGAIN: "系统一时忙不过来",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ESTALE: "网络盘断开过",
    errno.ENOTCONN: "网络盘没有连上",
    errno.ECONNREFUSED: "那边没有开着",
    errno.ECONNRESET: "连接被断开",
    errno.EPIPE: "连接被断开",
    errno.ETIMEDOUT: "等不到回答",
    errno.EHOSTUNREACH: "到不了那台机器",
    errno.ENETUNREACH: "网络不通",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}
"""What a drafter meets, in Chinese: the system says it in the language it was installed in, mostly English."""


def system_reason(error: OSError) -> str:
    """Why the system refused, in a few words."""
    if error.errno in DISK_FULL:
        return "磁盘已满"
    return _SYSTEM_WORDS.get(error.errno or 0) or error.strerror or str(error)

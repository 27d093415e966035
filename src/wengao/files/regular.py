"""Regular files only (普通文件): pipes, sockets and devices are never opened, and what is opened is what was looked at.

Opening a pipe waits for ever, reading /dev/zero never ends, and a link may lead anywhere. A file is looked at before it is
opened, opened without waiting, and looked at once more through the handle: whoever puts something else in its place between
the two gains nothing. Where the system refuses a file, this says why and what to do.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from wengao.errors import DISK_FULL, InputError, system_reason

if TYPE_CHECKING:
    from io import BufferedReader
    from pathlib import Path


def refused(path: Path, error: OSError) -> InputError:
    """The error to raise where `path` could not be written: message and remedy."""
    return InputError(*_message(path, error))


def _message(path: Path, error: OSError) -> tuple[str, str]:
    if isinstance(error, FileNotFoundError):
        return f"写不了 {path}：文件夹不存在", "请先建好文件夹，或换一个位置"
    if isinstance(error, NotADirectoryError):
        return f"写不了 {path}：路径中有一段不是文件夹", "请换一个位置"
    if error.errno in DISK_FULL:
        return f"写不了 {path}：磁盘已满", "请清理出空间，或换一个位置；原文件没有改动"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return (
            f"写不了 {path}：没有写入权限，或文件正被别的程序（如 Word）打开",
            "请关闭占用它的程序，或换一个位置",
        )
    if error.errno == errno.ENAMETOOLONG:
        return f"写不了 {path}：文件名太长", "请换一个短一些的文件名"
    return f"写不了 {path}：{system_reason(error)}", "请换一个位置再试；原文件没有改动"


_KINDS = {
    stat.S_IFIFO: "管道",
    stat.S_IFSOCK: "套接字",
    stat.S_IFCHR: "设备",
    stat.S_IFBLK: "设备",
    stat.S_IFDIR: "文件夹",
    stat.S_IFLNK: "链接",
}
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class NotRegularError(OSError):
    """What stands at a path is no regular file; the message says what it is."""

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(errno.EINVAL, f"这是{kind}，不是文件", str(path))


def kind_of(mode: int) -> str:
    """What a file of this mode is called where it is not a regular one; else empty."""
    return "" if stat.S_ISREG(mode) else _KINDS.get(stat.S_IFMT(mode), "特殊文件")


def is_file(path: Path) -> bool:
    """Whether a file stands at `path`, or a link to one; no where the system does not say.

    Path.is_file raises where a folder above may not be entered or a disk does not answer (before Python 3.14).
    """
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Whether a folder stands at `path`, or a link to one; see `is_file`."""
    return os.path.isdir(path)  # noqa: PTH112


def why_unreadable(error: OSError) -> str:
    """Why a file cannot be opened, as the drafter reads it."""
    if isinstance(error, FileNotFoundError):
        return "文件不存在"
    if isinstance(error, PermissionError):
        return "没有读取权限，或文件正被占用"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹，不是文件"
    return f"系统拒绝读取（{system_reason(error)}）"


def open_regular(path: Path, *, follow: bool = False) -> BufferedReader:
    """A regular file, opened to be read. follow: whether `path` itself may be a link (to a regular file).

    Raises NotRegularError for anything else, other OSErrors as the system does.
    """
    _refuse(path, path.stat() if follow else path.lstat())
    handle = os.open(path, _FLAGS | (0 if follow else getattr(os, "O_NOFOLLOW", 0)))
    try:
        _refuse(path, os.fstat(handle))
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def _refuse(path: Path, status: os.stat_result) -> None:
    if kind := kind_of(status.st_mode):
        raise NotRegularError(path, kind)

"""What the drafter is told when the disk refuses a file."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from wengao.errors import DISK_FULL, InputError

if TYPE_CHECKING:
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
    return f"写不了 {path}：{error.strerror or error}", "请换一个位置再试；原文件没有改动"

"""What is told of errors of the system."""

from __future__ import annotations

import errno
import os

import pytest

from wengao.errors import system_reason


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EACCES, "没有权限"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.ECONNREFUSED, "那边没有开着"),
        (errno.EIO, "磁盘或网络盘读写出错"),
    ],
)
def test_what_the_system_refuses_is_told_in_chinese(number: int, words: str) -> None:
    assert system_reason(OSError(number, os.strerror(number))) == words


def test_what_has_no_words_of_ours_is_told_as_the_system_does() -> None:
    assert system_reason(OSError(errno.EINVAL, "这是管道，不是文件")) == "这是管道，不是文件"
    assert system_reason(OSError("断了")) == "断了"

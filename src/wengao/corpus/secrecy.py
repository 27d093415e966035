"""Marks of secrecy (密级) at the top of a document: 绝密★, 机密★5年, 密级：秘密.

They stand at the top left or right of the first page (GB/T 9704-2012 7.2.2). Such a document has no place on a computer
that is not made for it, and so is not read in unless the drafter's settings allow it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from wengao.corpus.raw import Block

_TOP_LINES = 12
_MARK = re.compile(
    r"^(?:(?:密\s*级|保密等级)\s*[:：]\s*)?(?P<mark>[绝机秘]\s*密\s*(?:[★☆*＊]\s*(?:长期|\d{1,2}\s*[年月日天个]+|启用前)?)?)"
    r"(?:\s*(?:特急|加急|特提|平急|平件))?(?:\s{2,}.{0,20})?$"
)
_INSIDE = re.compile(r"(?P<mark>[绝机秘]\s*密\s*[★☆])")
_SPACES = re.compile(r"\s+")


class SecretFileError(UnreadableFileError):
    """A document that bears a mark of secrecy and was not read."""


def secrecy_mark(lines: Iterable[str]) -> str:
    """The mark of secrecy in the first lines of a document; empty where there is none."""
    top = [line.strip(" \t　") for line in lines if line.strip()][:_TOP_LINES]
    for line in top:
        match = _MARK.match(line) or (_INSIDE.search(line) if len(line) <= 40 else None)
        if match:
            return _SPACES.sub("", match["mark"])
    return ""


def refuse_secret(path: Path, blocks: Iterable[Block]) -> None:
    """Raise SecretFileError where the document at `path` bears a mark of secrecy."""
    mark = secrecy_mark(block.text for block in blocks)
    if mark:
        raise SecretFileError(
            path,
            f"文首标有密级“{mark}”，没有读入",
            '涉密文件不应放在普通计算机上；确属误标或已解密的，在 wengao.toml 的 [corpus] 里写 secrecy = "read" 再读',
        )

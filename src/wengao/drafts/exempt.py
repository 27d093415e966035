"""What does not count as reuse (不计入): quotations, titles of documents, and set phrases that everybody has to write."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from wengao.errors import InputError
from wengao.files.decoding import read_utf8

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_QUOTATION = re.compile(r"“[^“”]{8,}”|「[^「」]{8,}」")
_TITLE = re.compile(r"《[^《》]+》")


@cache
def set_phrases() -> tuple[str, ...]:
    """The set phrases (固定提法) of drafts/data/set_phrases.txt."""
    data = resources.files("wengao.drafts").joinpath("data", "set_phrases.txt")
    return _phrases(data.read_text(encoding="utf-8"))


def read_set_phrases(path: Path) -> tuple[str, ...]:
    """A unit's own set phrases, one a line, # before what is not read. Raises InputError where the file cannot be read."""
    try:
        return _phrases(read_utf8(path))
    except FileNotFoundError as error:
        raise InputError(f"没有固定提法文件 {path}", "请检查 wengao.toml 里 [sources] 的 phrases") from error


def exempt_characters(text: str, phrases: Iterable[str]) -> bytearray:
    """For each character of `text` 1 where it does not count, else 0.

    A quotation of eight characters or more counts as one, marks included; shorter words in quotation marks are the
    drafter's own way of speaking (“最后一公里”).
    """
    exempt = bytearray(len(text))
    spans = [match.span() for pattern in (_QUOTATION, _TITLE) for match in pattern.finditer(text)]
    for phrase in phrases:
        start = text.find(phrase)
        while start != -1:
            spans.append((start, start + len(phrase)))
            start = text.find(phrase, start + 1)
    for start, end in spans:
        exempt[start:end] = b"\x01" * (end - start)
    return exempt


def _phrases(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))

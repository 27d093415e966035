"""The drafter's own words (用词.txt): words mined from the corpus or written by hand, and words struck out.

    责任链条
    军地会商机制    12      a word, and how often it stands in the corpus; the number is for the drafter alone
    -工作会议               a word that is not to be one, be it shipped or mined
    # 说明                  a line that is not read

A plain file in the workspace, so that it can be edited with anything and handed on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.errors import InputError
from wengao.search.analysis import fold, official_terms, searchable_characters

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_HEAD = "# 检索用词：一行一词，数字是在语料中出现的次数；行首加减号，这个词就不再当作一个词。改后下次检索自动重建索引。\n"
_STRUCK = ("-", "－")


def own_terms(file: Path) -> frozenset[str]:
    """The words of the search's dictionary: the shipped ones and the drafter's own, without those struck out.

    Raises InputError where the file is there and cannot be read.
    """
    added, struck = _read(file)
    return (frozenset(map(fold, official_terms())) | added) - struck


def struck_words(file: Path) -> frozenset[str]:
    """The words that the drafter has struck out. Raises InputError where the file cannot be read."""
    return _read(file)[1]


def add_words(file: Path, counted: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Write mined words at the end of the file; returns those that were in it neither as words nor struck out.

    What the drafter wrote stays as it is. Raises InputError where the file cannot be read or written.
    """
    added, struck = _read(file)
    known = added | struck | frozenset(map(fold, official_terms()))
    new = [(word, count) for word, count in counted if fold(word) not in known]
    if not new:
        return ()
    before = _text(file) or _HEAD
    lines = "".join(f"{word}\t{count}\n" for word, count in new)
    draft = file.with_name(f"{file.name}.new")
    try:
        draft.write_text(before.rstrip("\n") + "\n" + lines, encoding="utf-8")
        draft.replace(file)
    except OSError as error:
        raise InputError(f"写不了 {file}：{error.strerror or error}", "请检查文件夹的权限") from error
    return tuple(word for word, _ in new)


def _read(file: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the file, and those struck out."""
    added: set[str] = set()
    struck: set[str] = set()
    for line in _text(file).splitlines():
        first = line.split()[0] if line.split() else "#"
        if first.startswith("#"):
            continue
        word = fold(first.lstrip("".join(_STRUCK)))
        if len(searchable_characters(word)) > 1:
            (struck if first.startswith(_STRUCK) else added).add(word)
    return frozenset(added), frozenset(struck)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"读不了 {file}：{error}", "请存成 UTF-8 文本") from error

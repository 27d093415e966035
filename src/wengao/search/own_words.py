"""The drafter's own words (用词.txt): words mined from the corpus or written by hand, and words struck out.

    责任链条
    军地会商机制    12      a word, and how often it stands in the corpus; the number is for the drafter alone
    -工作会议               a word that is not to be one, be it shipped or mined
    # 说明                  a line that is not read

A plain file in the workspace, so that it can be edited with anything and handed on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.errors import UsageError
from wengao.files.decoding import read_utf8
from wengao.files.writing import write_file
from wengao.search.analysis import fold, official_terms, searchable_characters

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_HEAD = "# 检索用词：一行一词，数字是在语料中出现的次数；行首加减号，这个词就不再当作一个词。改后下次检索自动重建索引。\n"
_STRUCK = ("-", "－")
_SHORTEST = 2
"""Characters of a word that the search knows as one."""


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word of the file. count: how often it stood in the corpus when it was mined; None where no number is written."""

    word: str
    count: int | None
    struck: bool


def own_words(file: Path) -> tuple[OwnWord, ...]:
    """The words of the file in its order, each once, also those struck out. Raises InputError where it cannot be read."""
    found: dict[str, OwnWord] = {}
    for line in _text(file).splitlines():
        read = _read_line(line)
        if read is not None:
            before = found.get(read.word)
            struck = read.struck or (before is not None and before.struck)
            count = read.count if before is None or before.count is None else before.count
            found[read.word] = OwnWord(read.word, count, struck)
    return tuple(found.values())


def strike_word(file: Path, word: str) -> None:
    """Strike a word out: a minus before its lines, or a line of its own at the end.

    Raises UsageError for what is no word to search for, InputError where the file cannot be read or written.
    """
    wanted = _as_word(word)
    lines = (_text(file) or _HEAD).splitlines()
    read = [_read_line(line) for line in lines]
    if not any(one is not None and one.word == wanted for one in read):
        lines.append(f"-{wanted}")
    else:
        lines = [
            f"-{line.lstrip()}" if one is not None and one.word == wanted and not one.struck else line
            for line, one in zip(lines, read, strict=True)
        ]
    _write(file, lines)


def restore_word(file: Path, word: str) -> None:
    """Take back that a word is struck out: without the minus its line stays, but for a shipped word that needs none.

    Raises as strike_word does.
    """
    wanted, shipped = _as_word(word), frozenset(map(fold, official_terms()))
    kept = []
    for line in _text(file).splitlines():
        read = _read_line(line)
        if read is None or read.word != wanted or not read.struck:
            kept.append(line)
        elif wanted not in shipped or len(line.split()) > 1:
            kept.append(line.lstrip().lstrip("".join(_STRUCK)))
    _write(file, kept)


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
    before = (_text(file) or _HEAD).rstrip("\n").splitlines()
    _write(file, [*before, *(f"{word}\t{count}" for word, count in new)])
    return tuple(word for word, _ in new)


def _read(file: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the file, and those struck out."""
    lines = [read for line in _text(file).splitlines() if (read := _read_line(line)) is not None]
    added = frozenset(line.word for line in lines if not line.struck)
    return added, frozenset(line.word for line in lines if line.struck)


def _read_line(line: str) -> OwnWord | None:
    """What a line says; None for a remark, an empty line, and what is no word to search for."""
    first, *rest = line.split() or ["#"]
    if first.startswith("#"):
        return None
    word = fold(first.lstrip("".join(_STRUCK)))
    if len(searchable_characters(word)) < _SHORTEST:
        return None
    count = int(rest[0]) if rest and rest[0].isdecimal() else None
    return OwnWord(word, count, first.startswith(_STRUCK))


def _as_word(text: str) -> str:
    word = fold(text.strip())
    if (
        len(word.split()) != 1
        or word.startswith(("#", *_STRUCK))
        or len(searchable_characters(word)) < _SHORTEST
    ):
        raise UsageError(f"“{text}”不是一个词", "请写两个字以上的一个词，例如 责任链条")
    return word


def _write(file: Path, lines: Iterable[str]) -> None:
    write_file(file, "".join(f"{line}\n" for line in lines).encode("utf-8"))


def _text(file: Path) -> str:
    try:
        return read_utf8(file)
    except FileNotFoundError:
        return ""

"""The unit's own lists as files (任职名单、机构名单、地名用语、固定提法), TOML; an example of each is in review/examples/.

Every mistake is an InputError that names the file, the line where it can be told, and the nearest valid key.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from wengao.errors import InputError, nearest_names
from wengao.files.decoding import read_toml as toml_in
from wengao.files.decoding import read_utf8
from wengao.review.own_lists import OfficeHolder, OwnLists, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LIST_FILES = ("roster", "organs", "places", "phrases")
"""The keys of [files] in a unit's rule file."""

_HOLDER_KEYS = ("name", "posts", "since", "until")
_WORDING_KEYS = ("said", "proper", "since", "reason")
_CHECKED = "checked"


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file of the unit's. Raises InputError where it cannot be read; the message names the line."""
    try:
        return toml_in(path)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path} 不是合格的 TOML（{_where(error)}）", "请检查引号、括号和等号") from error
    except FileNotFoundError as error:
        raise InputError(f"没有这个文件：{path}", "请检查文件名，或把它放回原处") from error


def _where(error: tomllib.TOMLDecodeError) -> str:
    """The parser's own words, with the line in Chinese in front."""
    told = str(error)
    line = told.rpartition("at line ")[2].partition(",")[0]
    where = f"第 {line} 行" if line.isdecimal() else "文件末尾"
    return f"{where}：{told}"


def line_of(path: Path, word: str) -> str:
    """第 N 行 of the first line that has `word`; empty where no line has it."""
    lines = read_utf8(path).split("\n") if path.is_file() else []
    return next((f"第 {number} 行" for number, line in enumerate(lines, 1) if word and word in line), "")


def read_lists(files: Mapping[str, Path]) -> OwnLists:
    """The lists of the files named by LIST_FILES; a list without a file is empty."""
    return OwnLists(
        roster=_roster(files.get("roster")),
        organs=_wordings(files.get("organs"), "organ"),
        places=_wordings(files.get("places"), "place"),
        phrases=_phrases(files.get("phrases")),
    )


def _roster(path: Path | None) -> tuple[OfficeHolder, ...]:
    if path is None:
        return ()
    return tuple(
        OfficeHolder(
            _text(path, entry, "name"),
            _words(path, entry, "posts"),
            _text(path, entry, "since", optional=True),
            _text(path, entry, "until", optional=True),
        )
        for entry in _entries(path, "holder", _HOLDER_KEYS)
    )


def _wordings(path: Path | None, key: str) -> tuple[Wording, ...]:
    if path is None:
        return ()
    return tuple(
        Wording(
            _text(path, entry, "said"),
            *(_text(path, entry, name, optional=True) for name in ("proper", "since", "reason")),
        )
        for entry in _entries(path, key, _WORDING_KEYS)
    )


def _phrases(path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    table = read_toml(path)
    _known(path, table, ("phrases", _CHECKED))
    return _words(path, table, "phrases")


def _entries(path: Path, key: str, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    table = read_toml(path)
    _known(path, table, (key, _CHECKED))
    entries = table.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InputError(f"{path} 的 {key} 应是若干项", f"请写作 [[{key}]]，值写在下面各行")
    for entry in entries:
        _known(path, entry, keys)
    return entries


def _known(path: Path, table: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    for name in table:
        if name not in keys:
            nearest = nearest_names(name, keys)
            remedy = f"最接近的是：{'、'.join(nearest)}" if nearest else f"可用的是：{'、'.join(keys)}"
            raise InputError(f"{path} {line_of(path, name)}不认识“{name}”", remedy)


def _text(path: Path, entry: Mapping[str, Any], key: str, *, optional: bool = False) -> str:
    value = entry.get(key, "")
    value = value if isinstance(value, str) else str(value) if key in ("since", "until") else None
    if value is None or not (value or optional):
        raise InputError(f"{path} 里有一项的 {key} 没有写或不是文字：{dict(entry)}", f'请写作 {key} = "……"')
    return value


def _words(path: Path, entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not value or not all(isinstance(word, str) and word for word in value):
        raise InputError(f"{path} 里的 {key} 应是一列词：{value}", f'请写作 {key} = ["甲", "乙"]')
    return tuple(value)

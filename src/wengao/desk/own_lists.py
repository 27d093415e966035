"""The unit's own lists of official prose (清单/): genres, roles, heading patterns, quotations and the rest.

A file there has the name of a shipped one (genres.toml, roles.toml …) and its form, and holds what the unit adds or
changes; wengao.language.lists says how the two are joined. Every mistake is an InputError that names the file, the line
where it can be told, and the key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wengao.errors import InputError, nearest_names
from wengao.language import synonyms
from wengao.language.lists import KEYED, shipped_list
from wengao.review.list_files import line_of, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the entries of a list may hold: texts, lists of texts, patterns (one or a list of them), numbers, yes or no.

    needed: what a new entry must have. An entry without any of these keys is a plain list of texts, or a text.
    """

    entry: str
    needed: tuple[str, ...]
    texts: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key of an entry."""
        return (*self.texts, *self.lists, *self.patterns, *self.numbers, *self.flags)


_SHAPES = {
    "genres.toml": _Shape(
        "genre",
        ("id", "name", "family"),
        texts=("id", "name", "family"),
        lists=("aliases", "places", "sources"),
        patterns=("ending", "title", "body"),
        flags=("written",),
    ),
    "roles.toml": _Shape(
        "role",
        ("id", "name"),
        texts=("id", "name"),
        lists=("aliases", "near"),
        patterns=("heading", "paragraph", "certain", "inside", "ending"),
    ),
    "aims.toml": _Shape(
        "aim", ("id", "name"), texts=("id", "name"), lists=("aliases", "near"), patterns=("heading", "text")
    ),
    "moods.toml": _Shape("mood", ("id", "patterns"), texts=("id",), patterns=("patterns",)),
    "cues.toml": _Shape(
        "cue",
        ("id", "name", "words"),
        texts=("id", "name", "part"),
        lists=("roles", "kinds", "genres", "hopes"),
        patterns=("words",),
        flags=("stays", "told", "recent", "whole"),
    ),
    "heading_patterns.toml": _Shape(
        "family", ("role", "use", "headings"), texts=("role", "use"), lists=("headings", "genres")
    ),
    "quotations.toml": _Shape(
        "quotation", ("text", "author", "work", "uses"), texts=("text", "author", "work"), lists=("uses",)
    ),
    "frames.toml": _Shape("frame", ("name", "pattern"), texts=("name",), patterns=("pattern",)),
    "self_review.toml": _Shape("year", ("year", "aspects"), lists=("aspects",), numbers=("year",)),
}
_PLAIN = ("units.toml", "names.toml", "organs.toml", "synonyms.toml")
"""Lists without entries: their keys hold texts or lists of texts."""


def read_own_lists(folder: Path) -> dict[str, Mapping[str, Any]]:
    """The unit's lists by name of file; empty where it has none. Raises InputError for the first mistake."""
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    return {file.name: _Reader(file).read() for file in files}


class _Reader:
    """One file being read."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> dict[str, Any]:
        """The file's table, found to be in form."""
        name = self._file.name
        if name not in (*_SHAPES, *_PLAIN):
            nearest = "、".join(nearest_names(name, [*_SHAPES, *_PLAIN]))
            raise InputError(f"{self._file} 不是 wengao 的清单", f"文件名可以是：{nearest}")
        table = read_toml(self._file)
        shape = _SHAPES.get(name)
        self._check_keys(table, (shape.entry,) if shape else tuple(shipped_list(name)), "")
        for problem in self._problems(table, shape):
            raise problem
        return table

    def _problems(self, table: Mapping[str, Any], shape: _Shape | None) -> Iterator[InputError]:
        if shape is None:
            shipped = shipped_list(self._file.name)
            for key, value in table.items():
                if not isinstance(value, type(shipped[key])) or not _is_text_or_texts(value):
                    yield self._mistake(
                        key, f"“{key}”写法不对", "请照自带的清单来写，文字加引号，多个放在方括号里"
                    )
                elif self._file.name == "synonyms.toml":
                    yield from self._synonym_problems(value)
            return
        entries = table.get(shape.entry, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            yield self._mistake(shape.entry, f"“{shape.entry}”写法不对", f"请每条写作 [[{shape.entry}]]")
            return
        for number, entry in enumerate(entries, 1):
            yield from self._entry_problems(entry, shape, number)

    def _synonym_problems(self, text: str) -> Iterator[InputError]:
        for line in synonyms.lines(text):
            if not synonyms.is_in_form(line):
                yield self._mistake(
                    line,
                    f"“{line}”写法不对",
                    "请写作 简称 > 公文的说法、另一种说法 | 出处，两头通用的把 > 换成 =",
                )

    def _entry_problems(self, entry: Mapping[str, Any], shape: _Shape, number: int) -> Iterator[InputError]:
        label = f"第 {number} 条"
        self._check_keys(entry, shape.keys, label)
        for key in shape.needed:
            if key not in entry and not self._is_shipped(entry, shape):
                yield self._mistake(str(entry.get("id", "")), f"{label}缺少“{key}”", f"请补上 {key} = …")
        for key, value in entry.items():
            if not _has_form(key, value, shape):
                yield self._mistake(
                    key, f"{label}的“{key}”写法不对", "请照自带的清单来写，文字加引号，多个放在方括号里"
                )
            elif key in shape.patterns:
                yield from self._pattern_problems(key, value, label)
        yield from self._word_problems(entry, label)

    def _pattern_problems(self, key: str, value: str | list[str], label: str) -> Iterator[InputError]:
        for pattern in [value] if isinstance(value, str) else value:
            try:
                re.compile(pattern)
            except re.error as error:
                yield self._mistake(
                    pattern,
                    f"{label}的“{key}”里“{pattern}”不是合格的正则表达式（{error}）",
                    "请检查括号是否成对",
                )

    def _word_problems(self, entry: Mapping[str, Any], label: str) -> Iterator[InputError]:
        """Ids of roles that there are none of; those of the unit's own roles.toml are known."""
        named = [*entry.get("places", ()), *([entry["role"]] if "role" in entry else [])]
        own = self._file.with_name("roles.toml")
        tables = [shipped_list("roles.toml"), *([read_toml(own)] if own.is_file() else [])]
        known = {role.get("id") for table in tables for role in table.get("role", ())}
        for word in named:
            if word and word not in known:
                nearest = "、".join(nearest_names(word, sorted(map(str, known))))
                yield self._mistake(word, f"{label}里没有“{word}”这个角色", f"相近的有：{nearest}")

    def _is_shipped(self, entry: Mapping[str, Any], shape: _Shape) -> bool:
        """Whether an entry changes a shipped one, so that it need not be whole."""
        key = KEYED.get(shape.entry, "")
        shipped = shipped_list(self._file.name)[shape.entry]
        return key in entry and any(other.get(key) == entry[key] for other in shipped)

    def _check_keys(self, table: Mapping[str, Any], known: tuple[str, ...], label: str) -> None:
        for key in table:
            if key not in known:
                nearest = "、".join(nearest_names(key, known))
                raise self._mistake(key, f"{label}不认识“{key}”", f"可以写的有：{nearest}")

    def _mistake(self, word: str, what: str, remedy: str) -> InputError:
        return InputError(f"{self._file} {line_of(self._file, word)}：{what}", remedy)


def _has_form(key: str, value: object, shape: _Shape) -> bool:
    if key in shape.flags:
        return isinstance(value, bool)
    if key in shape.numbers:
        return isinstance(value, int) and not isinstance(value, bool)
    if key in shape.texts or (key in shape.patterns and shape.entry == "frame"):
        return isinstance(value, str) and bool(value)
    return isinstance(value, list) and _is_text_or_texts(value)


def _is_text_or_texts(value: object) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(item, str) for item in value)
    )

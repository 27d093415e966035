"""The lists that this package reads: those that ship (prose/data), and the unit's own laid over them.

A process works for one unit at a time. Its lists are set when its workspace is opened; what was made of earlier ones is
then made anew.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MadeT = TypeVar("MadeT")

KEYED = {"genre": "id", "role": "id", "frame": "name", "year": "year"}
"""Lists of entries that are told apart by one of their keys; an own entry is laid over the shipped one of that key."""

_JOINED = ("aliases", "near", "ending", "title", "body", "heading", "paragraph", "certain")
_DATA = Path(__file__).parent / "data"
_own: dict[str, Mapping[str, Any]] = {}
_made: list[Callable[[], None]] = []


def from_lists(make: Callable[[], MadeT]) -> Callable[[], MadeT]:
    """A function without arguments that makes something of the lists: it is called once, and again for other lists."""
    cached = cache(make)
    _made.append(cached.cache_clear)
    return cached


def use_own_lists(own: Mapping[str, Mapping[str, Any]]) -> None:
    """Lay a unit's lists, by name of file, over those that ship; an empty mapping leaves those alone. Not checked here."""
    if own == _own:
        return
    _own.clear()
    _own.update(own)
    for forget in _made:
        forget()


def own_lists() -> dict[str, Mapping[str, Any]]:
    """The unit's lists in use, by name of file: what another process of the same work is given."""
    return dict(_own)


def shipped_list(name: str) -> dict[str, Any]:
    """The TOML file `name` in prose/data."""
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


def prose_list(name: str) -> dict[str, Any]:
    """The list `name` with the unit's own laid over it.

    Own entries come first. Where the shipped list has one of the same key, words and patterns are joined with its own,
    and other values take their place. A text that lists characters (surnames) grows by those of the unit's.
    """
    merged = shipped_list(name)
    for key, value in _own.get(name, {}).items():
        merged[key] = _joined(key, value, merged.get(key, type(value)()))
    return merged


def _joined(key: str, own: Any, shipped: Any) -> Any:
    if isinstance(own, str):
        return own + shipped
    if key in KEYED:
        return _entries_joined(own, shipped, KEYED[key])
    return [*own, *(entry for entry in shipped if entry not in own)]


def _entries_joined(
    own: list[dict[str, Any]], shipped: list[dict[str, Any]], key: str
) -> list[dict[str, Any]]:
    known = {entry[key] for entry in shipped}
    changes = {entry[key]: entry for entry in own}
    new = [entry for entry in own if entry[key] not in known]
    return [*new, *(_laid_over(entry, changes.get(entry[key], {})) for entry in shipped)]


def _laid_over(shipped: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    joined = {name: [*own[name], *shipped[name]] for name in _JOINED if name in own and name in shipped}
    return {**shipped, **own, **joined}

"""The lists that this package reads: those that ship (language/data), and a unit's own laid over them.

A `Language` is both together, and holds what is made of them. Whoever works for a unit says so: `with
language.in_use():`. What is called within finds it with `language()`; elsewhere the shipped lists alone hold. It goes
with the context (contextvars), so that two units may be served side by side; a thread gets it with
`contextvars.copy_context`, another process with its task.
"""

from __future__ import annotations

import tomllib
import zlib
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from wengao.language.known import NOTHING_KNOWN, Known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MadeT = TypeVar("MadeT")

KEYED = {"genre": "id", "role": "id", "aim": "id", "mood": "id", "cue": "id", "frame": "name", "year": "year"}
"""Lists of entries that are told apart by one of their keys; an own entry is laid over the shipped one of that key."""

_JOINED = (
    "aliases",
    "words",
    "hopes",
    "roles",
    "kinds",
    "genres",
    "near",
    "ending",
    "title",
    "body",
    "heading",
    "inside",
    "paragraph",
    "text",
    "patterns",
    "certain",
)
_FOR_QUERIES = ("cues.toml", "synonyms.toml")
"""Lists that only searching looks at."""
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Language:
    """The shipped lists with a unit's `own` laid over them, by name of file; not checked here.

    known: the names that the unit's settings tell. Two are equal where these and their own lists are. What is made of the
    lists is made when it is first asked for, and kept.
    """

    own: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    known: Known = NOTHING_KNOWN
    _made: dict[Callable[[], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __hash__(self) -> int:
        return self.stamp

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process makes of the lists what it needs."""
        return type(self), (self.own, self.known)

    @property
    def stamp(self) -> int:
        """A number that is another for other lists, the same in every process; 0 for the shipped ones alone.

        Names that the settings tell and lists for queries change nothing of what the corpus holds, and are not in it.
        """
        read = sorted(item for item in self.own.items() if item[0] not in _FOR_QUERIES)
        return zlib.crc32(repr(read).encode("utf-8", "surrogatepass")) if read else 0

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let these lists hold for what is called within."""
        with following(lambda: self):
            yield

    def table(self, name: str) -> dict[str, Any]:
        """The list `name` with the unit's own laid over it.

        Own entries come first. Where the shipped list has one of the same key, words and patterns are joined with its
        own, and other values take their place. A text that lists characters (surnames) grows by those of the unit's.
        """
        merged = shipped_list(name)
        for key, value in self.own.get(name, {}).items():
            merged[key] = _joined(key, value, merged.get(key, type(value)()))
        return merged

    def made(self, make: Callable[[], MadeT]) -> MadeT:
        """What `make` makes of these lists. Two threads that ask at once get the same."""
        if make not in self._made:
            with self.in_use():
                self._made.setdefault(make, make())
        made: MadeT = self._made[make]
        return made


SHIPPED = Language()
"""The lists that ship, with nothing laid over them."""

_in_use: ContextVar[Callable[[], Language]] = ContextVar("_in_use", default=lambda: SHIPPED)


def language() -> Language:
    """The language in use here."""
    return _in_use.get()()


@contextmanager
def following(current: Callable[[], Language]) -> Iterator[None]:
    """Let the language that `current` tells hold for what is called within: for a face whose unit may edit its lists."""
    token = _in_use.set(current)
    try:
        yield
    finally:
        _in_use.reset(token)


def from_lists(make: Callable[[], MadeT]) -> Callable[[], MadeT]:
    """A function without arguments that makes something of the lists in use: once for each language."""

    @wraps(make)
    def made() -> MadeT:
        return language().made(make)

    return made


def shipped_list(name: str) -> dict[str, Any]:
    """The TOML file `name` in language/data."""
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


def prose_list(name: str) -> dict[str, Any]:
    """The list `name` of the language in use."""
    return language().table(name)


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

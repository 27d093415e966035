"""The language of a desk: the shipped lists with those of its workspace (清单/) laid over them, as they stand now.

`in_use` is entered where an operation begins, see `spoken`. A list that was edited meanwhile is read again there; one
operation keeps the lists it began with to its end, whatever other operations it consists of.
"""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import wraps
from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeVar

from wengao.errors import InputError
from wengao.language.lists import SHIPPED, Language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from wengao.language.known import Known

    MethodT = TypeVar("MethodT", bound=Callable[..., Any])
    ServiceT = TypeVar("ServiceT")

_EVEN_WITH_MISTAKES = "even_with_mistakes"

_at_work: ContextVar[UnitLanguage | None] = ContextVar("_at_work", default=None)
"""Whose operation runs here."""


class UnitLanguage:
    """The lists of the folder that `folder` tells, with the names that `known` tells. Any thread may ask.

    Raises InputError, here as elsewhere, where one of the lists holds a mistake.
    """

    def __init__(self, folder: Callable[[], Path], known: Callable[[], Known]) -> None:
        self._folder = folder
        self._known = known
        self._lock = threading.Lock()
        self._read: tuple[tuple[object, ...], Language] | None = None
        self.refresh()

    @property
    def last(self) -> Language:
        """The language as it was last read."""
        return SHIPPED if self._read is None else self._read[1]

    def refresh(self) -> None:
        """Read the lists again, unless no file of them has changed. Those of before stay where one holds a mistake."""
        folder, known = self._folder(), self._known()
        with self._lock:
            state = (known, *_state(folder))
            if self._read is None or self._read[0] != state:
                self._read = state, _language_of(folder, known, self.last)

    @contextmanager
    def in_use(self, *, with_mistakes: bool = False) -> Iterator[None]:
        """Let the lists hold for what is called within. with_mistakes: let those of before do where one holds a mistake."""
        if _at_work.get() is self:
            yield
            return
        with suppress(*([InputError] if with_mistakes else [])):
            self.refresh()
        token = _at_work.set(self)
        try:
            with self.last.in_use():
                yield
        finally:
            _at_work.reset(token)


def even_with_mistakes(method: MethodT) -> MethodT:
    """Mark an operation that must not fail for a mistake in a list: lists as they were before it are used."""
    method.__dict__[_EVEN_WITH_MISTAKES] = True
    return method


def spoken(*, with_mistakes: bool = False) -> Callable[[type[ServiceT]], type[ServiceT]]:
    """Let every public method that a service defines be an operation in its unit's language.

    The service has a DeskContext as `_context`. with_mistakes: every operation is one `even_with_mistakes`, as saving is.
    """

    def decorated(service: type[ServiceT]) -> type[ServiceT]:
        for name, member in list(vars(service).items()):
            if isinstance(member, FunctionType) and not name.startswith("_"):
                tolerant = with_mistakes or _EVEN_WITH_MISTAKES in vars(member)
                setattr(service, name, _operation(member, with_mistakes=tolerant))
        return service

    return decorated


def _operation(method: Callable[..., Any], *, with_mistakes: bool) -> Callable[..., Any]:
    @wraps(method)
    def operation(service: Any, *arguments: Any, **keywords: Any) -> Any:
        language: UnitLanguage = service._context.unit_language  # noqa: SLF001 - `spoken` is part of the service it decorates
        with language.in_use(with_mistakes=with_mistakes):
            return method(service, *arguments, **keywords)

    return operation


def _state(folder: Path) -> tuple[object, ...]:
    """What is another once a list was edited, came or went; cheap enough for every operation."""
    try:
        with os.scandir(folder) as entries:
            files = sorted((entry.name, entry.stat()) for entry in entries if entry.name.endswith(".toml"))
    except OSError:
        return (folder,)
    stamps = ((name, found.st_mtime_ns, found.st_ctime_ns, found.st_size) for name, found in files)
    return (folder, *stamps)


def _language_of(folder: Path, known: Known, before: Language) -> Language:
    """The language with the lists of a folder and known names; one that was there keeps what was made of it."""
    lists: Mapping[str, Mapping[str, Any]] = {}
    if folder.is_dir():
        from wengao.desk.own_lists import read_own_lists

        lists = read_own_lists(folder)
    read = Language(lists, known)
    return next((there for there in (before, SHIPPED) if there == read), read)

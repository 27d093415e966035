"""What a process and its child say to one another, over two pipes that nobody else can reach.

A desk and its worker:      Request(number, operation, …)  Stop(number)   ⇄   Progress(number, …)  Outcome(number, …)
whoever has work confined:  Call(function, …)                             ⇄   Outcome(…)

Messages are pickles of values: drafts, passages, findings, reports; before each stands its length. What is cut off ends
the exchange.
"""

from __future__ import annotations

import os
import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from wengao.errors import WengaoError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wengao.language.lists import Language

_LENGTH_BYTES = 8


@dataclass(frozen=True, slots=True)
class Request:
    """An operation to be done, one of several at a time. callbacks: names of its parameters that take progress."""

    number: int
    operation: str
    arguments: tuple[Any, ...]
    keywords: Mapping[str, Any]
    callbacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """What was asked for is no longer wanted: its next progress ends it."""

    number: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an operation has come, for one of its callbacks."""

    number: int
    callback: str
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function to be called within limits. language: the lists (language.lists) that hold while it runs.

    seconds: of processor time. memory: bytes over what the process has when it begins.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    keywords: Mapping[str, Any]
    language: Language
    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception as values. kind: its class where it is one of wengao's own, or MemoryError; else None."""

    kind: type[WengaoError] | type[MemoryError] | None
    message: str
    facts: Mapping[str, Any]

    @classmethod
    def of(cls, error: BaseException) -> Failure:
        """An error that the drafter can act on keeps all it says; of any other its traceback is kept."""
        if isinstance(error, WengaoError):
            return cls(type(error), str(error.args[0]), dict(error.__dict__))
        if isinstance(error, MemoryError):
            return cls(MemoryError, "", {})
        from traceback import format_exception

        return cls(None, "".join(format_exception(error)), {})

    def error(self) -> Exception:
        """The exception again."""
        if self.kind is None:
            return RemoteDefectError(self.message)
        error = self.kind.__new__(self.kind, self.message)
        error.__dict__.update(self.facts)
        return error


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request: its value, or why there is none. last: whether the child ends after this one."""

    number: int
    value: Any = None
    failure: Failure | None = None
    last: bool = False


class RemoteDefectError(RuntimeError):
    """Something that nobody foresaw in the other process; says its traceback."""


def send(stream: BinaryIO, message: object) -> int:
    """Write a message; returns how many bytes it has.

    Raises OSError where the other side is gone; what cannot be pickled is not written at all.
    """
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH_BYTES, "big"))
    stream.write(data)
    stream.flush()
    return _LENGTH_BYTES + len(data)


def receive(stream: BinaryIO) -> Any:
    """The next message; None once the other side has gone."""
    try:
        length = stream.read(_LENGTH_BYTES)
        if len(length) < _LENGTH_BYTES:
            return None
        data = stream.read(int.from_bytes(length, "big"))
    except (OSError, ValueError):
        return None
    if len(data) < int.from_bytes(length, "big"):
        return None
    return pickle.loads(data)  # noqa: S301 - from a process of our own, over a pipe of its own


def own_streams() -> tuple[BinaryIO, BinaryIO]:
    """A child's two pipes, off its standard streams: what a library prints there must not get between messages."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return requests, answers

"""What a desk and the process that works for it say to one another, over two pipes that nobody else can reach.

    desk      Request(number, operation, …)                      Stop(number)
    process              Progress(number, callback, …)           Outcome(number, value or failure)

Messages are pickles of values: drafts, passages, findings, reports. Each is complete in itself; what is cut off ends the
exchange.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from wengao.errors import WengaoError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wengao.desk.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Request:
    """An operation of the desk to be done on a workspace. callbacks: names of the parameters that take progress."""

    number: int
    workspace: Workspace
    operation: str
    arguments: tuple[Any, ...]
    keywords: Mapping[str, Any]
    callbacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """The desk no longer wants what it asked for: its next progress ends it."""

    number: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an operation has come, for one of its callbacks."""

    number: int
    callback: str
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception as values. kind: its class where it is one of wengao's own, else None."""

    kind: type[WengaoError] | None
    message: str
    facts: Mapping[str, Any]

    @classmethod
    def of(cls, error: BaseException) -> Failure:
        """An error that the drafter can act on keeps all it says; of any other its traceback is kept."""
        if isinstance(error, WengaoError):
            return cls(type(error), str(error.args[0]), dict(error.__dict__))
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
    """What became of a request: its value, or why there is none."""

    number: int
    value: Any = None
    failure: Failure | None = None


class RemoteDefectError(RuntimeError):
    """Something that nobody foresaw in the other process; says its traceback."""


def send(stream: BinaryIO, message: Request | Stop | Progress | Outcome) -> None:
    """Write a message. Raises OSError where the other side is gone; what cannot be pickled is not written at all."""
    stream.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """The next message; None once the other side has gone, or has said what is no message (to pickle, any error)."""
    try:
        return pickle.load(stream)  # noqa: S301 - from a process of our own, over a pipe of its own
    except Exception:  # noqa: BLE001 - a half-written pickle may raise anything
        return None

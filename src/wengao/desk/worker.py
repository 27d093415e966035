"""The process that works for a desk (wengao.desk.process), in its own process.

It does what it is asked for, several requests at once, and ends when the desk that started it is gone.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from operator import attrgetter
from typing import TYPE_CHECKING, Any, BinaryIO

from wengao.desk.sent_drafts import DraftReceiver
from wengao.processes.exchange import Failure, Outcome, Progress, Request, Stop, own_streams, receive, send

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.desk.desk import Desk
    from wengao.desk.workspace import Workspace

_NICE = 5
"""Whoever draws comes first where processors are few (Unix)."""


class _UnwantedError(Exception):
    """Raised inside an operation that is no longer wanted, to get out of it."""


class Worker:
    """Does the requests that come in, each in a thread of its own."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO) -> None:
        self._requests = requests
        self._answers = answers
        self._sending = threading.Lock()
        self._opening = threading.Lock()
        self._drafts = DraftReceiver()
        self._desk: Desk | None = None
        self._unwanted: set[int] = set()

    def serve(self) -> None:
        """Work until the desk is gone."""
        while (message := receive(self._requests)) is not None:
            if isinstance(message, Stop):
                self._unwanted.add(message.number)
            else:
                request = self._drafts.unpacked(message)
                threading.Thread(target=self._do, args=(request,), daemon=True).start()

    def _do(self, request: Request) -> None:
        callbacks = {name: self._progress(request.number, name) for name in request.callbacks}
        try:
            workspace, *arguments = request.arguments
            operation = attrgetter(request.operation)(self._desk_on(workspace))
            value = operation(*arguments, **request.keywords, **callbacks)
            self._send(Outcome(request.number, value))
        except BaseException as error:  # noqa: BLE001 - whatever it is, the desk is told, and this process goes on
            self._send(Outcome(request.number, failure=Failure.of(error)))
        self._unwanted.discard(request.number)

    def _desk_on(self, workspace: Workspace) -> Desk:
        with self._opening:
            if self._desk is None:
                from wengao.desk.desk import Desk

                self._desk = Desk(workspace)
            elif self._desk.workspace != workspace:
                self._desk.context.workspace = workspace
            return self._desk

    def _progress(self, number: int, name: str) -> Callable[..., None]:
        def moved(*arguments: Any) -> None:
            if number in self._unwanted:
                raise _UnwantedError
            self._send(Progress(number, name, arguments))

        return moved

    def _send(self, message: Progress | Outcome) -> None:
        with self._sending:
            send(self._answers, message)


def main() -> None:
    """Work until the desk is gone."""
    requests, answers = own_streams()
    with suppress(AttributeError, OSError):
        os.nice(_NICE)
    Worker(requests, answers).serve()
    os._exit(0)

"""A process that works for a desk: started when it is first needed, started again when it has died, gone with the desk.

The full check (全面检查) has one of its own, so that it can be stopped at any moment. It writes nothing, so nothing is lost
with the process; and searches and the next check do not wait behind it.
"""

from __future__ import annotations

import queue
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from wengao.desk.sent_drafts import DraftSender
from wengao.processes.child import Child
from wengao.processes.exchange import Outcome, Progress, Request, Stop
from wengao.processes.starting import python_command

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wengao.desk.desk import Desk
    from wengao.desk.workspace import Workspace
    from wengao.drafts.model import Draft
    from wengao.review.model import Finding


class FullCheck:
    """One full check of a draft. process: that does it; a new one where none is given."""

    def __init__(self, desk: Desk, draft: Draft, process: DeskProcess | None = None) -> None:
        self._desk = desk
        self._draft = draft
        self._process = process or DeskProcess()

    def findings(self) -> tuple[Finding, ...]:
        """What the check finds; waits for it.

        Raises ProcessClosedError where it was stopped. Where the system starts no process, the check is done in this one
        and cannot be stopped.
        """
        try:
            found: tuple[Finding, ...] = self._process.ask(
                self._desk.workspace, "review.check_in_full", (self._draft,)
            )
        except ProcessUnavailableError:
            return self._desk.review.check_in_full(self._draft)
        finally:
            self._process.close()
        return found

    def stop(self) -> None:
        """End it at once; after its end, or before it has begun, too."""
        self._process.kill()


_OFFICE = ("WENGAO_OFFICE_PASSWORD", "DBUS_SESSION_BUS_ADDRESS")
"""What the office's corpus is asked with: the drafter's password, or the way to the keyring that has it."""
_WORKER = "wengao.desk.worker:main"
_MOST_STARTS = 4
"""A process that dies again and again is not started for ever."""


class ProcessUnavailableError(Exception):
    """There is no process to work for the desk: it cannot be started, or has died while it worked."""


class ProcessClosedError(Exception):
    """The desk was closed while something was asked of its process, or before."""


class DeskProcess:
    """Asks operations of a desk in another process. Any thread may ask, also several at once.

    command: what starts the process, in place of wengao.desk.worker.
    """

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = command
        self._lock = threading.Lock()
        self._process: Child | None = None
        self._drafts = DraftSender()
        self._bytes_sent = 0
        self._waiting: dict[int, queue.SimpleQueue[Progress | Outcome | None]] = {}
        self._number = 0
        self._starts = 0
        self._closed = False

    @property
    def id(self) -> int | None:
        """The id of the process; None where none runs."""
        process = self._process
        return process.id if process is not None and process.running else None

    @property
    def bytes_sent(self) -> int:
        """How many bytes the process was sent, with those before it that have died."""
        return self._bytes_sent

    def start(self) -> None:
        """Start the process unless it runs. Raises ProcessUnavailableError where it cannot be."""
        with self._lock:
            self._running()

    def ask(
        self,
        workspace: Workspace,
        operation: str,
        arguments: tuple[Any, ...] = (),
        keywords: Mapping[str, Any] | None = None,
        callbacks: Mapping[str, Callable[..., object] | None] | None = None,
    ) -> Any:
        """What an operation of the desk on `workspace` answers, or raises.

        operation: its service and its name, such as search.find.
        callbacks: the parameters of the operation that take progress. Where one of them raises, the operation is
        stopped, and ask raises the same. Raises ProcessUnavailableError where the process cannot be started or dies,
        ProcessClosedError where it was closed.
        """
        wanted = {name: call for name, call in (callbacks or {}).items() if call is not None}
        answers: queue.SimpleQueue[Progress | Outcome | None] = queue.SimpleQueue()
        with self._lock:
            process = self._running()
            self._number += 1
            number = self._number
            self._waiting[number] = answers
            request = Request(number, operation, (workspace, *arguments), keywords or {}, tuple(wanted))
            self._send(process, self._drafts.packed(request))
            self._drafts.was_sent(request)
        try:
            return self._outcome(answers, wanted, lambda: self._stop(process, number))
        finally:
            with self._lock:
                self._waiting.pop(number, None)

    def close(self) -> None:
        """Let the process end, whatever it is at; whoever waits for it is told. Nothing can be asked any more."""
        process = self._let_go()
        if process is not None:
            process.end()

    def kill(self) -> None:
        """As close, but at once and without waiting for the end; only for a process that writes nothing."""
        process = self._let_go()
        if process is not None:
            process.kill()

    def _let_go(self) -> Child | None:
        """Take no more questions, tell whoever waits; returns the process that is to end."""
        with self._lock:
            self._closed = True
            process, self._process = self._process, None
            waiting, self._waiting = self._waiting, {}
        for answers in waiting.values():
            answers.put(None)
        return process

    def _outcome(
        self,
        answers: queue.SimpleQueue[Progress | Outcome | None],
        callbacks: Mapping[str, Callable[..., object]],
        stop: Callable[[], None],
    ) -> Any:
        """Wait for the outcome; what a callback raises is raised once the operation has come to its end."""
        unwanted: Exception | None = None
        while isinstance(message := answers.get(), Progress):
            if unwanted is None:
                try:
                    callbacks[message.callback](*message.arguments)
                except Exception as error:  # noqa: BLE001 - the caller's way to stop, handed back to it
                    unwanted = error
                    stop()
        if unwanted is not None:
            raise unwanted
        if message is None:
            raise ProcessClosedError if self._closed else ProcessUnavailableError
        if message.failure is not None:
            raise message.failure.error()
        return message.value

    def _stop(self, process: Child, number: int) -> None:
        with self._lock, suppress(ProcessUnavailableError):
            self._send(process, Stop(number))

    def _running(self) -> Child:
        """The process, started if need be; to be called with the lock held."""
        if self._closed:
            raise ProcessClosedError
        if self._process is not None and self._process.running:
            return self._process
        if self._starts >= _MOST_STARTS:
            raise ProcessUnavailableError
        self._starts += 1
        try:
            process = Child(self._command or python_command(_WORKER), also=_OFFICE)
        except OSError as error:
            raise ProcessUnavailableError from error
        self._process, self._drafts = process, DraftSender()
        threading.Thread(target=self._listen, args=(process,), daemon=True, name="wengao-process").start()
        return process

    def _send(self, process: Child, message: Request | Stop) -> None:
        try:
            self._bytes_sent += process.send(message)
        except (OSError, ValueError) as error:
            raise ProcessUnavailableError from error

    def _listen(self, process: Child) -> None:
        """Hand on what the process says, until it is gone; then whoever waits for it is told."""
        try:
            while isinstance(message := process.receive(), (Progress, Outcome)):
                with self._lock:
                    waiting = self._waiting.get(message.number)
                    if isinstance(message, Outcome):
                        self._waiting.pop(message.number, None)
                if waiting is not None:
                    waiting.put(message)
        finally:
            self._tell_the_end(process)
        process.end()

    def _tell_the_end(self, process: Child) -> None:
        with self._lock:
            waiting_still = list(self._waiting.values()) if self._process is process else []
            if self._process is process:
                self._waiting.clear()
                self._process = None
        for answers in waiting_still:
            answers.put(None)

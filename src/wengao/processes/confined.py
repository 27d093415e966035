"""Work in a child that can be stopped (受限的进程): reading files and rendering templates that others made.

Whatever a file does to its reader (runs for ever, takes all memory, crashes a library) costs that file only: the child
is ended and the next call gets a new one.
"""

from __future__ import annotations

import os
import signal
import threading
import weakref
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from wengao.errors import InputError, system_reason
from wengao.language.lists import language
from wengao.processes.child import Child
from wengao.processes.exchange import Call, Outcome
from wengao.processes.starting import python_command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

P = ParamSpec("P")
T = TypeVar("T")

_SERVE = "wengao.processes.confinement:serve"
_CLOCK_FACTOR = 2.0
"""How much longer than its processor time a call may take by the clock: it may wait for others, but not for ever."""
_KEPT = 1
"""Children that wait for the next call; one more for each call at the same time is started, and then ended."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may take. seconds: of processor time; by the clock twice that. memory: bytes above what the child has.

    The system bounds memory on Linux only, processor time not on Windows; the clock holds everywhere.
    """

    seconds: float
    memory: int

    @property
    def by_the_clock(self) -> float:
        """Seconds after which it is stopped in any case."""
        return self.seconds * _CLOCK_FACTOR


class ConfinementError(Exception):
    """A call went beyond its limits, or its child died of it."""


class TooSlowError(ConfinementError):
    """It was not done in time. seconds: how long it had."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class TooLargeError(ConfinementError):
    """It wanted more memory than it may have."""


class CrashedError(ConfinementError):
    """Its child came to an end: a library crashed, or the system was short of memory. code: as Popen has it."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


class ConfinedProcess:
    """One child, started when it is first needed and again after a call that ended it. One call at a time."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._lifeline = -1
        self._calls = 0
        self._stopped = False

    @property
    def id(self) -> int | None:
        """Its process id; None where none runs."""
        child = self._child
        return child.id if child is not None and child.running else None

    def call(self, limits: Limits, function: Callable[P, T], *arguments: P.args, **keywords: P.kwargs) -> T:
        """What a function of a module answers, or raises, in the child.

        Raises ConfinementError where it goes beyond its limits; InputError where no child can be started.
        """
        call = Call(function, arguments, keywords, language(), limits.seconds, limits.memory)
        try:
            value: T = self._outcome(call, limits)
        except CrashedError:
            if self._calls <= 1 or self._stopped:
                raise
            # What an earlier call has left behind is no fault of this one: it is tried in a new child.
            value = self._outcome(call, limits)
        return value

    def start(self) -> None:
        """Start the child unless it runs, so that the first call need not wait. Raises InputError where it cannot be."""
        if self.id is None:
            self._end()
            self._start()

    def stop(self) -> None:
        """End the child at once and start no other; a call that another thread waits for raises CrashedError."""
        self._stopped = True
        child = self._child
        if child is not None:
            child.kill()

    def close(self) -> None:
        """End the child at once."""
        if self._child is not None:
            self._child.kill()
        self._end()

    def _outcome(self, call: Call, limits: Limits) -> Any:
        self.start()
        child = self._child
        if child is None or self._stopped:
            raise CrashedError(None)
        self._calls += 1
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        clock = threading.Timer(limits.by_the_clock, stop)
        clock.daemon = True
        clock.start()
        try:
            answer = _answer(child, call)
        except BaseException:
            self.close()
            raise
        finally:
            clock.cancel()
        if not isinstance(answer, Outcome):
            code = self._end()
            if late.is_set():
                raise TooSlowError(limits.by_the_clock)
            raise _reason(code, limits)
        if answer.last:
            self._end()
        if answer.failure is None:
            return answer.value
        if answer.failure.kind is MemoryError:
            raise TooLargeError
        raise answer.failure.error()

    def _start(self) -> None:
        theirs, ours = os.pipe() if os.name == "posix" else (-1, -1)
        try:
            kept = (theirs,) if theirs >= 0 else ()
            self._child = Child(python_command(_SERVE, str(theirs)), pass_fds=kept)
            self._lifeline, ours = ours, -1
            self._calls = 0
        except OSError as error:
            raise InputError(
                f"系统不让 wengao 另起进程，读不了文件（{system_reason(error)}）", "请关掉一些程序再试"
            ) from error
        finally:
            for descriptor in (theirs, ours):
                if descriptor >= 0:
                    os.close(descriptor)

    def _end(self) -> int | None:
        child, self._child = self._child, None
        lifeline, self._lifeline = self._lifeline, -1
        code = child.end() if child is not None else None
        if lifeline >= 0:
            os.close(lifeline)
        return code


class ConfinedProcesses:
    """Children for calls from any thread, as many at once as there are calls. One waits for the next call.

    make: what makes one.
    """

    def __init__(self, make: Callable[[], ConfinedProcess] = ConfinedProcess) -> None:
        self._make = make
        self._idle: list[ConfinedProcess] = []
        self._lock = threading.Lock()
        self._closing = weakref.finalize(self, _close_all, self._idle)

    def call(self, limits: Limits, function: Callable[P, T], *arguments: P.args, **keywords: P.kwargs) -> T:
        """As `ConfinedProcess.call`, in whichever child has time."""
        with self.lend() as process:
            return process.call(limits, function, *arguments, **keywords)

    @contextmanager
    def lend(self) -> Iterator[ConfinedProcess]:
        """A child for as long as the context lasts, for the calls of one thread."""
        with self._lock:
            process = self._idle.pop() if self._idle else self._make()
        try:
            yield process
        finally:
            with self._lock:
                kept = len(self._idle) < _KEPT and process.id is not None
                if kept:
                    self._idle.append(process)
            if not kept:
                process.close()

    def start(self) -> None:
        """Have a child ready, so that the first call need not wait for it; nothing where none can be started."""
        with suppress(InputError), self.lend() as process:
            process.start()

    def close(self) -> None:
        """End the children that wait."""
        with self._lock:
            idle = list(self._idle)
            self._idle.clear()
        _close_all(idle)


@dataclass(frozen=True, slots=True)
class Confinement:
    """Children for one kind of work, and what one call of it may take."""

    limits: Limits
    processes: ConfinedProcesses = field(default_factory=ConfinedProcesses)

    def call(self, function: Callable[P, T], *arguments: P.args, **keywords: P.kwargs) -> T:
        """As `ConfinedProcess.call`, in whichever child has time."""
        return self.processes.call(self.limits, function, *arguments, **keywords)


def _close_all(processes: list[ConfinedProcess]) -> None:
    for process in processes:
        process.close()
    processes.clear()


def _answer(child: Child, call: Call) -> Any:
    """What the child answers; None where it is gone."""
    try:
        child.send(call)
    except OSError:
        return None
    return child.receive()


def _reason(code: int | None, limits: Limits) -> ConfinementError:
    """Why a child ended that gave no answer."""
    if code is not None and code == -getattr(signal, "SIGXCPU", 0):
        return TooSlowError(limits.seconds)
    return CrashedError(code)

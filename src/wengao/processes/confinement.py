"""The child's side of `confined`: calls what it is asked to call, one after another, and bounds what each may take.

Bounds are the system's own where it has them (RLIMIT_CPU, RLIMIT_AS), so that they hold inside a library's C code too;
whoever asked keeps a clock besides. They are soft, set anew for each call.
"""

from __future__ import annotations

import errno
import math
import os
import queue
import signal
import sys
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.language.lists import SHIPPED, Language
from wengao.processes.exchange import Call, Failure, Outcome, own_streams, receive, send

if TYPE_CHECKING:
    from typing import BinaryIO

_NOT_LOADED = "failed to map"
_UNSAID = "without exception set"
"""What the interpreter says where an allocation in its own code fails and no MemoryError could be made either."""

_STATM = Path("/proc/self/statm")


def serve(lifeline: str) -> None:
    """Do calls until whoever asks is gone. lifeline: the number of a descriptor whose other end only they hold, or -1."""
    requests, answers = own_streams()
    _end_with(int(lifeline))
    calls: queue.SimpleQueue[Call] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests, calls), daemon=True).start()
    bounds = _Bounds()
    language = SHIPPED
    while True:
        call = calls.get()
        language = _kept(call.language, language)
        outcome = _done(call, language, bounds)
        try:
            send(answers, outcome)
        except MemoryError:
            send(answers, Outcome(0, failure=Failure.of(MemoryError()), last=True))
            return
        except OSError:
            return
        except Exception as error:  # noqa: BLE001 - an answer that cannot be handed over is a defect that is told
            send(answers, Outcome(0, failure=Failure.of(error)))
        if outcome.last:
            return


def load(*modules: str) -> None:
    """Import modules, so that they are there when they are needed."""
    for module in modules:
        import_module(module)


def _listen(requests: BinaryIO, calls: queue.SimpleQueue[Call]) -> None:
    """Take calls in; when whoever asks is gone, end the process, whatever it is at."""
    try:
        while (call := receive(requests)) is not None:
            calls.put(call)
    except BaseException:  # noqa: BLE001 - said on stderr, for the log
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


def _end_with(lifeline: int) -> None:
    """Let the system end this process when the other end of a pipe is gone, also where no Python runs any more.

    The signal's own effect is to end the process (Linux); elsewhere `_listen` notices, and the clock is the last resort.
    """
    if lifeline < 0 or not sys.platform.startswith("linux"):
        return
    import fcntl

    with suppress(OSError):
        fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)


def _kept(wanted: Language, before: Language) -> Language:
    """The language of a call: where it is that of the call before, or the shipped one, with what is made of it."""
    return next((known for known in (before, SHIPPED) if known == wanted), wanted)


def _done(call: Call, language: Language, bounds: _Bounds) -> Outcome:
    try:
        bounds.renew(call.seconds, call.memory)
        with language.in_use():
            value = call.function(*call.arguments, **call.keywords)
    except BaseException as error:  # noqa: BLE001 - whatever it is, whoever asked is told
        if _lacks_memory(error):
            return Outcome(0, failure=Failure.of(MemoryError()), last=True)
        return Outcome(0, failure=Failure.of(error), last=bounds.grown(call.memory))
    return Outcome(0, value, last=bounds.grown(call.memory))


def _lacks_memory(error: BaseException) -> bool:
    """Whether it is memory that was refused; the loader of libraries and the interpreter say so in words of their own."""
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    if isinstance(error, SystemError):
        return _UNSAID in str(error)
    return isinstance(error, MemoryError) or (isinstance(error, ImportError) and _NOT_LOADED in str(error))


class _Bounds:
    """What this process may still take, where the system bounds it (not on Windows; memory only where /proc tells it)."""

    def __init__(self) -> None:
        self._begun_with = _bytes_held()
        if sys.platform != "win32":
            import resource

            signal.signal(signal.SIGXCPU, signal.SIG_DFL)
            with suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def renew(self, seconds: float, memory: int) -> None:
        """Allow so many seconds of processor time from now, and so many bytes more than it holds now."""
        if sys.platform == "win32":
            return
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        set_soft_limit(resource.RLIMIT_CPU, math.ceil(usage.ru_utime + usage.ru_stime + seconds))
        if self._begun_with:
            set_soft_limit(resource.RLIMIT_AS, _bytes_held() + memory)

    def grown(self, memory: int) -> bool:
        """Whether it keeps so much from one call to the next that a new process is better."""
        return _bytes_held() - self._begun_with > memory // 2


def set_soft_limit(limit: int, value: int) -> None:
    """Set the soft limit (a RLIMIT_…), as far as the hard one lets it; where the system refuses it stays."""
    import resource

    _, hard = resource.getrlimit(limit)
    with suppress(OSError, ValueError):
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _bytes_held() -> int:
    """The address space of this process; 0 where the system does not tell."""
    try:
        pages = int(_STATM.read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")

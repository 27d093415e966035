"""A Python child with a pipe to it and one from it. It ends when this process does, however that ends: its pipe ends."""

from __future__ import annotations

import logging
import os
import subprocess
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO

from wengao.processes.exchange import receive, send
from wengao.processes.starting import apart, clean_environment

if TYPE_CHECKING:
    from collections.abc import Sequence

_logger = logging.getLogger("wengao.processes")
_logger.addHandler(logging.NullHandler())

_PATIENCE = 5.0
"""Seconds that a child has for noticing that its pipe has ended."""
_LAST_WORDS = 8000
"""Bytes of what a child wrote to stderr that the log takes when it ends badly: a long traceback."""


class Child:
    """A child of ours. Raises OSError where it cannot be started.

    pass_fds: further descriptors that it inherits (POSIX). also: further names of the environment that it
    is given. One thread may send while another receives.
    """

    def __init__(
        self, command: Sequence[str], *, pass_fds: Sequence[int] = (), also: Sequence[str] = ()
    ) -> None:
        self._errors = errors_file()
        self._killed = False
        try:
            self._process = subprocess.Popen(  # noqa: S603 - a program of our own
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors or subprocess.DEVNULL,
                pass_fds=tuple(pass_fds),
                **apart(clean_environment(also=also)),
            )
        except OSError:
            log_errors(self._errors, 0, 0)
            raise

    @property
    def id(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def send(self, message: object) -> int:
        """Hand a message over; returns how many bytes it has. Raises OSError or ValueError where it is gone."""
        return send(_stream(self._process.stdin), message)

    def receive(self) -> Any:
        """Its next message, waited for; None once it is gone."""
        return receive(_stream(self._process.stdout))

    def kill(self) -> None:
        """End it at once, without waiting for the end."""
        self._killed = True
        self._process.kill()

    def end(self) -> int | None:
        """Let it end, and take note of its end: its exit code, or None where it is still at something.

        A thread that still listens to it hears its end first.
        """
        with suppress(OSError):
            _stream(self._process.stdin).close()
        try:
            code = self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            return None
        _stream(self._process.stdout).close()
        self._close_errors(code)
        return code

    def _close_errors(self, code: int) -> None:
        errors, self._errors = self._errors, None
        log_errors(errors, self._process.pid, 0 if self._killed else code)


def errors_file() -> BinaryIO | None:
    """A file without a name for what a child says on stderr: unlike a pipe it never makes anyone wait."""
    try:
        file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - it is the child's for as long as that lives
    except OSError:
        return None
    return file


def log_errors(errors: BinaryIO | None, process: int, code: int) -> None:
    """Close the file that a process wrote its stderr to; where it came to a bad end, what it said goes to the log."""
    if errors is None:
        return
    with errors:
        if code == 0:
            return
        with suppress(OSError):
            errors.seek(max(0, errors.seek(0, os.SEEK_END) - _LAST_WORDS))
            said = errors.read().decode("utf-8", "replace").strip()
            _logger.warning("process %d ended with %d: %s", process, code, said or "-")


def _stream(pipe: Any) -> BinaryIO:
    stream: BinaryIO = pipe
    return stream

"""A program of the system that is bounded, and ended with all that it started: when its time is over, or ours.

LibreOffice's command is a wrapper: ending it alone leaves what it started behind. So it is started by a child of ours
that ends the whole group of processes, also when this process is gone before (guard).
"""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.processes.child import errors_file, log_errors
from wengao.processes.confinement import set_soft_limit
from wengao.processes.starting import apart, python_command

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wengao.processes.confined import Limits

_PATIENCE = 10.0
"""Seconds that the guard has for ending what it guards."""
_TIME_OVER = 124


def run_bounded(command: Sequence[str], limits: Limits, environment: Mapping[str, str] | None = None) -> bool:
    """Run a program with an absolute path; returns whether it ended well in time. Raises OSError where it cannot start.

    environment: in place of `clean_environment`. What it says goes to the log where it does not end well.
    """
    seconds = limits.by_the_clock
    guard = python_command(
        "wengao.processes.guarding:guard", str(seconds), str(limits.seconds), str(limits.memory), *command
    )
    errors = errors_file()
    process = subprocess.Popen(  # noqa: S603 - a program of our own
        guard,
        stdin=subprocess.PIPE,
        stdout=errors or subprocess.DEVNULL,
        stderr=errors or subprocess.DEVNULL,
        **apart(environment),
    )
    code = 1
    try:
        code = process.wait(seconds + _PATIENCE)
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.stdin is not None:
            process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)
        process.kill()
        log_errors(errors, process.pid, code)
    return code == 0


def guard(clock: str, seconds: str, memory: str, *command: str) -> None:
    """The child's side: run `command` for at most `clock` seconds, or until stdin ends; exit with its code."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        set_soft_limit(resource.RLIMIT_CPU, math.ceil(float(seconds)))
        set_soft_limit(resource.RLIMIT_AS, int(memory))
    guarded = subprocess.Popen(command, stdin=subprocess.DEVNULL, **apart(os.environ))  # noqa: S603 - found by whoever asks

    def end_with_stdin() -> None:
        while os.read(0, 1024):
            pass
        _end_all(guarded)
        os._exit(_TIME_OVER)

    threading.Thread(target=end_with_stdin, daemon=True).start()
    try:
        code = guarded.wait(float(clock))
    except subprocess.TimeoutExpired:
        code = _TIME_OVER
    _end_all(guarded)
    sys.stderr.flush()
    os._exit(code if code >= 0 else 128 - code)


def _end_all(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started, whether or not it has ended itself."""
    if sys.platform == "win32":
        system = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32")
        subprocess.run(  # noqa: S603 - a program of the system
            [str(system / "taskkill.exe"), "/F", "/T", "/PID", str(process.pid)],
            capture_output=True,
            check=False,
            **apart(os.environ),
        )
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)

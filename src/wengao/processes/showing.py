"""Showing a folder, a file or a page in a program of the drafter's own."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

from wengao.processes.starting import (
    DISPLAY,
    TERMINAL,
    apart,
    clean_environment,
    find_program,
    python_command,
)

if TYPE_CHECKING:
    from pathlib import Path

_FILE_MANAGERS = ("xdg-open", "open", "explorer.exe")
_PATIENCE = 30.0
"""Seconds that a browser has for taking a page; one that is started anew takes some."""


def open_in_system(path: Path) -> bool:
    """Show a folder in the system's file manager, or a file in its own program; returns whether there is one.

    To be called in a thread.
    """
    program = next((found for name in _FILE_MANAGERS if (found := find_program(name))), None)
    if program is None:
        return False
    subprocess.Popen(  # noqa: S603 - a program of the system
        [program, str(path.absolute())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **apart(clean_environment(also=DISPLAY)),
    )
    return True


def open_page(address: str) -> None:
    """Show a page in the drafter's browser, where there is one. To be called in a thread.

    Python's own way to find a browser runs whatever bears a browser's name in PATH or in the current folder; so it is
    left to a child that has neither.
    """
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(  # noqa: S603 - a program of our own
            python_command("webbrowser:open", address),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
            **apart(clean_environment(also=(*DISPLAY, *TERMINAL))),
        )

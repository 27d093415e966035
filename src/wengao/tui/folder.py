"""Showing a folder in the system's file manager."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from wengao.processes.starting import DISPLAY, apart, clean_environment, find_program, own_folder

if TYPE_CHECKING:
    from pathlib import Path

_PROGRAMS = ("xdg-open", "open", "explorer.exe")


def open_folder(folder: Path) -> bool:
    """Show a folder; returns whether there was a program for it. To be called in a thread."""
    program = next((found for name in _PROGRAMS if (found := find_program(name))), None)
    if program is None:
        return False
    subprocess.Popen(  # noqa: S603 - a program of the system
        [program, str(folder.absolute())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=own_folder(),
        env=clean_environment(also=DISPLAY),
        **apart(),
    )
    return True

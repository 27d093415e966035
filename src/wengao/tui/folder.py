"""Showing a folder in the system's file manager."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PROGRAMS = ("xdg-open", "open", "explorer.exe")


def open_folder(folder: Path) -> bool:
    """Show a folder; returns whether there was a program for it. To be called in a thread."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        return False
    subprocess.Popen(  # noqa: S603 - a fixed program
        [program, str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    return True

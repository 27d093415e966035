"""Copying out of the terminal: OSC 52, wrapped for tmux too, and the system's own clipboard where there is one."""

from __future__ import annotations

import base64
import os
import subprocess
from typing import TYPE_CHECKING

from wengao.processes.starting import DISPLAY, apart, clean_environment, find_program

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROGRAMS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("", ("pbcopy",)),
)
_PATIENCE = 2.0


def clipboard_sequence(text: str, environment: Mapping[str, str] = os.environ) -> str:
    """What to send to the terminal so that it copies `text`; inside tmux also in the wrapping that tmux passes on."""
    plain = f"\x1b]52;c;{base64.b64encode(text.encode('utf-8', 'replace')).decode()}\a"
    if not environment.get("TMUX"):
        return plain
    return plain + "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def copy_to_system(text: str, environment: Mapping[str, str] = os.environ) -> None:
    """Hand `text` to the system's clipboard; nothing happens where there is none. To be called in a thread."""
    for variable, (name, *options) in _PROGRAMS:
        program = find_program(name, environment=environment)
        if (variable and not environment.get(variable)) or program is None:
            continue
        try:
            subprocess.run(  # noqa: S603 - a program of the system
                [program, *options],
                input=text.encode("utf-8", "replace"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=False,
                **apart(clean_environment(environment, also=DISPLAY)),
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        return

"""The terminal around the interface: whether it is still there, how large it is, and copying out of it.

Copying is by OSC 52, wrapped for tmux too, and by the system's own clipboard where there is one.
"""

from __future__ import annotations

import base64
import os
import select
import subprocess
from typing import TYPE_CHECKING, TextIO

from textual.geometry import Size

from wengao.processes.starting import DISPLAY, apart, clean_environment, find_program

if TYPE_CHECKING:
    from collections.abc import Mapping


def terminal_is_gone(stream: TextIO | None) -> bool:
    """Whether what `stream` reads from has hung up; never so where the system cannot tell (Windows)."""
    if stream is None or not hasattr(select, "poll"):
        return False
    try:
        poll = select.poll()
        poll.register(stream.fileno(), 0)
        return any(event & (select.POLLHUP | select.POLLNVAL) for _, event in poll.poll(0))
    except (OSError, ValueError):
        return True


def terminal_size(stream: TextIO | None) -> Size | None:
    """The columns and rows of the terminal that `stream` writes to; None where it tells none."""
    try:
        columns, rows = os.get_terminal_size(stream.fileno()) if stream is not None else (0, 0)
    except (OSError, ValueError):
        return None
    return Size(columns, rows) if columns and rows else None


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

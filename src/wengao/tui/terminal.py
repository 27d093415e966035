"""The terminal around the interface: whether it is still there, and how large it is."""

from __future__ import annotations

import os
import select
from typing import TextIO

from textual.geometry import Size


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

"""Whether the terminal that the interface is drawn on is still there."""

from __future__ import annotations

import select
from typing import TextIO


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

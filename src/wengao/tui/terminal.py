"""The terminal around the interface: whether it is still there, how large it is, and what files are dropped onto it."""

from __future__ import annotations

import os
import re
import select
from contextlib import suppress
from pathlib import Path
from typing import TextIO
from urllib.parse import unquote

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


_QUOTED_OR_BARE = re.compile(r"""'([^']*)'|"([^"]*)"|((?:\\.|[^\s'"\\])+)""")
_FILE_ADDRESS = "file://"


def dropped_paths(text: str) -> tuple[Path, ...]:
    """The files and folders whose paths a terminal types for what is dropped onto it; none where it is another text.

    One may come as it is, with spaces; several come in quotes, with \\ before a space, or a line each; always the whole way
    from the root.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    pieces = [next(filter(None, match.groups()), "") for match in _QUOTED_OR_BARE.finditer(text)]
    return _all_there(lines) or _all_there(pieces)


def _all_there(written: list[str]) -> tuple[Path, ...]:
    """What paths lead to; nothing where one of them leads nowhere."""
    found = []
    for one in written:
        path = _path_of(one)
        if path is None:
            return ()
        found.append(path)
    return tuple(found)


def _path_of(written: str) -> Path | None:
    """The file or folder that a path leads to, as one of the ways has it in which terminals write it; else None."""
    bare = written.strip("\"'")
    if bare.startswith(_FILE_ADDRESS):
        bare = unquote(bare.removeprefix(_FILE_ADDRESS))
    for spelled in (bare, re.sub(r"\\(.)", r"\1", bare)):
        with suppress(OSError, RuntimeError, ValueError):
            path = Path(spelled).expanduser()
            if path.is_absolute() and path.exists():
                return path
    return None

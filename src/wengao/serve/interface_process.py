"""The interface in a process of its own, joined to a page (界面进程).

Textual's web driver speaks packets on the standard streams: one byte for the kind, D for what a terminal reads and writes,
M for a JSON object beside it; four bytes of length, the highest first; the rest. Before the first comes one line.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from typing import TYPE_CHECKING

from wengao.processes.starting import (
    DISPLAY,
    TERMINAL,
    apart,
    clean_environment,
    python_command,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

_DRIVER = "wengao.tui.behind_browser:BrowserDriver"
_PRELUDE = b"__GANGLION__\n"
_DATA, _META = b"D", b"M"
_ESCAPE, _ESCAPE_KEY = "\x1b", "\x1b[27u"
"""The key Esc as a page sends it, and in the Kitty keyboard protocol, where no key that follows at once makes it an Alt."""

_PATIENCE = 5.0
"""Seconds that an interface has for keeping what is written and going; then it is ended."""


class InterfaceProcess:
    """One interface that runs; made by `start_interface`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._errors = asyncio.create_task(_stream(process.stderr).read())

    async def drawn(self) -> AsyncIterator[bytes]:
        """What the terminal is to show, piece by piece, until the interface ends."""
        output = _stream(self._process.stdout)
        try:
            while (line := await output.readline()) != _PRELUDE:
                if not line:
                    return
            while True:
                kind = await output.readexactly(1)
                payload = await output.readexactly(int.from_bytes(await output.readexactly(4), "big"))
                if kind == _DATA:
                    yield payload
        except (asyncio.IncompleteReadError, ConnectionResetError):
            return

    async def type(self, text: str) -> None:
        """Hand on what the terminal sends: keys, what an input method commits, pasted text, the mouse."""
        keys = _ESCAPE_KEY if text == _ESCAPE else text
        await self._send(_DATA, keys.encode("utf-8", "replace"))

    async def tell(self, kind: str, **facts: int) -> None:
        """Tell the interface something beside the terminal: resize (width, height, in cells), focus, blur."""
        await self._send(_META, json.dumps({"type": kind, **facts}).encode())

    async def complaint(self) -> str:
        """What an interface that did not open, or that failed, said last; empty for one that ended well."""
        code = await self._process.wait()
        said = (await self._errors).decode("utf-8", "replace").strip()
        return said if code else ""

    async def end(self) -> None:
        """Have the interface keep what is written and go; one that does not go is ended."""
        await self.tell("quit")
        for force in (self._process.terminate, self._process.kill):
            try:
                await asyncio.wait_for(self._process.wait(), _PATIENCE)
            except TimeoutError:
                force()
            else:
                break
        await self._process.wait()
        await self._errors

    async def _send(self, kind: bytes, payload: bytes) -> None:
        stdin = self._process.stdin
        if stdin is None or stdin.is_closing():
            return
        try:
            stdin.write(kind + len(payload).to_bytes(4, "big") + payload)
            await stdin.drain()
        except (ConnectionError, RuntimeError):
            return


async def start_interface(workspace: Path, width: int, height: int) -> InterfaceProcess:
    """Start the interface on a workspace, for a terminal of so many cells.

    It stands outside the server's process group: Ctrl+C in the terminal reaches the server alone, which then lets the
    interface keep what is written.
    """
    process = await asyncio.create_subprocess_exec(
        *python_command("wengao.tui.behind_browser:main", str(workspace.absolute())),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **apart(_environment(os.environ, width, height)),
    )
    return InterfaceProcess(process)


def _environment(outer: Mapping[str, str], width: int, height: int) -> dict[str, str]:
    return {
        **clean_environment(outer, also=(*TERMINAL, *DISPLAY)),
        "TEXTUAL_DRIVER": _DRIVER,
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "COLUMNS": str(width),
        "ROWS": str(height),
    }


def _stream(reader: asyncio.StreamReader | None) -> asyncio.StreamReader:
    if reader is None:
        raise TypeError("the process was started without this stream")
    return reader

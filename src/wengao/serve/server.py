"""Listening, and the life of the server: it says where it is, and at Ctrl+C it lets the interface keep what is written."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import html
import ipaddress
import logging
import os
import signal
import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from wengao.errors import UsageError, system_reason
from wengao.processes.showing import open_page
from wengao.serve.access import Access, is_local
from wengao.serve.door import HEAD_PATIENCE, LONGEST_HEAD, PATIENCE, Door
from wengao.serve.site import Site

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

_ELSEWHERE = "192.0.2.1"
"""An address that no machine has (RFC 5737): asking for the way there sends nothing and tells our own address."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens. port: 0 for any that is free. Raises UsageError where the system refuses."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise UsageError(
                f"端口 {port} 已被别的程序占用", "请换一个端口，或者不写 --port，由程序挑一个"
            ) from error
        raise UsageError(
            f"不能在 {host} 的端口 {port} 上等浏览器：{system_reason(error) if isinstance(error, OSError) else error}",
            "地址要写本机的地址，通常不必写",
        ) from error


def address(host: str, port: int, key: str) -> str:
    """What is typed into the browser."""
    shown = _own_address() if _is_every(host) else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/?key={key}"


def _is_every(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _own_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_ELSEWHERE, 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


async def serve(
    workspace: Path,
    host: str,
    listening: socket.socket,
    announce: Callable[[str, bool], None],
    *,
    open_browser: bool = False,
) -> None:
    """Serve the interface on a workspace until the drafter ends it.

    announce: is told the address with its key, and whether a browser has come in by the key before; it must reach nobody
    but the drafter.
    """
    port = listening.getsockname()[1]
    access = Access()
    site = Site(workspace, host, port, access, lambda: announce(address(host, port, access.key), True))
    async with answering(site, listening):
        with contextlib.ExitStack() as stack:
            stopped = told_to_stop()
            where = address(host, port, access.key)
            announce(where, False)
            if open_browser:
                doorway = stack.enter_context(_doorway(where))
                await asyncio.to_thread(open_page, doorway.as_uri())
            await stopped.wait()


@contextlib.asynccontextmanager
async def answering(
    site: Site,
    listening: socket.socket,
    *,
    head_patience: float = HEAD_PATIENCE,
    patience: float = PATIENCE,
) -> AsyncIterator[Door]:
    """Answer requests with a site's pages. head_patience, patience: seconds, see Door."""
    runner = web.AppRunner(
        site.application(),
        handle_signals=False,
        access_log=None,
        logger=logging.getLogger("wengao.serve"),
        lingering_time=0.0,
        max_field_size=LONGEST_HEAD,
    )
    await runner.setup()
    if runner.server is None:
        raise TypeError("the runner has made no server")
    door = Door(runner.server, head_patience=head_patience, patience=patience)
    site.on_line = door.let_stay
    doorway = await asyncio.get_running_loop().create_server(door, sock=listening)
    try:
        yield door
    finally:
        doorway.close()
        await runner.cleanup()


def told_to_stop() -> asyncio.Event:
    """Is set when the drafter ends the server; to be asked for before he can know that it runs."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(getattr(signal, name), stopped.set)
    return stopped


@contextlib.contextmanager
def _doorway(where: str) -> Iterator[Path]:
    """A file for this user alone that leads to the address; on the browser's command line all users could read the key."""
    handle, name = tempfile.mkstemp(prefix="wengao-", suffix=".html")
    file = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(
                f'<meta charset="utf-8"><meta http-equiv="refresh" content="0; url={html.escape(where)}">'
            )
        yield file
    finally:
        file.unlink(missing_ok=True)


def check_host(host: str, *, allow_others: bool) -> None:
    """Raise UsageError for an address that other machines reach, unless they are to be let in."""
    if not allow_others and not is_local(host):
        raise UsageError(
            f"在 {host} 上，别的机器也能连进来",
            "只给自己用就不要写 --host；确实要让别的机器打开，再加 --allow-others",
        )

"""Who stands in the door without a word, says too much, or does not listen: nobody keeps the drafter's page out."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest
from aiohttp import WSMsgType

from wengao.desk.desk import Desk
from wengao.serve import line, site
from wengao.serve.access import Access
from wengao.serve.door import LONGEST_HEAD, MOST, MOST_SILENT, Door
from wengao.serve.line import LARGEST_FRAME

from .test_site import PATIENCE, Served, served, serving, shown

__all__ = ["served"]

HALF_OPEN = 500


@asynccontextmanager
async def stranger(
    served: Served, said: bytes = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
) -> AsyncIterator[socket.socket]:
    """A connection that has said so much."""
    loop = asyncio.get_running_loop()
    with socket.socket() as opened:
        opened.setblocking(False)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        async with asyncio.timeout(PATIENCE):
            await loop.sock_connect(opened, ("127.0.0.1", int(served.base.rsplit(":", 1)[1])))
            with suppress(ConnectionError):
                await loop.sock_sendall(opened, said)
        yield opened


async def answer_to(opened: socket.socket) -> bytes:
    """What a connection hears until it is closed."""
    heard = b""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                piece = await asyncio.get_running_loop().sock_recv(opened, 65536)
            except OSError:
                return heard
            if not piece:
                return heard
            heard += piece


async def all_closed(opened: Sequence[socket.socket]) -> list[bytes]:
    return await asyncio.gather(*(answer_to(one) for one in opened))


async def test_half_open_connections_keep_no_page_out_and_are_closed(desk: Desk) -> None:
    async with serving(desk.workspace.root, head_patience=2.0) as served, AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(stranger(served)) for _ in range(HALF_OPEN)]
        await served.enter()
        page = await served.join()
        await shown(page, "推进会讲话")
        assert len(served.door.guests) <= MOST
        assert await all_closed(opened) == [b""] * HALF_OPEN
        assert sum(guest.is_silent for guest in served.door.guests.values()) == 0
        await page.close()


async def test_no_more_stand_in_the_door_than_may(served: Served) -> None:
    async with AsyncExitStack() as stack:
        most = 0
        for _ in range(HALF_OPEN):
            await stack.enter_async_context(stranger(served))
            most = max(most, len(served.door.guests))
        assert most <= MOST_SILENT + 1  # one that was turned out leaves a moment later


async def test_a_head_that_comes_drop_by_drop_is_not_waited_for(desk: Desk) -> None:
    async with serving(desk.workspace.root, head_patience=0.5) as served, stranger(served, b"GET") as opened:
        listening = asyncio.create_task(answer_to(opened))
        while not listening.done():
            with suppress(OSError):
                opened.send(b"x")
            await asyncio.sleep(0.05)
        assert await listening == b""


async def test_an_answer_that_does_not_end_is_not_waited_for() -> None:
    door = Door(asyncio.Protocol, patience=0.5)
    server = await asyncio.get_running_loop().create_server(door, "127.0.0.1", 0)
    async with server, aiohttp.ClientSession() as session:
        base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with stranger(Served(Access(), base, session, []), b"GET / HTTP/1.1\r\n\r\n") as opened:
            assert await answer_to(opened) == b""
        assert door.guests == {}


@pytest.mark.parametrize(
    "said",
    [
        b"GET / HTTP/1.1\r\nX: " + b"x" * LONGEST_HEAD,
        b"GET / HTTP/1.1\r\nX: " + b"x" * LONGEST_HEAD + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"".join(b"X%d: x\r\n" % number for number in range(5000)),
    ],
    ids=["endless", "long", "many"],
)
async def test_a_head_too_long_is_closed(served: Served, said: bytes) -> None:
    async with stranger(served, said) as opened:
        assert await answer_to(opened) == b""


async def test_a_body_is_not_listened_to(served: Served) -> None:
    said = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9999999\r\n\r\nx"
    async with stranger(served, said) as opened:
        assert (await answer_to(opened)).startswith(b"HTTP/1.1 403")


async def test_a_connection_brings_one_request(served: Served) -> None:
    said = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    async with stranger(served, said * 3) as opened:
        assert (await answer_to(opened)).count(b"HTTP/1.1 ") == 1


class Drawing:
    """An interface that draws a piece, once or without end."""

    def __init__(self, piece: bytes, *, endless: bool = False) -> None:
        self._piece = piece
        self._endless = endless
        self.typed: list[str] = []
        self._ended = asyncio.Event()

    async def drawn(self) -> AsyncIterator[bytes]:
        yield self._piece
        while self._endless and not self._ended.is_set():
            await asyncio.sleep(0)
            yield self._piece
        await self._ended.wait()

    async def type(self, text: str) -> None:
        self.typed.append(text)

    async def tell(self, kind: str, **facts: int) -> None:
        """Nothing is told."""

    async def complaint(self) -> str:
        return ""

    async def end(self) -> None:
        self._ended.set()


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> list[Drawing]:
    """The interfaces that were started; the first draws without end."""
    started: list[Drawing] = []

    async def start(workspace: Path, width: int, height: int) -> Drawing:
        started.append(Drawing(b"y") if started else Drawing(b"x" * 65536, endless=True))
        return started[-1]

    monkeypatch.setattr(site, "start_interface", start)
    return started


async def test_a_frame_of_64_mb_is_refused(served: Served) -> None:
    await served.enter()
    page = await served.join()
    await shown(page, "推进会讲话")
    with suppress(ConnectionError, aiohttp.ClientError):
        await page.send_str("x" * (64 << 20))
    while (frame := await page.receive()).type in (WSMsgType.BINARY, WSMsgType.TEXT):
        continue
    assert frame.type in (WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.ERROR)
    again = await served.join()
    await shown(again, "推进会讲话")
    await again.close()


async def test_what_can_be_pasted_at_once_arrives(served: Served, drawing: list[Drawing]) -> None:
    await served.enter()
    drawing.append(Drawing(b""))
    page = await served.join()
    text = "责" * (LARGEST_FRAME // 7)
    await page.send_json(["stdin", text])
    async with asyncio.timeout(PATIENCE):
        while drawing[-1].typed != [text]:
            await asyncio.sleep(0.01)
    await page.close()


async def test_frames_that_come_too_fast_wait(served: Served, drawing: list[Drawing]) -> None:
    await served.enter()
    drawing.append(Drawing(b""))
    page = await served.join()
    started = time.monotonic()
    for number in range(1000):
        await page.send_json(["ping", str(number)])
    pongs = 0
    async with asyncio.timeout(PATIENCE):
        while pongs < 1000:
            frame = await page.receive()
            pongs += frame.type is WSMsgType.TEXT
    assert time.monotonic() - started >= 2.0
    await page.close()


async def test_a_page_that_does_not_read_loses_its_seat(
    served: Served, drawing: list[Drawing], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "_READING", 0.5)
    await served.enter()
    [cookie] = list(served.session.cookie_jar)
    head = (
        "GET /interface?width=80&height=24 HTTP/1.1\r\nHost: {host}\r\nOrigin: {base}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        "Sec-WebSocket-Protocol: wengao, {word}\r\nCookie: {name}={value}\r\n\r\n"
    ).format(
        host=served.base.removeprefix("http://"),
        base=served.base,
        word=served.words[-1],
        name=cookie.key,
        value=cookie.value,
    )
    async with stranger(served, head.encode()):
        async with asyncio.timeout(PATIENCE):
            while not drawing:
                await asyncio.sleep(0.01)
            while not drawing[0]._ended.is_set():
                await asyncio.sleep(0.01)
        page = await served.join()
        await shown(page, "y")
        await page.close()

"""The line to a page (线路): a WebSocket with limits on what a page may say at once and how long it may not read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

PROTOCOL = "wengao"
"""What a page asks for; beside it it says its word, see Access."""

LARGEST_FRAME = 4 << 20
"""Bytes of one frame: a pasted text of 600,000 characters and more."""

_MOST_FRAMES = 400
"""Frames a second. A mouse reports 125 times, a hand types 20 keys; what comes faster waits."""

_HEARTBEAT = 15.0
"""Seconds between two signs of life; a page that gives none for so long is gone."""

_CLOSING = 2.0
"""Seconds that a page has to say goodbye."""

_READING = 20.0
"""Seconds that a page may leave unread what is drawn: a hidden tab still reads, a dead line or a stranger does not."""


class PageLine(web.WebSocketResponse):
    """The server's end of the line. request: the one that becomes the line."""

    def __init__(self, request: web.Request) -> None:
        super().__init__(
            heartbeat=_HEARTBEAT,
            timeout=_CLOSING,
            max_msg_size=LARGEST_FRAME,
            compress=False,
            protocols=(PROTOCOL,),
        )
        self._to_page = request.transport

    async def draw(self, piece: bytes) -> None:
        """Send what the terminal is to show; a page that does not read is cut off."""
        if self.closed:
            return
        try:
            async with asyncio.timeout(_READING):
                await self.send_bytes(piece)
        except TimeoutError:
            self.cut()
        except ConnectionError:
            return

    async def said(self, clock: Callable[[], float]) -> AsyncIterator[str]:
        """What the page says, no faster than anybody works, until it goes. clock: in seconds."""
        started, frames = clock(), 0
        async for frame in self:
            if frame.type is WSMsgType.TEXT:
                yield frame.data
            frames += 1
            if frames >= _MOST_FRAMES:
                await asyncio.sleep(max(0.0, started + 1 - clock()))
                started, frames = clock(), 0

    def cut(self) -> None:
        """End the line without a goodbye."""
        if self._to_page is not None:
            self._to_page.abort()


def word_of(request: web.Request) -> str:
    """The word that a page says with its wish for a line: the protocol it asks for after PROTOCOL."""
    asked = [name.strip() for name in request.headers.get("Sec-WebSocket-Protocol", "").split(",")]
    return asked[1] if len(asked) == 2 and asked[0] == PROTOCOL else ""

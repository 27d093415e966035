"""The door (门口): how many may stand in it and for how long; nobody keeps the drafter's page out or fills the memory.

Each connection brings one request. One that has not said it all within its time is closed, and so is one whose answer
nobody reads; where too many stand in the door, one that has said nothing to the end makes room, of the address that has most
of these the one that has stood there longest. Only the line to the interface stays.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 64
"""Connections at once. A page takes six for its files, and one stays."""

MOST_OF_ONE = 32
"""Connections at once from one address."""

MOST_SILENT = 32
"""Connections at once whose request has not been heard to its end."""

HEAD_PATIENCE = 10.0
"""Seconds for the head of a request: a page on a slow line needs a tenth of one."""

PATIENCE = 60.0
"""Seconds for a request and its answer, the largest of which is 1.5 MB."""

LONGEST_HEAD = 16 << 10
"""Bytes of a request's head; those of browsers, cookies of other local servers with them, are below 8 KB."""

_END_OF_HEAD = b"\r\n\r\n"


class Door:
    """Makes the protocol of each connection, for loop.create_server. inner: makes the one that answers requests.

    most, most_of_one: connections at once, and of one address.
    """

    def __init__(
        self,
        inner: Callable[[], asyncio.Protocol],
        *,
        head_patience: float = HEAD_PATIENCE,
        patience: float = PATIENCE,
        most: int = MOST,
        most_of_one: int = MOST_OF_ONE,
    ) -> None:
        self._inner = inner
        self._most = most
        self._most_of_one = most_of_one
        self.head_patience = head_patience
        self.patience = patience
        self.guests: dict[asyncio.BaseTransport, Guest] = {}

    def __call__(self) -> Guest:
        """The protocol of a new connection."""
        return Guest(self, self._inner())

    def let_stay(self, transport: asyncio.BaseTransport | None) -> None:
        """Set no time any more to a connection: it has become a line to the interface."""
        if transport is not None and (guest := self.guests.get(transport)):
            guest.stay()

    def has_room(self, address: str) -> bool:
        """Whether one more may come in from an address; the silent ones make room."""
        guests = self.guests.values()
        silent = Counter(guest.address for guest in guests if guest.is_silent)
        of_one = sum(guest.address == address for guest in guests)
        crowded = len(guests) >= self._most or of_one >= self._most_of_one
        if silent and (crowded or silent.total() >= MOST_SILENT):
            [(noisiest, _)] = silent.most_common(1)
            next(guest for guest in guests if guest.is_silent and guest.address == noisiest).turn_out()
            return True
        return not crowded


class Guest(asyncio.Protocol):
    """One connection in the door."""

    def __init__(self, door: Door, inner: asyncio.Protocol) -> None:
        self._door = door
        self._inner = inner
        self._transport: asyncio.Transport | None = None
        self._clock: asyncio.TimerHandle | None = None
        self._head = b""
        self.is_silent = True
        self.address = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Come in, where there is room."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what servers of streams make
        self.address = str((transport.get_extra_info("peername") or ("",))[0])
        if not self._door.has_room(self.address):
            transport.abort()
            return
        self._transport = transport
        self._door.guests[transport] = self
        self._set_clock(self._door.head_patience)
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """Hand on what comes, once its beginning has been heard to the end."""
        if self._transport is None or self._transport.is_closing():
            return
        if self.is_silent:
            self._head += data
            if _END_OF_HEAD not in self._head:
                if len(self._head) > LONGEST_HEAD:
                    self.turn_out()
                return
            data, self._head = self._head, b""
            if data.index(_END_OF_HEAD) > LONGEST_HEAD:
                self.turn_out()
                return
            self.is_silent = False
            self._set_clock(self._door.patience)
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        """The other side says no more."""
        return self._inner.eof_received() if self._transport is not None else None

    def pause_writing(self) -> None:
        """The other side reads too slowly."""
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        """The other side has read."""
        self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave."""
        if self._transport is not None:
            self.stay()
            del self._door.guests[self._transport]
            self._inner.connection_lost(exc)

    def stay(self) -> None:
        """Stay for as long as it likes."""
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def turn_out(self) -> None:
        """Close the connection at once."""
        self.is_silent = False
        if self._transport is not None:
            self._transport.abort()

    def _set_clock(self, seconds: float) -> None:
        self.stay()
        self._clock = asyncio.get_running_loop().call_later(seconds, self.turn_out)

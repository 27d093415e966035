"""The one seat before the interface (席位): the newest page has it.

Two interfaces on one workspace would keep each other from the drafts. So the page opened last takes the seat, whether
the drafter reloaded it, opened another tab, or the former one hangs on a dead line.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from wengao.serve.line import PageLine


_PATIENCE = 5.0
"""Seconds that a page has to hear why it ends."""


class Seat:
    """Who has the seat."""

    def __init__(self) -> None:
        self._page: PageLine | None = None
        self._free = asyncio.Lock()

    @asynccontextmanager
    async def taken_by(self, page: PageLine) -> AsyncIterator[None]:
        """Have the seat once the page before has left it, its interface ended; that page is told why."""
        before, self._page = self._page, page
        if before is not None:
            await dismiss(before, "写作台已在另一个页面打开，这一页停下了。写的都在。")
        async with self._free:
            yield
            if self._page is page:
                self._page = None

    async def clear(self, reason: str) -> None:
        """Send whoever has the seat away, and wait until it is free."""
        if self._page is not None:
            await dismiss(self._page, reason)
        async with self._free:
            return


async def dismiss(page: PageLine, reason: str) -> None:
    """Tell a page why it ends, and end it; one that does not listen is cut off."""
    if not page.closed:
        try:
            async with asyncio.timeout(_PATIENCE):
                await page.send_json(["ended", reason])
                await page.close()
        except (ConnectionError, TimeoutError):
            page.cut()

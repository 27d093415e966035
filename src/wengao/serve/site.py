"""The web server's pages: the terminal's page, its files, and the line between page and interface."""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from wengao.serve.access import Access, is_our_host, is_our_origin
from wengao.serve.interface_process import InterfaceProcess, start_interface
from wengao.serve.messages import FocusChanged, Pinged, Resized, Typed, cells, read_message
from wengao.serve.seat import Seat, dismiss

if TYPE_CHECKING:
    from collections.abc import Mapping

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_PAGE = Path(__file__).parent / "page"
_HEARTBEAT = 15.0
"""Seconds between two signs of life; a page that gives none for so long is gone."""

_CLOSING = 2.0
"""Seconds that a page has to say goodbye."""

_LEFT = "写作台已退出，文稿都存好了。"
_STOPPED = "wengao serve 已停止，文稿都存好了。"


class Site:
    """The server's pages for one workspace. on_entry: called when a browser came in and the key was used up."""

    def __init__(
        self, workspace: Path, host: str, port: int, access: Access, on_entry: Callable[[], None]
    ) -> None:
        self._workspace = workspace
        self._host = host
        self._cookie = f"wengao-{port}"
        self._access = access
        self._on_entry = on_entry
        self._seat: Seat | None = None

    def application(self) -> web.Application:
        """The pages, for aiohttp to serve."""
        application = web.Application(middlewares=[self._guard])
        application.add_routes(
            [
                web.get("/", self._terminal_page),
                web.get("/interface", self._interface),
                web.static("/page", _PAGE),
                web.static("/static", terminal_files()),
            ]
        )
        application.on_response_prepare.append(_add_headers)
        application.on_startup.append(self._set_up)
        application.on_shutdown.append(self._end_interface)
        return application

    async def _set_up(self, application: web.Application) -> None:
        self._seat = Seat()

    async def _end_interface(self, application: web.Application) -> None:
        if self._seat is not None:
            await self._seat.clear(_STOPPED)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let in who comes with a cookie of ours, or to the terminal's page with the key."""
        host = request.headers.get("Host", "")
        if not is_our_host(host, self._host):
            return refusal("这个地址不是写作台的地址。")
        if not is_our_origin(request.headers.get("Origin"), host):
            return refusal("请求来自别的网页，没有放行。")
        if self._access.knows(request.cookies.get(self._cookie, "")):
            return await handler(request)
        cookie = self._access.exchange(request.query.get("key", "")) if request.path == "/" else None
        if cookie is None:
            return refusal("网址里的钥匙不对，或者已经用过。")
        response = await handler(request)
        response.set_cookie(self._cookie, cookie, httponly=True, samesite="Strict")
        self._on_entry()
        return response

    async def _terminal_page(self, request: web.Request) -> web.StreamResponse:
        return web.Response(text=page_text("index.html"), content_type="text/html")

    async def _interface(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Origin") is None or self._seat is None:
            return refusal("写作台只和自己的页面连接。")
        page = web.WebSocketResponse(heartbeat=_HEARTBEAT, timeout=_CLOSING)
        await page.prepare(request)
        width, height = _size(request.query)
        async with self._seat.taken_by(page):
            if page.closed:
                return page
            interface = await start_interface(self._workspace, width, height)
            drawing = asyncio.create_task(_draw(interface, page))
            try:
                await _listen(page, interface)
            finally:
                await interface.end()
                await drawing
        return page


async def _draw(interface: InterfaceProcess, page: web.WebSocketResponse) -> None:
    """Show what the interface draws; once it has ended, say so."""
    async for piece in interface.drawn():
        if not page.closed:
            try:
                await page.send_bytes(piece)
            except ConnectionError:
                continue
    complaint = await interface.complaint()
    await dismiss(page, complaint or _LEFT)


async def _listen(page: web.WebSocketResponse, interface: InterfaceProcess) -> None:
    """Hand on what the page says, until it goes."""
    async for frame in page:
        match read_message(frame.data) if frame.type is WSMsgType.TEXT else None:
            case Typed(text):
                await interface.type(text)
            case Resized(width, height):
                await interface.tell("resize", width=width, height=height)
            case FocusChanged(focused):
                await interface.tell("focus" if focused else "blur")
            case Pinged(mark):
                await page.send_json(["pong", mark])


def _size(query: Mapping[str, str]) -> tuple[int, int]:
    def number(name: str, usual: int) -> int:
        given = query.get(name, "")
        return cells(int(given)) if given.isdecimal() and len(given) < 5 else usual

    return number("width", 80), number("height", 24)


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Nothing from elsewhere, nothing kept, nothing told to others: the page works with the cable out."""
    socket = f"ws://{request.headers.get('Host', '')}"
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        f"img-src 'self' data:; connect-src 'self' {socket}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"


def refusal(reason: str) -> web.Response:
    """The page for who is not let in, with what to do."""
    text = page_text("refused.html").replace("{reason}", reason)
    return web.Response(status=403, text=text, content_type="text/html")


def page_text(name: str) -> str:
    """One of the server's own pages."""
    return (_PAGE / name).read_text(encoding="utf-8")


def terminal_files() -> Path:
    """Where textual-serve keeps the terminal for the page (xterm.js)."""
    found = importlib.util.find_spec("textual_serve")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("textual_serve")
    return Path(found.origin).parent / "static"

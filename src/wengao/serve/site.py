"""The web server's pages: the terminal's page, its files, and the line between page and interface."""

from __future__ import annotations

import asyncio
import importlib.util
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from wengao.serve.access import Access, is_from_elsewhere, is_our_host, is_our_origin
from wengao.serve.interface_process import InterfaceProcess, start_interface
from wengao.serve.line import PageLine, word_of
from wengao.serve.messages import FocusChanged, Pinged, Resized, Typed, cells, read_message
from wengao.serve.seat import Seat, dismiss

if TYPE_CHECKING:
    from asyncio import BaseTransport
    from collections.abc import Mapping

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_PAGE = Path(__file__).parent / "page"
_LEFT = "写作台已退出，文稿都存好了。"
_STOPPED = "wengao serve 已停止，文稿都存好了。"


class Site:
    """The server's pages for one workspace.

    on_entry: called when a browser came in and the key was used up. on_line: called with a connection that has become a line
    to the interface and stays.
    """

    def __init__(
        self, workspace: Path, host: str, port: int, access: Access, on_entry: Callable[[], None]
    ) -> None:
        self._workspace = workspace
        self._host = host
        self._cookie = f"wengao-{port}"
        self._access = access
        self._on_entry = on_entry
        self._seat: Seat | None = None
        self.on_line: Callable[[BaseTransport | None], None] = lambda _: None

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
        if why := self._why_not_ours(request):
            return refusal(why)
        entry = self._access.exchange(request.query.get("key", "")) if request.path == "/" else None
        if entry is None:
            if self._access.knows(self._cookie_of(request)):
                return await handler(request)
            return refusal("网址里的钥匙不对，或者已经用过。")
        response = terminal_page(entry.word)
        response.set_cookie(self._cookie, entry.cookie, httponly=True, samesite="Strict", path="/")
        self._on_entry()
        return response

    def _why_not_ours(self, request: web.Request) -> str:
        """Why a request is not one of the drafter's own browser on this server's page; else empty."""
        host = request.headers.get("Host", "")
        if not is_our_host(host, self._host):
            return "这个地址不是写作台的地址。"
        if not is_our_origin(request.headers.get("Origin"), host):
            return "请求来自别的网页，没有放行。"
        if request.path == "/":  # a link or a file may lead here, a frame or a script of another page may not
            embedded = request.headers.get("Sec-Fetch-Dest", "document") != "document"
            return "写作台不能嵌在别的网页里。" if embedded else ""
        elsewhere = is_from_elsewhere(request.headers.get("Sec-Fetch-Site"))
        return "请求来自别的网页，没有放行。" if elsewhere else ""

    def _cookie_of(self, request: web.Request) -> str:
        return request.cookies.get(self._cookie, "")

    async def _terminal_page(self, request: web.Request) -> web.StreamResponse:
        return terminal_page()

    async def _interface(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Origin") is None or self._seat is None:
            return refusal("写作台只和自己的页面连接。")
        if not self._access.opens(self._cookie_of(request), word_of(request)):
            return refusal("这个页面没有暗号。")
        page = PageLine(request)
        await page.prepare(request)
        self.on_line(request.transport)
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


async def _draw(interface: InterfaceProcess, page: PageLine) -> None:
    """Show what the interface draws; once it has ended, say so."""
    async for piece in interface.drawn():
        await page.draw(piece)
    complaint = await interface.complaint()
    await dismiss(page, complaint or _LEFT)


async def _listen(page: PageLine, interface: InterfaceProcess) -> None:
    """Hand on what the page says, until it goes."""
    async for said in page.said(time.monotonic):
        match read_message(said):
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
    if not isinstance(response, PageLine):
        response.force_close()


def terminal_page(word: str = "") -> web.Response:
    """The terminal's page, for one that comes in by the key with the word to keep."""
    text = page_text("index.html").replace("{word}", word)
    return web.Response(text=text, content_type="text/html")


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

"""The server as a browser and as a stranger meets it, without a browser."""

from __future__ import annotations

import asyncio
import errno
import re
import socket
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import aiohttp
import pytest
from aiohttp import WSMsgType
from yarl import URL

from wengao.desk.desk import Desk
from wengao.errors import UsageError
from wengao.serve.access import Access
from wengao.serve.door import Door
from wengao.serve.server import answering, listen
from wengao.serve.site import Site

PATIENCE = 60.0
WORD = re.compile(r'data-word="([^"]+)"')
COLOURS = re.compile(rb"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Served:
    """A server. base: its address without the key. entries: how often a browser came in. words: those the pages were told."""

    access: Access
    base: str
    session: aiohttp.ClientSession
    entries: list[str]
    door: Door = field(default_factory=lambda: Door(asyncio.Protocol))
    words: list[str] = field(default_factory=list)

    async def enter(self) -> None:
        """Come in by the key."""
        async with self.session.get(f"{self.base}/?key={self.access.key}") as answer:
            assert answer.status == 200
            self.words.append(WORD.search(await answer.text())[1])  # type: ignore[index]

    async def join(self, word: str | None = None, **headers: str) -> aiohttp.ClientWebSocketResponse:
        """Join the interface as the page does."""
        said = self.words[-1] if word is None and self.words else word
        return await self.session.ws_connect(
            f"{self.base}/interface?width=120&height=36",
            headers={"Origin": self.base, **headers},
            protocols=("wengao", said) if said else (),
            max_msg_size=0,
        )


@asynccontextmanager
async def serving(root: Path, **patience: float) -> AsyncIterator[Served]:
    entries: list[str] = []
    access = Access()
    with listen("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        site = Site(root, "127.0.0.1", port, access, lambda: entries.append(access.key))
        async with (
            answering(site, listening, **patience) as door,
            aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session,
        ):
            yield Served(access, f"http://127.0.0.1:{port}", session, entries, door)


@pytest.fixture
async def served(desk: Desk) -> AsyncIterator[Served]:
    async with serving(desk.workspace.root) as server:
        yield server


async def shown(line: aiohttp.ClientWebSocketResponse, wanted: str) -> None:
    """Read what is drawn, and what is said of the end, until a text is in it."""
    drawn = b""
    async with asyncio.timeout(PATIENCE):
        while wanted.encode() not in COLOURS.sub(b"", drawn):
            frame = await line.receive()
            assert frame.type in (WSMsgType.BINARY, WSMsgType.TEXT), frame
            drawn += frame.data if frame.type is WSMsgType.BINARY else str(frame.json()).encode()


@pytest.mark.parametrize("path", ["/", "/?key=", "/?key=wrong", "/static/js/textual.js", "/page/page.js"])
async def test_who_has_no_key_is_told_so_in_chinese(served: Served, path: str) -> None:
    async with served.session.get(served.base + path) as answer:
        assert answer.status == 403
        assert "网址里的钥匙不对，或者已经用过" in await answer.text()
    assert served.entries == []


async def test_the_key_opens_the_page_once(served: Served) -> None:
    key = served.access.key
    async with served.session.get(f"{served.base}/?key={key}") as answer:
        assert answer.status == 200
        cookie = answer.headers["Set-Cookie"]
        policy = answer.headers["Content-Security-Policy"]
        page = await answer.text()
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert key not in cookie
    assert policy.startswith("default-src 'none'")
    assert "//" not in page.replace("<!DOCTYPE html>", "")
    assert served.entries == [served.access.key]
    async with aiohttp.ClientSession() as stranger, stranger.get(f"{served.base}/?key={key}") as answer:
        assert answer.status == 403


async def test_the_cookie_opens_the_page_again_and_its_files(served: Served) -> None:
    await served.enter()
    for path in ("/", "/static/js/textual.js", "/static/css/xterm.css", "/page/page.js", "/page/page.css"):
        async with served.session.get(served.base + path) as answer:
            assert answer.status == 200, path
    assert len(served.entries) == 1


@pytest.mark.parametrize("path", ["/static/", "/page/../site.py", "/static/../../server.py", "/other"])
async def test_nothing_else_is_served(served: Served, path: str) -> None:
    await served.enter()
    async with served.session.get(URL(served.base + path, encoded=True)) as answer:
        assert answer.status in (403, 404)


async def test_a_name_that_was_bent_to_this_machine_is_refused(served: Served) -> None:
    async with served.session.get(
        f"{served.base}/?key={served.access.key}", headers={"Host": "evil.example"}
    ) as answer:
        assert answer.status == 403
        assert "这个地址不是写作台的地址" in await answer.text()
    assert served.entries == []


async def open_first_draft(line: aiohttp.ClientWebSocketResponse) -> None:
    """Open the draft on the home screen; the interface has the keyboard once the page has it."""
    await shown(line, "空位 1")
    await line.send_json(["focus"])
    await line.send_json(["stdin", "\r"])
    await shown(line, "随本节推荐")


async def refused(joining: Awaitable[aiohttp.ClientWebSocketResponse]) -> int:
    with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
        await joining
    return caught.value.status


async def test_the_interface_is_refused_without_the_cookie(served: Served) -> None:
    assert await refused(served.join()) == 403


async def test_the_interface_is_refused_to_pages_of_others(served: Served) -> None:
    await served.enter()
    assert await refused(served.join(Origin="http://evil.example")) == 403
    assert await refused(served.join(Host="evil.example")) == 403
    assert await refused(served.session.ws_connect(f"{served.base}/interface")) == 403
    assert await refused(served.join(**{"Sec-Fetch-Site": "same-site"})) == 403


async def test_a_cookie_that_another_port_was_sent_opens_nothing(served: Served) -> None:
    await served.enter()
    cookies = {cookie.key: cookie.value for cookie in served.session.cookie_jar}
    async with aiohttp.ClientSession(cookies=cookies, cookie_jar=aiohttp.CookieJar(unsafe=True)) as thief:
        stolen = replace(served, session=thief, words=[])
        async with thief.get(served.base, cookies=cookies) as answer:
            assert WORD.search(await answer.text()) is None
        for word in (None, "", "wrong", served.access.key, *cookies.values()):
            assert await refused(stolen.join(word)) == 403
    await (await served.join()).close()


async def test_words_and_cookies_of_two_browsers_do_not_mix(served: Served) -> None:
    await served.enter()
    await served.enter()
    first, second = served.words
    assert first != second
    assert await refused(served.join(first)) == 403
    line = await served.join(second)
    assert line.protocol == "wengao"
    await line.close()


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-site"}, 403),
        ("/", {"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "cross-site"}, 200),
        ("/page/page.js", {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "script"}, 403),
        ("/page/page.js", {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "script"}, 200),
        ("/static/js/textual.js", {"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
async def test_pages_of_other_ports_fetch_nothing(
    served: Served, path: str, headers: dict[str, str], status: int
) -> None:
    await served.enter()
    async with served.session.get(served.base + path, headers=headers) as answer:
        assert answer.status == status


async def test_what_is_typed_arrives_and_is_kept_when_the_page_goes(
    served: Served, desk: Desk, draft_path: Path
) -> None:
    await served.enter()
    line = await served.join()
    await open_first_draft(line)
    await line.send_json(["stdin", "断线之前写下的话，一个字也不能少。"])
    await line.close()
    deadline = time.monotonic() + PATIENCE
    while not any(
        "断线之前写下的话，一个字也不能少。" in record.text for record in desk.history.recoverable()
    ):
        assert time.monotonic() < deadline, "not kept"
        await asyncio.sleep(0.05)


async def test_escape_is_escape_whatever_key_follows_at_once(served: Served, draft_path: Path) -> None:
    await served.enter()
    line = await served.join()
    await open_first_draft(line)
    await line.send_json(["stdin", "\r".join(f"第{number}行在小窗底下写着" for number in range(1, 31))])
    await shown(line, "第30行在小窗底下写着")
    await line.send_json(["stdin", "\x1bn"])
    await shown(line, "加一节")
    for key in ("\x1b", "\x13"):
        await line.send_json(["stdin", key])
    await shown(line, "第15行在小窗底下写着")


async def test_the_newest_page_has_the_interface(served: Served, desk: Desk, draft_path: Path) -> None:
    await served.enter()
    first = await served.join()
    await open_first_draft(first)
    second = await served.join()
    await shown(first, "写作台已在另一个页面打开")
    await open_first_draft(second)


async def test_leaving_the_interface_ends_the_page(served: Served) -> None:
    await served.enter()
    line = await served.join()
    await shown(line, "推进会讲话")
    await line.send_json(["stdin", "\x11"])
    await shown(line, "写作台已退出")
    async with asyncio.timeout(PATIENCE):
        assert (await line.receive()).type in (WSMsgType.CLOSE, WSMsgType.CLOSED)


async def test_a_workspace_that_does_not_open_is_explained_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "wengao.toml").write_text("not toml", encoding="utf-8")
    async with serving(tmp_path) as served:
        await served.enter()
        line = await served.join()
        await shown(line, "wengao.toml")


def test_a_port_in_use_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(UsageError) as refused:
            listen("127.0.0.1", port)
    assert refused.value.message == f"端口 {port} 已被别的程序占用"
    assert isinstance(refused.value.__cause__, OSError)
    assert refused.value.__cause__.errno == errno.EADDRINUSE


def test_an_address_of_another_machine_is_named() -> None:
    with pytest.raises(UsageError) as refused:
        listen("192.0.2.1", 0)
    assert refused.value.message.startswith("不能在 192.0.2.1 的端口 0 上等浏览器：")

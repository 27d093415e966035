"""A browser without a window (Chromium), driven over its own debugging protocol."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import re
import shutil
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE = 60.0
"""Seconds until a condition that does not come true fails the test."""

_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--remote-debugging-port=0",
)


_BINARY = 2
_COLOURS = re.compile(rb"\x1b\[[0-9;]*m")


class Page:
    """One page, by the debugging protocol."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self._line = line
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.requested: list[str] = []
        self.complaints: list[str] = []
        self._drawn = b""
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for frame in self._line:
            said = json.loads(frame.data)
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
            elif said["method"] == "Network.requestWillBeSent":
                self.requested.append(said["params"]["request"]["url"])
            elif said["method"] == "Network.webSocketFrameReceived":
                frame_facts = said["params"]["response"]
                if frame_facts["opcode"] == _BINARY:
                    self._drawn += base64.b64decode(frame_facts["payloadData"])
            elif said["method"] in ("Runtime.exceptionThrown", "Log.entryAdded"):
                self.complaints.append(json.dumps(said["params"], ensure_ascii=False))

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call one method and give its result."""
        number = next(self._numbers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._line.send_json({"id": number, "method": method, "params": parameters})
        said = await asyncio.wait_for(self._answers[number], PATIENCE)
        assert "error" not in said, said
        result: dict[str, Any] = said["result"]
        return result

    async def open(self, address: str) -> None:
        """Go to an address."""
        for domain in ("Page", "Network", "Runtime", "Log"):
            await self.call(f"{domain}.enable")
        await self.call("Page.navigate", url=address)

    async def evaluate(self, script: str) -> Any:
        """What a JavaScript expression gives."""
        result = await self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    async def until(self, script: str) -> None:
        """Poll until a JavaScript expression is true."""
        deadline = time.monotonic() + PATIENCE
        while not await self.evaluate(script):
            assert time.monotonic() < deadline, f"did not come true: {script}\n{self.complaints}"
            await asyncio.sleep(0.05)

    async def drawn(self, wanted: str) -> None:
        """Wait until a text is drawn on the terminal that was not drawn when this was last waited for."""
        deadline = time.monotonic() + PATIENCE
        while wanted.encode() not in _COLOURS.sub(b"", self._drawn):
            assert time.monotonic() < deadline, f"not drawn: {wanted}\n{self.complaints}"
            await asyncio.sleep(0.05)
        self._drawn = b""

    async def press(self, key: str, code: str, number: int, modifiers: int = 0, **more: Any) -> None:
        """Press and release a key. number: Windows' virtual key code; modifiers: 1 alt, 2 ctrl, 4 meta, 8 shift."""
        facts = {"key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": modifiers}
        await self.call("Input.dispatchKeyEvent", type="rawKeyDown", **facts, **more)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **facts)

    async def commit(self, text: str, *, spelling: str) -> None:
        """Compose with an input method: the spelling first, then the text in its place."""
        await self.call(
            "Input.imeSetComposition", text=spelling, selectionStart=len(spelling), selectionEnd=len(spelling)
        )
        await self.call("Input.insertText", text=text)

    async def allow_clipboard(self, origin: str) -> None:
        """Let pages of an origin read and write the clipboard, as a drafter does when asked."""
        await self.call(
            "Browser.grantPermissions",
            origin=origin,
            permissions=["clipboardReadWrite", "clipboardSanitizedWrite"],
        )

    async def picture(self) -> bytes:
        """The page as PNG."""
        return base64.b64decode((await self.call("Page.captureScreenshot"))["data"])

    async def close(self) -> None:
        """Close the page as a drafter closes a tab."""
        await self.call("Page.close")


@asynccontextmanager
async def chromium(folder: Path, *options: str) -> AsyncIterator[Chromium]:
    """A browser with a new profile in `folder`; it and all its processes end with the block."""
    profile = folder / "chromium"
    profile.mkdir()
    with subprocess.Popen(
        [str(CHROMIUM), *_OPTIONS, f"--user-data-dir={profile}", *options, "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            async with aiohttp.ClientSession() as session:
                yield Chromium(session, await _port(profile, process))
        finally:
            process.terminate()


async def _port(profile: Path, process: subprocess.Popen[bytes]) -> int:
    told = profile / "DevToolsActivePort"
    deadline = time.monotonic() + PATIENCE
    while not (told.exists() and told.read_text(encoding="ascii").count("\n")):
        assert process.poll() is None, "Chromium ended"
        assert time.monotonic() < deadline, "Chromium does not start"
        await asyncio.sleep(0.05)
    return int(told.read_text(encoding="ascii").split()[0])


class Chromium:
    """A browser that runs."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session, self._port = session, port

    async def new_page(self, address: str) -> Page:
        """Open an address in a new tab."""
        async with self._session.put(f"http://127.0.0.1:{self._port}/json/new?about:blank") as answer:
            target = await answer.json()
        page = Page(
            await self._session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0, origin=None)
        )
        await page.open(address)
        return page

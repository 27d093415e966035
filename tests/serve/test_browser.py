"""The interface in a real browser (Chromium without a window): an input method, the clipboard, a closed tab."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wengao.desk.desk import Desk

from .chromium import CHROMIUM, Page, chromium
from .test_site import Served, served, serving

__all__ = ["served"]

PATIENCE = 60.0
ALT, CTRL = 1, 2
FOCUSED = "document.activeElement?.classList.contains('xterm-helper-textarea')"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium, which is not installed"),
]


async def until(condition: Callable[[], object]) -> None:
    """Poll until a condition is true."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "did not come true"
        await asyncio.sleep(0.05)


async def open_first_draft(page: Page) -> None:
    await page.drawn("空位 1")
    await page.until(FOCUSED)
    await page.press("Enter", "Enter", 13, text="\r")
    await page.drawn("随本节推荐")


async def save(page: Page, draft_path: Path, text: str) -> None:
    """Save, and wait until the file holds a text that it did not hold before."""
    assert text not in saved(draft_path)
    await page.press("s", "KeyS", 83, CTRL)
    await until(lambda: text in saved(draft_path))


def saved(draft_path: Path) -> str:
    return draft_path.read_text(encoding="utf-8")


async def test_a_drafter_writes_copies_and_pastes(served: Served, draft_path: Path, tmp_path: Path) -> None:
    sentence = "“人民代表大会”制度是我国的根本政治制度——必须长期坚持、不断完善。"
    async with chromium(tmp_path, "--window-size=1366,768") as browser:
        page = await browser.new_page(f"{served.base}/?key={served.access.key}")
        await open_first_draft(page)
        assert await page.evaluate("location.href") == f"{served.base}/"
        for number in range(1, 21):
            await page.commit("长" * number, spelling="chang'" * number)
        await page.commit(sentence, spelling="ren'min'dai'biao'da'hui")
        await save(page, draft_path, "长" * sum(range(1, 21)) + sentence)
        assert "chang" not in saved(draft_path)

        long_text = "".join(f"第{number}段：网格员走访群众，“大事小情”有着落。\n" for number in range(1, 101))
        await page.allow_clipboard(served.base)
        await page.evaluate(f"navigator.clipboard.writeText({long_text!r})")
        await page.press("v", "KeyV", 86, CTRL, commands=["paste"])
        await page.drawn("第100段")
        await save(page, draft_path, long_text.strip())

        await page.press("n", "KeyN", 78, ALT)
        await page.drawn("─ 加一节 ─")
        await page.press("Escape", "Escape", 27)
        await page.drawn("第88段：网格员走访群众")  # which the small window covers

        await page.press("a", "KeyA", 65, CTRL)
        await page.press("c", "KeyC", 67, CTRL)
        await page.until(f"navigator.clipboard.readText().then(text => text.includes({sentence!r}))")
        assert [address for address in page.requested if not address.startswith(served.base)] == []
        assert [complaint for complaint in page.complaints if "WebGL" not in complaint] == []


async def test_a_closed_tab_keeps_what_was_written_and_another_offers_it(
    served: Served, desk: Desk, draft_path: Path, tmp_path: Path
) -> None:
    async with chromium(tmp_path, "--window-size=1366,768") as browser:
        page = await browser.new_page(f"{served.base}/?key={served.access.key}")
        await open_first_draft(page)
        await page.commit("关掉标签页之前写下的话。", spelling="guan'diao")
        await page.drawn("未保存")
        await page.close()
        again = await browser.new_page(served.base)
        await again.drawn("上次没有保存")
        await again.until(FOCUSED)
        await again.press("Enter", "Enter", 13, text="\r")
        await again.drawn("关掉标签页之前写下的话。")
        await save(again, draft_path, "关掉标签页之前写下的话。")


async def test_a_second_tab_takes_over_and_the_first_says_so(served: Served, tmp_path: Path) -> None:
    async with chromium(tmp_path) as browser:
        first = await browser.new_page(f"{served.base}/?key={served.access.key}")
        await first.drawn("推进会讲话")
        second = await browser.new_page(served.base)
        await second.drawn("推进会讲话")
        await first.until("document.getElementById('reason').textContent.includes('另一个页面')")
        assert await first.evaluate("getComputedStyle(document.getElementById('ended')).display") != "none"


async def test_a_server_that_ends_is_told_on_the_page(desk: Desk, tmp_path: Path) -> None:
    async with chromium(tmp_path) as browser:
        async with serving(desk.workspace.root) as served:
            page = await browser.new_page(f"{served.base}/?key={served.access.key}")
            await page.drawn("推进会讲话")
        await page.until("document.getElementById('reason').textContent.includes('wengao serve 已停止')")


async def test_a_browser_without_3d_draws_too(served: Served, tmp_path: Path) -> None:
    async with chromium(tmp_path, "--disable-3d-apis") as browser:
        page = await browser.new_page(f"{served.base}/?key={served.access.key}")
        await page.drawn("推进会讲话")
        await page.until(FOCUSED)

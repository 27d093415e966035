"""How long a page of the whole draft (通读) takes to turn, and how long it takes to open.

    python benchmarks/scrolling.py [CHARACTERS]

Turns pages of a draft of so many 字 (20,000 where not said) on a screen of 120×36 under Textual's own driver, and beside it,
in the same run, those of Textual's own TextArea with the same text. Prints milliseconds of processor time a page: median,
95th percentile and the longest. Python's collector is kept out of it as the program keeps it out (see PlaceScreen).
"""

from __future__ import annotations

import asyncio
import gc
import random
import statistics
import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from keystrokes import paragraph
from textual.app import App, ComposeResult
from textual.widgets import TextArea

from wengao.desk.desk import Desk
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.tui.app import WengaoApp
from wengao.tui.writing.screen import WritingScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot

_USUAL = 20_000
_SIZE = (120, 36)
_PAGES = 24
_SEED = 7
_PARAGRAPHS = 5
_OF_A_HUNDRED = 95
_SETTLED = 3.0
"""Seconds after which what a screen works out on its own is done."""


def draft_text(characters: int) -> str:
    """A draft of sections of five paragraphs."""
    dice = random.Random(_SEED)
    blocks, length = ["# 在全市推进会上的讲话"], 0
    while length < characters:
        texts = [paragraph(dice) for _ in range(_PARAGRAPHS)]
        blocks += [f"## 第{len(blocks)}个方面的工作", *texts]
        length += sum(map(len, texts))
    return "\n\n".join(blocks) + "\n"


class Bare(App[None]):
    """Textual's TextArea, and nothing around it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The text area."""
        yield TextArea(self._text, show_line_numbers=False)


async def pages(pilot: Pilot[None]) -> list[float]:
    """Milliseconds of processor time of each page."""
    gc.collect()
    gc.freeze()
    times = []
    for _ in range(_PAGES):
        began = process_time()
        await pilot.press("pagedown")
        times.append((process_time() - began) * 1000)
    gc.unfreeze()
    return times


async def of_bare(text: str) -> list[float]:
    """The pages of a bare TextArea."""
    async with Bare(text).run_test(size=_SIZE) as pilot:
        await pilot.pause()
        return await pages(pilot)


async def of_whole(text: str, folder: Path) -> tuple[float, list[float]]:
    """How long the whole draft takes to open, and its pages."""
    create_workspace(folder / "w", with_samples=False)
    desk = Desk(open_workspace(folder / "w", cache=folder / "cache"))
    file = desk.workspace.drafts_folder / "讲话.md"
    file.write_text(text, encoding="utf-8")
    async with WengaoApp(desk.workspace, desk).run_test(size=_SIZE) as pilot:
        await pilot.app.push_screen(WritingScreen(desk, desk.drafts.open(file)))
        await pilot.pause(_SETTLED)
        began = process_time()
        await pilot.press("alt+o")
        await pilot.pause()
        opened = (process_time() - began) * 1000
        await pilot.pause(_SETTLED)
        return opened, await pages(pilot)


def told(times: list[float]) -> str:
    """Median, 95th percentile and the longest."""
    high = sorted(times)[len(times) * _OF_A_HUNDRED // 100]
    return f"median {statistics.median(times):.1f} ms, p95 {high:.1f}, longest {max(times):.1f}"


def main() -> None:
    """Print the table."""
    text = draft_text(int(sys.argv[1]) if len(sys.argv) > 1 else _USUAL)
    bare = asyncio.run(of_bare(text))
    with tempfile.TemporaryDirectory() as folder:
        opened, whole = asyncio.run(of_whole(text, Path(folder)))
    print(f"a page, TextArea alone: {told(bare)}")
    print(
        f"a page of the whole draft: {told(whole)}, {statistics.median(whole) / statistics.median(bare):.2f} times"
    )
    print(f"opening the whole draft: {opened:.0f} ms")


if __name__ == "__main__":
    main()

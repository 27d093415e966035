"""Pictures of the interface for README and docs (截图): each screen on a sample workspace, as SVG.

    python tools/screenshots.py docs/pictures

The workspace is made anew in a temporary folder; nothing of the drafter's own is shown.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from terminal_pictures import for_chinese

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

WIDE, NARROW = (120, 36), (80, 24)
PATIENCE = 60.0
_WORKSPACE = "文稿工作区"
IN_NARROW = ("home", "draft", "check", "references")


class Stage:
    """The interface driven for pictures. folder: where they go."""

    def __init__(self, pilot: Pilot[None], folder: Path, mark: str) -> None:
        self.pilot, self.folder, self.mark = pilot, folder, mark

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        await self.pilot.pause()
        await self.pilot.app.workers.wait_for_complete()
        await self.pilot.pause(0.3)
        await self.pilot.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys, then wait."""
        await self.pilot.press(*keys)
        await self.settle()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until a condition is true."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError
            await self.settle()

    def take(self, name: str) -> None:
        """Save what is shown; of the narrow terminal only a few pictures are kept."""
        if self.mark and name not in IN_NARROW:
            return
        picture = self.pilot.app.export_screenshot(title="文稿")
        (self.folder / f"{name}{self.mark}.svg").write_text(for_chinese(picture), encoding="utf-8")


async def tour(stage: Stage) -> None:
    """Every screen once."""
    app = stage.pilot.app
    await stage.settle()
    await stage.until(lambda: app.screen.query("#templates").first().option_count)
    stage.take("home")
    await stage.press("f2")
    stage.take("guide")
    await stage.press("escape", "f8")
    stage.take("settings")
    await stage.press("escape", "f7")
    stage.take("corpus")
    await stage.press("f2")
    stage.take("metadata")
    await stage.press("escape", "f6")
    stage.take("words")
    await stage.press("escape", "escape", "f3", *"责任落实")
    await stage.settle()
    stage.take("search")
    await stage.press("escape")
    app.screen.query("#templates").first().focus()
    await stage.press("enter")
    stage.take("form")
    await stage.press("escape")
    app.screen.query("#drafts").first().focus()
    await stage.press("enter")
    await stage.until(
        lambda: (
            app.screen.query("#reference-list") and app.screen.query("#reference-list").first().option_count
        )
    )
    await stage.press("ctrl+down")
    stage.take("draft")
    for key, name in (
        ("alt+h", "headings"),
        ("alt+k", "slots"),
        ("f7", "check"),
        ("alt+v", "history"),
        ("alt+s", "sources"),
        ("alt+r", "refresh"),
        ("alt+c", "compare"),
        ("f4", "export"),
        ("f1", "help"),
        ("f12", "palette"),
    ):
        await stage.press(key)
        await stage.settle()
        stage.take(name)
        await stage.press("escape")
    app.screen.panes.go_to("references-pane")
    await stage.press("down")
    stage.take("references")
    await stage.press("f6")
    stage.take("filter")
    await stage.press("escape", "space")
    stage.take("source")


def make_workspace(root: Path) -> None:
    """A workspace with the samples read, and one draft filled and saved twice."""
    from wengao.desk.desk import Desk
    from wengao.desk.workspace import create_workspace, open_workspace

    create_workspace(root)
    desk = Desk(open_workspace(root))
    desk.corpus.read()
    desk.settings.note_guided()
    stored = desk.templates.new_draft(
        "推进会讲话", {"topic": "基层国防动员规范化建设", "level": "全市", "year": "2026"}
    )
    filling = desk.search.fill(stored.draft)
    desk.drafts.save(stored.with_draft(filling.draft))


async def draw(root: Path, folder: Path) -> None:
    """Take the tour in both sizes."""
    from wengao.desk.workspace import open_workspace
    from wengao.tui.app import WengaoApp

    for size, mark in ((WIDE, ""), (NARROW, "-narrow")):
        app = WengaoApp(open_workspace(root))
        async with app.run_test(size=size) as pilot:
            await tour(Stage(pilot, folder, mark))


def main() -> None:
    """Draw all pictures into the folder named on the command line."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["HOME"] = os.environ["USERPROFILE"] = temporary
        os.environ.pop("NO_COLOR", None)
        for kind in ("CACHE", "STATE", "DATA", "CONFIG"):
            os.environ[f"XDG_{kind}_HOME"] = str(Path(temporary, kind.lower()))
        root = Path(temporary, _WORKSPACE)
        from wengao.tui.textual_repairs.environment import prepare_environment

        prepare_environment()
        make_workspace(root)
        asyncio.run(draw(root, folder))


if __name__ == "__main__":
    main()

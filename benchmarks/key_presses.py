"""How many keys a whole speech takes (按键数): from a cold start to the exported Word file, counted.

    python benchmarks/key_presses.py

A fresh workspace with the sample corpus already read; the topic is typed by an input method in one commit, which counts
as one press for each character. Every section is filled from references and the Word file stands at the end.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from pathlib import Path

GOAL = 80
TOPIC = "基层国防动员规范化建设"


async def speech(root: Path) -> tuple[int, list[str]]:
    """Write the speech; returns the presses and what came of it."""
    from wengao.desk.workspace import open_workspace
    from wengao.tui.app import WengaoApp
    from wengao.tui.home.lists import TemplateList
    from wengao.tui.writing.screen import WritingScreen

    app = WengaoApp(open_workspace(root))
    presses = 0
    async with app.run_test(size=(120, 36)) as pilot:

        async def until(condition) -> None:
            deadline = time.monotonic() + 120
            while not condition():
                if time.monotonic() > deadline:
                    raise TimeoutError
                await pilot.pause(0.05)
                await app.workers.wait_for_complete()

        async def press(*keys: str) -> None:
            nonlocal presses
            presses += len(keys)
            await pilot.press(*keys)
            await pilot.pause()
            await app.workers.wait_for_complete()

        await until(lambda: isinstance(app.focused, TemplateList) and app.focused.template)
        while app.focused.template.name != "推进会讲话":
            await press("down")
        await press("enter")
        await until(lambda: app.screen.query("FormField"))
        await press(*TOPIC, "ctrl+s")
        await until(lambda: isinstance(app.screen, WritingScreen))
        await press("f5")
        await until(lambda: app.screen.query("#slots"))
        await press("right", "right", "enter")
        await until(lambda: isinstance(app.screen, WritingScreen) and app.screen.session.unsaved)
        screen = app.screen
        await press("ctrl+s")
        await until(lambda: not screen.session.unsaved)
        await press("f4")
        await until(lambda: app.screen.query("#accept"))
        await press("enter")
        out = root / "out"
        await until(lambda: list(out.glob("*.docx")))
        nodes = [node for node in screen.session.outline() if node.level > 1 and not node.children]
        empty = [node.heading for node in nodes if not node.characters]
        slots = screen.desk.drafts.statistics(screen.session.draft).slots
        return presses, [
            f"{len(nodes)} 节，空着 {len(empty)} 节，空位 {slots} 处",
            f"{next(out.glob('*.docx')).name}",
        ]


def main() -> None:
    """Count and print."""
    with tempfile.TemporaryDirectory() as temporary:
        for kind in ("CACHE", "STATE", "DATA", "CONFIG"):
            os.environ[f"XDG_{kind}_HOME"] = str(Path(temporary, kind.lower()))
        from wengao.tui.textual_repairs.environment import prepare_environment

        prepare_environment()
        from wengao.desk.desk import Desk
        from wengao.desk.workspace import create_workspace, open_workspace

        root = Path(temporary, "workspace")
        create_workspace(root)
        desk = Desk(open_workspace(root))
        desk.corpus.read()
        presses, outcome = asyncio.run(speech(root))
    print(f"{presses} 次按键（目标不超过 {GOAL}）：{'，'.join(outcome)}")


if __name__ == "__main__":
    main()

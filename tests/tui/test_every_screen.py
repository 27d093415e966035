"""Every screen in both sizes: it opens, says what it is, shows its keys, and nothing to use lies outside the terminal."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from wengao.desk.desk import Desk
from wengao.tui.corpus.screen import CorpusScreen
from wengao.tui.home.screen import HomeScreen
from wengao.tui.search.screen import SearchScreen
from wengao.tui.shared.bars import KeyBar
from wengao.tui.shared.screens import Dialogue
from wengao.tui.writing.screen import WritingScreen

from .conftest import NARROW, WIDE, draft_screen, opened, until, writing

OF_HOME = {"f2": "入门三步", "f6": "导入旧稿", "f8": "设置", "f12": "命令", "f1": "按键帮助"}
OF_DRAFT = {
    "alt+h": "拟标题",
    "alt+k": "空位清单",
    "alt+v": "历史版本",
    "alt+s": "出处",
    "alt+r": "更新清单",
    "alt+c": "对照",
    "f7": "检查",
    "alt+u": "检查规则",
    "f4": "导出",
    "f2": "改标题",
    "f5": "填充",
    "f12": "命令",
    "f1": "按键帮助",
}


def outside(screen: Screen[Any]) -> list[str]:
    """What can take the focus and is not wholly inside the terminal, but for what scrolls."""
    width, height = screen.size
    return [
        str(widget)
        for widget in screen.focus_chain
        if not any(parent.id == "form-fields" for parent in widget.ancestors)
        and not (
            widget.region.x >= 0
            and widget.region.y >= 0
            and widget.region.right <= width
            and widget.region.bottom <= height
            and widget.region.area
        )
    ]


def shows(pilot: Pilot[None], kind: type[Screen[Any]]) -> bool:
    return isinstance(pilot.app.screen, kind)


def has_focus_within(pilot: Pilot[None], name: str) -> bool:
    focused = pilot.app.focused
    return focused is not None and name in [one.id for one in focused.ancestors_with_self]


async def check_dialogue(pilot: Pilot[None], key: str, heading: str) -> None:
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, Dialogue))
    screen = pilot.app.screen
    assert isinstance(screen, Dialogue)
    assert screen.heading == heading
    assert screen.query_one(".dialogue-box").border_title == heading
    assert outside(screen) == []
    if screen.places:
        assert "F1 帮助" in str(screen.query_one(KeyBar).render())
    await pilot.press("escape")
    await until(pilot, lambda: not isinstance(pilot.app.screen, Dialogue))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["120x36", "80x24"])
async def test_the_screens_of_home(desk: Desk, size: tuple[int, int]) -> None:
    async with opened(desk, size) as pilot:
        assert isinstance(pilot.app.screen, HomeScreen)
        assert outside(pilot.app.screen) == []
        for key, heading in OF_HOME.items():
            await check_dialogue(pilot, key, heading)
        for key, kind in (("f3", SearchScreen), ("f7", CorpusScreen)):
            await pilot.press(key)
            await until(pilot, partial(shows, pilot, kind))
            assert outside(pilot.app.screen) == []
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["120x36", "80x24"])
async def test_the_screens_of_a_draft(desk: Desk, draft_path: Path, size: tuple[int, int]) -> None:
    async with writing(desk, draft_path, size) as pilot:
        assert isinstance(pilot.app.screen, WritingScreen)
        for key, heading in OF_DRAFT.items():
            await check_dialogue(pilot, key, heading)
        for pane in ("outline-pane", "references-pane", "editor-pane"):
            draft_screen(pilot).panes.go_to(pane)
            await until(pilot, partial(has_focus_within, pilot, pane))
            assert outside(pilot.app.screen) == []

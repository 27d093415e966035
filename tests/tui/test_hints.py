"""What the screens tell without being asked: the way back, the reasons of a rank, the state of a box."""

from __future__ import annotations

from pathlib import Path

import pytest

from wengao.desk.desk import Desk
from wengao.tui.shared.bars import KeyBar
from wengao.tui.shared.passages import reasons
from wengao.tui.shared.screens import Dialogue
from wengao.tui.writing.export import TickBox

from .conftest import NARROW, until, writing


@pytest.mark.parametrize("key", ["alt+h", "alt+k", "f7", "alt+v", "alt+s", "alt+r", "alt+c"])
async def test_a_list_tells_the_way_back_even_where_it_is_narrow(
    desk: Desk, draft_path: Path, key: str
) -> None:
    async with writing(desk, draft_path, NARROW) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: isinstance(pilot.app.screen, Dialogue))
        bar = pilot.app.screen.query_one(KeyBar)
        await until(pilot, lambda: str(bar.render()).endswith("Esc 返回"))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Dialogue))


def test_reasons_are_chinese_and_leave_out_what_has_no_name() -> None:
    assert reasons({"bm25": 8.1, "role": 1.8, "spread": 0.95, "unheard_of": 2.0}) == (
        "词语 8.1、角色 1.8 倍、同篇已列 0.95 倍"
    )


def test_every_reason_of_a_search_has_a_name(desk: Desk) -> None:
    why = {
        name: factor for hit in desk.search.find("网格治理 责任落实").hits for name, factor in hit.why.items()
    }
    assert why
    assert reasons(why).count("、") == len(why) - 1


async def test_a_box_shows_its_state_by_a_mark(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await pilot.press("f4")
        await until(pilot, lambda: pilot.app.screen.query(TickBox))
        box = pilot.app.screen.query_one("#toc", TickBox)
        assert str(box.render()) == "[ ] 带目录 "
        box.focus()
        await pilot.press("space")
        await until(pilot, lambda: str(box.render()) == "[√] 带目录 ")
        assert box.value is True

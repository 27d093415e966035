"""Letters with Alt: commands in every terminal, whether or not it marks the letter as printable."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual.events import Key

from wengao.desk.desk import Desk
from wengao.tui.shared.screens import Dialogue
from wengao.tui.writing.slots import SlotsScreen

from .conftest import draft_screen, editor, settle, until, writing
from .test_terminal import TMUX, Terminal, open_first_draft, terminal

__all__ = ["terminal"]


async def test_a_letter_with_alt_types_nothing(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        before = editor(pilot).text
        pilot.app.post_message(Key("alt+k", "k"))
        await until(pilot, lambda: isinstance(pilot.app.screen, SlotsScreen))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Dialogue))
        pilot.app.post_message(Key("alt+b", "b"))
        await settle(pilot)
        assert editor(pilot).text == before
        assert draft_screen(pilot).session.unsaved is False


@pytest.mark.terminal
@pytest.mark.skipif(TMUX is None, reason="needs tmux, which is not installed")
def test_the_commands_on_alt_work_in_a_terminal(draft_path: Path, terminal: Terminal) -> None:
    before = draft_path.read_text(encoding="utf-8")
    open_first_draft(terminal)
    for key, heading in (
        ("M-h", "拟标题"),
        ("M-k", "空位清单"),
        ("M-v", "历史版本"),
        ("M-s", "出处"),
        ("M-r", "更新清单"),
        ("M-c", "对照"),
    ):
        terminal.press(key)
        terminal.wait(partial(_has, f"─ {heading} ─"))
        terminal.press("Escape")
        terminal.wait(partial(_has_not, f"─ {heading} ─"))
    terminal.press("C-s")
    terminal.wait(partial(_has, "已保存 drafts/"))
    assert draft_path.read_text(encoding="utf-8") == before


def _has(text: str, shown: str) -> bool:
    return text in shown


def _has_not(text: str, shown: str) -> bool:
    return text not in shown

"""A draft whose front matter cannot be understood: shown as plain text, mended, and a draft again."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.tui.conftest import draft_screen, editor, status, until, writing
from wengao.desk.desk import Desk
from wengao.tui.textual_repairs.repaints import Line


@pytest.fixture
def broken(draft_path: Path) -> Path:
    """A draft whose third line is no YAML."""
    text = draft_path.read_text(encoding="utf-8")
    draft_path.write_text(text.replace("genre: ", "genre: 甲: ", 1), encoding="utf-8")
    return draft_path


def line_of(path: Path) -> int:
    lines = path.read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if line.startswith("genre: 甲"))


@pytest.mark.drawing
async def test_the_whole_text_is_shown_and_the_place_marked(desk: Desk, broken: Path) -> None:
    line = line_of(broken)
    async with writing(desk, broken) as pilot:
        assert editor(pilot).text == broken.read_text(encoding="utf-8").rstrip("\n")
        assert editor(pilot).cursor_location == (line - 1, 0)
        assert f"第 {line} 行" in str(pilot.app.screen.query_one(".section-heading", Line).render())
        assert "按普通文字打开" in status(pilot)
        shown = [editor(pilot).render_line(row) for row in range(line + 1)]
        underlined = [any(part.style and part.style.underline for part in strip) for strip in shown]
        assert underlined.index(True) == line - 1


async def test_nothing_is_lost_by_saving_it_as_it_is(desk: Desk, broken: Path) -> None:
    before = broken.read_text(encoding="utf-8")
    async with writing(desk, broken) as pilot:
        await pilot.press("ctrl+end", "好", "backspace", "ctrl+s")
        await until(pilot, lambda: "已保存 drafts/" in status(pilot))
        assert broken.read_text(encoding="utf-8") == before
        assert draft_screen(pilot).manuscript.problem is not None


async def test_mended_and_saved_it_is_a_draft_again(desk: Desk, broken: Path, draft_path: Path) -> None:
    whole = broken.read_text(encoding="utf-8").replace("genre: 甲: ", "genre: ", 1)
    async with writing(desk, broken) as pilot:
        await pilot.press(*["right"] * len("genre: 甲: "), *["backspace"] * len("甲: "), "ctrl+s")
        await until(pilot, lambda: "又按文稿打开" in status(pilot))
        assert draft_path.read_text(encoding="utf-8") == whole
        assert draft_screen(pilot).manuscript.problem is None
        assert pilot.app.screen.query_one("#outline", OptionList).option_count > 2


@pytest.mark.parametrize("key", ["f4", "f5", "f7", "f8", "f9", "ctrl+n"])
async def test_what_needs_a_draft_says_what_to_do_first(desk: Desk, broken: Path, key: str) -> None:
    async with writing(desk, broken) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: f"先改好第 {line_of(broken)} 行" in status(pilot))

"""Finding and replacing words in the draft that is written."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from wengao.desk.desk import Desk
from wengao.drafts.markdown import write_draft
from wengao.tui.shared.palette import PaletteScreen
from wengao.tui.textual_repairs.caret import ChineseInput
from wengao.tui.textual_repairs.repaints import Line
from wengao.tui.writing.find_bar import FindBar

from ..conftest import draft_screen, editor, status, until, writing

TEXT = "网格员要走网格，**网格**要管网格[^s1]事。"


@pytest.fixture
async def pilot(desk: Desk, draft_path: Path) -> AsyncIterator[Pilot[None]]:
    async with writing(desk, draft_path) as driven:
        editor(driven).change_to(TEXT)
        editor(driven).go_to(0)
        yield driven


def count(pilot: Pilot[None]) -> str:
    return str(draft_screen(pilot).query_one(FindBar).query_one("#find-count", Line).render())


def gone_to(pilot: Pilot[None]) -> str:
    """The count, once the place is marked in the text; what comes before that only goes there."""
    return count(pilot) if editor(pilot).selected_text == "网格" else ""


def text(pilot: Pilot[None]) -> str:
    return write_draft(draft_screen(pilot).manuscript.draft_now())


async def looked_for(pilot: Pilot[None], key: str, *words: str, places: str) -> None:
    await pilot.press(key, *words[0])
    if len(words) > 1:
        await pilot.press("tab", *words[1])
    await until(pilot, lambda: count(pilot) == places)


async def test_hits_are_gone_through_across_sections_and_headings(pilot: Pilot[None]) -> None:
    await looked_for(pilot, "ctrl+f", "网格", places="6 处")
    seen: list[str] = []
    while len(seen) < 8:
        await pilot.press("enter")
        await until(pilot, lambda: [count(pilot).split(" ")[0]] != seen[-1:])
        seen.append(count(pilot).split(" ")[0])
    assert seen == ["2/6", "3/6", "4/6", "5/6", "6/6", "1/6", "2/6", "3/6"]
    await pilot.press("f8")
    await until(pilot, lambda: count(pilot) == "4/6 处")
    await pilot.press("up")
    await until(pilot, lambda: count(pilot) == "3/6 处")
    await pilot.press("escape")
    await until(pilot, lambda: editor(pilot).has_focus)
    assert editor(pilot).selected_text == "网格"


async def test_one_is_replaced_and_the_next_shown_behind_what_was_put_in(pilot: Pilot[None]) -> None:
    await looked_for(pilot, "alt+d", "网格", "小网格", places="6 处")
    await pilot.press("f8")
    await until(pilot, lambda: count(pilot) == "2/6 处（标题里）")
    await pilot.press("f8")
    await until(pilot, lambda: gone_to(pilot) == "3/6 处")
    await pilot.press("enter")
    await until(pilot, lambda: gone_to(pilot) == "4/6 处")
    await pilot.press("f9")
    await until(pilot, lambda: gone_to(pilot) == "5/6 处")
    assert editor(pilot).text == "小网格员要走小网格，**网格**要管网格[^s1]事。"


async def test_all_are_replaced_in_headings_too_in_one_step(pilot: Pilot[None]) -> None:
    before = text(pilot)
    await looked_for(pilot, "alt+d", "网格", "社区", places="6 处")
    await pilot.press("f10")
    await until(pilot, lambda: "换成“社区” 6 处" in status(pilot))
    after = text(pilot)
    assert after.split("---\n", 2)[2] == before.split("---\n", 2)[2].replace("网格", "社区")
    assert "topic: 网格治理" in after
    await pilot.press("escape", "ctrl+z")
    await until(pilot, lambda: text(pilot) == before)


async def test_headings_can_be_left_out(pilot: Pilot[None]) -> None:
    await looked_for(pilot, "alt+d", "网格", "社区", places="6 处")
    await pilot.press("f2")
    await until(pilot, lambda: count(pilot) == "4 处")
    await pilot.press("f10")
    await until(pilot, lambda: count(pilot) == "没有")
    assert [part.heading for part in draft_screen(pilot).session.draft.parts][
        1
    ] == "深刻认识网格治理的重大意义"


async def test_what_would_break_a_slot_is_told(pilot: Pilot[None]) -> None:
    await pilot.press("alt+d")
    draft_screen(pilot).query_one("#find-words", ChineseInput).value = "数】户"
    await until(pilot, lambda: count(pilot) == "1 处")
    await pilot.press("f10")
    await until(pilot, lambda: "1 处没有动" in status(pilot))


async def test_the_text_before_the_first_heading_is_replaced_too(desk: Desk, draft_path: Path) -> None:
    front, _, rest = draft_path.read_text(encoding="utf-8").partition("# ")
    draft_path.write_text(f"{front}网格材料\n\n# {rest}", encoding="utf-8")
    async with writing(desk, draft_path) as pilot:
        await looked_for(pilot, "alt+d", "网格", "社区", places="3 处")
        await pilot.press("f10")
        await until(pilot, lambda: "换成“社区” 3 处" in status(pilot))
        assert draft_screen(pilot).session.draft.preamble == "社区材料\n\n"


async def test_selected_words_are_looked_for(pilot: Pilot[None]) -> None:
    editor(pilot).select(0, 0, 3)
    await pilot.press("alt+z")
    await until(pilot, lambda: count(pilot) == "1 处")


@pytest.mark.parametrize(("typed", "words"), [("查找", "查找"), ("cz", "查找"), ("th", "替换")])
async def test_the_palette_knows_them(pilot: Pilot[None], typed: str, words: str) -> None:
    await pilot.press("f12")
    await until(pilot, lambda: isinstance(pilot.app.screen, PaletteScreen))
    await pilot.press(*typed)
    screen = pilot.app.screen
    assert isinstance(screen, PaletteScreen)
    await until(pilot, lambda: words in [action.name for action in screen._shown][:1])

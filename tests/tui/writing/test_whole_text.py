"""The whole draft on one screen (通读): written in, undone, searched and checked as the sections are, and nothing is lost."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from wengao.desk.desk import Desk
from wengao.drafts.markdown import write_draft
from wengao.tui.shared.palette import PaletteScreen
from wengao.tui.shared.questions import QuestionScreen
from wengao.tui.writing.editor import Editor
from wengao.tui.writing.find_bar import FindBar
from wengao.tui.writing.panes import FindingStrip
from wengao.tui.writing.screen import WritingScreen

from ..conftest import draft_screen, editor, settle, status, until, writing

TITLE, FIRST, SECOND = (
    "在全市网格治理推进会上的讲话",
    "一、深刻认识网格治理的重大意义",
    "二、压实责任抓好落实",
)
ROWS = [TITLE, "同志们：", "", FIRST, "", "", SECOND, "年底前走访【户数】户。"]


@pytest.fixture
async def pilot(desk: Desk, draft_path: Path) -> AsyncIterator[Pilot[None]]:
    async with writing(desk, draft_path) as driven:
        await read_whole(driven)
        yield driven


async def read_whole(pilot: Pilot[None]) -> None:
    """To the whole text, from the first section, which is empty."""
    await pilot.press("alt+o")
    await until(pilot, lambda: whole(pilot).has_focus)


async def write(pilot: Pilot[None], characters: str) -> None:
    """Type, punctuation too."""
    for character in characters:
        pilot.app.post_message(events.Key(character, character))
    await pilot.pause()


def whole(pilot: Pilot[None]) -> Editor:
    return draft_screen(pilot).query_one("#whole", Editor)


def rows(pilot: Pilot[None]) -> list[str]:
    return list(whole(pilot).document.lines)


def text(pilot: Pilot[None]) -> str:
    return write_draft(draft_screen(pilot).manuscript.draft_now())


def strip(pilot: Pilot[None]) -> str:
    line = draft_screen(pilot).query_one(FindingStrip)
    return str(line.render()) if line.display else ""


async def test_all_of_the_draft_is_there_and_the_cursor_stays(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await pilot.press("ctrl+down", "right", "right")
        await read_whole(pilot)
        assert rows(pilot) == ROWS
        assert whole(pilot).cursor_location == (7, 2)
        await pilot.press("alt+o")
        await until(pilot, lambda: editor(pilot).has_focus and editor(pilot).display)
        await until(pilot, lambda: editor(pilot).cursor_location == (0, 2))


async def test_what_is_written_goes_to_its_section_and_undo_takes_it_back(pilot: Pilot[None]) -> None:
    before = text(pilot)
    await write(pilot, "要从讲政治的高度抓。")
    await pilot.press("enter")
    await write(pilot, "不能等。")
    await until(pilot, lambda: "要从讲政治的高度抓。\n不能等。\n" in text(pilot))
    assert rows(pilot) == [*ROWS[:4], "要从讲政治的高度抓。", "不能等。", *ROWS[5:]]
    await pilot.press("ctrl+end")
    await write(pilot, "一户不漏。")
    await until(pilot, lambda: "户。一户不漏。" in text(pilot))
    written = text(pilot)
    for _ in range(4):
        await pilot.press("ctrl+z")
    await until(pilot, lambda: text(pilot) == before)
    assert rows(pilot) == ROWS
    for _ in range(4):
        await pilot.press("ctrl+y")
    await until(pilot, lambda: text(pilot) == written)
    assert rows(pilot)[-1] == "年底前走访【户数】户。一户不漏。"


async def test_undo_goes_on_in_the_other_view(pilot: Pilot[None]) -> None:
    before = text(pilot)
    await write(pilot, "先写一句。")
    await pilot.press("alt+o")
    await until(pilot, lambda: editor(pilot).has_focus)
    assert editor(pilot).text == "先写一句。"
    await pilot.press("ctrl+z")
    await until(pilot, lambda: text(pilot) == before)
    await write(pilot, "再写一句。")
    await read_whole(pilot)
    await until(pilot, lambda: rows(pilot)[4] == "再写一句。")
    await pilot.press("ctrl+z")
    await until(pilot, lambda: rows(pilot) == ROWS)


@pytest.mark.parametrize(
    ("start", "end", "key", "told"),
    [
        ((3, 2), (3, 2), "好", "标题在这里只供看，F2 改标题"),
        ((3, 2), (3, 4), "delete", "标题在这里只供看"),
        ((7, 0), (7, 0), "backspace", "标题在这里只供看"),
        ((1, 4), (1, 4), "delete", "一次只能改一节里的文字"),
        ((1, 2), (4, 0), "好", "一次只能改一节里的文字"),
        ((0, 0), (7, 3), "enter", "标题在这里只供看"),
    ],
)
async def test_headings_are_not_edited(
    pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int], key: str, told: str
) -> None:
    before = text(pilot)
    whole(pilot).move_cursor(start)
    whole(pilot).move_cursor(end, select=True)
    await pilot.press(key)
    await until(pilot, lambda: told in status(pilot))
    assert (rows(pilot), text(pilot)) == (ROWS, before)


async def test_cutting_across_a_heading_copies_and_takes_nothing_out(pilot: Pilot[None]) -> None:
    whole(pilot).select_all()
    await pilot.press("ctrl+x")
    await until(pilot, lambda: pilot.app.clipboard == "\n".join(ROWS))
    assert rows(pilot) == ROWS


async def test_on_the_empty_row_behind_a_section_its_text_goes_on(pilot: Pilot[None]) -> None:
    whole(pilot).move_cursor((2, 0))
    await write(pilot, "今天开会。")
    await until(pilot, lambda: "同志们：\n今天开会。\n" in text(pilot))
    whole(pilot).move_cursor((6, 0))
    await write(pilot, "讲三点。")
    await until(pilot, lambda: "讲三点。" in text(pilot))
    assert rows(pilot) == [TITLE, "同志们：", "今天开会。", "", FIRST, "讲三点。", "", *ROWS[6:]]


async def test_taking_out_up_to_the_next_section_leaves_its_heading(pilot: Pilot[None]) -> None:
    whole(pilot).move_cursor((1, 2))
    whole(pilot).move_cursor((2, 0), select=True)
    await pilot.press("backspace")
    await until(pilot, lambda: rows(pilot) == [TITLE, "同志", *ROWS[2:]])


async def test_the_section_with_the_cursor_is_the_one_that_commands_are_about(pilot: Pilot[None]) -> None:
    screen = draft_screen(pilot)
    second = screen.session.keys[2]
    whole(pilot).move_cursor((6, 3))
    await until(pilot, lambda: screen.manuscript.here == second)
    await until(pilot, lambda: screen.panes.outline.highlighted == 2)
    await pilot.press("ctrl+up")
    await until(pilot, lambda: whole(pilot).cursor_location == (4, 0))
    await pilot.press("ctrl+down", "f2")
    await until(pilot, lambda: not isinstance(pilot.app.screen, WritingScreen))
    await pilot.press("end", *"见成效", "enter")
    await until(pilot, lambda: rows(pilot)[6] == f"{SECOND}见成效")
    await pilot.press("ctrl+z")
    await until(pilot, lambda: rows(pilot) == ROWS)


async def test_a_section_that_was_removed_comes_back(pilot: Pilot[None]) -> None:
    before = text(pilot)
    await pilot.press("ctrl+d")
    await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
    await pilot.press("right", "enter")
    await until(pilot, lambda: rows(pilot) == [*ROWS[:3], "一、压实责任抓好落实", ROWS[7]])
    await pilot.press(*"好")
    await pilot.press("ctrl+z", "ctrl+z")
    await until(pilot, lambda: text(pilot) == before)
    assert rows(pilot) == ROWS


async def test_a_passage_is_inserted_where_the_cursor_is(pilot: Pilot[None]) -> None:
    screen = draft_screen(pilot)
    whole(pilot).move_cursor((7, 4))
    await until(pilot, lambda: screen.references.hit is not None)
    await pilot.press("tab", "enter")
    await until(pilot, lambda: "已插入" in status(pilot))
    await until(pilot, lambda: whole(pilot).has_focus)
    inserted = screen.session.text(screen.manuscript.here).split("\n")
    assert rows(pilot)[7:] == inserted
    assert rows(pilot)[:7] == ROWS[:7]
    await pilot.press("ctrl+z")
    await until(pilot, lambda: rows(pilot) == ROWS)


FAULTY = "各镇各村都要走访,一户不漏。"


async def test_findings_are_gone_through_put_right_and_let_stand(pilot: Pilot[None]) -> None:
    await write(pilot, FAULTY)
    await pilot.press("ctrl+home", "f8")
    await until(pilot, lambda: whole(pilot).selected_text == ",")
    await until(pilot, lambda: "PUN-1" in strip(pilot) and "1/2" in strip(pilot))
    await pilot.press("f9")
    await until(pilot, lambda: rows(pilot)[4] == FAULTY.replace(",", "，"))
    await until(pilot, lambda: "已改正" in status(pilot))
    await pilot.press("f8")
    await until(pilot, lambda: whole(pilot).selected_text == "【户数】" and "Del 放行" in strip(pilot))
    await pilot.press("delete")
    session = draft_screen(pilot).session
    await until(pilot, lambda: "waivers" in session.draft.front)
    await pilot.press("ctrl+z", "ctrl+z")
    await until(pilot, lambda: rows(pilot)[4] == FAULTY)
    await pilot.press("shift+f8")
    await until(pilot, lambda: whole(pilot).selected_text == ",")


def underlined(pilot: Pilot[None]) -> list[str]:
    shown, here = [], whole(pilot)
    for row in here.render_lines(here.region.reset_offset):
        shown += [part.text for part in row if part.style is not None and part.style.underline]
    return shown


@pytest.mark.drawing
async def test_findings_are_underlined_where_they_stand_in_text_and_headings(pilot: Pilot[None]) -> None:
    screen = draft_screen(pilot)
    screen.session.rename(screen.session.keys[2], "压实责任,抓好落实")
    screen.manuscript.turned()
    await write(pilot, FAULTY)
    await until(pilot, lambda: underlined(pilot) == [",", "二、压实责任,抓好落实", "【户数】"])
    whole(pilot).move_cursor((1, 0))
    await pilot.press(*"各位", "enter")
    assert underlined(pilot) == [",", "二、压实责任,抓好落实", "【户数】"]


async def test_words_are_found_and_replaced_in_texts_and_headings(pilot: Pilot[None]) -> None:
    before = text(pilot)
    bar = draft_screen(pilot).query_one(FindBar)
    count = bar.query_one("#find-count")
    await write(pilot, "网格连着网格。")
    await pilot.press("alt+d", *"网格", "tab", *"社区")
    await until(pilot, lambda: "4 处" in str(count.render()))
    await pilot.press("f8")
    await until(pilot, lambda: "1/4" in str(count.render()))
    await pilot.press("f8", "f8")
    await until(pilot, lambda: whole(pilot).selected_text == "网格")
    await pilot.press("f10")
    await until(pilot, lambda: "换成“社区” 4 处" in status(pilot))
    replaced = [row.replace("网格", "社区") for row in ROWS]
    assert rows(pilot) == [*replaced[:4], "社区连着社区。", *replaced[5:]]
    await pilot.press("escape", "ctrl+z")
    await until(pilot, lambda: rows(pilot) == [*ROWS[:4], "网格连着网格。", *ROWS[5:]])
    await pilot.press("ctrl+z")
    await until(pilot, lambda: text(pilot) == before)


async def test_keys_under_way_to_an_editor_that_hands_over_are_not_lost(pilot: Pilot[None]) -> None:
    screen = draft_screen(pilot)
    await pilot.press("甲", "alt+o")
    await until(pilot, lambda: editor(pilot).has_focus)
    whole(pilot).post_message(events.Key("乙", "乙"))
    await until(pilot, lambda: editor(pilot).text == "甲乙")
    own = editor(pilot)
    await read_whole(pilot)
    own.post_message(events.Key("丙", "丙"))
    own.post_message(events.Paste("丁戊"))
    await until(pilot, lambda: rows(pilot)[4] == "甲乙丙丁戊")
    assert screen.session.text(screen.manuscript.here) == "甲乙丙丁戊"


async def test_what_another_wrote_meanwhile_is_not_written_over(pilot: Pilot[None], draft_path: Path) -> None:
    await write(pilot, "我写的。")
    theirs = draft_path.read_text(encoding="utf-8").replace("同志们：", "同志们、朋友们：")
    draft_path.write_text(theirs, encoding="utf-8")
    await pilot.press("ctrl+s")
    await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
    await pilot.press("enter")
    await until(pilot, lambda: "已保存" in status(pilot))
    assert draft_path.read_text(encoding="utf-8") == theirs
    saved = draft_screen(pilot).session.stored.path
    assert saved != draft_path
    assert "我写的。" in saved.read_text(encoding="utf-8")


async def test_no_character_is_lost_whatever_is_done(pilot: Pilot[None]) -> None:
    """Written in at random, undone, done again, the views switched: both always show what the session has."""
    dice, screen = random.Random(5), draft_screen(pilot)  # noqa: S311 - dice, no secrets
    manuscript, session = screen.manuscript, screen.session

    def write() -> None:
        here = whole(pilot) if manuscript.in_whole else editor(pilot)
        row = dice.randrange(here.document.line_count)
        column = dice.randint(0, len(here.document[row]))
        end = (
            (row, dice.randint(column, len(here.document[row])))
            if dice.random() < 0.7
            else (min(row + dice.randint(0, 2), here.document.line_count - 1), 0)
        )
        before = {key: session.text(key) for key in session.keys}
        new = dice.choice(["", "甲", "乙丙", "\n", "丁\n戊", "己，庚。"])
        here.replace(new, *sorted([(row, column), end]))
        manuscript.draft_now()
        after = {key: session.text(key) for key in session.keys}
        assert sum(before[key] != after[key] for key in before) <= 1

    for _ in range(120):
        deed = dice.choice([write] * 6 + [manuscript.undo, manuscript.redo, manuscript.read_whole])
        deed()
        await pilot.pause()
        if deed is manuscript.read_whole:
            await settle(pilot)
        manuscript.draft_now()
        if manuscript.in_whole:
            shown = [row for row in rows(pilot) if row and row not in (TITLE, FIRST, SECOND)]
            texts = [line for key in session.keys for line in session.text(key).split("\n") if line]
            assert shown == texts
        else:
            assert editor(pilot).text == session.text(manuscript.here)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: "已保存" in status(pilot))
    assert session.stored.path.read_text(encoding="utf-8") == write_draft(session.for_saving().draft)


async def test_a_draft_that_can_only_be_read_is_read_whole(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await pilot.app.push_screen(WritingScreen(desk, desk.drafts.open(draft_path), why_read_only="在别处"))
        await until(pilot, lambda: isinstance(pilot.app.focused, Editor))
        screen = pilot.app.screen
        await pilot.press("alt+o")
        await until(pilot, lambda: screen.query_one("#whole", Editor).has_focus)
        await pilot.press(*"写", "delete")
        await until(pilot, lambda: "只读" in status(pilot))
        assert list(screen.query_one("#whole", Editor).document.lines) == ROWS


@pytest.mark.parametrize("typed", ["通读", "td"])
async def test_the_palette_knows_it(pilot: Pilot[None], typed: str) -> None:
    await pilot.press("f12")
    await until(pilot, lambda: isinstance(pilot.app.screen, PaletteScreen))
    await pilot.press(*typed)
    screen = pilot.app.screen
    assert isinstance(screen, PaletteScreen)
    await until(pilot, lambda: [action.name for action in screen._shown][:1] == ["通读"])


async def test_a_click_on_the_name_of_the_pane_switches(pilot: Pilot[None]) -> None:
    await pilot.click("#editor-pane", offset=(10, 0))
    await until(pilot, lambda: not draft_screen(pilot).manuscript.in_whole)
    await pilot.click("#editor-pane", offset=(10, 0))
    await until(pilot, lambda: draft_screen(pilot).manuscript.in_whole)


@pytest.mark.drawing
async def test_the_finding_gone_to_is_in_sight_above_the_lines_about_it(desk: Desk, draft_path: Path) -> None:
    draft_path.write_text(
        draft_path.read_text(encoding="utf-8").replace("同志们：", "同志们：\n" + "讲几点。\n" * 30),
        encoding="utf-8",
    )
    async with writing(desk, draft_path, (80, 24)) as pilot:
        await read_whole(pilot)
        await pilot.press("shift+f8")
        await until(pilot, lambda: "PLH-1" in strip(pilot))
        here = whole(pilot)
        await until(pilot, lambda: here.cursor_screen_offset.y < here.region.bottom)

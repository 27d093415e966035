"""An exported Word file that is changed elsewhere: its changes are offered, and taken only when the drafter says so."""

from __future__ import annotations

import os
from pathlib import Path

import docx
from textual.pilot import Pilot

from wengao.desk.desk import Desk
from wengao.tui.shared.questions import QuestionScreen

from ..conftest import draft_screen, editor, settle, status, until, writing


def edit(word: Path, before: str, after: str) -> None:
    document = docx.Document(str(word))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(before, after)
    document.save(str(word))
    stamp = word.stat()
    os.utime(word, ns=(stamp.st_atime_ns, stamp.st_mtime_ns + 1_000_000_000))


async def export(pilot: Pilot[None], desk: Desk) -> Path:
    await pilot.press("f4")
    await until(pilot, lambda: pilot.app.focused is not None and pilot.app.focused.id == "accept")
    await pilot.press("enter")
    await until(pilot, lambda: "已导出" in status(pilot))
    [word] = desk.workspace.export_folder.glob("*.docx")
    await settle(pilot)
    return word


async def look(pilot: Pilot[None], times: int = 2) -> None:
    """As the timer does."""
    for _ in range(times):
        draft_screen(pilot).returned.look()
        await settle(pilot)


def asked(pilot: Pilot[None]) -> bool:
    return isinstance(pilot.app.screen, QuestionScreen)


async def test_a_change_in_word_is_offered_taken_and_undone(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        editor(pilot).change_to("形势很好。")
        word = await export(pilot, desk)
        await look(pilot)
        assert not asked(pilot)
        edit(word, "形势很好", "形势很严峻")
        await look(pilot)
        assert asked(pilot)
        assert editor(pilot).text == "形势很好。"
        await pilot.press("enter")
        await until(pilot, lambda: "并进了 1 处" in status(pilot))
        assert editor(pilot).text == "形势很严峻。"
        await look(pilot)
        assert not asked(pilot)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: editor(pilot).text == "形势很好。")


async def test_what_is_not_taken_is_offered_with_the_next_change_only(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        editor(pilot).change_to("形势很好。\n任务很重。")
        word = await export(pilot, desk)
        edit(word, "很好", "很严峻")
        await look(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: "没有并" in status(pilot))
        await look(pilot, 3)
        assert not asked(pilot)
        edit(word, "很重", "更重")
        await look(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "并进了 2 处" in status(pilot))
        assert editor(pilot).text == "形势很严峻。\n任务更重。"


async def test_a_section_that_was_changed_here_too_is_left_and_the_other_text_kept_beside_it(
    desk: Desk, draft_path: Path
) -> None:
    async with writing(desk, draft_path) as pilot:
        editor(pilot).change_to("形势很好。")
        word = await export(pilot, desk)
        editor(pilot).change_to("形势喜人。")
        edit(word, "很好", "很严峻")
        await look(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "两边都改过，没有动；Word 里的全文另存为" in status(pilot))
        assert editor(pilot).text == "形势喜人。"
        [beside] = desk.workspace.drafts_folder.glob("*Word改回*.md")
        assert "形势很严峻。" in beside.read_text(encoding="utf-8")


async def test_saved_without_a_change_asks_nothing(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        word = await export(pilot, desk)
        edit(word, "没有的字", "")
        await look(pilot)
        assert not asked(pilot)
        assert "文字没有改动" in status(pilot)


async def test_a_question_waits_for_the_dialogue_before_the_text(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        editor(pilot).change_to("形势很好。")
        word = await export(pilot, desk)
        edit(word, "很好", "很严峻")
        await pilot.press("f4")
        await until(pilot, lambda: pilot.app.focused is not None and pilot.app.focused.id == "accept")
        await look(pilot)
        assert not asked(pilot)
        await pilot.press("escape")
        await look(pilot)
        assert asked(pilot)

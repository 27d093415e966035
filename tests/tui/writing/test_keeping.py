"""Nothing that was typed is lost: the journal, what is offered at the next start, and the lock."""

from __future__ import annotations

from pathlib import Path

import pytest

from wengao.desk.desk import Desk
from wengao.drafts.lock import lock_path
from wengao.errors import DraftLockedError
from wengao.tui.home.screen import HomeScreen
from wengao.tui.shared.questions import QuestionScreen
from wengao.tui.writing.screen import WritingScreen

from ..conftest import draft_screen, editor, opened, until, writing


def is_recorded(desk: Desk, text: str) -> bool:
    return any(text in record.text for record in desk.history.recoverable())


async def write_and_break_off(desk: Desk, path: Path) -> None:
    async with writing(desk, path) as pilot:
        await pilot.press(*"写了一半")
        await until(pilot, lambda: is_recorded(desk, "写了一半"))


async def test_what_was_typed_is_offered_at_the_next_start(desk: Desk, draft_path: Path) -> None:
    before = draft_path.read_text(encoding="utf-8")
    await write_and_break_off(desk, draft_path)
    async with opened(desk) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen))
        screen = draft_screen(pilot)
        assert "写了一半" in screen.session.text(screen.manuscript.here)
        assert screen.session.unsaved is True
        assert draft_path.read_text(encoding="utf-8") == before
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "写了一半" in draft_path.read_text(encoding="utf-8"))


async def test_an_offer_that_is_declined_is_not_made_again(desk: Desk, draft_path: Path) -> None:
    await write_and_break_off(desk, draft_path)
    async with opened(desk) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
        await pilot.click("#decline")
        await until(pilot, lambda: desk.history.recoverable() == ())
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_changes_given_up_are_not_offered(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await pilot.press(*"不要的话")
        await until(pilot, lambda: is_recorded(desk, "不要的话"))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
        await pilot.click("#discard")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        assert desk.history.recoverable() == ()


async def test_a_draft_is_held_while_it_is_open(desk: Desk, draft_path: Path) -> None:
    async with opened(desk) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen))
        with pytest.raises(DraftLockedError):
            desk.drafts.lock(draft_path)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: not lock_path(draft_path).exists())


async def test_a_draft_somebody_else_writes_is_opened_only_by_taking_it_over(
    desk: Desk, draft_path: Path
) -> None:
    colleague = desk.drafts.lock(draft_path)
    async with opened(desk) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        assert colleague.held
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
        await pilot.click("#take")
        await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen))
        assert not colleague.held


async def test_a_draft_taken_over_by_somebody_else_is_saved_beside(desk: Desk, draft_path: Path) -> None:
    before = draft_path.read_text(encoding="utf-8")
    async with opened(desk) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen) and editor(pilot).has_focus)
        colleague = desk.drafts.take_over(draft_path)
        await pilot.press(*"我写的", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
        await pilot.click("#beside")
        await until(pilot, lambda: draft_screen(pilot).session.stored.path != draft_path)
        assert draft_path.read_text(encoding="utf-8") == before
        assert colleague.held

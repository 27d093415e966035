"""The focus when the drafter looks at another window in between."""

from __future__ import annotations

from textual import events
from textual.widgets import Button

from wengao.desk.desk import Desk
from wengao.tui.shared.questions import Answer, QuestionScreen

from .conftest import opened, until


async def test_what_asks_while_nobody_looks_can_be_answered_by_key_afterwards(desk: Desk) -> None:
    async with opened(desk) as pilot:
        app = pilot.app
        app.post_message(events.AppBlur())
        await until(pilot, lambda: not app.app_focus)
        answers: list[str | None] = []
        app.push_screen(
            QuestionScreen("问题", "要吗？", [Answer("yes", "要"), Answer("no", "不要")]), answers.append
        )
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        assert app.focused is None
        app.post_message(events.AppFocus())
        await until(pilot, lambda: isinstance(app.focused, Button))
        await pilot.press("enter")
        await until(pilot, lambda: answers == ["yes"])


async def test_the_focus_comes_back_to_where_it_was(desk: Desk) -> None:
    async with opened(desk) as pilot:
        app = pilot.app
        await pilot.press("tab")
        before = app.focused
        assert before is not None
        app.post_message(events.AppBlur())
        await until(pilot, lambda: app.focused is None)
        app.post_message(events.AppFocus())
        await until(pilot, lambda: app.focused is before)

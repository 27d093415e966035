"""A draft's file gets another name, while it is written."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from tests.tui.conftest import draft_screen, editor, settle, status, until, writing
from wengao.desk.desk import Desk
from wengao.drafts.lock import lock_path
from wengao.tui.shared.questions import LineQuestionScreen
from wengao.tui.textual_repairs.caret import ChineseInput


async def name(pilot: Pilot[None], text: str) -> None:
    await pilot.press("shift+f2")
    await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
    pilot.app.screen.query_one(ChineseInput).value = text
    await pilot.press("enter")


async def test_a_name_that_is_taken_is_told_and_nothing_moves(desk: Desk, draft_path: Path) -> None:
    draft_path.with_name("别的.md").write_text("# 别的\n", encoding="utf-8")
    async with writing(desk, draft_path) as pilot:
        await name(pilot, "别的")
        await until(pilot, lambda: not isinstance(pilot.app.screen, LineQuestionScreen))
        await settle(pilot)
        assert draft_path.exists()


async def test_a_draft_being_written_is_saved_renamed_and_written_on(desk: Desk, draft_path: Path) -> None:
    new = draft_path.with_name("新的名字.md")
    async with writing(desk, draft_path) as pilot:
        editor(pilot).insert("改名以前写的。")
        await name(pilot, "新的名字")
        await until(pilot, lambda: "文件名改成了" in status(pilot))
        assert (lock_path(draft_path).exists(), lock_path(new).exists()) == (False, True)
        editor(pilot).insert("改名以后写的。")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "已保存 drafts/新的名字.md" in status(pilot))
        assert draft_screen(pilot).session.stored.path == new
        draft_screen(pilot).action_do("undo")
        assert "改名以后写的。" not in editor(pilot).text
    saved = new.read_text(encoding="utf-8")
    assert ("改名以前写的。" in saved, "改名以后写的。" in saved, draft_path.exists()) == (True, True, False)
    assert [record.draft_path for record in desk.history.recoverable()] in ([], [new])

"""A workspace that goes away while a draft is open, files with something to know, and locks that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Button

from wengao.desk.desk import Desk
from wengao.drafts.lock import lock_path
from wengao.tui.shared.questions import LineQuestionScreen, QuestionScreen
from wengao.tui.shared.screens import NoticeScreen
from wengao.tui.textual_repairs.caret import ChineseInput
from wengao.tui.writing.screen import WritingScreen

from ..conftest import draft_screen, editor, opened, status, until, writing


def shown(pilot: Pilot[None]) -> str:
    return " ".join(str(part.render()) for part in pilot.app.screen.query("Static, Button"))


async def refused(pilot: Pilot[None]) -> str:
    await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
    return shown(pilot)


async def test_a_draft_whose_workspace_was_moved_is_saved_elsewhere(
    desk: Desk, draft_path: Path, tmp_path: Path
) -> None:
    root = desk.workspace.root
    async with writing(desk, draft_path) as pilot:
        await pilot.press(*"写到一半")
        moved = root.rename(tmp_path / "搬走了")
        await pilot.press("ctrl+s")
        question = await refused(pilot)
        assert "找不到了" in question
        assert "已经留底" in question
        assert "接管" not in question
        await pilot.click("#elsewhere")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
        target = tmp_path / "我的文件" / "讲话.md"
        pilot.app.screen.query_one(ChineseInput).value = str(target)
        await pilot.press("enter")
        await until(pilot, lambda: f"已保存 {target}" in status(pilot))
        assert "写到一半" in target.read_text(encoding="utf-8")
        assert "写到一半" not in (moved / draft_path.relative_to(root)).read_text(encoding="utf-8")
        assert (draft_screen(pilot).session.unsaved, root.exists(), lock_path(target).exists()) == (
            False,
            False,
            True,
        )
        assert desk.history.recoverable() == ()
    assert not lock_path(target).exists()


async def test_a_place_that_has_a_file_is_asked_for_again(
    desk: Desk, draft_path: Path, tmp_path: Path
) -> None:
    taken = tmp_path / "有了.md"
    taken.write_text("别的", encoding="utf-8")
    async with writing(desk, draft_path) as pilot:
        await pilot.press(*"写到一半")
        desk.workspace.root.rename(tmp_path / "搬走了")
        await pilot.press("ctrl+s")
        await refused(pilot)
        await pilot.click("#elsewhere")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
        pilot.app.screen.query_one(ChineseInput).value = str(taken)
        await pilot.press("enter")
        await until(pilot, lambda: "已有同名文件" in shown(pilot))
        assert taken.read_text(encoding="utf-8") == "别的"


async def test_a_workspace_that_comes_back_is_tried_again(
    desk: Desk, draft_path: Path, tmp_path: Path
) -> None:
    root = desk.workspace.root
    async with writing(desk, draft_path) as pilot:
        await pilot.press(*"写到一半")
        moved = root.rename(tmp_path / "搬走了")
        await pilot.press("续")
        await until(pilot, lambda: "改留底在" in status(pilot))
        await pilot.press("ctrl+s")
        await refused(pilot)
        moved.rename(root)
        await pilot.click("#again")
        await until(pilot, lambda: "已保存" in status(pilot))
        assert "写到一半" in draft_path.read_text(encoding="utf-8")
        assert desk.history.recoverable() == ()


async def test_what_is_to_be_known_of_a_file_is_told_when_it_is_opened(desk: Desk, draft_path: Path) -> None:
    draft_path.write_bytes(draft_path.read_bytes() + b"\xff\r\n")
    async with opened(desk) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoticeScreen))
        told = shown(pilot)
        assert "有 1 个字节认不出" in told
        assert "换行有几种写法" in told
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen))


async def test_a_pasted_text_is_cleaned_and_that_is_told(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        pilot.app.post_message(events.Paste("从 PDF\x01\x02 来的"))
        await until(pilot, lambda: "粘贴的文字里有 2 个控制字符" in status(pilot))
        assert "从 PDF 来的" in editor(pilot).text


@pytest.mark.parametrize("kind", ["link", "text"])
async def test_what_stands_in_place_of_the_lock_is_named(
    desk: Desk, draft_path: Path, tmp_path: Path, kind: str
) -> None:
    aim = tmp_path / "要紧的.txt"
    aim.write_text("要紧", encoding="utf-8")
    if kind == "link":
        lock_path(draft_path).symlink_to(aim)
    else:
        lock_path(draft_path).write_text("别的程序写的", encoding="utf-8")
    async with opened(desk) as pilot:
        await pilot.press("enter")
        question = await refused(pilot)
        assert lock_path(draft_path).name in question
        assert ("接管" in {str(button.label) for button in pilot.app.screen.query(Button)}) == (
            kind == "text"
        )
        await pilot.click("#read")
        await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen))
        assert draft_screen(pilot).manuscript.read_only
    assert aim.read_text(encoding="utf-8") == "要紧"

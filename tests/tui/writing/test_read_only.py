"""A workspace that can only be read: looking, searching and copying work; whatever would write says why it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import draft_screen, editor, opened, status, until
from wengao.desk.desk import Desk
from wengao.drafts.lock import DraftLock
from wengao.errors import InputError
from wengao.tui.home.lists import DraftList
from wengao.tui.shared.passages import PassageList
from wengao.tui.shared.screens import NoticeScreen
from wengao.tui.writing.checks import ChecksScreen
from wengao.tui.writing.editor import Editor

REFUSED = "只读：这个文件夹不能写"


@pytest.fixture
def locked_away(draft_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A draft whose folder takes no new file, as on a read-only disk; root is refused nothing by modes."""

    def refuse(_lock: DraftLock) -> DraftLock:
        raise InputError("占用不了文稿：Read-only file system", "文件夹不可写，只能阅读")

    monkeypatch.setattr(DraftLock, "acquire", refuse)
    return draft_path


async def open_it(pilot) -> None:  # type: ignore[no-untyped-def]
    drafts = pilot.app.screen.query_one(DraftList)
    await until(pilot, lambda: drafts.draft is not None)
    drafts.focus()
    await pilot.press("enter")
    await until(pilot, lambda: "已打开" in status(pilot) and isinstance(pilot.app.focused, Editor))


async def test_it_opens_says_so_and_takes_no_change(desk: Desk, locked_away: Path) -> None:
    before = locked_away.read_bytes()
    async with opened(desk) as pilot:
        await open_it(pilot)
        text = editor(pilot).text
        assert "只读" in status(pilot)
        await pilot.press("字", "enter", "backspace", "ctrl+z")
        await until(pilot, lambda: REFUSED in status(pilot))
        assert editor(pilot).text == text
        assert draft_screen(pilot).session.unsaved is False
    assert locked_away.read_bytes() == before


@pytest.mark.parametrize(
    "key", ["ctrl+s", "f5", "ctrl+n", "ctrl+d", "f2", "alt+down", "alt+right", "alt+h", "alt+r"]
)
async def test_what_would_change_it_says_why_it_does_not(desk: Desk, locked_away: Path, key: str) -> None:
    async with opened(desk) as pilot:
        await open_it(pilot)
        await pilot.press(key)
        await until(pilot, lambda: REFUSED in status(pilot))


async def test_searching_and_checking_work(desk: Desk, locked_away: Path) -> None:
    async with opened(desk) as pilot:
        await open_it(pilot)
        await pilot.press("f3", *"防汛")
        passages = pilot.app.screen.query_one(PassageList)
        await until(pilot, lambda: passages.hit is not None and "防汛" in passages.hit.passage.text)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.focused is passages)
        await pilot.press("enter")
        await until(pilot, lambda: REFUSED in status(pilot))
        await pilot.press("escape", "f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChecksScreen))


async def test_reading_the_corpus_says_that_the_folder_takes_nothing(desk: Desk) -> None:
    desk.workspace.reading_lock_file.unlink(missing_ok=True)
    desk.workspace.reading_lock_file.mkdir()
    async with opened(desk) as pilot:
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoticeScreen))
        shown = " ".join(str(part.render()) for part in pilot.app.screen.query("Static"))
        assert "写不了工作区" in shown
        assert "可写的文件夹" in shown

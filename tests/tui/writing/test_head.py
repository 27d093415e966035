"""The form for the elements of an official document: taken into the draft, refused beside the field, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Button

from tests.tui.conftest import draft_screen, status, until, writing
from wengao.desk.desk import Desk
from wengao.markup.front_matter import read_front_matter
from wengao.tui.shared.forms import FormField
from wengao.tui.shared.screens import NoticeScreen
from wengao.tui.textual_repairs.caret import ChineseInput
from wengao.tui.writing.head import HeadScreen
from wengao.tui.writing.screen import WritingScreen


def fields(pilot: object) -> dict[str, object]:
    return dict(read_front_matter(draft_screen(pilot).session.draft.front).fields)  # type: ignore[arg-type]


async def test_what_is_filled_in_is_a_step_of_undo_and_is_saved(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        before = draft_screen(pilot).session.draft.front
        await pilot.press("alt+l")
        await until(pilot, lambda: isinstance(pilot.app.screen, HeadScreen))
        form = {field.field.name: field for field in pilot.app.screen.query(FormField)}
        for name, value in (
            ("doc_number", "清政发[2026]05号"),
            ("signer", "张三、林知夏"),
            ("copy_number", "000012"),
        ):
            form[name].query_one(ChineseInput).value = value
        pilot.app.screen.query_one("#accept", Button).press()
        await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen))
        assert {name: fields(pilot)[name] for name in ("doc_number", "signer", "copy_number")} == {
            "doc_number": "清政发〔2026〕5号",
            "signer": ["张三", "林知夏"],
            "copy_number": "000012",
        }
        assert "可以撤销" in status(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "清政发〔2026〕5号" in draft_path.read_text(encoding="utf-8"))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: draft_screen(pilot).session.draft.front == before)


async def test_a_value_that_is_not_right_is_told_beside_its_field(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await pilot.press("alt+l")
        await until(pilot, lambda: isinstance(pilot.app.screen, HeadScreen))
        form = {field.field.name: field for field in pilot.app.screen.query(FormField)}
        form["printed_date"].query_one(ChineseInput).value = "三月"
        pilot.app.screen.query_one("#accept", Button).press()
        await until(pilot, lambda: form["printed_date"].has_class("-refused"))
        assert isinstance(pilot.app.screen, HeadScreen)
        form["printed_date"].query_one(ChineseInput).value = "2026年3月19日"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen))
        assert fields(pilot)["printed_date"] == "2026-03-19"


async def test_where_libreoffice_is_missing_the_preview_says_so(
    desk: Desk, draft_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wengao.processes.office.office_program", lambda: None)
    async with writing(desk, draft_path) as pilot:
        await pilot.press("alt+p")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoticeScreen))
        shown = " ".join(
            str(one.render()) for one in pilot.app.screen.query(".notice-message, .notice-remedy")
        )
        assert "没有 LibreOffice，看不了版面" in shown

"""The corpus screen, the settings, importing an old text, the guide, marks on references, a broken head."""

from __future__ import annotations

from pathlib import Path

from wengao.desk.desk import Desk
from wengao.tui.screens.corpus import CorpusScreen
from wengao.tui.screens.draft import DraftScreen
from wengao.tui.screens.fields import FieldsScreen
from wengao.tui.screens.filter import FilterScreen
from wengao.tui.screens.guide import STEPS, GuideScreen
from wengao.tui.screens.home import HomeScreen
from wengao.tui.screens.line_question import LineQuestionScreen
from wengao.tui.screens.settings import SettingsScreen
from wengao.tui.screens.text import TextScreen
from wengao.tui.widgets.chinese_input import ChineseInput
from wengao.tui.widgets.filter_chips import Filters
from wengao.tui.widgets.passage_list import PassageList
from wengao.tui.widgets.references import References

from .conftest import draft_screen, editor, opened, settle, status, until, writing


async def test_documents_are_narrowed_read_and_corrected(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, CorpusScreen) and "2/2" in status(pilot))
        screen = pilot.app.screen
        screen.query_one(ChineseInput).value = "防汛"
        await until(pilot, lambda: "1/2" in status(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextScreen))
        await pilot.press("escape", "f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, FieldsScreen))
        pilot.app.screen.query_one("#field-organ", ChineseInput).value = "安澜县应急管理局"
        await pilot.click("#accept")
        await until(pilot, lambda: "已改" in status(pilot))
        assert [document.organ for document in desk.documents() if "防汛" in document.title] == [
            "安澜县应急管理局"
        ]


async def test_a_document_taken_out_is_no_longer_listed(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await pilot.press("f7")
        await until(pilot, lambda: "2/2" in status(pilot))
        await pilot.press("delete")
        await settle(pilot)
        await pilot.click("#forget")
        await until(pilot, lambda: "1/1" in status(pilot))


async def test_a_setting_is_changed_at_once(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.theme == "wengao-dark")
        assert 'theme = "dark"' in (desk.workspace.root / "wengao.toml").read_text(encoding="utf-8")


async def test_an_old_text_becomes_a_draft(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
        pilot.app.screen.query_one(ChineseInput).value = "corpus/2024-09-02 在全县防汛工作会议上的讲话.txt"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, DraftScreen))
        assert draft_screen(pilot).session.draft.title == "在全县防汛工作会议上的讲话"


async def test_the_guide_comes_once(empty_desk: Desk) -> None:
    (empty_desk.workspace.own_folder / "guided").unlink()
    async with opened(empty_desk) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, GuideScreen))
        await settle(pilot)
        for _ in STEPS:
            assert isinstance(pilot.app.screen, GuideScreen)
            await pilot.press("enter")
            await settle(pilot)
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen) and empty_desk.guided)


async def test_references_are_starred_withheld_and_filtered(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        passages = pilot.app.screen.query_one(PassageList)
        await until(pilot, lambda: passages.hit)
        draft_screen(pilot).go_to_pane("references-pane")
        hit = passages.hit
        assert hit is not None
        await pilot.press("ctrl+t")
        await until(pilot, lambda: hit.passage.id in passages.marks.starred)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "相近" in str(pilot.app.screen.query_one("#reference-caption").render()))
        draft_screen(pilot).find_references()
        await until(pilot, lambda: passages.hit is not None and passages.hit.passage.id == hit.passage.id)
        listed = passages.option_count
        await pilot.press("delete")
        await until(pilot, lambda: passages.option_count < listed)
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(pilot.app.screen, FilterScreen))
        pilot.app.screen.query_one("#year", ChineseInput).value = "2024"
        await pilot.click("#accept")
        await until(pilot, lambda: draft_screen(pilot).filters == Filters(year="2024"))
        await until(pilot, lambda: passages.hit is not None and passages.hit.document.date == "2024-09-02")


async def test_a_passage_goes_in_with_slots(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        references = pilot.app.screen.query_one(References)
        references.query_one(ChineseInput).value = "柳溪镇 转移群众"
        passages = pilot.app.screen.query_one(PassageList)
        await until(pilot, lambda: passages.hit is not None and "柳溪镇" in passages.hit.passage.text)
        passages.focus()
        await pilot.press("insert")
        await until(pilot, lambda: "【" in editor(pilot).text)
        assert "柳溪镇" not in editor(pilot).text

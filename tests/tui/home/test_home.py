"""The home screen: what is there, beginning a draft, the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import OptionList

from wengao.desk.desk import Desk
from wengao.desk.workspace import open_workspace
from wengao.tui.home.lists import DraftList
from wengao.tui.home.screen import HomeScreen
from wengao.tui.home.template_form import TemplateForm
from wengao.tui.search.screen import SearchScreen
from wengao.tui.shared.forms import FormField
from wengao.tui.shared.palette import PaletteScreen
from wengao.tui.shared.passages import PassageList
from wengao.tui.shared.questions import LineQuestionScreen
from wengao.tui.shared.screens import NoticeScreen
from wengao.tui.shared.texts import SourceScreen
from wengao.tui.textual_repairs.caret import ChineseInput
from wengao.tui.writing.screen import WritingScreen

from ..conftest import NARROW, PATIENCE, WIDE, opened, settle, status, until, until_while_busy

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])


@SIZES
async def test_an_empty_workspace_explains_itself(empty_desk: Desk, size: tuple[int, int]) -> None:
    async with opened(empty_desk, size) as pilot:
        await until(pilot, lambda: pilot.app.screen.query_one("#welcome").display)
        assert "语料 0 篇" in status(pilot)


async def test_who_searches_the_offices_corpus_is_not_told_that_there_is_none(empty_desk: Desk) -> None:
    settings = empty_desk.workspace.root / "wengao.toml"
    text = settings.read_text(encoding="utf-8").replace('url = ""', 'url = "https://127.0.0.1:9"', 1)
    settings.write_text(text.replace('user = ""', 'user = "张三"', 1), encoding="utf-8")
    desk = Desk(open_workspace(empty_desk.workspace.root, cache=empty_desk.workspace.cache))
    async with opened(desk, WIDE) as pilot:
        await until(pilot, lambda: "语料 0 篇 0 段  也查办公室语料" in status(pilot))
        assert pilot.app.screen.query_one("#welcome").display is False


@SIZES
async def test_drafts_and_templates_are_listed(desk: Desk, size: tuple[int, int]) -> None:
    stored = desk.templates.new_draft("短讲话", {"topic": "网格治理"})
    async with opened(desk, size) as pilot:
        drafts = pilot.app.screen.query_one(DraftList)
        await until(pilot, lambda: drafts.draft is not None)
        assert drafts.draft is not None
        assert drafts.draft.path == stored.path
        assert pilot.app.screen.query_one("#welcome").display is False
        await until(pilot, lambda: "语料 2 篇" in status(pilot))


async def test_a_drafts_file_is_renamed_from_the_list(desk: Desk) -> None:
    stored = desk.templates.new_draft("短讲话", {"topic": "网格治理"})
    async with opened(desk, WIDE) as pilot:
        drafts = pilot.app.screen.query_one(DraftList)
        await until(pilot, lambda: drafts.draft is not None)
        drafts.focus()
        await pilot.press("shift+f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
        pilot.app.screen.query_one(ChineseInput).value = "网格讲话"
        await pilot.press("enter")
        await until(pilot, lambda: "文件名改成了 网格讲话.md" in status(pilot))
        await until(pilot, lambda: drafts.draft is not None and drafts.draft.path.name == "网格讲话.md")
    assert not stored.path.exists()


async def test_a_path_that_could_not_be_imported_stands_there_to_be_put_right(desk: Desk) -> None:
    async with opened(desk, WIDE) as pilot:
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
        pilot.app.screen.query_one(ChineseInput).value = "旧稿/没有.docx"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoticeScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
        assert pilot.app.screen.query_one(ChineseInput).value == "旧稿/没有.docx"


async def open_form(pilot, name: str = "短讲话") -> TemplateForm:  # type: ignore[no-untyped-def]
    templates = pilot.app.screen.query_one("#templates", OptionList)
    await until(pilot, lambda: templates.option_count)
    templates.focus()
    shown = [str(templates.get_option_at_index(place).prompt) for place in range(templates.option_count)]
    templates.highlighted = next(place for place, prompt in enumerate(shown) if prompt.startswith(name))
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, TemplateForm))
    form = pilot.app.screen
    assert isinstance(form, TemplateForm)
    return form


def refusals(form: TemplateForm) -> dict[str, str]:
    return {
        field.field.name: str(field.query_one(".form-hint").render())
        for field in form.query(FormField)
        if field.has_class("-refused")
    }


@SIZES
async def test_a_template_becomes_a_draft_that_is_open(desk: Desk, size: tuple[int, int]) -> None:
    async with opened(desk, size) as pilot:
        await open_form(pilot)
        await pilot.press(*"网格治理", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen))
        (draft,) = desk.drafts.summaries()
        assert draft.title == "在全市网格治理推进会上的讲话"


async def test_a_refused_value_is_told_beside_its_field(desk: Desk) -> None:
    async with opened(desk) as pilot:
        form = await open_form(pilot)
        year = next(field for field in form.query(FormField) if field.field.name == "year")
        year.query_one("Input").value = "明年"  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await until(pilot, lambda: refusals(form) == {"topic": "这一项必填", "year": "值“明年”不是四位年份"})
        assert desk.drafts.summaries() == ()
        await pilot.press(*"网格治理", "ctrl+s")
        await until(pilot, lambda: list(refusals(form)) == ["year"])


async def test_the_form_can_be_left(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await open_form(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        assert desk.drafts.summaries() == ()


async def test_a_draft_is_opened_with_enter(desk: Desk) -> None:
    stored = desk.templates.new_draft("短讲话", {"topic": "网格治理"})
    async with opened(desk) as pilot:
        await until(pilot, lambda: pilot.app.screen.query_one(DraftList).draft)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen))
        assert isinstance(pilot.app.screen, WritingScreen)
        assert pilot.app.screen.session.stored.path == stored.path


async def test_a_draft_that_is_gone_is_told(desk: Desk) -> None:
    stored = desk.templates.new_draft("短讲话", {"topic": "网格治理"})
    async with opened(desk) as pilot:
        await until(pilot, lambda: pilot.app.screen.query_one(DraftList).draft)
        stored.path.unlink()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoticeScreen))


async def test_the_corpus_is_read_behind_the_screen(empty_desk: Desk) -> None:
    source = empty_desk.workspace.root / "corpus" / "在全市工作会议上的讲话.txt"
    source.write_text(
        "在全市工作会议上的讲话\n同志们：\n一、压实责任\n各级各部门要层层抓落实。\n", encoding="utf-8"
    )
    async with opened(empty_desk) as pilot:
        await pilot.press("f9")
        await until(pilot, lambda: "语料更新完毕：读 1 篇" in status(pilot))
        await until(pilot, lambda: "语料 1 篇" in status(pilot))


async def test_reading_can_be_stopped(empty_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk stands still at its first file until the drafter has pressed Escape."""
    import threading

    begun, go_on = threading.Event(), threading.Event()

    def read_corpus(*, progress, index_progress):  # type: ignore[no-untyped-def]
        begun.set()
        assert go_on.wait(PATIENCE)
        progress(1, 9, "甲.txt")
        raise AssertionError("reading went on")

    monkeypatch.setattr(empty_desk.corpus, "read", read_corpus)
    async with opened(empty_desk) as pilot:
        await pilot.press("f9")
        await until_while_busy(pilot, begun.is_set)
        await pilot.press("escape")
        await until_while_busy(pilot, lambda: "读完手上这一篇就停" in status(pilot))
        go_on.set()
        await until(pilot, lambda: "已停下" in status(pilot))


async def test_the_corpus_can_be_searched(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(pilot.app.screen, SearchScreen))
        await pilot.press(*"石桥街道")
        passages = pilot.app.screen.query_one(PassageList)
        await until(pilot, lambda: passages.hit)
        assert passages.hit is not None
        assert "石桥街道" in passages.hit.passage.text
        await pilot.press("enter", "space")
        await until(pilot, lambda: isinstance(pilot.app.screen, SourceScreen))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_the_palette_answers_to_chinese_names(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteScreen))
        await pilot.press(*"检索", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, SearchScreen))


async def test_drafts_of_one_title_tell_their_files(desk: Desk, draft_path: Path) -> None:
    other = draft_path.with_name("另一稿.md")
    other.write_text(draft_path.read_text(encoding="utf-8"), encoding="utf-8")
    async with opened(desk) as pilot:
        drafts = pilot.app.screen.query_one(DraftList)
        await until(pilot, lambda: drafts.option_count == 2)
        told = [
            str(drafts.get_option_at_index(place).prompt).split("\n")[1].split("  ")[0] for place in (0, 1)
        ]
        assert sorted(told) == sorted([other.name, draft_path.name])


@pytest.mark.parametrize(
    ("dropped", "asked"),
    [
        ("'{path}'", True),
        ("{path}", True),
        ("file://{path}", True),
        ("没有这个文件.txt", False),
        ("长" * 5000, False),
    ],
)
async def test_a_file_dropped_onto_the_screen_is_offered_for_import(
    desk: Desk, tmp_path: Path, dropped: str, asked: bool
) -> None:
    old = tmp_path / "旧 稿.txt"
    old.write_text("在全县防汛工作会议上的讲话", encoding="utf-8")
    async with opened(desk) as pilot:
        path = str(old) if dropped.startswith("'") else str(old).replace(" ", "\\ ")
        pilot.app.post_message(Paste(dropped.format(path=path)))
        if not asked:
            await settle(pilot)
            assert isinstance(pilot.app.screen, HomeScreen)
            return
        await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
        assert pilot.app.screen.query_one(ChineseInput).value == str(old)

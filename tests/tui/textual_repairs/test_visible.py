"""Hostile names and texts on every screen, in the editor and in what is pasted: nothing commands the terminal or hides."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input, Static

from wengao.desk.desk import Desk
from wengao.desk.foreign_files import ForeignFiles
from wengao.tui.app import WengaoApp
from wengao.tui.shared.bars import StatusLine
from wengao.tui.shared.questions import Answer, QuestionScreen
from wengao.tui.shared.screens import Dialogue, NoticeScreen
from wengao.tui.shared.texts import TextScreen
from wengao.tui.textual_repairs.visible_text import show_control_characters
from wengao.tui.writing.editor import Editor
from wengao.tui.writing.screen import WritingScreen

from .. import gallery
from ..conftest import SOURCES, TEMPLATE, WIDE, draft_screen, settle, until, writing
from ..gallery import DRAFT, EVENING, ON_DRAFT, ON_HOME, Way, make_desk, shown

BAD = "\x1b]0;改名\x07\x9b31m\u202e倒"
HIT = "\x1b[2J\u202e"
MARKUP = "[@click=app.leave_now][red]"
HARM = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")
ONE_CELL = re.compile("[\x21-\x7e␀-␦]+")


@pytest.fixture(scope="module")
def hostile_desk(tmp_path_factory: pytest.TempPathFactory, foreign: ForeignFiles) -> Iterator[Desk]:
    """A desk on which everything that has a name has a hostile one; the screens look at it, none of them writes."""
    home = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("CACHE", "STATE", "DATA", "CONFIG"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        patch.setenv("HOME", str(home))
        yield make_hostile_desk(home, patch, foreign)


def make_hostile_desk(home: Path, patch: pytest.MonkeyPatch, foreign: ForeignFiles) -> Desk:
    """A workspace in `home`, and a gallery that shows it."""
    filler = "各网格每天巡查两次，发现问题当场记下来、当天报上去、限期改到位，一件一件有着落。" * 60
    draft = DRAFT.replace("的重大意义", f"{HIT}的重大意义").replace("年底前", f"{filler}年底前{HIT}")
    draft = draft.replace("topic: 网格治理", f'topic: "网格\\e]0;\\a{MARKUP}"').replace(
        "会上的讲话\n\n", f"会{HIT}上{MARKUP}的讲话\n\n"
    )
    sources = {f"{BAD}{name}": text.replace("讲话\n", f"讲话{MARKUP}\n") for name, text in SOURCES.items()}
    template = TEMPLATE.replace("purpose: 短的", f'purpose: "\\e[2J\\u202e{MARKUP}短的').replace(
        "讲话\nlength", '讲话"\nlength'
    )
    patch.setattr(gallery, "DRAFT", draft)
    patch.setattr(gallery, "in_draft", in_hostile_draft)
    patch.setattr(gallery, "SOURCES", sources)
    patch.setattr(gallery, "TEMPLATE", template)
    root = home / f"工作区{BAD}".replace("/", "")
    desk = make_desk(root, foreign)
    other = root / "drafts" / f"稿{BAD}.md"
    other.write_text(f"# 讲话{HIT}\n\n{filler}\n", encoding="utf-8")
    os.utime(other, (EVENING.timestamp(), EVENING.timestamp()))
    (root / "templates" / f"坏{BAD}.md").write_text("---\nname: [\n", encoding="utf-8")
    return desk


async def in_hostile_draft(pilot: Pilot[None]) -> None:
    """The draft, once it has been said that control characters stand in it; its second section."""
    pilot.app.screen.query_one("#drafts").focus()
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, NoticeScreen))
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen) and gallery.references(pilot))
    of_the_first = gallery.references(pilot)
    await pilot.press("ctrl+down")
    await until(pilot, lambda: gallery.references(pilot) not in (of_the_first, []))


def harm_on(pilot: Pilot[None]) -> list[str]:
    """What is drawn and should not be."""
    strips = pilot.app.screen._compositor.render_strips()
    return [found for strip in strips for segment in strip for found in HARM.findall(segment.text)]


def widths_on(pilot: Pilot[None]) -> set[int]:
    """The widths of the rows, measured as a terminal does."""
    strips = pilot.app.screen._compositor.render_strips()
    return {sum(segment.cell_length for segment in strip) for strip in strips}


async def hostile_question(pilot: Pilot[None]) -> None:
    pilot.app.push_screen(QuestionScreen(f"上次{BAD}{MARKUP}", f"“{BAD}{MARKUP}”", (Answer("yes", "好"),)))
    await settle(pilot)


async def hostile_notice(pilot: Pilot[None]) -> None:
    pilot.app.push_screen(NoticeScreen(f"读不了 {BAD}\n{MARKUP}", BAD))
    await settle(pilot)


async def hostile_text(pilot: Pilot[None]) -> None:
    pilot.app.push_screen(TextScreen(f"{MARKUP}{BAD}", BAD * 50))
    await settle(pilot)


WAYS: dict[str, Way] = {
    **{
        name: way
        for name, way in (ON_HOME | ON_DRAFT).items()
        if name not in ("too-small", "text", "notice", "question")
    },
    "draft": in_hostile_draft,
    "question": hostile_question,
    "notice": hostile_notice,
    "text": hostile_text,
}


@pytest.mark.parametrize("name", WAYS)
async def test_no_screen_draws_anything_harmful(name: str, hostile_desk: Desk) -> None:
    async with shown(hostile_desk, WIDE) as pilot:
        await WAYS[name](pilot)
        await settle(pilot)
        assert (harm_on(pilot), widths_on(pilot)) == ([], {WIDE[0]})


async def test_a_title_in_brackets_is_no_command(hostile_desk: Desk) -> None:
    async with shown(hostile_desk, WIDE) as pilot:
        await hostile_text(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, Dialogue)
        drawn = "".join(strip.text for strip in screen._compositor.render_strips())
        assert MARKUP in drawn


class Bare(App[None]):
    """Widgets with control characters, without the filter over all rows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        show_control_characters()
        self._text = text

    def compose(self) -> ComposeResult:
        yield Editor(1, self._text, id="editor")
        yield Input(self._text.replace("\n", ""))
        yield Static(Content(self._text.replace("\n", "")))


async def test_content_is_visible_without_the_filter() -> None:
    app = Bare("前\x1b[31m后\u202e。")
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        rows = [strip.text for strip in app.screen._compositor.render_strips()]
        assert sum("前␛[31m后␦。" in row for row in rows) == 3
        assert harm_on(pilot) == []


@asynccontextmanager
async def editing(text: str, width: int = 20) -> AsyncIterator[tuple[Pilot[None], Editor]]:
    app = Bare(text)
    async with app.run_test(size=(width, 12)) as pilot:
        editor = app.query_one(Editor)
        editor.focus()
        await until(pilot, lambda: editor.has_focus)
        yield pilot, editor


async def test_the_caret_steps_over_a_control_character_as_over_any_other() -> None:
    async with editing("一\x1b\x9b\u202e二") as (pilot, editor):
        start = editor.cursor_screen_offset.x
        columns = []
        for _ in range(5):
            await pilot.press("right")
            await settle(pilot)
            columns.append(editor.cursor_screen_offset.x - start)
        assert columns == [2, 3, 4, 5, 7]
        await pilot.press("backspace", "backspace")
        await until(pilot, lambda: editor.value == "一\x1b\x9b")


@pytest.mark.parametrize("row", [0, 1])
async def test_a_click_lands_where_the_character_is_drawn(row: int) -> None:
    async with editing("\x1b\x1b\x1b二三\n\x9b\u202e四五") as (pilot, editor):
        line = editor.document[row]
        for column in range(len(line)):
            editor.move_cursor((row, column))
            await settle(pilot)
            at = editor.cursor_screen_offset - editor.region.offset
            editor.move_cursor((0, 0))
            await pilot.click(editor, offset=(at.x, at.y))
            await settle(pilot)
            assert editor.cursor_location == (row, column)


async def test_rows_with_control_characters_are_as_wide_as_the_editor_allows() -> None:
    async with editing("\x1b" * 70, width=30) as (_, editor):
        width = editor.wrapped_document._width
        offsets = editor.wrapped_document.get_offsets(0)
        assert offsets == list(range(width, 70, width))


async def test_what_is_pasted_is_cleaned_and_told(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        editor = draft_screen(pilot).query_one(Editor)
        before = editor.text
        pilot.app.post_message(events.Paste("甲\x1b[2J\r\n乙\x9b\u202e\r丙\xa0\x0b丁"))
        await until(pilot, lambda: editor.text != before)
        assert "甲[2J\n乙\n丙\xa0\n丁" in editor.text
        message = pilot.app.screen.query_one(StatusLine).query_one(".status-message")
        assert "粘贴的文字里有 3 个控制字符，已去掉" in str(message.render())


async def test_what_is_pasted_into_a_field_is_cleaned(desk: Desk) -> None:
    async with shown(desk, WIDE) as pilot:
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        field = pilot.app.focused
        assert isinstance(field, Input)
        pilot.app.post_message(events.Paste("责\x1b任\x9b\u202e落实"))
        await until(pilot, lambda: field.value == "责任落实")


async def test_what_is_copied_brings_no_command_along(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        app = pilot.app
        assert isinstance(app, WengaoApp)
        app.copy_to_clipboard("责任\x1b[201~rm -rf\x9b")
        assert app.clipboard == "责任[201~rm -rf"

"""Where an input method's candidate window opens: at the caret, from the first focus on."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.geometry import Offset
from textual.widgets import TextArea

from wengao.tui.textual_repairs.caret import ChineseInput
from wengao.tui.writing.editor import Editor

from ..conftest import until


class Form(App[None]):
    """An input and an editor below two empty lines, without borders."""

    CSS = """
    Vertical { padding: 2 4; }
    ChineseInput { border: none; padding: 0; height: 1; }
    Editor { border: none; padding: 0; }
    """

    def compose(self) -> ComposeResult:
        with Vertical():
            yield ChineseInput("压实责任", select_on_focus=False)
            yield Editor(1, "同志们：", id="editor")


@pytest.mark.parametrize(("keys", "caret"), [((), 8), (("left",), 6), (("home",), 0), (("头", "绪"), 12)])
async def test_the_caret_of_an_input_is_where_the_next_character_goes(
    keys: tuple[str, ...], caret: int
) -> None:
    app = Form()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press(*keys)
        await until(pilot, lambda: app.cursor_position == Offset(4 + caret, 2))


@pytest.mark.parametrize(("keys", "caret"), [((), 0), (("end",), 8), (("新",), 2)])
async def test_the_caret_of_an_editor_is_where_the_next_character_goes(
    keys: tuple[str, ...], caret: int
) -> None:
    app = Form()
    async with app.run_test(size=(60, 12)) as pilot:
        app.query_one(Editor).focus()
        await until(pilot, lambda: isinstance(app.focused, Editor))
        await pilot.press(*keys)
        await until(pilot, lambda: app.cursor_position == Offset(4 + caret, 3))


async def test_nothing_blinks() -> None:
    app = Form()
    async with app.run_test():
        assert [app.query_one(ChineseInput).cursor_blink, app.query_one(TextArea).cursor_blink] == [
            False,
            False,
        ]


async def test_after_a_change_from_outside_the_cursor_stands_behind_it() -> None:
    app = Form()
    async with app.run_test() as pilot:
        editor = app.query_one(Editor)
        editor.focus()
        await until(pilot, lambda: editor.has_focus)
        await pilot.press("新")
        await until(pilot, lambda: editor.text == "新同志们：")
        editor.change_to("新同志们，朋友们：")
        assert (editor.text, editor.cursor_offset) == ("新同志们，朋友们：", 8)


async def test_rare_line_breaks_are_kept() -> None:
    text = "第一行\u2028仍是第一行\x0c也是\n第二行"

    class Rare(App[None]):
        def compose(self) -> ComposeResult:
            yield Editor(1, text, id="editor")

    app = Rare()
    async with app.run_test() as pilot:
        editor = app.query_one(Editor)
        editor.focus()
        await until(pilot, lambda: editor.has_focus)
        assert editor.value == text
        await pilot.press("新")
        await until(pilot, lambda: editor.value == f"新{text}")
        await pilot.press("backspace")
        await until(pilot, lambda: editor.value == text)

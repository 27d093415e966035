"""The editor draws what Textual's own text area would, row for row, and keeps up with every change."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from wengao.tui.themes import THEMES
from wengao.tui.writing.editor import Editor

from ..conftest import settle, until

pytestmark = pytest.mark.drawing

TEXT = (
    "各级各部门要把网格治理抓在手上，主要负责同志亲自过问，分管负责同志一线推动，一级抓一级。\n"
    "\n"
    "石桥街道把 Wi-Fi 覆盖 grid management 走访做细，大事小情在网格里就有了着落。\n"
    "年底前走访三遍。"
)


class Desk(App[None]):
    CSS = "Editor { border: none; padding: 0; }"

    def compose(self) -> ComposeResult:
        yield Editor(1, TEXT, id="editor")

    def on_mount(self) -> None:
        theme = THEMES["light"]
        self.register_theme(theme)
        self.theme = theme.name
        self.query_one(Editor).focus()


def cells(strips) -> list[list[tuple[str, object, object, object]]]:  # type: ignore[no-untyped-def]
    """Every character of some rows with its colours; blanks at the end of a row do not count."""
    rows = []
    for strip in strips:
        row = [
            (character, style.color, style.bgcolor, style.reverse)
            for text, style, _ in strip
            for character in text
            if style is not None
        ]
        while row and row[-1][0] == " ":
            row.pop()
        rows.append(row)
    return rows


def drawn(editor: Editor) -> tuple[object, object]:
    """The rows as the editor draws them, and as Textual would."""
    height = editor.wrapped_document.height
    editor.render_lines(editor.size.region)
    ours = [editor.render_line(row) for row in range(height)]
    TextArea.render_lines(editor, editor.size.region)
    theirs = [TextArea._render_line(editor, row) for row in range(height)]
    return cells(ours), cells(theirs)


@pytest.mark.parametrize(
    "selection",
    [
        Selection.cursor((0, 0)),
        Selection.cursor((1, 0)),
        Selection.cursor((0, 30)),
        Selection.cursor((3, 8)),
        Selection((0, 3), (0, 33)),
        Selection((0, 20), (2, 15)),
        Selection((3, 4), (0, 2)),
        Selection((1, 0), (2, 0)),
    ],
)
async def test_rows_are_those_of_textual(selection: Selection) -> None:
    async with Desk().run_test(size=(40, 16)) as pilot:
        editor = pilot.app.query_one(Editor)
        editor.selection = selection
        await settle(pilot)
        ours, theirs = drawn(editor)
        assert ours == theirs


def screen_text(pilot: Pilot[None]) -> list[str]:
    """What has been painted, as the compositor holds it."""
    return [strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips()]


@pytest.mark.parametrize(
    "keys",
    [
        "字",
        ("end", "字", "字", "字"),
        ("ctrl+end", "enter", "新", "段"),
        ("down", "backspace", "backspace"),
        ("ctrl+right", "delete", "delete", "delete"),
        ("ctrl+a", "delete"),
        ("ctrl+a", "换"),
        ("right", "right", "enter", "ctrl+z", "ctrl+y"),
        ("down", "down", "down", "a", "b", "space", "c", "ctrl+z"),
        ("shift+down", "shift+down", "ctrl+x", "ctrl+v"),
    ],
)
async def test_what_is_painted_is_what_would_be_painted_anew(keys: tuple[str, ...] | str) -> None:
    async with Desk().run_test(size=(40, 16)) as pilot:
        await pilot.press(*keys)
        await settle(pilot)
        painted = screen_text(pilot)
        pilot.app.query_one(Editor).refresh()
        pilot.app.screen.refresh(layout=True)
        await settle(pilot)
        assert painted == screen_text(pilot)
        shown = "".join(painted).replace(" ", "")
        assert shown == pilot.app.query_one(Editor).text.replace("\n", "").replace(" ", "")


async def test_the_last_paragraph_is_joined_to_the_one_above_where_the_rows_stay_as_many() -> None:
    """Each takes a row, and both together take two: nothing below tells that a paragraph has gone."""
    async with Desk().run_test(size=(60, 12)) as pilot:
        editor = pilot.app.query_one(Editor)
        editor.change_to("一" * 20 + "\n" + "二" * 20)
        editor.move_cursor((1, 0))
        rows = editor.wrapped_document.height
        await pilot.press("backspace")
        await settle(pilot)
        assert (editor.text, editor.wrapped_document.height) == ("一" * 20 + "二" * 20, rows)
        assert screen_text(pilot)[:2] == ["一" * 20 + "二" * 9, "二" * 11]


async def test_what_a_terminal_would_obey_is_not_sent_to_it() -> None:
    async with Desk().run_test(size=(40, 16)) as pilot:
        editor = pilot.app.query_one(Editor)
        editor.change_to("前\x1b[31m后\x07。")
        await until(pilot, lambda: "".join(screen_text(pilot)) == "前␛[31m后␇。")
        assert editor.text == "前\x1b[31m后\x07。"


async def test_a_paragraph_with_tabs_is_left_to_textual() -> None:
    async with Desk().run_test(size=(40, 16)) as pilot:
        editor = pilot.app.query_one(Editor)
        editor.change_to("甲\t乙\n丙")
        await until(pilot, lambda: [row for row in screen_text(pilot) if row] == ["甲  乙", "丙"])

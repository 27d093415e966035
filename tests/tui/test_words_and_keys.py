"""Words under the cursor, keys of the drafter's own, themes, the clipboard, a terminal too small."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.css.stylesheet import Stylesheet
from textual.widgets import OptionList

from wengao.desk.desk import Desk
from wengao.desk.workspace import Workspace
from wengao.errors import InputError
from wengao.processes.clipboard import clipboard_sequence
from wengao.tui.actions import chosen_keys
from wengao.tui.app import WengaoApp
from wengao.tui.shared.help import HelpScreen
from wengao.tui.shared.palette import PaletteScreen
from wengao.tui.shared.screens import TooSmallScreen
from wengao.tui.themes import THEMES
from wengao.tui.writing.editor import runs, word_after, word_at, word_before

from .conftest import draft_screen, editor, home_loaded, opened, until, writing

SENTENCE = "坚持党管武装，推进规范化建设。"


def with_interface(workspace: Workspace, **changes: object) -> Workspace:
    settings = workspace.settings
    interface = replace(settings.interface, **changes)  # type: ignore[arg-type]
    return replace(workspace, settings=replace(settings, interface=interface))


@pytest.mark.parametrize(
    ("column", "before", "after", "at"),
    [(0, 0, 6, (0, 6)), (3, 0, 6, (0, 6)), (6, 0, 14, (6, 7)), (15, 7, 15, (15, 15))],
)
def test_without_a_dictionary_what_stands_between_marks_is_a_word(
    column: int, before: int, after: int, at: tuple[int, int]
) -> None:
    spans, length = runs(SENTENCE), len(SENTENCE)
    found = word_before(spans, column), word_after(spans, column, length), word_at(spans, column, length)
    assert found == (before, after, at)


async def test_the_cursor_moves_deletes_and_selects_by_words(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await until(pilot, lambda: editor(pilot).spans_of == desk.words.spans)
        editor(pilot).change_to(SENTENCE)
        await pilot.press("ctrl+left")
        assert editor(pilot).cursor_location[1] < 14
        await pilot.press("ctrl+home", "ctrl+right", "ctrl+right")
        assert editor(pilot).text[: editor(pilot).cursor_offset] == "坚持党管武装"
        await pilot.press("ctrl+w")
        assert editor(pilot).text == "坚持，推进规范化建设。"
        await pilot.press("home", "alt+delete")
        assert editor(pilot).text == "，推进规范化建设。"
        await pilot.click(editor(pilot), offset=(3, 0), times=2)
        await until(pilot, lambda: editor(pilot).selected_text == "推进")


def test_keys_are_chosen_by_action() -> None:
    assert chosen_keys([("draft.check", "Ctrl+K"), ("draft.fill", "f5,alt+f")]) == {
        "draft.check": "ctrl+k",
        "draft.fill": "f5,alt+f",
    }


@pytest.mark.parametrize(
    ("pairs", "named"),
    [
        ([("draft.chek", "f5")], "draft.chek"),
        ([("draft.check", "f99")], "f99"),
        ([("draft.check", "f4")], "draft.export"),
        ([("references.filter", "f7")], "draft.check"),
        ([("home.new", "f1")], "help"),
    ],
)
def test_a_key_that_cannot_be_is_named(pairs: list[tuple[str, str]], named: str) -> None:
    with pytest.raises(InputError, match=named):
        chosen_keys(pairs)


async def test_a_chosen_key_works_and_is_shown(desk: Desk) -> None:
    workspace = with_interface(
        desk.workspace, keys=(("home.search", "f5"),), theme="contrast", border="ascii"
    )
    async with WengaoApp(workspace, desk).run_test(size=(120, 36)) as pilot:
        await home_loaded(pilot)
        assert pilot.app.theme == "wengao-contrast"
        assert pilot.app.has_class("-ascii")
        assert "F5 检索" in str(pilot.app.screen.query_one("KeyBar").render())
        await pilot.press("f5")
        await until(pilot, lambda: pilot.app.screen.query("#search-query"))


async def test_everything_is_styled_anew_with_another_theme_and_not_before(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    anew: list[str] = []
    reparse = Stylesheet.reparse

    def counted(stylesheet: Stylesheet) -> None:
        anew.append("styled")
        reparse(stylesheet)

    monkeypatch.setattr(Stylesheet, "reparse", counted)
    async with opened(desk) as pilot:
        assert anew == []
        before = pilot.app.screen.background_colors
        pilot.app.theme = THEMES["dark"].name
        await until(pilot, lambda: pilot.app.screen.background_colors != before)
        assert anew == ["styled"]


async def test_the_palette_answers_to_pinyin_initials(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteScreen))
        listed = pilot.app.screen.query_one("#palette-list", OptionList)
        await pilot.press(*"lsbb")
        await until(pilot, lambda: "历史版本" in str(listed.get_option_at_index(0).prompt))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.query("#difference"))
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))


async def test_a_terminal_too_small_says_so_and_goes_on(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await pilot.press(*"还在")
        await pilot.resize_terminal(50, 12)
        await until(pilot, lambda: isinstance(pilot.app.screen, TooSmallScreen))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: pilot.app.screen is draft_screen(pilot))
        assert editor(pilot).text == "还在"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "\x1b]52;c;5Yac\a"),
        ({"TMUX": "/run/tmux"}, "\x1b]52;c;5Yac\a\x1bPtmux;\x1b\x1b]52;c;5Yac\a\x1b\\"),
    ],
)
def test_copying_goes_through_the_terminal(environment: dict[str, str], expected: str) -> None:
    assert clipboard_sequence("农", environment) == expected


async def test_nothing_moves(desk: Desk) -> None:
    async with opened(desk) as pilot:
        assert pilot.app.animation_level == "none"

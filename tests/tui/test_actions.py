"""The table of actions: every key leads somewhere, and no key leads to two places."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.actions import parse

from wengao.desk.desk import Desk
from wengao.tui.actions import ACTIONS, Action, Place, actions_of, shown_key
from wengao.tui.app import WengaoApp
from wengao.tui.corpus.doubts import DoubtsScreen
from wengao.tui.corpus.places import PlacesScreen
from wengao.tui.corpus.screen import CorpusScreen
from wengao.tui.corpus.words import WordsScreen
from wengao.tui.home.screen import HomeScreen
from wengao.tui.home.settings import SettingsScreen
from wengao.tui.home.template_form import TemplateForm
from wengao.tui.search.screen import SearchScreen
from wengao.tui.writing.checks import ChecksScreen
from wengao.tui.writing.compare import CompareScreen
from wengao.tui.writing.fill import FilledScreen
from wengao.tui.writing.headings import HeadingsScreen
from wengao.tui.writing.history import HistoryScreen
from wengao.tui.writing.refresh import RefreshScreen
from wengao.tui.writing.rules import RulesScreen
from wengao.tui.writing.screen import WritingScreen
from wengao.tui.writing.slots import SlotsScreen
from wengao.tui.writing.sources import SourcesScreen

SCREENS = {
    Place.HOME: HomeScreen,
    Place.SEARCH: SearchScreen,
    Place.FORM: TemplateForm,
    Place.CHECKS: ChecksScreen,
    Place.RULES: RulesScreen,
    Place.HEADINGS: HeadingsScreen,
    Place.SLOTS: SlotsScreen,
    Place.FILLED: FilledScreen,
    Place.HISTORY: HistoryScreen,
    Place.SOURCES: SourcesScreen,
    Place.REFRESH: RefreshScreen,
    Place.COMPARE: CompareScreen,
    Place.CORPUS: CorpusScreen,
    Place.WORDS: WordsScreen,
    Place.DOUBTS: DoubtsScreen,
    Place.PLACES: PlacesScreen,
    Place.SETTINGS: SettingsScreen,
}
OF_INPUT_METHODS = {"ctrl+space", "shift+space", "ctrl+full_stop", "ctrl+semicolon", "ctrl+shift+f"}
OF_THE_KITTY_PROTOCOL = {"ctrl+enter", "shift+enter"}


def keys(action: Action) -> list[str]:
    return action.key.split(",")


def test_no_letter_with_alt_means_something_else_in_a_terminal() -> None:
    """Alt and a letter come as ESC and the letter, which for some (b, f) is another key's sequence."""
    taken = {f"alt+{sequence[1]}" for sequence in ANSI_SEQUENCES_KEYS if len(sequence) == 2}
    assert "alt+b" in taken
    assert [(action.id, key) for action in ACTIONS for key in keys(action) if key in taken] == []


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(action.id for action in ACTIONS).items() if count > 1] == []


@pytest.mark.parametrize("place", Place)
def test_no_key_has_two_actions_in_one_place(place: Place) -> None:
    used = Counter(key for action in actions_of(place) for key in keys(action))
    assert [key for key, count in used.items() if count > 1] == []


def test_no_key_belongs_to_an_input_method_or_needs_the_kitty_protocol() -> None:
    assert {key for action in ACTIONS for key in keys(action)} & (
        OF_INPUT_METHODS | OF_THE_KITTY_PROTOCOL
    ) == set()


@pytest.mark.parametrize(
    "action",
    [action for action in ACTIONS if action.place not in WritingScreen.places],
    ids=lambda action: action.id,
)
def test_every_action_can_be_called(action: Action) -> None:
    namespace, _, call = action.call.partition(".")
    owner = WengaoApp if namespace == "app" else SCREENS[action.place]
    assert callable(getattr(owner, f"action_{call.split('(')[0]}", None))


async def test_every_action_on_a_draft_belongs_to_a_part_of_its_screen(desk: Desk, draft_path: Path) -> None:
    screen = WritingScreen(desk, desk.drafts.open(draft_path))
    calls = {parse(action.call) for action in actions_of(*WritingScreen.places)}
    assert {(namespace, name) for namespace, name, _ in calls} == {("screen", "do")}
    assert {arguments[0] for _, _, arguments in calls} == set(screen.deeds)


@pytest.mark.parametrize(
    ("key", "shown"), [("ctrl+s", "Ctrl+S"), ("f7", "F7"), ("enter", "回车"), ("alt+up", "Alt+上")]
)
def test_keys_are_shown_as_they_are_printed(key: str, shown: str) -> None:
    assert shown_key(key) == shown

"""What stands in the environment before Textual is imported, and what importing the interface loads."""

from __future__ import annotations

import subprocess
import sys

from wengao.tui.textual_repairs.environment import KITTY_SWITCH, PAINTS_SWITCH, prepare_environment


def fresh(script: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout.strip()


def test_the_kitty_protocol_is_turned_off_and_the_screen_painted_oftener() -> None:
    environment: dict[str, str] = {}
    prepare_environment(environment, platform="linux")
    assert environment == {KITTY_SWITCH: "1", PAINTS_SWITCH: "120"}


def test_the_users_own_choice_stands() -> None:
    environment = {KITTY_SWITCH: "0", PAINTS_SWITCH: "30"}
    prepare_environment(environment, platform="linux")
    assert environment == {KITTY_SWITCH: "0", PAINTS_SWITCH: "30"}


def test_windows_has_no_kitty_protocol_to_turn_off() -> None:
    environment: dict[str, str] = {}
    prepare_environment(environment, platform="win32")
    assert environment == {PAINTS_SWITCH: "120"}


def test_a_size_of_another_terminal_is_forgotten_where_there_is_one_to_ask() -> None:
    environment = {"COLUMNS": "80", "LINES": "24"}
    prepare_environment(environment, platform="linux")
    assert {"COLUMNS", "LINES"} <= environment.keys()
    prepare_environment(environment, platform="linux", on_terminal=True)
    assert not {"COLUMNS", "LINES"} & environment.keys()


def test_textual_has_not_been_imported_when_the_environment_is_prepared() -> None:
    script = "import sys, wengao.tui, wengao.tui.textual_repairs.environment; print('textual' in sys.modules)"
    assert fresh(script) == "False"


def test_importing_the_interface_loads_nothing_heavy() -> None:
    heavy = ("jieba", "rjieba", "whoosh", "docx", "lxml", "numpy", "jinja2", "ruamel", "selectolax", "opencc")
    script = f"import sys, wengao.tui.app; print(sorted(set({heavy}) & set(sys.modules)))"
    assert fresh(script) == "[]"

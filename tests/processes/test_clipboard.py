"""The clipboard of a system, played by programs that note what they are given."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from wengao.desk import copying
from wengao.export.rich_text import RichText
from wengao.processes.clipboard import Handed, hand_to_system
from wengao.processes.windows_clipboard import clipboard_html

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs of POSIX")

HTML = "<p>农</p>"
PAGE = f'<html><head><meta charset="utf-8"></head><body>{HTML}</body></html>'


def system(folder: Path, **programs: int) -> dict[str, str]:
    """An environment that has the programs, which end with these codes."""
    for name, code in programs.items():
        program = folder / name.replace("_", "-")
        program.write_text(
            f'#!/bin/sh\necho "$@" > {folder}/options\ncat > {folder}/taken\nexit {code}\n', encoding="utf-8"
        )
        program.chmod(0o755)
    return {"PATH": f"{folder}:/usr/bin:/bin", "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}


@pytest.mark.parametrize(
    ("program", "options", "taken", "handed"),
    [
        ("wl_copy", "--type text/html", PAGE, Handed("wl-copy", rich=True, plain=False)),
        ("xclip", "-selection clipboard -t text/html", PAGE, Handed("xclip", rich=True, plain=False)),
        ("pbcopy", "", "农", Handed("pbcopy", rich=False, plain=True)),
        (
            "osascript",
            "-",
            f"set the clipboard to {{«class HTML»:«data HTML{PAGE.encode().hex()}», «class utf8»:«data utf8e5869c»}}",
            Handed("macOS", rich=True, plain=True),
        ),
    ],
)
def test_each_program_is_given_what_it_can_take(
    tmp_path: Path, program: str, options: str, taken: str, handed: Handed
) -> None:
    environment = system(tmp_path, **{program: 0})
    assert hand_to_system("农", HTML, environment, platform="linux") == handed
    assert (tmp_path / "options").read_text(encoding="utf-8").strip() == options
    assert (tmp_path / "taken").read_text(encoding="utf-8") == taken


def test_plain_text_is_asked_for_as_such(tmp_path: Path) -> None:
    environment = system(tmp_path, wl_copy=0)
    assert hand_to_system("农", "", environment, platform="linux") == Handed(
        "wl-copy", rich=False, plain=True
    )
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "农"


def test_a_program_that_refuses_is_passed_over(tmp_path: Path) -> None:
    environment = system(tmp_path, wl_copy=1, xclip=0)
    taken = hand_to_system("农", HTML, environment, platform="linux")
    assert taken == Handed("xclip", rich=True, plain=False)


def test_without_a_display_or_a_program_nothing_takes_it(tmp_path: Path) -> None:
    environment = system(tmp_path, wl_copy=0, xclip=0)
    nowhere = {**environment, "WAYLAND_DISPLAY": "", "DISPLAY": ""}
    assert hand_to_system("农", HTML, nowhere, platform="linux") is None
    assert hand_to_system("农", HTML, {"PATH": "relative"}, platform="linux") is None


def test_the_html_of_windows_says_where_it_begins_and_ends() -> None:
    data = clipboard_html("<p>农民</p>")
    places = {
        name: int(value)
        for name, _, value in (line.partition(":") for line in data.decode().split("\r\n")[1:5])
    }
    assert data[places["StartFragment"] : places["EndFragment"]].decode() == "<p>农民</p>"
    assert data[places["StartHTML"] :].startswith(b"<html>")
    assert data[: places["EndHTML"]] == data


@pytest.mark.parametrize(
    ("handed", "told"),
    [
        (
            Handed("wl-copy", rich=True, plain=False),
            "带字体字号（wl-copy）：在 WPS、Word 里粘贴即可；只认纯文字的地方",
        ),
        (
            Handed("Windows", rich=True, plain=True),
            "已复制 2 字，带字体字号（Windows）：在 WPS、Word 里粘贴即可",
        ),
        (
            Handed("pbcopy", rich=False, plain=True),
            "已复制 2 字，只有纯文字（pbcopy 不带格式），字体字号没有带上",
        ),
    ],
)
def test_what_was_lost_is_told(monkeypatch: pytest.MonkeyPatch, handed: Handed, told: str) -> None:
    monkeypatch.setattr(copying, "hand_to_system", lambda *_: handed)
    said = copying.copy_rich(RichText(HTML, "　　农民\n"))
    assert said is not None
    assert told in said

"""What a double click starts: a terminal where there is one, the browser where there is none."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="scripts of POSIX")

SCRIPTS = Path(__file__).parents[2] / "tools" / "bundle" / "linux"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bundle whose program only says how it was called, in a folder with a difficult name."""
    made = tmp_path / "我的 文稿$1 100%"
    shutil.copytree(SCRIPTS, made)
    program(made / "wengao")
    (tmp_path / "home" / "桌面").mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    for tool in ("sh", "dirname", "sed", "chmod", "mkdir"):
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    return made


def program(path: Path) -> Path:
    path.write_text('#!/bin/sh\nprintf \'%s\\n\' "${0##*/}" "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return path


def run(command: list[str], tmp_path: Path) -> list[str]:
    done = subprocess.run(
        command,
        cwd="/",
        env={"HOME": str(tmp_path / "home"), "PATH": str(tmp_path / "bin")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("terminal", "before"),
    [("mate-terminal", "-x"), ("deepin-terminal", "-e"), ("gnome-terminal", "--"), ("xterm", "-e")],
)
def test_a_double_click_opens_a_terminal(folder: Path, tmp_path: Path, terminal: str, before: str) -> None:
    program(tmp_path / "bin" / terminal)
    script = str(folder / "打开文稿.sh")
    assert run([script], tmp_path) == [terminal, before, script]


def test_without_a_terminal_the_browser_is_opened(folder: Path, tmp_path: Path) -> None:
    assert run([str(folder / "打开文稿.sh")], tmp_path) == ["wengao", "serve", "--open"]


@pytest.mark.parametrize("address", ["", "file://"])
def test_the_entry_starts_what_lies_beside_it(folder: Path, tmp_path: Path, address: str) -> None:
    """What a desktop puts in for %k: the path of the entry, or its address."""
    (line,) = (
        text
        for text in (folder / "打开文稿.desktop").read_text(encoding="utf-8").splitlines()
        if text.startswith("Exec=")
    )
    command = line.removeprefix("Exec=sh -c ").removesuffix(" sh %k")[1:-1]
    entry = f"{address}{folder / '打开文稿.desktop'}"
    command = command.replace("\\\\", "\\").replace("\\$", "$").replace('\\"', '"')
    assert run(["sh", "-c", command, "sh", entry], tmp_path) == ["wengao", "serve", "--open"]


def test_an_icon_is_put_on_the_desktop_and_into_the_menu(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    entries = [home / ".local/share/applications/wengao.desktop", home / "桌面/wengao.desktop"]
    assert run([str(folder / "放到桌面.sh")], tmp_path) == [f"已放好：{entry}" for entry in entries]
    for entry in entries:
        lines = entry.read_text(encoding="utf-8").splitlines()
        escaped = str(folder / "打开文稿.sh").replace("$", "\\\\$").replace("%", "%%")
        assert f'Exec="{escaped}"' in lines
        assert f"Icon={folder / 'wengao.svg'}" in lines
        assert entry.stat().st_mode & 0o100

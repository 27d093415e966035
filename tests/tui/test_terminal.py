"""The interface in a real terminal (tmux): a draft from a template to Word, by keyboard alone."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wengao.desk.desk import Desk
from wengao.drafts.journal import recorded_drafts

TMUX = shutil.which("tmux")
PATIENCE = 60.0

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(TMUX is None, reason="needs tmux, which is not installed"),
]


class Terminal:
    """A tmux server of its own with one window."""

    def __init__(self, socket: Path, folder: Path, command: str) -> None:
        self._tmux = [str(TMUX), "-u", "-f", os.devnull, "-S", str(socket)]
        kept = {name: value for name, value in os.environ.items() if name not in ("TMUX", "COLUMNS", "LINES")}
        environment = {**kept, "TERM": "xterm-256color"}
        once_sized = f'while [ "$(stty size)" != "36 120" ]; do sleep 0.05; done; {command}'
        subprocess.run(
            [*self._tmux, "new-session", "-d", "-x", "120", "-y", "36", "-c", str(folder), once_sized],
            check=True,
            env=environment,
        )

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names."""
        subprocess.run([*self._tmux, "send-keys", *keys], check=True)

    def type(self, text: str) -> None:
        """Commit text as an input method does."""
        subprocess.run([*self._tmux, "send-keys", "-l", text], check=True)

    def screen(self) -> str:
        """What the window shows."""
        shown = subprocess.run([*self._tmux, "capture-pane", "-p"], check=True, capture_output=True)
        return shown.stdout.decode("utf-8")

    def wait(self, condition: Callable[[str], object]) -> str:
        """Poll until the window shows what is waited for."""
        deadline = time.monotonic() + PATIENCE
        shown = self.screen()
        while not condition(shown):
            assert time.monotonic() < deadline, f"did not come true:\n{shown}"
            time.sleep(0.05)
            shown = self.screen()
        return shown

    def paste(self, text: str) -> None:
        """Paste as a terminal does, bracketed."""
        subprocess.run([*self._tmux, "load-buffer", "-"], check=True, input=text.encode())
        subprocess.run([*self._tmux, "paste-buffer", "-p"], check=True)

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        subprocess.run(
            [*self._tmux, "resize-window", "-x", str(width), "-y", str(height)],
            check=True,
            capture_output=True,
        )

    @property
    def program(self) -> int:
        """The process id of what runs in the window."""
        listed = subprocess.run(
            [*self._tmux, "list-panes", "-F", "#{pane_pid}"], check=True, capture_output=True
        )
        return int(listed.stdout)

    def close(self) -> None:
        """End the server and what runs in it."""
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)


COMMAND = f"exec {sys.executable} -m wengao"


@pytest.fixture
def terminal(desk: Desk, tmp_path: Path) -> Iterator[Terminal]:
    """The program on the workspace, in a terminal of 120×36."""
    window = Terminal(tmp_path / "tmux", desk.workspace.root, COMMAND)
    yield window
    window.close()


def test_from_a_template_to_word_by_keyboard(terminal: Terminal, desk: Desk) -> None:
    terminal.wait(lambda shown: "短讲话" in shown and "语料 2 篇" in shown)
    terminal.press("Home", "Enter")
    terminal.wait(lambda shown: "新建：短讲话" in shown)
    terminal.type("网格治理")
    terminal.press("C-s")
    terminal.wait(lambda shown: "网格治理的重大意义" in shown and "随本节推荐" in shown)

    sentence = "人民代表大会制度是我国的根本政治制度，必须长期坚持、不断完善。"
    terminal.press("C-Down")
    terminal.wait(lambda shown: "年底前走访" in shown)
    terminal.type(sentence)
    terminal.wait(lambda shown: "未保存" in shown)
    terminal.press("Tab")
    terminal.wait(lambda shown: "回车 插入" in shown)
    terminal.press("Enter")
    terminal.wait(lambda shown: "[^s1]" in shown)
    terminal.press("C-s")
    terminal.wait(lambda shown: "已保存 drafts/" in shown)

    (draft,) = desk.drafts.summaries()
    saved = draft.path.read_text(encoding="utf-8")
    assert sentence in saved
    assert "[^s1]: 出处：《" in saved

    terminal.press("F4")
    terminal.wait(lambda shown: "导出后打开文件夹" in shown)
    terminal.press("Enter")
    terminal.wait(lambda shown: "已导出 out/" in shown)
    assert (desk.workspace.export_folder / f"{draft.path.stem}.docx").read_bytes()[:2] == b"PK"
    program = terminal.program
    terminal.press("C-q")
    wait_until(lambda: not is_running(program))


def open_first_draft(terminal: Terminal) -> None:
    terminal.wait(lambda shown: "空位 1" in shown and "语料 2 篇" in shown)
    terminal.press("Enter")
    terminal.wait(lambda shown: "随本节推荐" in shown)


def test_what_was_typed_is_offered_after_the_program_was_killed(
    draft_path: Path, terminal: Terminal, desk: Desk, tmp_path: Path
) -> None:
    open_first_draft(terminal)
    terminal.type("停电之前写下的话，一个字也不能少。")
    wait_until(lambda: is_recorded(desk, "停电之前写下的话，一个字也不能少。"))
    killed = terminal.program
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: not is_running(killed))
    again = Terminal(tmp_path / "again", desk.workspace.root, COMMAND)
    try:
        again.wait(lambda shown: "上次没有保存" in shown)
        again.press("Enter")
        again.wait(lambda shown: "停电之前写下的话，一个字也不能少。" in shown)
        again.press("C-s")
        again.wait(lambda shown: "已保存 drafts/" in shown)
    finally:
        again.close()
    assert "停电之前写下的话，一个字也不能少。" in draft_path.read_text(encoding="utf-8")


def test_a_long_text_is_pasted_whole_and_survives_resizing_and_hanging_up(
    draft_path: Path, terminal: Terminal, desk: Desk
) -> None:
    open_first_draft(terminal)
    long_text = "\n".join(f"第{number}段：网格员走访群众，“大事小情”有着落。" for number in range(1, 301))
    terminal.paste(long_text)
    terminal.wait(lambda shown: "第300段" in shown)
    terminal.resize(50, 12)
    terminal.wait(lambda shown: "终端太小" in shown)
    terminal.resize(80, 24)
    terminal.wait(lambda shown: "第300段" in shown and "提纲" not in shown)
    os.kill(terminal.program, signal.SIGHUP)
    wait_until(
        lambda: (
            [one.draft_path for one in desk.history.recoverable() if long_text in one.text] == [draft_path]
        )
    )


def test_the_program_ends_with_its_terminal(terminal: Terminal, desk: Desk) -> None:
    terminal.wait(lambda shown: "推进会讲话" in shown)
    program = terminal.program
    terminal.close()
    wait_until(lambda: not is_running(program))


def test_the_program_ends_with_its_terminal_when_only_its_parent_is_told(desk: Desk, tmp_path: Path) -> None:
    numbered = tmp_path / "number"
    under_parent = f"trap '' HUP; {sys.executable} -m wengao & echo $! > {numbered}; fg 2>/dev/null; wait"
    window = Terminal(tmp_path / "tmux", desk.workspace.root, f"exec bash -mc {shlex.quote(under_parent)}")
    try:
        window.wait(lambda shown: "推进会讲话" in shown)
        program = int(numbered.read_text(encoding="utf-8"))
    finally:
        window.close()
    wait_until(lambda: not is_running(program))


def test_the_size_is_the_terminals_whatever_the_shell_says(desk: Desk, tmp_path: Path) -> None:
    window = Terminal(tmp_path / "tmux", desk.workspace.root, f"COLUMNS=80 LINES=24 {COMMAND}")
    try:
        shown = window.wait(lambda shown: "推进会讲话" in shown and "F8 设置" in shown)
        assert "F1 帮助" in shown.rstrip("\n").split("\n")[35]
    finally:
        window.close()


def test_suspended_and_brought_back_it_goes_on_where_it_was(
    draft_path: Path, desk: Desk, tmp_path: Path
) -> None:
    window = Terminal(tmp_path / "tmux", desk.workspace.root, "exec bash --norc -i")
    try:
        window.type(f"PS1='> '; clear; {COMMAND.removeprefix('exec ')}\n")
        open_first_draft(window)
        window.type("停下之前写的字。")
        window.wait(lambda shown: "停下之前写的字。" in shown and "未保存" in shown)
        program = int(
            subprocess.run(
                ["ps", "-o", "pid=", "--ppid", str(window.program)], check=True, capture_output=True
            ).stdout.split()[0]
        )
        os.kill(program, signal.SIGTSTP)
        window.wait(lambda shown: "Stopped" in shown and "参考" not in shown)
        window.resize(100, 30)
        window.type("fg\n")
        window.wait(lambda shown: "停下之前写的字。" in shown and "提纲" not in shown)
        window.type("回来之后写的字。")
        window.wait(lambda shown: "停下之前写的字。回来之后写的字。" in shown)
        window.press("C-s")
        window.wait(lambda shown: "已保存 drafts/" in shown)
        assert "停下之前写的字。回来之后写的字。" in draft_path.read_text(encoding="utf-8")
    finally:
        window.close()


@pytest.mark.parametrize(
    "environment", ["NO_COLOR=1", "TERM=screen", "TERM=vt100 COLORTERM=", "TERM=xterm-16color"]
)
def test_it_is_written_in_on_terminals_with_few_colours_or_none(
    draft_path: Path, desk: Desk, tmp_path: Path, environment: str
) -> None:
    command = COMMAND.replace("exec ", f"exec env {environment} ", 1)
    window = Terminal(tmp_path / "tmux", desk.workspace.root, command)
    try:
        open_first_draft(window)
        window.type("黑白终端上写的字。")
        window.wait(lambda shown: "黑白终端上写的字。" in shown and "未保存" in shown)
        window.press("C-s")
        window.wait(lambda shown: "已保存 drafts/" in shown)
        assert "黑白终端上写的字。" in draft_path.read_text(encoding="utf-8")
    finally:
        window.close()


def wait_until(condition: Callable[[], object]) -> None:
    """Poll until a condition is true."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "did not come true"
        time.sleep(0.05)


def is_recorded(desk: Desk, text: str) -> bool:
    """Whether a journal holds a text, be its draft open or not."""
    return any(text in record.text for record in recorded_drafts(desk.history.folder))


def is_running(program: int) -> bool:
    """Whether the process is there and more than an entry that its parent has not taken note of yet."""
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(program)], capture_output=True, check=False)
    return listed.stdout.strip()[:1] not in (b"", b"Z")

"""How long a key takes to be on the screen (打字): a long draft, a large corpus, references refreshing meanwhile.

    python benchmarks/keystrokes.py [--passages 66000] [--characters 6000] [--keys 120]

Runs the program on a pseudo-terminal, sends characters one by one, and notes for each the time from the key to the moment
its character comes back to be drawn. The corpus is made up: sentences of our own, put together with a fixed seed.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import random
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from contextlib import suppress
from pathlib import Path

GOAL_MS = 33.0
_FIRST_RARE = 0x7300
"""Characters from here on stand in none of the texts, so that each is told when it is drawn."""
_SUBJECTS = (
    "各级各部门",
    "石桥街道",
    "柳溪镇党委",
    "基层武装部",
    "网格队伍",
    "主要负责同志",
    "安澜县",
    "民兵分队",
)
_VERBS = ("要把握", "持续推进", "认真落实", "扎实做好", "统筹抓好", "及时解决", "逐级压实", "不断完善")
_OBJECTS = ("规范化建设", "责任清单", "征兵工作", "防汛准备", "走访任务", "训练计划", "值班制度", "潜力调查")
_ENDS = (
    "确保取得实效",
    "做到件件有着落",
    "切实把底数摸清",
    "让群众看得见变化",
    "一级抓一级",
    "不能有半点松懈",
)


def sentence(dice: random.Random) -> str:
    """A sentence of our own."""
    figure = f"{dice.randint(2, 980)}项" if dice.random() < 0.4 else ""
    parts = [
        f"{dice.choice(_SUBJECTS)}{dice.choice(_VERBS)}{figure}{dice.choice(_OBJECTS)}"
        for _ in range(dice.randint(1, 3))
    ]
    return f"{'，'.join(parts)}，{dice.choice(_ENDS)}。"


def paragraph(dice: random.Random) -> str:
    """Three sentences."""
    return "".join(sentence(dice) for _ in range(3))


def write_corpus(folder: Path, passages: int) -> None:
    """Documents that make about so many passages."""
    dice = random.Random(20260318)
    for number in range(max(passages // 400, 1)):
        lines = [
            f"在全市第{number + 1}次工作推进会上的讲话",
            f"（{2015 + number % 11}年3月{number % 27 + 1}日）",
            "同志们：",
        ]
        for heading in "一二三四五":
            lines.append(f"{heading}、{dice.choice(_VERBS)}{dice.choice(_OBJECTS)}，{dice.choice(_ENDS)}")
            lines += [paragraph(dice) for _ in range(16)]
        (folder / f"{number:04}.txt").write_text("\n".join(lines), encoding="utf-8")


def write_draft(path: Path, characters: int) -> None:
    """A draft of so many characters in five sections."""
    dice = random.Random(7)
    lines = ["---", "genre: 推进会讲话", "fields: {topic: 规范化建设}", "---", "# 在全市推进会上的讲话", ""]
    for heading in ("提高站位", "突出重点", "完善机制", "强化保障", "狠抓落实"):
        lines += [f"## {heading}，推进规范化建设", ""]
        written = 0
        while written < characters // 5:
            lines += [paragraph(dice), ""]
            written += len(lines[-2])
    path.write_text("\n".join(lines), encoding="utf-8")


class Terminal:
    """The program on a pseudo-terminal of 120×36, as a terminal would run it."""

    def __init__(self, root: Path) -> None:
        self.process, self._channel = pty.fork()
        if not self.process:
            os.environ["TERM"] = "xterm-256color"
            os.execv(sys.executable, [sys.executable, "-m", "wengao", "--workspace", str(root)])
        fcntl.ioctl(self._channel, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))

    def send(self, text: str) -> None:
        """Send keys."""
        os.write(self._channel, text.encode())

    def wait(self, text: str, patience: float = 60.0) -> float:
        """Seconds until `text` is drawn."""
        started, seen = time.perf_counter(), b""
        while text.encode() not in seen:
            left = patience - (time.perf_counter() - started)
            if left < 0 or not select.select([self._channel], [], [], left)[0]:
                raise TimeoutError(text)
            seen = seen[-4096:] + os.read(self._channel, 65536)
        return time.perf_counter() - started

    def drain(self, seconds: float) -> None:
        """Read what is drawn for so long."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            if select.select([self._channel], [], [], left)[0]:
                os.read(self._channel, 65536)

    def close(self) -> None:
        """End the program."""
        os.kill(self.process, signal.SIGTERM)
        with suppress(OSError):
            self.drain(5.0)
        os.waitpid(self.process, 0)


def measure(root: Path, keys: int) -> list[float]:
    """Milliseconds from each key to the moment its character is drawn; references refresh after every twelfth."""
    terminal = Terminal(root)
    try:
        terminal.wait("在全市推进会上的讲话")
        terminal.drain(6.0)
        terminal.send("\r")
        terminal.wait("已打开")
        terminal.drain(4.0)
        took = []
        for number in range(keys):
            character = chr(_FIRST_RARE + number)
            terminal.send(character)
            took.append(terminal.wait(character) * 1000)
            terminal.drain(0.25 if number % 12 == 11 else 0.05)
        return took
    finally:
        terminal.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--passages", type=int, default=66_000)
    parser.add_argument("--characters", type=int, default=6_000)
    parser.add_argument("--keys", type=int, default=120)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        for kind in ("CACHE", "STATE", "DATA", "CONFIG"):
            os.environ[f"XDG_{kind}_HOME"] = str(Path(temporary, kind.lower()))
        from wengao.tui.environment import prepare_environment

        prepare_environment()
        from wengao.desk.desk import Desk
        from wengao.desk.workspace import create_workspace, open_workspace

        root = Path(temporary, "workspace")
        create_workspace(root, with_samples=False)
        write_corpus(root / "corpus", options.passages)
        desk = Desk(open_workspace(root))
        desk.note_guided()
        report = desk.read_corpus()
        path = root / "drafts" / "长稿.md"
        write_draft(path, options.characters)
        print(
            f"语料 {report.documents} 篇 {report.passages} 段，文稿约 {options.characters} 字，{options.keys} 次按键"
        )
        took = measure(root, options.keys)
    ordered = sorted(took)
    late = sum(one > GOAL_MS for one in took)
    print(
        f"中位 {statistics.median(took):.1f} 毫秒，95% {ordered[int(len(ordered) * 0.95)]:.1f} 毫秒，"
        f"最慢 {ordered[-1]:.1f} 毫秒，超过 {GOAL_MS:.0f} 毫秒的 {late} 次"
    )


if __name__ == "__main__":
    main()

"""How long a key takes to be on the screen (打字): a long draft, a large corpus, references refreshing meanwhile.

    python benchmarks/keystrokes.py [--passages 66000] [--characters 6000] [--keys 150] [--workspace DIR]

Runs the program on a pseudo-terminal of 120×36 and types into a long draft in two ways: by hand, a key at a time, with
pauses in which the references refresh so that keys fall into the search; and as an input method does, four to ten
characters at once, each of them a key of its own. For every key the time from sending it to the moment its character
comes back to be drawn is taken, and the processor time of the interface's own thread in between (Linux tells it).

It is typed into a section, into the whole draft on one screen (通读), and beside both, in the same run, into Textual's own
TextArea with the same text and nothing around it: how many times as long our keys take is what our code adds.

The corpus is made up: sentences of our own, put together with a fixed seed. With --workspace, one that has been read is
taken instead; the draft is put there and taken away again.
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
from dataclasses import dataclass, field
from pathlib import Path

GOAL_MS = 33.0
GOAL_TIMES = 1.5
"""How many times what Textual's own TextArea takes a key may take."""
_SAVE, _WHOLE = "\x13", "\x1bo"
DRAFT_NAME = "打字计时.md"
TITLE = "在全市推进会上的讲话"
_FIRST_RARE = 0x7300
"""Characters from here on stand in none of the texts, so that each is told when it is drawn."""
_PASSAGES_OF_A_DOCUMENT = 385
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
    for number in range(max(passages // _PASSAGES_OF_A_DOCUMENT, 1)):
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
    lines = ["---", "genre: 推进会讲话", "fields: {topic: 规范化建设}", "---", f"# {TITLE}", ""]
    for heading in ("提高站位", "突出重点", "完善机制", "强化保障", "狠抓落实"):
        lines += [f"## {heading}，推进规范化建设", ""]
        written = 0
        while written < characters // 5:
            lines += [paragraph(dice), ""]
            written += len(lines[-2])
    path.write_text("\n".join(lines), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a key took, in milliseconds. wall: until it was drawn. processor: of the interface's thread; None elsewhere
    than on Linux. waited: for a processor that something else had."""

    wall: float
    processor: float | None
    waited: float | None


@dataclass(slots=True)
class Terminal:
    """A program on a pseudo-terminal of 120×36, as a terminal would run it. command: what Python is told."""

    command: tuple[str, ...]
    process: int = 0
    _channel: int = -1
    _seen: bytes = field(default=b"", repr=False)

    def __post_init__(self) -> None:
        self.process, self._channel = pty.fork()
        if not self.process:
            os.environ["TERM"] = "xterm-256color"
            os.execv(sys.executable, [sys.executable, *self.command])
        fcntl.ioctl(self._channel, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))

    def send(self, text: str) -> None:
        """Send keys."""
        self._seen = b""
        os.write(self._channel, text.encode())

    def wait(self, text: str, patience: float = 60.0) -> None:
        """Wait until `text` has been drawn since the last keys were sent."""
        until = time.perf_counter() + patience
        while text.encode() not in self._seen:
            left = until - time.perf_counter()
            if left < 0 or not select.select([self._channel], [], [], left)[0]:
                raise TimeoutError(text)
            self._seen = self._seen[-65536:] + os.read(self._channel, 65536)

    def drain(self, seconds: float) -> None:
        """Read what is drawn for so long."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            if select.select([self._channel], [], [], left)[0]:
                os.read(self._channel, 65536)

    def scheduled(self) -> tuple[float, float] | None:
        """Milliseconds that the interface's thread has run, and has waited for a processor."""
        try:
            ran, waited, _ = Path(f"/proc/{self.process}/task/{self.process}/schedstat").read_text().split()
        except OSError:
            return None
        return int(ran) / 1e6, int(waited) / 1e6

    def close(self) -> None:
        """End the program."""
        os.kill(self.process, signal.SIGTERM)
        with suppress(OSError):
            self.drain(5.0)
        os.waitpid(self.process, 0)


def type_at_once(terminal: Terminal, characters: str) -> list[Taken]:
    """Send characters in one go; what each took until it was drawn."""
    before, started = terminal.scheduled(), time.perf_counter()
    terminal.send(characters)
    took = []
    for character in characters:
        terminal.wait(character)
        wall, after = (time.perf_counter() - started) * 1000, terminal.scheduled()
        if before is None or after is None:
            took.append(Taken(wall, None, None))
        else:
            took.append(Taken(wall, after[0] - before[0], after[1] - before[1]))
    return took


@dataclass(frozen=True, slots=True)
class Typed:
    """What the keys of a hand took, and those of an input method."""

    by_hand: list[Taken]
    by_input_method: list[Taken]


def type_in(terminal: Terminal, keys: int) -> Typed:
    """Type into what is shown."""
    dice = random.Random(11)
    rare = (chr(number) for number in range(_FIRST_RARE, 0xFFFF))
    by_hand: list[Taken] = []
    for number in range(keys):
        by_hand += type_at_once(terminal, next(rare))
        terminal.drain(dice.uniform(0.18, 0.36) if number % 4 == 3 else dice.uniform(0.04, 0.12))
    by_input_method: list[Taken] = []
    for _ in range(keys // 4):
        word = "".join(next(rare) for _ in range(dice.randint(4, 10)))
        by_input_method += type_at_once(terminal, word)
        terminal.drain(dice.uniform(0.18, 0.5))
    return Typed(by_hand, by_input_method)


def of_the_program(root: Path, keys: int, *, whole: bool) -> Typed:
    """What it took in the program, in a section or in the whole draft."""
    terminal = Terminal(("-m", "wengao", "--workspace", str(root)))
    try:
        terminal.wait(TITLE)
        terminal.drain(6.0)
        terminal.send("\r")
        terminal.wait("已打开")
        terminal.drain(6.0)
        if whole:
            terminal.send(_WHOLE)
            terminal.wait("分节")
            terminal.drain(2.0)
        typed = type_in(terminal, keys)
        terminal.send(_SAVE)  # what is not saved would be offered, and written into, the next time
        terminal.wait("已保存 drafts/")
        return typed
    finally:
        terminal.close()


def of_textual(file: Path, keys: int) -> Typed:
    """What it took in Textual's TextArea, which holds the text of a file."""
    terminal = Terminal((__file__, "--textual", str(file)))
    try:
        terminal.wait(file.read_text(encoding="utf-8")[1:7])  # the first character has the cursor on it
        terminal.drain(2.0)
        return type_in(terminal, keys)
    finally:
        terminal.close()


def show_in_textual(file: Path) -> None:
    """A text in Textual's own TextArea, the whole screen of it."""
    from wengao.tui.textual_repairs.environment import prepare_environment

    prepare_environment()
    from textual.app import App
    from textual.widgets import TextArea

    class Bare(App[None]):
        CSS = "TextArea { border: none; padding: 0; width: 46; }"  # as wide as the text of a draft beside its panes

        def compose(self):
            yield TextArea(file.read_text(encoding="utf-8"))

    Bare().run()


def summary(took: list[Taken]) -> str:
    """Median, 95 %, 99 % and worst of the wall time, and of what is left without waiting for a busy processor."""
    late = sum(one.wall > GOAL_MS for one in took)
    lines = [f"  从按键到上屏  {_spread([one.wall for one in took])}，超过 {GOAL_MS:.0f} 毫秒的 {late} 次"]
    if all(one.processor is not None for one in took):
        alone = [one.wall - (one.waited or 0.0) for one in took]
        lines += [
            f"  不算等处理器  {_spread(alone)}",
            f"  界面线程用时  {_spread([one.processor or 0.0 for one in took])}",
        ]
    return "\n".join(lines)


def _at(values: list[float], share: float) -> float:
    """The value that so great a share of them is not above."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def _spread(values: list[float]) -> str:
    median = statistics.median(values)
    return f"中位 {median:.1f}，95% {_at(values, 0.95):.1f}，99% {_at(values, 0.99):.1f}，最慢 {max(values):.1f} 毫秒"


def made_workspace(root: Path, passages: int) -> str:
    """A workspace with a corpus that has been read; returns what is in it."""
    from wengao.desk.desk import Desk
    from wengao.desk.workspace import create_workspace, open_workspace

    create_workspace(root, with_samples=False)
    write_corpus(root / "corpus", passages)
    desk = Desk(open_workspace(root))
    desk.settings.note_guided()
    report = desk.corpus.read(jobs=None)
    return f"语料 {report.documents} 篇 {report.passages} 段"


def beside(ours: Typed, theirs: Typed) -> str:
    """How many times as long as Textual's own editor ours takes for a key."""
    lines = []
    for name, own, bare in (
        ("逐键", ours.by_hand, theirs.by_hand),
        ("输入法", ours.by_input_method, theirs.by_input_method),
    ):
        wall = _at([one.wall - (one.waited or 0.0) for one in own], 0.95) / _at(
            [one.wall - (one.waited or 0.0) for one in bare], 0.95
        )
        used = statistics.mean([one.processor or 0.0 for one in own]) / max(
            statistics.mean([one.processor or 0.0 for one in bare]), 0.001
        )
        lines.append(
            f"  {name}：95% 用时 {wall:.2f} 倍，界面线程每键用时 {used:.2f} 倍（目标 {GOAL_TIMES} 倍）"
        )
    return "\n".join(lines)


def told(name: str, typed: Typed) -> str:
    """All that was measured of one editor."""
    return (
        f"{name}\n 逐键打字 {len(typed.by_hand)} 键\n{summary(typed.by_hand)}\n"
        f" 输入法上屏 {len(typed.by_input_method)} 字，每次 4—10 字\n{summary(typed.by_input_method)}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--passages", type=int, default=66_000)
    parser.add_argument("--characters", type=int, default=6_000)
    parser.add_argument("--keys", type=int, default=150)
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--textual", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.textual is not None:
        show_in_textual(options.textual)
        return
    with tempfile.TemporaryDirectory() as temporary:
        if options.workspace is None:
            for kind in ("CACHE", "STATE", "DATA", "CONFIG"):
                os.environ[f"XDG_{kind}_HOME"] = str(Path(temporary, kind.lower()))
        from wengao.tui.textual_repairs.environment import prepare_environment

        prepare_environment()
        root = options.workspace or Path(temporary, "workspace")
        print(f"工作区 {root}" if options.workspace else made_workspace(root, options.passages))
        draft = root / "drafts" / DRAFT_NAME
        print(f"文稿约 {options.characters} 字")
        for whole, name in ((False, "一节"), (True, "通读全篇")):
            write_draft(draft, options.characters)
            bare = Path(temporary, "文字.txt")
            bare.write_text(_shown_text(draft.read_text(encoding="utf-8"), whole=whole), encoding="utf-8")
            try:
                ours = of_the_program(root, options.keys, whole=whole)
            finally:
                draft.unlink()
            theirs = of_textual(bare, options.keys)
            print(told(f"文稿 {name}", ours))
            print(told(f"Textual 的 TextArea，同样的文字（{name}）", theirs))
            print(beside(ours, theirs))


def _shown_text(draft: str, *, whole: bool) -> str:
    """What the editor shows of the draft: the text of its first section, or all of it from there on."""
    from_first = draft.partition("\n## ")[2].partition("\n\n")[2]
    return from_first if whole else from_first.partition("\n## ")[0]


if __name__ == "__main__":
    main()

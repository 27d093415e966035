"""The bundle that `make bundle` makes, used as on a machine that has no Python: from another folder, with a bare environment."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from ..processes.planted import Planted
from ..processes.test_isolation import STARTING, WORK, Runner, open_in_a_terminal, serve_an_interface
from ..reading.files import LINES, WRITERS
from ..tui.test_terminal import TMUX, Terminal, is_running, wait_until

FOLDER = Path(os.environ.get("WENGAO_BUNDLE") or "/nowhere").absolute()
PROGRAM = str(FOLDER / "wengao")

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="programs and terminals of POSIX"),
    pytest.mark.skipif(
        not Path(PROGRAM).is_file(),
        reason="WENGAO_BUNDLE 没有指着做好的一份：先 make bundle，再 make bundle-test",
    ),
]


def bare_environment(home: Path) -> dict[str, str]:
    """No Python, no program at all is to be found; no locale either, as on a machine set up in a hurry."""
    return {"HOME": str(home), "PATH": "/nonexistent", "TERM": "xterm-256color"}


@pytest.fixture
def wengao(tmp_path: Path) -> Runner:
    """Runs the bundle's program in a folder that has nothing to do with it."""
    for name in ("home", "桌面"):
        (tmp_path / name).mkdir()
    runner = Runner(tmp_path / "桌面", tmp_path / "home", [PROGRAM], None)
    runner.environment = bare_environment(tmp_path / "home")
    return runner


def test_the_whole_job(wengao: Runner) -> None:
    wengao(["init", "工作区"])
    wengao.folder /= "工作区"
    for suffix, write in WRITERS.items():
        write(wengao.folder / "corpus" / f"讲话{suffix}")
    word = docx.Document()
    for line in LINES:
        word.add_paragraph(line)
    word.save(str(wengao.folder / "corpus" / "讲话.docx"))

    assert f"共 {60 + len(WRITERS | {'.docx': None})} 篇" in wengao(["index"]).decode()
    for name in ("讲话.docx", "讲话.pdf", "讲话.doc"):
        assert LINES[3][:10] in wengao(["corpus", "show", f"corpus/{name}", "--raw"]).decode()
    assert "责任链条" in wengao(["search", '"责任链条"', "--role", "落实"]).decode()
    wengao(["new", "推进会讲话", "--set", "topic=征兵工作", "--set", "level=全市", "-o", "drafts/征兵.md"])
    assert "把握" in wengao(["fill", "drafts/征兵.md"]).decode()
    assert wengao(["check", "drafts/征兵.md"])
    wengao(["export", "drafts/征兵.md", "-o", "征兵.docx"])
    text = "\n".join(
        paragraph.text for paragraph in docx.Document(str(wengao.folder / "征兵.docx")).paragraphs
    )
    assert "征兵工作" in text
    assert "没有安装" not in re.sub("LibreOffice.*", "", wengao(["doctor"]).decode())


def test_nothing_of_a_workspace_is_run(wengao: Runner, tmp_path: Path) -> None:
    wengao(["init", "--empty"])
    for suffix, write in WRITERS.items():
        write(wengao.folder / "corpus" / f"讲话{suffix}")
    shutil.copy(wengao.folder / "corpus" / "讲话.docx", wengao.folder / "稿.docx")
    planted = Planted(wengao.folder, tmp_path / "marks")
    planted.plant()
    wengao.environment |= {"PATH": ".:", "PYTHONPATH": ".", "PYTHONHOME": ".", "PYTHONSTARTUP": "json.py"}
    for work in (work for name in STARTING for work in WORK[name]):
        wengao(work)
    serve_an_interface(wengao)
    open_in_a_terminal(wengao)
    assert planted.run() == {}


def test_it_may_be_used_from_its_own_folder(wengao: Runner) -> None:
    wengao.folder = FOLDER / "_internal"
    assert wengao(["--version"]).startswith(b"wengao ")


def test_programs_of_the_system_find_their_own_libraries(wengao: Runner, tmp_path: Path) -> None:
    told = tmp_path / "told"
    fonts = tmp_path / "bin" / "fc-list"
    fonts.parent.mkdir()
    fonts.write_text(f'#!/bin/sh\necho "[$LD_LIBRARY_PATH]" >{shlex.quote(str(told))}\n', encoding="utf-8")
    fonts.chmod(0o755)
    wengao.environment["PATH"] = str(fonts.parent)
    wengao(["doctor"])
    assert told.read_text(encoding="utf-8") == "[]\n"


@pytest.fixture
def terminal(wengao: Runner, tmp_path: Path) -> Iterator[Terminal]:
    """What a double click opens, in a terminal of 120×36."""
    bare = {**wengao.environment, "PATH": os.defpath}
    given = [f"{name}={value}" for name, value in bare.items()]
    window = Terminal(
        tmp_path / "tmux",
        wengao.folder,
        shlex.join(["exec", "env", "-i", *given, str(FOLDER / "打开文稿.sh")]),
    )
    yield window
    window.close()


@pytest.mark.terminal
@pytest.mark.skipif(TMUX is None, reason="needs tmux, which is not installed")
def test_the_interface_opens_on_a_workspace_of_its_own_and_writes(terminal: Terminal, tmp_path: Path) -> None:
    terminal.wait(lambda shown: "入门三步" in shown)
    terminal.press("Escape")
    terminal.wait(lambda shown: "入门三步" not in shown)
    terminal.press("Home", "Enter")
    terminal.wait(lambda shown: "新建：" in shown)
    terminal.type("征兵工作")
    terminal.press("C-s")
    terminal.wait(lambda shown: "已打开 drafts/" in shown)
    program = terminal.program
    terminal.press("C-q")
    wait_until(lambda: not is_running(program))
    assert [path.name for path in (tmp_path / "home").rglob("drafts/*.md")] != []


def test_every_part_is_named_with_its_licence() -> None:
    listed = (FOLDER / "许可.txt").read_text(encoding="utf-8").splitlines()
    named = {re.sub(r"[-_.]+", "-", line.partition(" ")[0]).lower() for line in listed}
    inside = {
        re.sub(r"[-_.]+", "-", path.name.partition("-")[0]).lower()
        for path in (FOLDER / "_internal").glob("*.dist-info")
    }
    assert inside <= named
    assert not [line for line in listed if line.endswith("见许可文本")]
    assert (FOLDER / "许可" / "Python.txt").is_file()


def test_nothing_is_wanted_but_what_every_system_has() -> None:
    if shutil.which("ldd") is None:
        pytest.skip("needs ldd")
    libraries = [FOLDER / "wengao", *(FOLDER / "_internal").rglob("*.so*")]
    inside = {path.name for path in libraries}
    wanted: set[str] = set()
    for path in libraries:
        done = subprocess.run(["ldd", str(path)], capture_output=True, text=True, check=False)
        wanted |= {line.split()[0] for line in done.stdout.splitlines() if "=>" in line}
    system = {
        *(f"lib{name}" for name in ("c.so.6", "m.so.6", "dl.so.2", "pthread.so.0", "rt.so.1", "util.so.1")),
        "libz.so.1",
    }
    assert wanted - inside <= system

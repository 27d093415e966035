"""Nothing that lies about in a workspace is ever run, whatever wengao starts."""

from __future__ import annotations

import asyncio
import json
import os
import re
import select
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import aiohttp
import docx
import pytest

from wengao.cli.application import COMMANDS

from ..reading.files import LINES, WRITERS, compound_file, write_zip
from .planted import Planted

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs and terminals of POSIX")

PATIENCE = 120.0
WENGAO = str(Path(sysconfig.get_path("scripts"), "wengao"))
DRAFT = "drafts/讲话.md"

WORK: dict[str, Sequence[Sequence[str]]] = {
    "init": [["init", "--empty"]],
    "index": [["index"], ["index", "--rebuild", "--jobs", "2"]],
    "search": [["search", "基地建设"], ["search", "责任", "--json"]],
    "show": [["show", "{passage}"]],
    "starred": [["starred", "--add", "{passage}"]],
    "corpus": [["corpus", "show", "corpus/讲话.pdf", "--raw"], ["corpus", "words"]],
    "templates": [["templates", "check", "推进会讲话"], ["templates", "from", "corpus/讲话.docx", "--yes"]],
    "new": [["new", "推进会讲话", "--set", "topic=征兵", "-o", DRAFT]],
    "references": [["references", DRAFT]],
    "insert": [["insert", DRAFT, "{passage}", "--section", "2"]],
    "fill": [["fill", DRAFT]],
    "import": [["import", "corpus/讲话.doc", "-o", "drafts/旧稿.md"], ["import", "corpus/讲话.pdf"]],
    "rename": [["rename", "drafts/旧稿.md", "再用的旧稿"], ["rename", "drafts/再用的旧稿.md", "旧稿"]],
    "headings": [["headings", "--role", "任务", "--topic", "征兵"]],
    "quotations": [["quotations", "--use", "责任"]],
    "refresh": [["refresh", "drafts/旧稿.md", "--list"]],
    "find": [["find", DRAFT, "征兵"]],
    "replace": [["replace", DRAFT, "征兵", "征集", "--dry-run"], ["replace", DRAFT, "没有的字", "别的"]],
    "copy": [["copy", DRAFT], ["copy", "--passage", "{passage}"]],
    "layouts": [
        ["layouts", "list"],
        ["layouts", "from", "稿.docx", "--name", "样", "--yes"],
        ["layouts", "dotx", "样"],
    ],
    "check": [["check", DRAFT], ["check", "稿.docx"], ["check", "稿.docx", "--fix"]],
    "rules": [["rules"]],
    "unit": [["unit"]],
    "sources": [["sources", DRAFT]],
    "stats": [["stats", DRAFT], ["stats", "corpus/讲话.html"]],
    "compare": [["compare", DRAFT, "corpus/讲话.rtf", "稿.docx"]],
    "history": [["history", DRAFT]],
    "export": [["export", DRAFT], ["export", DRAFT, "-o", "稿.pdf"]],
    "watch": [["watch", "稿.docx", "--once"]],
    "serve": [],
    "mcp": [],
    "office-server": [["office-server", "init", "网关"]],
    "doctor": [["doctor"]],
    "demo": [["demo", "-o", "示范"]],
}
"""What each command is given to do; {passage}: the id of a passage. `serve`, `mcp` and the interface are started by themselves."""

SCRIPT = """\
from pathlib import Path
from wengao.library import indexing
from wengao.desk.desk import Desk
from wengao.desk.workspace import open_workspace
from wengao.search import segment_building

indexing._WORTH_A_PROCESS = 0
segment_building._BATCH, segment_building.WORTH_A_PROCESS, segment_building.processors = 1, 1, lambda: 2
report = Desk(open_workspace(Path({root!r}))).corpus.read(jobs=2)
print(report.read, report.failed)
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def workspace(tmp_path: Path, home: Path) -> Path:
    """A workspace with a file of each format, and an old one that LibreOffice is tried on."""
    folder = tmp_path / "ws"
    folder.mkdir()
    assert run(folder, home, [WENGAO, "init", "--empty"]).returncode == 0
    for suffix, write in WRITERS.items():
        write(folder / "corpus" / f"讲话{suffix}")
    write_zip(folder / "corpus" / "包.zip", ["一.txt", "二.txt"])
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(folder / "稿.docx"))
    (folder / "corpus" / "旧.wps").write_bytes(compound_file({"MatOST": b"\0" * 5000}))
    return folder


def environment(home: Path, path: str | None = None) -> dict[str, str]:
    """path: what PYTHONPATH says."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("WENGAO", "XDG_", "PYTHON", "COV"))
    }
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CACHE", "STATE", "DATA", "CONFIG")}
    given = {} if path is None else {"PYTHONPATH": path}
    return {
        **kept,
        **folders,
        **given,
        "HOME": str(home),
        "PATH": f".:{os.environ['PATH']}:",
        "TERM": "xterm-256color",
        "DISPLAY": ":99",
    }


class Runner:
    """Runs commands; processes: the ids of those that were started here, not by wengao."""

    def __init__(self, folder: Path, home: Path, command: Sequence[str], path: str | None) -> None:
        self.folder = folder
        self.command = command
        self.environment = environment(home, path)
        self.processes: set[str] = set()

    def start(
        self, arguments: Sequence[str], *, programs: str | None = None, **streams: int
    ) -> subprocess.Popen[bytes]:
        """programs: in place of the folders of PATH."""
        given = {} if programs is None else {"PATH": programs}
        process: subprocess.Popen[bytes] = subprocess.Popen(
            [*self.command, *arguments],
            cwd=self.folder,
            env={**self.environment, **given},
            **streams,  # type: ignore[call-overload]
        )
        self.processes.add(str(process.pid))
        return process

    def __call__(self, arguments: Sequence[str]) -> bytes:
        """Run to the end; returns what was printed. No defect, whatever the outcome."""
        process = self.start(
            arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        out, said = process.communicate(timeout=PATIENCE)
        assert process.returncode in (0, 1, 3), (arguments, said.decode())
        return out


def run(folder: Path, home: Path, command: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, cwd=folder, env=environment(home), capture_output=True, check=False)


def test_each_command_has_work_to_do() -> None:
    assert set(WORK) == set(COMMANDS)


STARTING = ("init", "index", "new", "check", "export")
"""Commands that between them start every sort of child, but for the interface and what it starts."""


@pytest.mark.parametrize(
    ("command", "path", "package", "names"),
    [
        ([WENGAO], None, True, tuple(WORK)),
        ([WENGAO], ".", True, STARTING),
        ([sys.executable, "-m", "wengao"], None, False, STARTING),
    ],
    ids=["wengao", "with PYTHONPATH", "python -m wengao"],
)
def test_nothing_of_a_workspace_is_run(
    workspace: Path,
    home: Path,
    tmp_path: Path,
    command: Sequence[str],
    path: str | None,
    package: bool,
    names: Sequence[str],
) -> None:
    planted = Planted(workspace, tmp_path / "marks")
    planted.plant(package=package)
    wengao = Runner(workspace, home, command, path)
    passage = ""
    for work in (work for name in names for work in WORK[name]):
        out = wengao([part.format(passage=passage) for part in work])
        if "--json" in work:
            passage = re.findall(r'"id": "([0-9a-f]{12})"', out.decode())[0]
    serve_an_interface(wengao)
    answer_an_assistant(wengao)
    open_in_a_terminal(wengao)
    run_by_others = {
        process: said for process, said in planted.run().items() if process not in wengao.processes
    }
    assert run_by_others == {}
    if path is None:
        assert planted.run() == {}


def serve_an_interface(wengao: Runner) -> None:
    """Start the server, and an interface through it; it is there when it has drawn something.

    No real browser can be found, which would use the key up.
    """
    process = wengao.start(
        ["serve", "--open"],
        programs=".:",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    try:
        asyncio.run(join(process.stdout.readline().decode().strip()))
    finally:
        process.terminate()
        process.wait(PATIENCE)


async def join(address: str) -> None:
    base = address.partition("/?key=")[0]
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        async with session.get(address) as answer:
            assert answer.status == 200
            word = re.findall(r'data-word="([^"]+)"', await answer.text())[0]
        line = await session.ws_connect(
            f"{base}/interface?width=120&height=36",
            headers={"Origin": base},
            protocols=("wengao", word),
            max_msg_size=0,
        )
        drawn = b""
        async with asyncio.timeout(PATIENCE):
            while "讲话".encode() not in drawn:
                frame = await line.receive()
                assert frame.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), frame
                drawn += frame.data if frame.type is aiohttp.WSMsgType.BINARY else b""


def answer_an_assistant(wengao: Runner) -> None:
    """Ask for a check of a Word file, which is read by a child, as an assistant does that stands in the workspace."""
    if find_spec("mcp") is None:
        return
    process = wengao.start(["mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    call = {"name": "check", "arguments": {"draft": "稿.docx"}}
    assert process.stdin is not None
    assert process.stdout is not None
    for message in (
        {"id": 0, "method": "initialize", "params": hello},
        {"method": "notifications/initialized"},
        {"id": 1, "method": "tools/call", "params": call},
    ):
        process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
        process.stdin.flush()
        said = json.loads(process.stdout.readline()) if "id" in message else {}
    assert said["result"]["isError"] is False
    process.stdin.close()
    assert process.wait(PATIENCE) == 0


def open_in_a_terminal(wengao: Runner) -> None:
    """Open the interface in a terminal, and leave it."""
    import pty
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (36, 120))
    process = wengao.start([], stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    _read_until(ours, lambda drawn: "讲话".encode() in drawn)
    os.write(ours, b"\x11")
    _read_until(ours, lambda _: process.poll() is not None)
    os.close(ours)
    assert process.wait(PATIENCE) == 0


def _read_until(terminal: int, done: Callable[[bytes], bool]) -> None:
    drawn, deadline = b"", time.monotonic() + PATIENCE
    while not done(drawn):
        assert time.monotonic() < deadline, drawn[-2000:]
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                drawn += os.read(terminal, 65536)
            except OSError:
                return


def test_a_plain_script_builds_an_index_with_two_processes(
    workspace: Path, home: Path, tmp_path: Path
) -> None:
    planted = Planted(workspace, tmp_path / "marks")
    planted.plant()
    (tmp_path / "scripts").mkdir()
    script = tmp_path / "scripts" / "plain.py"
    script.write_text(SCRIPT.format(root=str(workspace)), encoding="utf-8")
    done = run(workspace, home, [sys.executable, str(script)])
    assert done.returncode == 0, done.stderr.decode()
    read = len(WRITERS) + 2
    assert done.stdout.decode().startswith(f"{read} (('corpus/旧.wps'")
    assert planted.run() == {}


def test_one_script_runs_once(workspace: Path, home: Path, tmp_path: Path) -> None:
    """A child is never the script again that uses wengao."""
    script = tmp_path / "once.py"
    text = SCRIPT.format(root=str(workspace))
    script.write_text(f"open({str(tmp_path / 'ran')!r}, 'a').write('ran ')\n{text}", encoding="utf-8")
    assert run(workspace, home, [sys.executable, str(script)]).returncode == 0
    assert (tmp_path / "ran").read_text(encoding="utf-8") == "ran "


def test_the_material_is_what_was_written(workspace: Path, home: Path) -> None:
    assert run(workspace, home, [WENGAO, "index"]).returncode in (0, 3)
    found = run(workspace, home, [WENGAO, "corpus", "show", "corpus/讲话.pdf", "--raw"]).stdout.decode()
    assert LINES[3][:10] in found

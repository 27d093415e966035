"""wengao serve as a drafter runs it: a process of its own, ended by Ctrl+C."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import pytest

from wengao.desk.desk import Desk
from wengao.serve.access import Access

from .test_site import PATIENCE, Served, open_first_draft, shown

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and ps of POSIX")


@contextmanager
def command(desk: Desk, *options: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "wengao", "--workspace", str(desk.workspace.root), "serve", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def told_address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    assert select.select([process.stdout], [], [], PATIENCE)[0], "no address was told"
    return process.stdout.readline().strip()


def children(process: subprocess.Popen[str]) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
    )
    return [int(number) for number in listed.stdout.split()]


def is_running(number: int) -> bool:
    """Whether the process is there and more than an entry that its parent has not taken note of yet."""
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, check=False)
    return listed.stdout.strip()[:1] not in (b"", b"Z")


def gone(number: int) -> bool:
    deadline = time.monotonic() + PATIENCE
    while is_running(number):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
async def test_its_end_leaves_no_process_and_loses_nothing(
    desk: Desk, draft_path: Path, end: signal.Signals
) -> None:
    with command(desk) as process:
        address = told_address(process)
        base, key = address.split("/?key=")
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            access = Access(lambda: key)
            served = Served(access, base, session, [])
            await served.enter()
            line = await served.join()
            await open_first_draft(line)
            (interface,) = children(process)
            await line.send_json(["stdin", "服务停下之前写下的话。"])
            await line.send_json(["ping", "handed on"])
            await shown(line, "handed on")
            os.killpg(process.pid, end)
            process.wait(PATIENCE)
    assert gone(interface)
    assert [record.text.count("服务停下之前写下的话。") for record in desk.history.recoverable()] == [1]
    if end is not signal.SIGKILL:
        assert process.returncode == 0


def test_it_listens_on_this_machine_alone_and_says_what_to_do(desk: Desk) -> None:
    with command(desk) as process:
        address = told_address(process)
        assert address.startswith("http://127.0.0.1:")
        port = int(address.split(":")[2].split("/")[0])
        with socket.socket() as outside, pytest.raises(ConnectionRefusedError):
            outside.connect(("127.0.0.2", port))
        process.send_signal(signal.SIGINT)
        _, narration = process.communicate(timeout=PATIENCE)
    assert narration.splitlines() == [
        "请在浏览器里打开这个网址（只能用一次，不要转给别人），按 Ctrl+C 停止：",
        "已停止，文稿都存好了。",
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--host", "::"), "在 :: 上，别的机器也能连进来。只给自己用就不要写 --host"),
        (("--host", "192.0.2.1", "--allow-others"), "不能在 192.0.2.1 的端口 0 上等浏览器"),
        (("--port", "70000"), "--port 的值不对"),
    ],
)
def test_what_cannot_be_served_is_a_wrong_use(desk: Desk, options: tuple[str, ...], said: str) -> None:
    with command(desk, *options) as process:
        out, narration = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert said in narration
    assert out == ""


def test_a_missing_part_of_the_installation_is_named(desk: Desk, tmp_path: Path) -> None:
    without = (
        "import sys\n"
        "sys.modules.update({'aiohttp': None, 'textual_serve': None})\n"
        f"sys.argv = ['wengao', '--workspace', {str(desk.workspace.root)!r}, 'serve']\n"
        "from wengao.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", without],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("浏览器版要用的组件还没有安装：aiohttp、textual-serve。请")
    assert "-m pip install" in done.stderr

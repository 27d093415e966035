"""A real cluster on this machine: each node a process of its own, on the loopback address only, to be killed at will.

The server's modules come by Maven, see tools/office-cluster; they are fetched and the launcher compiled once. Also used by
benchmarks/office.py.
"""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

LAUNCHER = Path(__file__).parents[1] / "tools" / "office-cluster"
_TARGET = LAUNCHER / "target"
_FETCHING = 600
"""Seconds that fetching and compiling may take the first time: 60 MB."""
_GREEN = 90
"""Seconds that a cluster may take to come up on a busy machine; it takes about fifteen."""
QUICKLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For tests: half the time to start, at the cost of speed later."""


class ClusterUnavailableError(Exception):
    """No cluster can be started here; says why."""


def class_path() -> str:
    """Where Java finds the launcher and the server. Raises ClusterUnavailableError where they cannot be had."""
    if shutil.which("java") is None or shutil.which("mvn") is None:
        raise ClusterUnavailableError("没有 java 17 或 mvn")
    _TARGET.mkdir(exist_ok=True)
    with FileLock(_TARGET / "lock"):
        made, jars = _TARGET / "classes" / "wengao" / "OfficeNode.class", _TARGET / "jars"
        sources = (LAUNCHER / "pom.xml", *LAUNCHER.rglob("*.java"))
        newest = max(source.stat().st_mtime for source in sources)
        done = _TARGET / "done"
        if not (made.exists() and done.exists() and done.stat().st_mtime >= newest):
            _make(jars)
            done.touch()
    return f"{_TARGET / 'classes'}:{jars}/*"


def _make(jars: Path) -> None:
    command = ("mvn", "-q", "-B", "compile", "dependency:copy-dependencies", f"-DoutputDirectory={jars}")
    try:
        ran = subprocess.run(
            command, cwd=LAUNCHER, capture_output=True, text=True, timeout=_FETCHING, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ClusterUnavailableError(f"mvn 在 {_FETCHING} 秒里没有取完") from error
    if ran.returncode:
        raise ClusterUnavailableError(f"mvn 取不到或编译不了：{ran.stdout[-800:]}")


class Cluster:
    """Nodes that make up a cluster; as a context manager it is started, and everything of it is ended.

    folder: for its data. heap: of each node. flags: for Java.
    """

    def __init__(
        self, folder: Path, nodes: int = 3, heap: str = "512m", flags: Sequence[str] = QUICKLY
    ) -> None:
        self.folder = folder
        self._heap, self._flags = heap, flags
        self._names = [f"n{number}" for number in range(1, nodes + 1)]
        self._ports = dict(zip(self._names, _free_port_pairs(nodes), strict=True))
        self._running: dict[str, subprocess.Popen[str]] = {}

    def __enter__(self) -> Self:
        try:
            self.start(*self._names)
            self.wait(nodes=len(self._names))
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def names(self) -> tuple[str, ...]:
        """The nodes, running or not."""
        return tuple(self._names)

    @property
    def running(self) -> tuple[str, ...]:
        """The nodes that run."""
        return tuple(name for name in self._names if name in self._running)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Of the nodes, running or not, in their order."""
        return tuple(self.address(name) for name in self._names)

    def address(self, name: str) -> str:
        """Of a node."""
        return f"http://127.0.0.1:{self._ports[name][0]}"

    def start(self, *names: str) -> None:
        """Start nodes, and wait until each takes requests. Their data is what they were left with."""
        for name in names:
            self._running[name] = self._started(name)
        for name in names:
            output = self._running[name].stdout
            assert output is not None
            if output.readline().strip() != "started":
                log = (self.folder / name / "log").read_text(errors="replace")
                raise ClusterUnavailableError(f"节点 {name} 没有起来：{log[-1500:]}")

    def _started(self, name: str) -> subprocess.Popen[str]:
        home = self.folder / name
        (home / "config").mkdir(parents=True, exist_ok=True)
        http, transport = self._ports[name]
        seeds = ",".join(str(port) for _, port in self._ports.values())
        with (home / "log").open("a") as log:
            return subprocess.Popen(
                (
                    *(shutil.which("java") or "java", f"-Xms{self._heap}", f"-Xmx{self._heap}", *self._flags),
                    *("-cp", class_path(), "wengao.OfficeNode", name, str(home), str(http), str(transport)),
                    *(seeds, ",".join(self._names)),
                ),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def kill(self, name: str) -> None:
        """End a node as a power cut does (kill -9)."""
        self._end(name, signal.SIGKILL)

    def pause(self, name: str) -> None:
        """Let a node answer nothing while its connections stay."""
        self._running[name].send_signal(signal.SIGSTOP)

    def go_on(self, name: str) -> None:
        """Let a node that was paused go on."""
        self._running[name].send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End all nodes; their data stays."""
        for name in self.running:
            self._end(name, signal.SIGKILL)

    def _end(self, name: str, how: signal.Signals) -> None:
        process = self._running.pop(name)
        process.send_signal(how)
        process.wait()
        for stream in (process.stdin, process.stdout):
            assert stream is not None
            stream.close()

    def wait(self, status: str = "green", nodes: int | None = None) -> None:
        """Wait until the cluster has that health, and so many nodes; those that run where not given."""
        wanted = len(self._running) if nodes is None else nodes
        path = f"/_cluster/health?wait_for_status={status}&wait_for_nodes={wanted}&timeout={_GREEN}s"
        found = self.ask("GET", path)
        if found["timed_out"]:
            raise ClusterUnavailableError(f"{_GREEN} 秒里没有达到 {status}：{found}")

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """What a running node answers, as JSON values."""
        request = urllib.request.Request(  # noqa: S310 - our own node
            self.address(self.running[0]) + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=_GREEN + 10) as answer:  # noqa: S310 - our own node
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return json.loads(error.read() or b"{}")

    def size(self) -> int:
        """Bytes of all that the nodes keep."""
        return sum(file.stat().st_size for file in self._files())

    def _files(self) -> Iterator[Path]:
        return (file for name in self._names for file in (self.folder / name).rglob("*") if file.is_file())


def _free_port_pairs(count: int) -> list[tuple[int, int]]:
    """Ports that nobody listens on: all are held until all are chosen."""
    with ExitStack() as held:
        ports = []
        for _ in range(2 * count):
            listening = held.enter_context(socket.socket())
            listening.bind(("127.0.0.1", 0))
            ports.append(int(listening.getsockname()[1]))
    return list(zip(ports[::2], ports[1::2], strict=True))

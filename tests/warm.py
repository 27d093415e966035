"""A program whose modules are loaded already: it forks for each command, which is then a process of its own at a tenth of the cost.

A command has its own folder, environment and streams, and ends as any process does; what it spares is loading Python and
the libraries, which most tests of the command line are not about. Where there is no fork, a new Python does it.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import pkgutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
_LENGTH = struct.Struct("<i")
_LIBRARIES = (
    "numpy",
    "docx",
    "lxml.etree",
    "rjieba",
    "ruamel.yaml",
    "jinja2",
    "selectolax.lexbor",
    "rich.text",
)
_NOT_LOADED = ("wengao.tui", "wengao.serve", "wengao.__main__")


@dataclass(frozen=True)
class Done:
    """code, and what was printed on stdout (out) and stderr (err)."""

    code: int
    out: str
    err: str


class WarmProgram:
    """Runs commands of wengao, one after another."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.warm", str(theirs.fileno())],
                cwd=ROOT,
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # what forks has one thread
                pass_fds=[theirs.fileno()],
            )
        self._socket = ours

    def run(self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Done:
        """What comes of `wengao ARGUMENTS` in a folder."""
        request = json.dumps([list(arguments), str(folder), dict(environment)]).encode()
        with (
            Path(os.devnull).open("rb") as nothing,
            tempfile.TemporaryFile() as out,
            tempfile.TemporaryFile() as err,
        ):
            streams = [nothing.fileno(), out.fileno(), err.fileno()]
            socket.send_fds(self._socket, [_LENGTH.pack(len(request))], streams)
            self._socket.sendall(request)
            (code,) = _LENGTH.unpack(_received(self._socket, _LENGTH.size))
            out.seek(0)
            err.seek(0)
            return Done(code, _text(out.read()), _text(err.read()))

    def close(self) -> None:
        self._socket.close()
        self._process.wait()


def run_afresh(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Done:
    """What comes of `wengao ARGUMENTS` in a folder, in a Python started for it."""
    done = subprocess.run(
        [sys.executable, "-m", "wengao", *arguments],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return Done(done.returncode, _text(done.stdout), _text(done.stderr))


def _text(printed: bytes) -> str:
    return printed.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _received(connection: socket.socket, length: int) -> bytes:
    received = b""
    while len(received) < length:
        piece = connection.recv(length - len(received))
        if not piece:
            raise EOFError("the warm program is gone")
        received += piece
    return received


def _load() -> None:
    import wengao

    for library in _LIBRARIES:
        with suppress(ImportError):
            import_module(library)
    for module in pkgutil.walk_packages(wengao.__path__, "wengao."):
        if not module.name.startswith(_NOT_LOADED):
            import_module(module.name)
    gc.freeze()


def _serve(connection: socket.socket) -> None:
    """Fork for each command until whoever asks is gone."""
    while True:
        head, streams, _, _ = socket.recv_fds(connection, _LENGTH.size, 3)
        if not head:
            return
        request = json.loads(_received(connection, _LENGTH.unpack(head)[0]))
        child = os.fork()
        if not child:
            connection.close()
            _end(_become(streams, *request))
        for stream in streams:
            os.close(stream)
        _, status = os.waitpid(child, 0)
        connection.sendall(_LENGTH.pack(os.waitstatus_to_exitcode(status)))


def _become(streams: list[int], arguments: list[str], folder: str, environment: dict[str, str]) -> int:
    """Be the command: its streams, folder and environment. Returns its exit code."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None
    sys.argv = ["wengao", *arguments]

    from wengao.cli import main

    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - said as Python says it
        traceback.print_exc()
        return 1
    return 0


def _end(code: int) -> None:
    """End as Python does, but for taking all modules apart, which takes longer than most commands."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as asked:
        _load()
        _serve(asked)

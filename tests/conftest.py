"""Every test has a user's state folder of its own: what no workspace takes, and the log, lie there.

A property is looked at as long as it takes: on a busy machine time says nothing of it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from wengao.processes.confined import ConfinedProcess, ConfinedProcesses

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def state_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def reader() -> Iterator[list[ConfinedProcess]]:
    """The child that waits for the next file, if there is one."""
    idle: list[ConfinedProcess] = []
    yield idle
    for process in idle:
        process.close()


@pytest.fixture
def one_reader(reader: list[ConfinedProcess], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever reads what others made in this test has the child of those before it: starting one takes longer than most of
    what it does. A child is told the lists with each call, and keeps nothing of one. Tests of processes go without.
    """
    lock = threading.Lock()
    begin, close = ConfinedProcesses.__init__, ConfinedProcesses.close

    def share(processes: ConfinedProcesses, make: Callable[[], ConfinedProcess] = ConfinedProcess) -> None:
        begin(processes, make)
        if make is ConfinedProcess:
            processes._closing.detach()
            processes._idle, processes._lock = reader, lock

    def let_go(processes: ConfinedProcesses) -> None:
        if processes._idle is not reader:
            close(processes)

    monkeypatch.setattr(ConfinedProcesses, "__init__", share)
    monkeypatch.setattr(ConfinedProcesses, "close", let_go)

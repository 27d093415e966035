"""Reading the corpus (更新语料) behind the interface: its progress as a value, and how it is stopped.

It belongs to the app, not to a screen, so that the drafter can go on writing while it runs.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.corpus.indexing import CorpusReport
    from wengao.desk.desk import Desk

_ENOUGH_FOR_RATE = 0.5


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """How far reading has come. seconds: since it began. phase: 读取 (files) or 建索引 (passages)."""

    done: int
    total: int
    seconds: float
    phase: str = "读取"

    @property
    def text(self) -> str:
        """Count and rate, such as 正在读取 12/31，每秒 4.2."""
        rate = (
            f"，每秒 {self.done / self.seconds:.3g}" if self.seconds > _ENOUGH_FOR_RATE and self.done else ""
        )
        return f"正在{self.phase} {self.done}/{self.total}{rate}"


class ReadingMoved(Message):
    """Reading has come further."""

    def __init__(self, progress: ReadingProgress) -> None:
        super().__init__()
        self.progress = progress


class ReadingEnded(Message):
    """Reading has ended. report: None where it was stopped or failed. error: why it failed, if it did."""

    def __init__(self, report: CorpusReport | None, error: Exception | None = None) -> None:
        super().__init__()
        self.report = report
        self.error = error


class _StoppedError(Exception):
    """Raised inside the reading to get out of it between two files; what was read stays read."""


class CorpusReading:
    """One run of reading. post: takes its messages, from any thread. clock: seconds that only grow."""

    def __init__(self, desk: Desk, post: Callable[[Message], object], clock: Callable[[], float]) -> None:
        self._desk = desk
        self._post = post
        self._clock = clock
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Let it end after the file at hand."""
        self._stopped.set()

    def run(self) -> None:
        """Read; to be called in a thread. Ends with ReadingEnded whatever happens."""
        phase_began = {"读取": self._clock()}

        def moved(phase: str, done: int, total: int) -> None:
            if self._stopped.is_set():
                raise _StoppedError
            seconds = self._clock() - phase_began.setdefault(phase, self._clock())
            self._post(ReadingMoved(ReadingProgress(done, total, seconds, phase)))

        try:
            report = self._desk.corpus.read(
                progress=lambda done, total, _path: moved("读取", done, total),
                index_progress=lambda done, total: moved("建索引", done, total),
            )
        except _StoppedError:
            self._post(ReadingEnded(None))
        except Exception as error:  # noqa: BLE001 - whatever it is, the drafter is told and goes on writing
            self._post(ReadingEnded(None, error))
        else:
            self._post(ReadingEnded(report))

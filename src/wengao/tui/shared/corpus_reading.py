"""Reading the corpus (更新语料) behind the interface: its progress as a value, how it is begun and stopped.

It belongs to the app, not to a place, so that the drafter can go on writing while it runs; places are handed it.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from wengao.desk.desk import Desk
    from wengao.library.indexing import CorpusReport

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
    """Reads the corpus, once at a time; the app gets ReadingMoved as it goes on, and ReadingEnded whatever happens.

    desk: called when reading begins. clock: seconds that only grow.
    """

    def __init__(
        self, app: App[None], desk: Callable[[], Desk], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._desk = desk
        self._clock = clock
        self._stop: threading.Event | None = None

    @property
    def under_way(self) -> bool:
        """Whether the corpus is being read."""
        return self._stop is not None

    def start(self) -> None:
        """Begin to read, unless that is under way."""
        if self._stop is None:
            desk = self._desk()
            self._stop = stop = threading.Event()
            self._app.run_worker(
                lambda: self._run(desk, stop), thread=True, group="reading", exit_on_error=False
            )

    def stop(self) -> None:
        """Let reading end after the file at hand."""
        if self._stop is not None:
            self._stop.set()

    def ended(self) -> None:
        """The app has got ReadingEnded: it may be begun again."""
        self._stop = None

    def _run(self, desk: Desk, stop: threading.Event) -> None:
        phase_began = {"读取": self._clock()}
        post = self._app.post_message

        def moved(phase: str, done: int, total: int) -> None:
            if stop.is_set():
                raise _StoppedError
            seconds = self._clock() - phase_began.setdefault(phase, self._clock())
            post(ReadingMoved(ReadingProgress(done, total, seconds, phase)))

        try:
            report = desk.corpus.read(
                progress=lambda done, total, _path: moved("读取", done, total),
                index_progress=lambda done, total: moved("建索引", done, total),
            )
        except _StoppedError:
            post(ReadingEnded(None))
        except Exception as error:  # noqa: BLE001 - whatever it is, the drafter is told and goes on writing
            post(ReadingEnded(None, error))
        else:
            post(ReadingEnded(report))

"""Long work off the interface's thread: started by a screen, its outcome delivered back as a message.

A job is a function that touches no widget. Each group runs one job at a time; an outcome is delivered only if no later
job of its group was started since, and only while the screen is there.
"""

from __future__ import annotations

from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual.message import Message
from textual.screen import Screen

from wengao.errors import WengaoError

if TYPE_CHECKING:
    from collections.abc import Callable

OutcomeT = TypeVar("OutcomeT")
ScreenResultT = TypeVar("ScreenResultT")


class JobEnded(Message):
    """A job has ended. generation: of its group when it was started. deliver: hands the outcome over."""

    def __init__(self, group: str, generation: int, deliver: Callable[[], object]) -> None:
        super().__init__()
        self.group = group
        self.generation = generation
        self.deliver = deliver


class JobScreen(Screen[ScreenResultT], Generic[ScreenResultT]):
    """A screen that starts jobs."""

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self._generations: dict[str, int] = {}

    def start_job(
        self,
        group: str,
        job: Callable[[], OutcomeT],
        done: Callable[[OutcomeT], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Run `job` in a thread; `done` gets what it returns, `failed` what it raises (by default: the drafter is told)."""
        generation = self._generations[group] = self._generations.get(group, 0) + 1
        on_failure = failed or self.tell_failure
        context = copy_context()

        def run() -> None:
            try:
                outcome = context.run(job)
            except Exception as error:  # noqa: BLE001 - whatever a job raises is told, and the text stays
                caught = error
                self.post_message(JobEnded(group, generation, lambda: on_failure(caught)))
            else:
                self.post_message(JobEnded(group, generation, lambda: done(outcome)))

        self.run_worker(run, thread=True, group=group, exclusive=True, exit_on_error=False)

    def drop_jobs(self, group: str) -> None:
        """Let nothing be delivered from the jobs of a group that are still at work."""
        self._generations[group] = self._generations.get(group, 0) + 1

    def on_job_ended(self, message: JobEnded) -> None:
        """Deliver an outcome that no later job has made stale."""
        message.stop()
        if self._generations.get(message.group) == message.generation:
            message.deliver()

    def tell_failure(self, error: Exception) -> None:
        """Show the drafter what went wrong; what nobody foresaw goes to the log."""
        from wengao.tui.shared.notice import NoticeScreen

        if isinstance(error, WengaoError):
            self.app.push_screen(NoticeScreen(error.message, error.remedy))
        else:
            self.app.push_screen(NoticeScreen.of_defect(error))

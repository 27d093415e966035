"""The kinds of screen there are: places, dialogues over them, the notice, and what covers all in a terminal too small.

Each starts long work off the interface's thread, and its outcome is delivered back as a message. A job is a function that
touches no widget. Each group runs one job at a time; an outcome is delivered only if no later job of its group was started
since, and only while the screen is there.
"""

from __future__ import annotations

import gc
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.markup import escape
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widgets import Button, Static

from wengao.desk.log import log_defect
from wengao.errors import WengaoError
from wengao.installation import missing_part
from wengao.tui.actions import Place, bindings

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from wengao.tui.shared.corpus_reading import ReadingEnded, ReadingProgress


_SELDOM = 100
"""Collections of what is younger between two full ones; Python's own 10 bring a full one every few seconds."""

LEAST_WIDTH, LEAST_HEIGHT = 60, 18
"""Columns and lines that the interface needs."""


OutcomeT = TypeVar("OutcomeT")
ScreenResultT = TypeVar("ScreenResultT")
ResultT = TypeVar("ResultT")


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
        error = missing_part(error) or error
        if isinstance(error, WengaoError):
            self.app.push_screen(NoticeScreen(error.message, error.remedy))
        else:
            self.app.push_screen(NoticeScreen.of_defect(error))


class PlaceScreen(JobScreen[None]):
    """A screen with keys of its own. places: whose keys work on it, for help and palette.

    Python's collector of cyclic garbage takes 80 milliseconds to look through a whole interface with a draft open, several
    frames in which nothing that is typed appears. What is there when a place has been built up stays there as long as the
    place does, so the collector is told to leave it out, until the drafter goes elsewhere.
    """

    places: ClassVar[tuple[Place, ...]] = ()

    def say(self, message: str) -> None:
        """Tell the drafter what has just happened."""

    def show_progress(self, progress: ReadingProgress) -> None:
        """Reading the corpus has come further."""

    def reading_ended(self, message: ReadingEnded) -> None:
        """Reading the corpus has ended."""

    def leave(self, then: Callable[[], object]) -> None:
        """Do `then` once the screen may be left."""
        then()

    def rescue(self) -> list[str]:
        """Put what is unsaved into files of its own, where a defect is about to end the interface; returns the files."""
        return []

    def keep(self) -> None:
        """Record what is unsaved at once: the interface is about to be ended from outside."""

    def keep_memory(self) -> None:
        """It has been built up: the collector looks only through what comes later, and seldom through all of that."""
        if not self.app.is_headless:
            gc.set_threshold(*gc.get_threshold()[:2], _SELDOM)
            gc.freeze()

    def sweep_memory(self) -> None:
        """A place was left: the collector looks through everything once, and then again only through what comes later."""
        if not self.app.is_headless:
            gc.unfreeze()
            gc.collect()
            gc.freeze()


class Dialogue(JobScreen[ResultT | None], ModalScreen[ResultT | None], Generic[ResultT]):
    """A dialogue; Escape dismisses it with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.close", "取消", show=False),
        *bindings(Place.EVERYWHERE),  # a modal screen hides the app's own
    ]

    heading = ""
    places: ClassVar[tuple[Place, ...]] = ()

    def compose(self) -> ComposeResult:
        """The box, and what the dialogue puts into it."""
        with Vertical(classes="dialogue-box") as box:
            box.border_title = escape(self.heading)
            yield from self.compose_content()

    def compose_content(self) -> ComposeResult:
        """What stands in the box."""
        yield from ()

    def action_close(self) -> None:
        """Leave without a result."""
        self.dismiss(None)


class NoticeScreen(Dialogue[bool]):
    """A message with its remedy."""

    heading = "请留意"

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__()
        self._message = message
        self._remedy = remedy

    @staticmethod
    def of_defect(error: BaseException) -> NoticeScreen:
        """The notice for what nobody foresaw: logged with its traceback, told in one line."""
        return NoticeScreen("程序出了意料之外的差错，正在写的文字没有动", log_defect(error))

    def compose_content(self) -> ComposeResult:
        """Message, remedy, one button."""
        yield Static(self._message, classes="notice-message", markup=False)
        if self._remedy:
            yield Static(self._remedy, classes="notice-remedy", markup=False)
        with Horizontal(classes="dialogue-buttons"):
            yield Button("知道了", id="close", variant="primary")

    def on_button_pressed(self) -> None:
        """The one button closes the notice."""
        self.dismiss(True)


def is_too_small(width: int, height: int) -> bool:
    """Whether a terminal of so many columns and lines cannot show the interface."""
    return width < LEAST_WIDTH or height < LEAST_HEIGHT


class TooSmallScreen(ModalScreen[None]):
    """Covers everything until the terminal is larger."""

    def compose(self) -> ComposeResult:
        """One message."""
        yield Static(
            f"终端太小，请放大到 {LEAST_WIDTH} 列 {LEAST_HEIGHT} 行以上。\n正在写的文字不受影响。",
            markup=False,
        )

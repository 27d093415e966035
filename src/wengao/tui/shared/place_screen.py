"""A screen that is a place: what the app asks of each without knowing which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from wengao.tui.shared.jobs import JobScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.tui.actions import Place
    from wengao.tui.shared.corpus_reading import ReadingEnded, ReadingProgress


class PlaceScreen(JobScreen[None]):
    """A screen with keys of its own. places: whose keys work on it, for help and palette."""

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

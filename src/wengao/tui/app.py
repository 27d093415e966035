"""The app: themes, keys that work everywhere, reading the corpus, and what happens when something goes wrong."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, ClassVar

from textual.app import App

from wengao.desk.log import start_log
from wengao.desk.workspace import Workspace
from wengao.errors import WengaoError
from wengao.tui.actions import Place, bindings
from wengao.tui.place_screen import PlaceScreen
from wengao.tui.reading import CorpusReading, ReadingEnded, ReadingMoved
from wengao.tui.screens.home import HomeScreen
from wengao.tui.screens.notice import log_failure
from wengao.tui.themes import THEMES

if TYPE_CHECKING:
    from textual.binding import BindingType

    from wengao.desk.desk import Desk


class WengaoApp(App[None]):
    """The interface on one desk. defect: what ended it, where that was not the drafter."""

    CSS_PATH: ClassVar[list[str]] = [
        "styles/base.tcss",
        "styles/dialogue.tcss",
        "styles/home.tcss",
        "styles/draft.tcss",
    ]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.EVERYWHERE)]
    ENABLE_COMMAND_PALETTE = False
    TITLE = "文稿"

    def __init__(self, workspace: Workspace, desk: Desk | None = None) -> None:
        super().__init__()
        self.workspace = workspace
        self._desk = desk
        self._desk_lock = threading.Lock()
        self.reading: CorpusReading | None = None
        self.defect: WengaoError | None = None
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES[self.workspace.settings.interface.theme].name

    def on_mount(self) -> None:
        """Borders of the kind that the terminal can draw."""
        self.set_class(self.workspace.settings.interface.border == "ascii", "-ascii")

    def get_default_screen(self) -> HomeScreen:
        """The home screen comes first."""
        return HomeScreen(self.workspace)

    @property
    def desk(self) -> Desk:
        """The desk; loaded when it is first asked for, which the home screen does in a thread after the first paint."""
        with self._desk_lock:
            if self._desk is None:
                from wengao.desk.desk import Desk

                self._desk = Desk(self.workspace)
            return self._desk

    # Reading the corpus

    def start_reading(self) -> None:
        """Begin to read the corpus, unless that is under way."""
        if self.reading is None:
            self.reading = CorpusReading(self.desk, self.post_message, time.monotonic)
            self.run_worker(self.reading.run, thread=True, group="reading", exit_on_error=False)

    def stop_reading(self) -> None:
        """Let reading end after the file at hand."""
        if self.reading is not None:
            self.reading.stop()

    def on_reading_moved(self, message: ReadingMoved) -> None:
        """Tell the screens that show it."""
        for screen in self.screen_stack:
            if isinstance(screen, PlaceScreen):
                screen.show_progress(message.progress)

    def on_reading_ended(self, message: ReadingEnded) -> None:
        """Tell the screens that show it."""
        self.reading = None
        for screen in self.screen_stack:
            if isinstance(screen, PlaceScreen):
                screen.reading_ended(message)

    # Actions that work everywhere

    def action_help(self) -> None:
        """The keys of this place."""
        from wengao.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.places()))

    def action_palette(self) -> None:
        """Every action of this place, by its Chinese name."""
        from wengao.tui.screens.palette import PaletteScreen

        if self.screen.is_modal:
            return

        def run(call: str | None) -> None:
            if call is not None:
                self.call_later(self.run_action, call, self.screen)

        self.push_screen(PaletteScreen(self.places()), run)

    async def action_leave(self) -> None:
        """Leave; a draft with unsaved changes asks first."""
        if isinstance(self.screen, PlaceScreen):
            self.screen.leave(self.leave_now)

    async def action_quit(self) -> None:
        """Textual's own way out is ours."""
        await self.action_leave()

    def action_help_quit(self) -> None:
        """Ctrl+C copies and never leaves; Textual would say so in English."""

    def leave_now(self) -> None:
        """Leave without a question."""
        self.stop_reading()
        self.exit()

    def places(self) -> tuple[Place, ...]:
        """The places whose keys work now, the nearest first."""
        own = self.screen.places if isinstance(self.screen, PlaceScreen) else ()
        return (*own, Place.EVERYWHERE)

    # Defects

    def _handle_exception(self, error: Exception) -> None:
        """Save what is being written beside its file, log the error, and leave with one line instead of a traceback.

        Textual stops delivering messages to the widget that failed, so going on is no choice.
        """
        if self.defect is not None:
            return
        places = [screen for screen in self.screen_stack if isinstance(screen, PlaceScreen)]
        rescued = [file for place in places for file in place.rescue()]
        log = log_failure(error)
        kept = f"，没有保存的文字已另存为 {'、'.join(rescued)}" if rescued else ""
        self.defect = WengaoError(f"程序出了意料之外的差错，只好退出{kept}", f"详情记在日志里：{log}")
        if self.is_headless:
            super()._handle_exception(error)
        else:
            self.panic()


def run_interface(desk_or_workspace: Desk | Workspace) -> None:
    """Open the interface and come back when the drafter leaves it.

    Raises WengaoError where a defect ended it; what was being written has then been saved beside its file.
    """
    start_log()
    if isinstance(desk_or_workspace, Workspace):
        app = WengaoApp(desk_or_workspace)
    else:
        app = WengaoApp(desk_or_workspace.workspace, desk_or_workspace)
    app.run()
    if app.defect is not None:
        raise app.defect

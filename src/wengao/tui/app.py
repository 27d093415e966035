"""The app: themes, keys that work everywhere, reading the corpus, and what happens when something goes wrong."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.events import Key

from wengao.desk.log import log_defect, start_log
from wengao.desk.workspace import Workspace
from wengao.errors import WengaoError
from wengao.language.lists import SHIPPED, Language, following
from wengao.language.visible import without_controls
from wengao.tui.actions import Place, bindings, chosen_keys
from wengao.tui.home.screen import HomeScreen
from wengao.tui.shared.corpus_reading import CorpusReading, ReadingEnded, ReadingMoved
from wengao.tui.shared.screens import Dialogue, PlaceScreen, TooSmallScreen, is_too_small
from wengao.tui.terminal import terminal_is_gone, terminal_size
from wengao.tui.textual_repairs.environment import take_long_commits
from wengao.tui.textual_repairs.line_breaks import break_rows_as_in_chinese
from wengao.tui.textual_repairs.visible_text import OnlyVisible, show_control_characters
from wengao.tui.themes import THEMES

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from textual.binding import BindingType
    from textual.filter import LineFilter
    from textual.types import CSSPathType

    from wengao.desk.background_desk import BackgroundDesk
    from wengao.desk.desk import Desk
    from wengao.tui.home.settings import SettingsScreen

_TERMINAL_LOOK = 1.0
"""Seconds between two looks at whether the terminal is still there."""


class WengaoApp(App[None]):
    """The interface on one desk. defect: what ended it, where that was not the drafter."""

    CSS_PATH: ClassVar[CSSPathType | None] = [
        "shared/base.tcss",
        "shared/dialogue.tcss",
        "home/home.tcss",
        "writing/writing.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.EVERYWHERE)]
    ENABLE_COMMAND_PALETTE = False
    TITLE = "文稿"

    def __init__(self, workspace: Workspace, desk: Desk | None = None) -> None:
        super().__init__()
        break_rows_as_in_chinese()
        show_control_characters()
        self._only_visible = OnlyVisible()
        self.workspace = workspace
        self._desk = desk
        self._own_desk: BackgroundDesk | None = None
        self._desk_lock = threading.Lock()
        self.reading = CorpusReading(self, lambda: self.desk)
        self.defect: WengaoError | None = None
        for theme in THEMES.values():
            self.register_theme(theme)
        self.keys = chosen_keys(workspace.settings.interface.keys)
        self.set_keymap(self.keys)
        self.animation_level = "none"
        self._look()
        self._styled_with = self.get_css_variables()
        self.stylesheet.set_variables(self._styled_with)

    def on_mount(self) -> None:
        """Borders of the kind that the terminal can draw; what is typed is kept when the terminal goes away."""
        self._look()
        for name in ("SIGHUP", "SIGTERM"):
            if hasattr(signal, name) and not self.is_headless:
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), self.hang_up)
        if not self.is_headless:
            self.set_interval(_TERMINAL_LOOK, self._look_for_terminal)

    def _look_for_terminal(self) -> None:
        """A terminal may go, or change its size, without a signal reaching this process: under make, only make is told."""
        if terminal_is_gone(sys.__stdin__):
            self.hang_up()
        size = terminal_size(sys.__stdout__)
        if size is not None and size != self.size:
            self.post_message(events.Resize(size, size))

    def _look(self) -> None:
        """Theme and borders as the settings say."""
        interface = self.workspace.settings.interface
        self.theme = THEMES[interface.theme].name
        self.set_class(interface.border == "ascii", "-ascii")

    def refresh_css(self, animate: bool = True) -> None:
        """Style everything anew, where the theme is another than everything was styled with.

        Textual does so once more as it starts, which takes a tenth of the time until the first paint.
        """
        variables = self.get_css_variables()
        if variables != self._styled_with:
            self._styled_with = variables
            super().refresh_css(animate)

    def on_resize(self, event: events.Resize) -> None:
        """A terminal too small says so, and goes on once it is larger."""
        small = is_too_small(event.size.width, event.size.height)
        shown = isinstance(self.screen, TooSmallScreen)
        if small and not shown:
            self.push_screen(TooSmallScreen())
        elif shown and not small:
            self.pop_screen()

    async def on_event(self, event: events.Event) -> None:
        """Take a letter with Alt as a command that types nothing, as Textual's parser hands it on as printable.

        What is pasted, into an editor or an input, brings no control characters along.
        """
        if isinstance(event, Key) and event.key.startswith("alt+"):
            event.character = None
        if isinstance(event, events.Paste) and not event.is_forwarded:
            event.text = self._cleaned(event.text, "粘贴")
        await super().on_event(event)

    def watch_app_focus(self, focus: bool) -> None:
        """Focus a screen that opened while nobody looked at the terminal: Textual leaves it without."""
        screen = self.screen
        if focus and screen.focused is None:
            chosen = self.AUTO_FOCUS if screen.AUTO_FOCUS is None else screen.AUTO_FOCUS
            widgets = screen.query(chosen) if chosen else ()
            screen.set_focus(next((widget for widget in widgets if widget.focusable), None))

    def hang_up(self) -> None:
        """The terminal or the system ends the interface: keep what is typed, then go, and wake no more (SIGCONT)."""
        if hasattr(signal, "SIGCONT"):
            signal.signal(signal.SIGCONT, signal.SIG_IGN)
        for screen in self.screen_stack:
            if isinstance(screen, PlaceScreen):
                screen.keep()
        self._leave_now()

    def copy_to_clipboard(self, text: str) -> None:
        """Copy, through tmux and to the system's clipboard too."""
        from wengao.desk.copying import clipboard_sequence, copy_plain

        text = self._cleaned(text, "复制")
        self._clipboard = text
        if self._driver is not None:
            self._driver.write(clipboard_sequence(text))
        if not self.is_headless:
            self.run_worker(lambda: copy_plain(text), thread=True, group="clipboard", exit_on_error=False)

    def _cleaned(self, text: str, deed: str) -> str:
        """A text on its way in or out, without control characters; the drafter is told."""
        clean, removed = without_controls(text)
        place = next(
            (screen for screen in reversed(self.screen_stack) if isinstance(screen, PlaceScreen)), None
        )
        if removed and place is not None:
            place.say(f"{deed}的文字里有 {removed} 个控制字符，已去掉")
        return clean

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every row passes before it is drawn."""
        return (*super().get_line_filters(), self._only_visible)

    def get_default_screen(self) -> HomeScreen:
        """The home screen comes first."""
        return HomeScreen(self.workspace, lambda: self.desk, self.reading)

    @property
    def desk(self) -> Desk:
        """The desk; loaded when it is first asked for, which the home screen does in a thread after the first paint."""
        with self._desk_lock:
            if self._desk is None:
                from wengao.desk.background_desk import BackgroundDesk

                self._desk = self._own_desk = BackgroundDesk(self.workspace)
            return self._desk

    def _language(self) -> Language:
        return SHIPPED if self._desk is None else self._desk.language

    @contextmanager
    def _context(self) -> Generator[None, None, None]:
        """What runs in this app works with the unit's lists, as the desk last read them."""
        with super()._context(), following(self._language):
            yield

    def on_unmount(self) -> None:
        """Let the process of a desk end that was opened here, whatever it is at."""
        if self._own_desk is not None:
            self._own_desk.close()

    # Reading the corpus

    def on_reading_moved(self, message: ReadingMoved) -> None:
        """Tell the screens that show it."""
        for screen in self.screen_stack:
            if isinstance(screen, PlaceScreen):
                screen.show_progress(message.progress)

    def on_reading_ended(self, message: ReadingEnded) -> None:
        """Tell the screens that show it."""
        self.reading.ended()
        for screen in self.screen_stack:
            if isinstance(screen, PlaceScreen):
                screen.reading_ended(message)

    def on_settings_screen_changed(self, message: SettingsScreen.Changed) -> None:
        """Look as the settings say now."""
        self.workspace = message.workspace
        self._look()

    # Actions that work everywhere

    def action_help(self) -> None:
        """The keys of this place."""
        from wengao.tui.shared.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self._places(), self.keys))

    def action_palette(self) -> None:
        """Every action of this place, by its Chinese name."""
        from wengao.tui.shared.palette import PaletteScreen

        if self.screen.is_modal and not self._screen_places():
            return

        def run(call: str | None) -> None:
            if call is not None:
                self.call_later(self.run_action, call, self.screen)

        self.push_screen(PaletteScreen(self._places(), self.keys), run)

    async def action_leave(self) -> None:
        """Leave; a draft with unsaved changes asks first."""
        if isinstance(self.screen, PlaceScreen):
            self.screen.leave(self._leave_now)

    async def action_quit(self) -> None:
        """Textual's own way out is ours."""
        await self.action_leave()

    def action_help_quit(self) -> None:
        """Ctrl+C copies and never leaves; Textual would say so in English."""

    def _leave_now(self) -> None:
        """Leave without a question."""
        self.reading.stop()
        self.exit()

    def _places(self) -> tuple[Place, ...]:
        """The places whose keys work now, the nearest first."""
        return (*self._screen_places(), Place.EVERYWHERE)

    def _screen_places(self) -> tuple[Place, ...]:
        """The places of the screen on top; a plain question has none."""
        return self.screen.places if isinstance(self.screen, (PlaceScreen, Dialogue)) else ()

    # Defects

    def _handle_exception(self, error: Exception) -> None:
        """Save what is being written beside its file, log the error, and leave with one line instead of a traceback.

        Textual stops delivering messages to the widget that failed, so going on is no choice.
        """
        if self.defect is not None:
            return
        places = [screen for screen in self.screen_stack if isinstance(screen, PlaceScreen)]
        rescued = [file for place in places for file in place.rescue()]
        log = log_defect(error)
        kept = f"，没有保存的文字已另存为 {'、'.join(rescued)}" if rescued else ""
        self.defect = WengaoError(f"程序出了意料之外的差错，只好退出{kept}", log)
        if self.is_headless:
            super()._handle_exception(error)
        else:
            self.panic()


def run_interface(desk_or_workspace: Desk | Workspace) -> None:
    """Open the interface and come back when the drafter leaves it.

    Raises WengaoError where a defect ended it; what was being written has then been saved beside its file.
    """
    start_log()
    take_long_commits()
    if isinstance(desk_or_workspace, Workspace):
        app = WengaoApp(desk_or_workspace)
    else:
        app = WengaoApp(desk_or_workspace.workspace, desk_or_workspace)
    app.run()
    if app.defect is not None:
        raise app.defect

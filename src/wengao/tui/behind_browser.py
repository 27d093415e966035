"""The interface behind a browser's page: the process that `wengao serve` starts for each.

Textual's own web driver leaves at once when the page goes; this one keeps what is written first, as for a terminal that
hangs up.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.drivers.web_driver import WebDriver

from wengao.language.visible import in_lines

if TYPE_CHECKING:
    from wengao.tui.app import WengaoApp


class BrowserDriver(WebDriver):
    """Textual's driver for the packets of a web server."""

    def write(self, data: str) -> None:
        """Draw; where the server is gone nobody looks, and reading its end lets the interface go in order."""
        with suppress(BrokenPipeError):
            super().write(data)

    def write_meta(self, data: dict[str, object]) -> None:
        """Say something beside the drawing, where somebody listens."""
        with suppress(BrokenPipeError):
            super().write_meta(data)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Take what the server says beside the terminal; the end of the page keeps what is written."""
        if packet_type == "quit":
            self._hang_up()
        else:
            super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        """Read until the interface ends, or the server is gone."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._hang_up()

    def _hang_up(self) -> None:
        from wengao.tui.app import WengaoApp

        if isinstance(self._app, WengaoApp):
            self.send_message(events.Callback(partial(_hang_up_after_the_keys, self._app)))


def _hang_up_after_the_keys(app: WengaoApp) -> None:
    """Hang up when the widget that has the keyboard has taken in what was typed before."""
    if not (app.focused or app.screen).call_later(app.hang_up):
        app.hang_up()


def main(workspace: str) -> None:
    """Run the interface on the workspace at that path.

    What keeps it from opening goes to stderr, with the exit code that the error has.
    """
    from wengao.desk.workspace import open_workspace
    from wengao.errors import WengaoError
    from wengao.tui import run

    try:
        run(open_workspace(Path(workspace)))
    except WengaoError as error:
        sys.stderr.write(f"{in_lines(str(error))}\n")
        sys.exit(error.exit_code)

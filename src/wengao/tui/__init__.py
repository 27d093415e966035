"""The terminal interface: the desk in a terminal, by keyboard and mouse, all of it Chinese.

Owns screens, widgets, keys and styles. Holds no rules of its own: it calls the desk and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wengao.desk.desk import Desk
    from wengao.desk.workspace import Workspace

_SWITCH_INTERVAL = 0.001
"""Seconds that a search in another thread may keep the interpreter while a key waits; Python's own 5 ms add up."""

_INPUT_THREAD = "textual-input"


def run(desk_or_workspace: Desk | Workspace) -> None:
    """Open the interface on a desk, or on a workspace, and come back when the drafter leaves it."""
    import sys

    from wengao.tui.textual_repairs.environment import prepare_environment

    prepare_environment(on_terminal=sys.stdout.isatty())
    sys.setswitchinterval(_SWITCH_INTERVAL)
    from wengao.tui.app import run_interface

    try:
        run_interface(desk_or_workspace)
    finally:
        _end_with_the_terminal()


def _end_with_the_terminal() -> None:
    """End the process where Textual's input thread outlived the interface.

    A terminal that is closed sends SIGCONT after SIGHUP; Textual's driver then starts its input thread anew, which would
    read the vanished terminal for ever and keep the process alive. Everything is saved by now.
    """
    import logging
    import os
    import threading

    if any(thread.name == _INPUT_THREAD and thread.is_alive() for thread in threading.enumerate()):
        logging.shutdown()
        os._exit(0)

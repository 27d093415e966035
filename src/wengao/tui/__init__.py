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


def run(desk_or_workspace: Desk | Workspace) -> None:
    """Open the interface on a desk, or on a workspace, and come back when the drafter leaves it."""
    import sys

    from wengao.tui.environment import prepare_environment

    prepare_environment()
    sys.setswitchinterval(_SWITCH_INTERVAL)
    from wengao.tui.app import run_interface

    run_interface(desk_or_workspace)

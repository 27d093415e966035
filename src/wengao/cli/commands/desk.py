"""wengao without a subcommand: the interface."""

from __future__ import annotations

import sys

from wengao.cli.context import open_named_workspace
from wengao.cli.output import is_terminal
from wengao.errors import UsageError


def open_interface() -> None:
    """Open the interface. Raises UsageError where there is no terminal to open it on."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise UsageError(
            "写作界面要在终端里打开", "没有终端时，可运行 wengao demo 或 make demo，各项命令见 wengao --help"
        )
    workspace = open_named_workspace()
    from wengao.tui import run

    run(workspace)

"""Options that commands share, and the desk they work on."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.output import ask_secret, is_terminal, narrate

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.desk.desk import Desk
    from wengao.desk.workspace import Workspace

json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取")


def open_desk(*near: Path) -> Desk:
    """The desk on the workspace to work in, whose lists hold to the command's end; see open_named_workspace."""
    return _desk_on(open_named_workspace(*near))


def open_desk_if_there() -> Desk | None:
    """As open_desk, but None where there is no workspace yet: none is made."""
    from wengao.desk.workspace import SETTINGS_FILE, find_workspace_folder, open_workspace

    folder = find_workspace_folder((Path.cwd(),), os.environ, click.get_current_context().find_root().obj)
    return _desk_on(open_workspace(folder)) if (folder / SETTINGS_FILE).exists() else None


def _desk_on(workspace: Workspace) -> Desk:
    from wengao.desk.desk import Desk

    desk = Desk(workspace, tell=narrate, ask_password=office_password())
    click.get_current_context().with_resource(desk.language.in_use())
    return desk


def office_password() -> Callable[[], str] | None:
    """What asks for the password of the office's corpus; None where nobody is there to be asked."""
    if not is_terminal(sys.stdin) or not is_terminal(sys.stderr):
        return None
    return lambda: ask_secret("办公室语料库的密码")


def open_named_workspace(*near: Path) -> Workspace:
    """The workspace to work in: named, nearest to here or to `near`, the environment's, or the default one.

    The default workspace is made, with samples, when it is first needed. Loads nothing of the desk.
    """
    from wengao.desk.workspace import (
        SETTINGS_FILE,
        create_workspace,
        default_workspace_folder,
        find_workspace_folder,
        open_workspace,
    )

    named = click.get_current_context().find_root().obj
    starts = (Path.cwd(), *(path.absolute().parent for path in near))
    folder = find_workspace_folder(starts, os.environ, named)
    if folder == default_workspace_folder() and not (folder / SETTINGS_FILE).exists():
        create_workspace(folder)
    return open_workspace(folder)

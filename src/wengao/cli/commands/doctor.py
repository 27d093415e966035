"""wengao doctor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import narrate, print_json, print_line
from wengao.errors import WengaoError

if TYPE_CHECKING:
    from wengao.desk.desk import Desk

_MARKS = {"ok": "✓", "warning": "!", "error": "×"}


@click.command(cls=ChineseCommand, help="检查本机环境：终端、字体、LibreOffice、语料和索引、可选部件。")
@json_option
def doctor(as_json: bool) -> None:
    """Print the checks."""
    from wengao.desk.doctor import examine

    examinations = examine(_desk())
    if as_json:
        print_json(
            {
                "checks": [
                    {
                        "name": check.name,
                        "state": check.state,
                        "outcome": check.outcome,
                        "remedy": check.remedy,
                    }
                    for check in examinations
                ]
            }
        )
        return
    for check in examinations:
        print_line(
            f"{_MARKS[check.state]} {check.name}　{check.outcome}{f'　{check.remedy}' if check.remedy else ''}"
        )


def _desk() -> Desk | None:
    """The desk, or none where the workspace cannot be opened: that is told, and the other checks go on."""
    try:
        return open_desk()
    except WengaoError as error:
        narrate(str(error))
        return None

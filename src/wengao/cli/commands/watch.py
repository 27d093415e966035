"""wengao watch."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.commands.drafts import print_word_changes
from wengao.cli.context import open_desk
from wengao.cli.output import agrees, is_terminal, narrate, print_line

if TYPE_CHECKING:
    from wengao.desk.desk import Desk
    from wengao.desk.values import ReturnedWord


@click.command(
    cls=ChineseCommand,
    help="看着一份导出的 Word 文件：在 WPS、Word 里改了、保存了，就说出改了什么，问要不要并成一份新文稿；"
    "原稿和 Word 文件都不动。按 Ctrl+C 停止。",
)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option(
    "--original", type=click.Path(path_type=Path), metavar="文稿", help="它是从哪篇文稿导出的，默认自己找"
)
@click.option("--once", is_flag=True, help="只说现在和文稿有什么不同，不等着")
def watch(file: Path, original: Path | None, once: bool) -> None:
    """Tell what was changed in the file by now, and then each time that it is saved."""
    from wengao.desk.watching import WordWatch, changes

    desk = open_desk(file)
    watched = WordWatch(file)
    _tell(desk.drafts.returned_word(file, original=original))
    if once:
        return
    narrate(f"看着 {file}：在 WPS、Word 里保存一次，就在这里说一次。按 Ctrl+C 停止")
    with suppress(KeyboardInterrupt):
        for path in changes(watched, _pause):
            returned = desk.drafts.returned_word(path, original=original)
            _tell(returned)
            if returned.changes:
                _offer(desk, returned)
    narrate("已停止")


def _pause() -> None:
    from wengao.desk.watching import LOOK_EVERY

    time.sleep(LOOK_EVERY)


def _tell(returned: ReturnedWord) -> None:
    if returned.original is not None:
        print_word_changes(returned.original, returned.changes)
    for line in returned.told:
        narrate(line)


def _offer(desk: Desk, returned: ReturnedWord) -> None:
    """Ask whether it is to be brought home; where nobody can answer, say how that is done."""
    command = f"wengao import {returned.file} --original {returned.original}"
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        narrate(f"要并成一份新文稿：{command}")
    elif agrees("并成一份新文稿吗（原稿不动）"):
        imported = desk.drafts.import_document(returned.file, original=returned.original)
        print_line(str(imported.stored.path))
    else:
        narrate(f"没有并。以后要并：{command}")

"""wengao demo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.output import narrate, print_line

if TYPE_CHECKING:
    from wengao.desk.demo import Step


@click.command(
    cls=ChineseCommand, help="不用界面，从建工作区到导出 Word 做一遍，逐步报时。所有产物都在一个文件夹里。"
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="目录",
    default="wengao-demo",
    help="放在哪里，默认 wengao-demo",
)
def demo(output: Path) -> None:
    """Run the demonstration, and print the Word file's path."""
    from wengao.desk.demo import run_demo

    made = run_demo(output, _tell)
    print_line(str(made.word))


def _tell(step: Step) -> None:
    narrate(f"{step.name:<8}{step.seconds:6.2f} 秒　{step.outcome}")

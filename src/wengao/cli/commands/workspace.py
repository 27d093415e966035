"""wengao init, wengao demo, and wengao without a subcommand: the interface."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import open_named_workspace
from wengao.cli.output import ask_secret, is_terminal, narrate, print_line
from wengao.errors import UsageError
from wengao.installation import remedy_without_terminal

if TYPE_CHECKING:
    from wengao.desk.demo import Step
    from wengao.desk.workspace import Workspace


def open_interface() -> None:
    """Open the interface. Raises UsageError where there is no terminal to open it on."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise UsageError("写作界面要在终端里打开", remedy_without_terminal())
    workspace = open_named_workspace()
    _ask_for_office(workspace)
    from wengao.tui import run

    run(workspace)


def _ask_for_office(workspace: Workspace) -> None:
    """Ask for the password of the office's corpus before the interface has the terminal; Enter alone goes without."""
    settings = workspace.settings.office
    if settings.url:
        from wengao.desk.office import PASSWORD, has_password

        if not has_password(settings) and (
            typed := ask_secret("办公室语料库的密码（直接回车则只用本机语料）", empty=True)
        ):
            os.environ[PASSWORD] = typed


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


@click.command(
    cls=ChineseCommand, help="建一个工作区：语料、模板、文稿各一个文件夹，带示例。已有的文件不动。"
)
@click.argument("folder", metavar="[目录]", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--empty", is_flag=True, help="不放示例语料和模板")
def init(folder: Path, empty: bool) -> None:
    """Make a workspace and say what to do next."""
    from wengao.desk.workspace import create_workspace

    made = create_workspace(folder, with_samples=not empty)
    root = folder.resolve()
    print_line(f"工作区：{root}（新放入 {len(made)} 个文件）")
    print_line("下一步：在该目录下运行 wengao index 读取语料，再运行 wengao 打开写作界面")

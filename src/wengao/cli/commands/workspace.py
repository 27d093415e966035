"""wengao init."""

from __future__ import annotations

from pathlib import Path

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.output import print_line


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

"""wengao export."""

from __future__ import annotations

from pathlib import Path

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.commands.drafts import draft_argument
from wengao.cli.context import open_desk
from wengao.cli.output import narrate, print_line


@click.command(cls=ChineseCommand, help="把文稿导出为 Word，版式合 GB/T 9704—2012。")
@draft_argument
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="写到哪里，.docx"
)
@click.option("--layout", metavar="版式", help="speech 讲话稿，gb9704 公文，report 报告；不写时按文种选")
@click.option("--toc", is_flag=True, help="前面加一页目录")
@click.option(
    "--sources",
    type=click.Choice(["none", "comments", "appendix"]),
    metavar="方式",
    help="出处：none 不印，comments 作批注，appendix 作附表",
)
def export(draft: Path, output: Path | None, layout: str | None, toc: bool, sources: str | None) -> None:
    """Export a draft."""
    desk = open_desk(draft)
    report = desk.export(desk.open(draft), output, layout=layout, toc=toc, sources=sources)
    print_line(str(report.path))
    if report.slots_left:
        narrate(f"还有 {report.slots_left} 处【空位】没有填，在 Word 里标为黄色")

"""wengao export."""

from __future__ import annotations

from pathlib import Path

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.commands.drafts import draft_argument
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import narrate, print_json, print_line


@click.command(cls=ChineseCommand, help="把文稿导出为 Word（或 PDF、txt、md），版式合 GB/T 9704—2012。")
@draft_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="写到哪里；按结尾定格式：.docx、.pdf、.txt、.md",
)
@click.option(
    "--layout",
    metavar="版式",
    help="gb9704 公文，letter 信函，minutes 纪要，order 命令，speech 讲话稿，reading 大字本，report 报告；不写时按文种选",
)
@click.option("--toc", is_flag=True, help="前面加一页目录")
@click.option("--outline", is_flag=True, help="前面加一页提纲（各级标题）")
@click.option(
    "--sources",
    type=click.Choice(["none", "comments", "appendix"]),
    metavar="方式",
    help="出处：none 不印，comments 作批注，appendix 作附表",
)
@click.option("--findings", is_flag=True, help="把检查发现的问题作成批注")
@click.option("--count", "running", is_flag=True, help="每一部分之后注明累计字数和时间")
@json_option
@click.option("--no-slots", is_flag=True, help="还有【空位】没有填就不导出，并说出是哪几处")
def export(  # noqa: PLR0913, PLR0917 - an option each
    draft: Path,
    output: Path | None,
    layout: str | None,
    sources: str | None,
    findings: bool,
    running: bool,
    toc: bool,
    outline: bool,
    no_slots: bool,
    as_json: bool,
) -> None:
    """Export a draft."""
    from wengao.desk.services.export import remarks_of, report_to_dict
    from wengao.export.choices import ExportChoices

    desk = open_desk(draft)
    stored = desk.drafts.open(draft)
    remarks = remarks_of(desk.review.check(stored.draft)) if findings else ()
    report = desk.export.write(
        stored,
        output,
        layout=layout,
        sources=sources,
        running=running,
        choices=ExportChoices(toc=toc, outline=outline, remarks=remarks, allow_slots=not no_slots),
    )
    if as_json:
        print_json(report_to_dict(report))
        return
    print_line(str(report.path))
    for note in report.notes:
        narrate(note)
    if report.slots_left:
        narrate(f"还有 {report.slots_left} 处【空位】没有填，在 Word 里标为黄色")

"""wengao layouts."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wengao.cli.chinese import ChineseGroup
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import agrees, is_terminal, narrate, print_json, print_line, print_text


@click.group(
    cls=ChineseGroup,
    help="版式：list 列表，from 照本单位的样稿做一个，dotx 存成 Word 模板。",
)
def layouts() -> None:
    """The layout commands."""


@layouts.command("list", help="列出可用的版式，一行一个；layouts/ 里自己的在前")
@json_option
def list_(as_json: bool) -> None:
    """List the layouts."""
    labels = open_desk().export.layout_labels()
    if as_json:
        print_json({"layouts": [{"name": name, "label": label} for name, label in labels.items()]})
        return
    for name, label in labels.items():
        print_line(f"{name}　{label}")


@layouts.command(
    "from",
    help="照样稿（.docx）做一个版式：边距、行距、各级字体字号、页码、红头，先看后写，写进工作区的 layouts/。",
)
@click.argument("sample", metavar="样稿", type=click.Path(path_type=Path))
@click.option(
    "--name", default="", metavar="名称", help="版式的名称，导出时写在 --layout 后面；不写时用样稿的文件名"
)
@click.option("--base", default="gb9704", metavar="版式", help="样稿里看不出的，照哪个版式；不写时照 gb9704")
@click.option("--yes", is_flag=True, help="不再询问，直接写入")
@json_option
def from_(sample: Path, name: str, base: str, yes: bool, as_json: bool) -> None:
    """Learn a layout from a sample, and write it once it is approved."""
    desk = open_desk()
    proposed = desk.export.learn(sample, name, base)
    if as_json:
        print_json(
            {
                "path": str(proposed.path),
                "name": proposed.path.stem,
                "learnt": list(proposed.told),
                "text": proposed.text,
            }
        )
    else:
        for line in proposed.told:
            print_line(line)
        print_line()
        print_text(proposed.text.rstrip())
    if not yes and not (is_terminal(sys.stdin) and agrees("写入这个版式？")):
        narrate("没有写入。看过之后加 --yes 写入")
        return
    desk.export.save_layout(proposed)
    narrate(f"已写入 {proposed.path}，导出时用 --layout {proposed.path.stem}")


@layouts.command(
    "dotx", help="把一个版式存成 Word 模板（.dotx）：在 Word、WPS 里新建的文件就是这个版心、字体和页码。"
)
@click.argument("layout", metavar="版式")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="写到哪里，以 .dotx 结尾",
)
def dotx(layout: str, output: Path | None) -> None:
    """Write a layout as a Word template."""
    print_line(str(open_desk().export.template(layout, output)))

"""wengao mcp."""

from __future__ import annotations

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import open_desk_if_there
from wengao.errors import WorkspaceError


@click.command(
    cls=ChineseCommand,
    help="让本单位已在用的智能助手查语料、找参考、看出处、检查文稿、看模板，只读不写（MCP，经标准输入输出）。"
    "由助手启动，不用自己运行；wengao 不联网，助手拿到的文字交给谁由助手决定。",
)
def mcp() -> None:
    """Answer the assistant that started this, until it closes stdin."""
    from wengao.assistants import need_extra

    need_extra()
    desk = open_desk_if_there()
    if desk is None:
        raise WorkspaceError(
            "还没有工作区", "请先运行 wengao init 目录，再在助手的配置里写上 --workspace 目录"
        )
    # What the office lets the drafter see is for him; where an assistant takes it nobody can tell.
    desk.context.workspace = desk.workspace.without_office
    from wengao.assistants.server import serve
    from wengao.desk.log import start_log

    start_log()
    serve(desk)

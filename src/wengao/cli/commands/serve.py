"""wengao serve."""

from __future__ import annotations

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import open_named_workspace
from wengao.cli.output import narrate, print_line


@click.command(
    cls=ChineseCommand,
    help="在浏览器里打开写作界面，供没有好终端的人用。只有本机连得上，网址里的钥匙只能用一次。按 Ctrl+C 停止。",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), metavar="端口", default=0, help="端口，默认挑一个空闲的"
)
@click.option(
    "--host", metavar="地址", default="127.0.0.1", help="在哪个地址上等浏览器，默认 127.0.0.1，只限本机"
)
@click.option("--allow-others", is_flag=True, help="允许别的机器打开；内容不加密，只在信得过的内网用")
@click.option("--open", "open_browser", is_flag=True, help="顺便打开浏览器")
def serve(port: int, host: str, allow_others: bool, open_browser: bool) -> None:
    """Serve until Ctrl+C, and print the address with its key; another one each time a browser has come in."""
    workspace = open_named_workspace()
    import asyncio
    from contextlib import suppress

    from wengao.desk.log import start_log
    from wengao.serve import need_extra

    need_extra()
    from wengao.serve.server import check_host, listen
    from wengao.serve.server import serve as serve_interface

    check_host(host, allow_others=allow_others)
    if allow_others:
        narrate("注意：别的机器也能连到这里，往来内容不加密。不要把网址给别人，用完按 Ctrl+C 停止。")
    start_log()
    with listen(host, port) as listening, suppress(KeyboardInterrupt):
        asyncio.run(serve_interface(workspace.root, host, listening, _announce, open_browser=open_browser))
    narrate("已停止，文稿都存好了。")


def _announce(address: str, entered: bool) -> None:
    narrate(
        "浏览器已经打开写作台。换一个浏览器，或浏览器关过之后，用新的网址（只能用一次）："
        if entered
        else "请在浏览器里打开这个网址（只能用一次，不要转给别人），按 Ctrl+C 停止："
    )
    print_line(address)

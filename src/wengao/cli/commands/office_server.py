"""wengao office-server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseGroup
from wengao.cli.context import json_option
from wengao.cli.output import ask_secret, narrate, print_json, print_line
from wengao.errors import UsageError

if TYPE_CHECKING:
    from wengao.gateway.settings import GatewaySettings
    from wengao.gateway.users import User, Users

_PASSWORD = "WENGAO_OFFICE_NEW_PASSWORD"  # noqa: S105 - the name of a variable


@click.group(
    cls=ChineseGroup,
    invoke_without_command=True,
    help="办公室语料库的服务：几十到几百人共用一个语料库。不带子命令时启动，按 Ctrl+C 停止。"
    "init 写一份设置，users 管理用户。详见 docs/office.md。",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    default=Path("office-server.toml"),
    help="设置文件，默认当前目录的 office-server.toml",
)
@click.pass_context
def office_server(context: click.Context, config: Path) -> None:
    """Serve, unless a subcommand does something else."""
    context.obj = config
    if context.invoked_subcommand is None:
        _serve(_settings(config))


def _settings(config: Path) -> GatewaySettings:
    from wengao.gateway import need_extra
    from wengao.gateway.settings import load_gateway_settings

    need_extra()
    return load_gateway_settings(config)


def _serve(settings: GatewaySettings) -> None:
    import asyncio
    from contextlib import suppress

    from wengao.desk.log import start_log
    from wengao.gateway.server import readable_by_others, secured, serve
    from wengao.serve.server import listen

    secured(settings)
    if not settings.users_file.exists():
        narrate("还没有用户，谁也进不来：请用 wengao office-server users add 添加")
    if readable_by_others(settings.root / settings.server.key):
        narrate("注意：私钥别的用户也读得到，请运行 chmod 600 " + settings.server.key)
    start_log()

    with listen(settings.server.host, settings.server.port) as listening, suppress(KeyboardInterrupt):
        asyncio.run(serve(settings, listening, narrate))
    narrate("已停止，送来的文档都存好了。")


@office_server.command(help="在一个文件夹里写一份设置，各项都有说明")
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """Write the settings file."""
    from wengao.gateway.settings import write_default_file

    print_line(str(write_default_file(folder)))
    narrate("请把证书 server.pem 和私钥 server.key 放在旁边，再添加用户、启动")


@office_server.group(
    cls=ChineseGroup, help="管理用户：add 添加，change 更改，password 改密码，remove 移除，list 列表"
)
def users() -> None:
    """The users."""


_holders = click.option(
    "--holder",
    "holders",
    metavar="单位",
    multiple=True,
    help="看得见哪个单位归口的文档，可写几次；* 为所有单位",
)
_secrecy = click.option("--secrecy", metavar="密级", help="看到哪一级为止，默认 内部")
_may_index = click.option(
    "--index/--no-index", "may_index", default=None, help="能不能送交文档（wengao index --office）"
)


@users.command(help="添加一个用户；密码在终端里输入，或取环境变量 WENGAO_OFFICE_NEW_PASSWORD")
@click.argument("name", metavar="用户名")
@_holders
@_secrecy
@_may_index
@click.option("--no-password", is_flag=True, help="不设密码，只经统一认证进来")
def add(
    name: str, holders: tuple[str, ...], secrecy: str | None, may_index: bool | None, no_password: bool
) -> None:
    """Add a user."""
    from wengao.gateway.users import User, with_password

    known = _users()
    if known.find(name) is not None:
        raise UsageError(f"已经有用户 {name}", "更改用 users change，改密码用 users password")
    user = User(name, "", holders, secrecy or "内部", bool(may_index))
    known.put(user if no_password else with_password(user, _new_password()))
    narrate(f"已添加用户 {name}")


@users.command(help="更改一个用户看得见什么；没有写的不变，登录着的要重新登录")
@click.argument("name", metavar="用户名")
@_holders
@_secrecy
@_may_index
def change(name: str, holders: tuple[str, ...], secrecy: str | None, may_index: bool | None) -> None:
    """Change what a user may see."""
    from dataclasses import replace

    known = _users()
    user = _user(known, name)
    known.put(
        replace(
            user,
            holders=holders or user.holders,
            secrecy=secrecy or user.secrecy,
            may_index=user.may_index if may_index is None else may_index,
        )
    )
    narrate(f"已更改用户 {name}")


@users.command(help="改一个用户的密码，登录着的要重新登录")
@click.argument("name", metavar="用户名")
def password(name: str) -> None:
    """Give a user another password."""
    from wengao.gateway.users import with_password

    known = _users()
    known.put(with_password(_user(known, name), _new_password()))
    narrate(f"已改用户 {name} 的密码")


@users.command(help="移除一个用户，登录着的立刻失效")
@click.argument("name", metavar="用户名")
def remove(name: str) -> None:
    """Take a user away."""
    _users().remove(name)
    narrate(f"已移除用户 {name}")


@users.command("list", help="列出用户和各自看得见什么")
@json_option
def list_(as_json: bool) -> None:
    """List the users; of passwords only whether there is one."""
    listed = sorted(_users().all().values(), key=lambda user: user.name)
    if as_json:
        print_json({"users": [_to_dict(user) for user in listed]})
        return
    for user in listed:
        holders = (
            "、".join("所有单位" if holder == "*" else holder for holder in user.holders) or "只有公用的"
        )
        rights = "，能送交文档" if user.may_index else ""
        entry = "" if user.password else "，只经统一认证"
        print_line(f"{user.name}　{holders}　{user.secrecy}{rights}{entry}")
    if not listed:
        narrate("还没有用户，用 wengao office-server users add 添加")


def _to_dict(user: User) -> dict[str, object]:
    return {
        "name": user.name,
        "holders": list(user.holders),
        "secrecy": user.secrecy,
        "index": user.may_index,
        "password": bool(user.password),
    }


def _users() -> Users:
    from wengao.gateway.users import Users

    parent = click.get_current_context().find_root()
    config = next(
        context.obj
        for context in _upwards(click.get_current_context())
        if context is not parent and context.info_name == "office-server"
    )
    return Users(_settings(config).users_file)


def _upwards(context: click.Context | None) -> list[click.Context]:
    found = []
    while context is not None:
        found.append(context)
        context = context.parent
    return found


def _user(known: Users, name: str) -> User:
    user = known.find(name)
    if user is None:
        raise UsageError(f"没有用户 {name}", "用 wengao office-server users list 查看")
    return user


def _new_password() -> str:
    return os.environ.get(_PASSWORD) or ask_secret("新密码（至少十个字）", confirm=True)

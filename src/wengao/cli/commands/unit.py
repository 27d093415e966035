"""wengao unit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import narrate, print_json, print_line
from wengao.desk.unit_table import LIST_ITEMS, UNIT_ITEMS, several
from wengao.errors import UsageError, nearest_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wengao.language.own_unit import OwnUnit

_SHOWN = 8


@click.command(
    cls=ChineseCommand,
    help="查看和填写本单位：名称、级别、地方、主要领导、下属和协作单位、人员。填写之后，认名、填充、检查、模板都用它。"
    "名单可以从办公室现成的 Excel 表读入。",
)
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="项=值",
    help=f"填写一项，可写多次；项是 {'、'.join(UNIT_ITEMS.values())}；几个值用顿号隔开，等号后面空着就是清空",
)
@click.option(
    "--take", "table", type=click.Path(path_type=Path), metavar="文件.xlsx", help="从表格读入，表里没有的不动"
)
@click.option(
    "--blank", type=click.Path(path_type=Path), metavar="文件.xlsx", help="写一份空表，填好后用 --take 读入"
)
@json_option
def unit(changes: tuple[str, ...], table: Path | None, blank: Path | None, as_json: bool) -> None:
    """Show the unit, or change what is told of it."""
    desk = open_desk()
    if blank is not None:
        desk.settings.write_blank_unit(blank.absolute())
        narrate(f"空表写在 {blank}，填好后运行 wengao unit --take {blank}")
        if not changes and table is None:
            return
    if table is not None:
        for skipped in desk.settings.take_unit(table).skipped:
            narrate(f"{table} 里的{skipped}没有用上：要有 项目、内容，或 姓名、职务，或 单位名称 这样的表头")
    if changes:
        desk.settings.change_unit(dict(map(_change, changes)))
    told = desk.settings.unit()
    if as_json:
        print_json(unit_to_dict(told))
    else:
        for line in _lines(told):
            print_line(line)


def unit_to_dict(told: OwnUnit) -> dict[str, object]:
    """The unit as `wengao unit --json` prints it."""
    people = [{"name": person.name, "post": person.post} for person in told.people]
    lists = {key: list(getattr(told, key)) for key in LIST_ITEMS if key != "people"}
    return (
        {key: getattr(told, key) for key in UNIT_ITEMS if key not in LIST_ITEMS} | lists | {"people": people}
    )


def _change(change: str) -> tuple[str, str | Sequence[str]]:
    """The key and the value of 项=值. Raises UsageError for what is neither."""
    label, sign, value = change.partition("=")
    label = label.strip()
    key = next((key for key, word in UNIT_ITEMS.items() if label in (key, word)), None)
    if not sign:
        raise UsageError(f"--set 的 {change} 里没有等号", "请写作 项=值，如 简称=市国动办")
    if key is None:
        near = nearest_names(label, UNIT_ITEMS.values())
        raise UsageError(f"本单位没有“{label}”这一项", f"可以写：{'、'.join(near or UNIT_ITEMS.values())}")
    return key, several(value) if key in LIST_ITEMS else value.strip()


def _lines(told: OwnUnit) -> Iterable[str]:
    """What the drafter reads of the unit."""
    if not told.is_told:
        yield "还没有填写本单位。用 wengao unit --set 全称=… 一项项填，或 wengao unit --blank 本单位.xlsx 写一份空表来填。"
        return
    for key, label in UNIT_ITEMS.items():
        value = getattr(told, key)
        if key in LIST_ITEMS:
            texts = (
                [f"{one.name}（{one.post}）" if one.post else one.name for one in value]
                if key == "people"
                else value
            )
            value = "、".join(texts[:_SHOWN]) + (f"等 {len(texts)} 个" if len(texts) > _SHOWN else "")
        if value:
            yield f"{label}：{value}"

"""A plan of stages (阶段安排) made from their names and dates: each begins on the day after the one before it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from wengao.language.dates import find_dates, find_times

if TYPE_CHECKING:
    from collections.abc import Sequence

_USUAL_NAMES = {
    1: ("组织实施",),
    2: ("宣传发动", "组织实施"),
    3: ("宣传发动", "组织实施", "总结验收"),
    4: ("宣传发动", "摸底准备", "组织实施", "总结验收"),
    5: ("宣传发动", "摸底准备", "组织实施", "检查整改", "总结验收"),
}
"""What stages are usually called, by how many there are, for a list of dates alone."""
_MOST_STAGES, _LONGEST_STAGE = 60, 200
_LEFT_OVER = re.compile(
    r"[（(][\s至到—–~～\-自从前底止截]*[)）]|[\s至到—–~～\-]+$|^[\s至到—–~～\-]+|(?:日?前|为止)$"
)


@dataclass(frozen=True, slots=True)
class _Stage:
    """A stage as it was given. dates: none, the day it ends, or the days it begins and ends."""

    name: str
    dates: tuple[date, ...]


def stage_plan(items: Sequence[str], year: int) -> list[str]:
    """The stages with their days: 宣传发动（即日起至3月31日）, 组织实施（4月1日至8月31日）.

    items: a name with the day it ends (宣传发动3月31日), with both days, or a day alone, which is given the usual name.
    A stage without a day (总结验收（9月底前）) stands as it is. year: of days that carry none.
    Raises ValueError where a stage would end before it begins.
    """
    if len(items) > _MOST_STAGES or any(len(item) > _LONGEST_STAGE for item in items):
        raise ValueError(f"阶段安排最多 {_MOST_STAGES} 项，每项不超过 {_LONGEST_STAGE} 字")
    stages = [_read(item, year) for item in items]
    usual = _USUAL_NAMES.get(len(stages), ())
    planned: list[str] = []
    begins: date | None = None
    for place, (item, stage) in enumerate(zip(items, stages, strict=True)):
        if not stage.dates:
            planned.append(item.rstrip("。；，、"))
            begins = None
            continue
        ends = stage.dates[-1]
        first = stage.dates[0] if len(stage.dates) > 1 else begins
        if first is not None and first > ends:
            raise ValueError(f"阶段安排的日期先后颠倒：{item}")
        name = stage.name or (usual[place] if usual else f"第{place + 1}步")
        last = _day(ends, year)
        since = f"{_day(first, year)}至" if first else "即日起至" if place == 0 else ""
        planned.append(f"{name}（{since}{last}{'' if since else '前'}）")
        begins = ends + timedelta(days=1)
    return planned


def _read(item: str, year: int) -> _Stage:
    dated = _with_year(item, year)
    mentions = [mention for mention in find_dates(dated) if len(mention.iso) == len("2026-03-31")]
    name = dated
    for mention in reversed(mentions):
        name = name[: mention.start] + name[mention.end :]
    before = ""
    while before != name:
        before, name = name, _LEFT_OVER.sub("", name).strip("：:，,、。；; ")
    return _Stage(name, tuple(date.fromisoformat(mention.iso) for mention in mentions[:2]))


def _with_year(item: str, year: int) -> str:
    """`item` with the year before each day that carries none."""
    for time in reversed(find_times(item)):
        if re.fullmatch(r"--\d\d-\d\d", time.iso):
            item = f"{item[: time.start]}{year}年{item[time.start :]}"
    return item


def _day(day: date, year: int) -> str:
    return f"{'' if day.year == year else f'{day.year}年'}{day.month}月{day.day}日"

"""wengao refresh."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import narrate, print_json, print_line
from wengao.drafts.facts import FACT_KINDS
from wengao.drafts.refresh import Confirm, Decision, MakeSlot, Replace, matching
from wengao.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wengao.drafts.refresh import NextYear, RefreshItem

_ALL = "全部"


@click.command(
    cls=ChineseCommand,
    help="逐项更新旧稿里的日期、年份、数字、地名、人员、单位、会议：确认、替换或改成空位，可以一处一处，也可以一样的一起。"
    "编号见列表；写文字则指所有这样写的地方。几个选项可以同用，编号都按运行之前的列表。",
)
@click.argument("draft", metavar="文稿", type=click.Path(path_type=Path))
@click.option("--list", "listing", is_flag=True, help="列出还没有处理的（不写别的选项时也是这样）")
@click.option("--all", "everything", is_flag=True, help="列表里也列已经处理过的")
@click.option(
    "--replace", multiple=True, metavar="旧=新", help="替换，如 2025年=2026年，或 编号=新，可写多次"
)
@click.option(
    "--confirm", multiple=True, metavar="编号|文字", help="确认不用改，可写多次；写“全部”则确认所有剩下的"
)
@click.option("--slot", multiple=True, metavar="编号|文字", help="改成空位，如【数字】，可写多次")
@click.option(
    "--next-year",
    "move_on",
    is_flag=True,
    help="推一年：这一年和前后一年的年份各加一，今年、去年、上年照旧；几月几日、书名号里的、别的年份留着请人看",
)
@click.option("--except", "excepted", type=int, multiple=True, metavar="编号", help="这一处不动，可写多次")
@json_option
def refresh(  # noqa: PLR0913, PLR0917 - one for each option
    draft: Path,
    listing: bool,
    everything: bool,
    replace: tuple[str, ...],
    confirm: tuple[str, ...],
    slot: tuple[str, ...],
    move_on: bool,
    excepted: tuple[int, ...],
    as_json: bool,
) -> None:
    """List the facts of a draft, or decide on some of them."""
    desk = open_desk(draft)
    if listing or not (replace or confirm or slot or move_on):
        _print_list(
            desk.revision.refresh_list(desk.drafts.open(draft).draft),
            draft,
            everything=everything,
            as_json=as_json,
        )
        return
    with desk.drafts.locked(draft):
        stored = desk.drafts.open(draft)
        items = desk.revision.refresh_list(stored.draft)
        year = desk.revision.next_year(stored.draft) if move_on else None
        of_the_year = _year_moved(year) if move_on else {}
        given = _decisions(items, replace, confirm, slot)
        decisions = {
            number: one for number, one in {**of_the_year, **given}.items() if number not in excepted
        }
        saved = desk.drafts.save(stored.with_draft(desk.revision.refresh(stored.draft, decisions, year)))
    _tell(items, decisions, replace, excepted)
    left = [item for item in desk.revision.refresh_list(saved.draft) if item.open]
    if as_json:
        _print_list(tuple(left), draft, everything=everything, as_json=True)
    else:
        print_line(f"还有 {len(left)} 处没有处理" if left else "全部处理完了")


def _decisions(
    items: Sequence[RefreshItem],
    replace: Iterable[str],
    confirm: Iterable[str],
    slot: Iterable[str],
) -> dict[int, Decision]:
    """What is to become of each fact, by number; a fact named one by one goes before those named by their text."""
    alike: dict[int, Decision] = {}
    single: dict[int, Decision] = {}

    def note(wanted: str, decision: Decision) -> None:
        found = matching(items, wanted)
        if not found:
            raise UsageError(f"列表里没有：{wanted}", "请用 wengao refresh 文稿 --list 查看编号和写法")
        decided = single if wanted.isdecimal() else alike
        decided.update({item.number: decision for item in found})

    if _ALL in confirm:
        alike.update({item.number: Confirm() for item in items if item.open})
    for wanted in confirm:
        if wanted != _ALL:
            note(wanted, Confirm())
    for wanted in slot:
        note(wanted, MakeSlot())
    for pair in replace:
        wanted, equals, text = pair.partition("=")
        if not equals or not wanted.strip() or not text.strip():
            raise UsageError(
                f"--replace 写得不对：{pair}", "请写作 --replace 旧=新，如 --replace 2025年=2026年"
            )
        note(wanted.strip(), Replace(text.strip()))
    return {**alike, **single}


def _year_moved(year: NextYear | None) -> Mapping[int, Decision]:
    """The decisions that move a text on by a year; what stays for the drafter to see is told."""
    if year is None:
        narrate("文中没有写明哪一年，推不了一年")
        return {}
    narrate(f"原稿是{year.year}年的：{len(year.moved)} 处加一年，{len(year.holding)} 处今年、去年之类照旧")
    for item in year.left:
        narrate(f"请自己看：{item.number}　{item.excerpt}")
    return year.decisions


def _tell(
    items: Sequence[RefreshItem],
    decisions: Mapping[int, Decision],
    replace: Sequence[str],
    excepted: Sequence[int],
) -> None:
    """Say what was done, and where the same text or a date that begins with it still stands."""
    counts = {
        name: sum(isinstance(decision, kind) for decision in decisions.values())
        for name, kind in (("替换", Replace), ("确认", Confirm), ("改成空位", MakeSlot))
    }
    narrate("，".join(f"{name} {count} 处" for name, count in counts.items() if count) or "没有改动")
    named = {pair.partition("=")[0].strip() for pair in replace}
    for item in items:
        untouched = item.number not in decisions
        if untouched and (item.number in excepted or any(name in item.fact.text for name in named)):
            narrate(f"没有动：{item.number}　{item.excerpt}")


def _print_list(items: Sequence[RefreshItem], draft: Path, *, everything: bool, as_json: bool) -> None:
    shown = [item for item in items if everything or item.open]
    if as_json:
        print_json(
            {
                "draft": str(draft),
                "open": sum(1 for item in items if item.open),
                "items": [
                    {
                        "number": item.number,
                        "kind": item.fact.kind,
                        "text": item.fact.text,
                        "line": item.fact.line,
                        "open": item.open,
                        "excerpt": item.excerpt,
                    }
                    for item in shown
                ],
            }
        )
        return
    for kind, name in FACT_KINDS.items():
        of_kind = [item for item in shown if item.fact.kind == kind]
        if of_kind:
            print_line(name)
        for item in of_kind:
            done = "" if item.open else "（已处理）"
            print_line(f"{item.number:>5}　{item.excerpt}　第 {item.fact.line} 行{done}")
    if not shown:
        narrate("没有要更新的")

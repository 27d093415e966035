"""wengao history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import Coloured, narrate, print_json, print_line, print_text
from wengao.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wengao.cli.output import Piece
    from wengao.desk.desk import Desk
    from wengao.drafts.difference import DifferenceLine

_STYLES = {"removed": ("[-", "-]", "red"), "added": ("{+", "+}", "green")}


@click.command(
    cls=ChineseCommand,
    help="列出文稿的历史版本，查看差异，恢复其中一个；没有保存就中断的文字也在这里找回。"
    "编号可用列表里的序号，也可用版本号的开头几位。",
)
@click.argument("draft", metavar="文稿", type=click.Path(path_type=Path))
@click.option("--show", metavar="编号", help="印出一个版本的全文")
@click.option("--diff", metavar="编号", help="这个版本到现在的文稿，改了什么")
@click.option("--to", metavar="编号", help="与 --diff 同用：比到这个版本，而不是现在的文稿")
@click.option("--restore", metavar="编号", help="把文稿恢复成这个版本；现在的文字先存为一个版本")
@click.option("--recover", is_flag=True, help="找回上次没有保存就中断的文字")
@json_option
def history(
    draft: Path,
    show: str | None,
    diff: str | None,
    to: str | None,
    restore: str | None,
    recover: bool,
    as_json: bool,
) -> None:
    """List, show, compare, restore or recover."""
    if sum(bool(choice) for choice in (show, diff, restore, recover)) > 1 or (to and not diff):
        raise UsageError("--show、--diff、--restore、--recover 一次只用一个", "--to 只与 --diff 同用")
    desk = open_desk(draft)
    if show:
        print_text(desk.history.version(draft, show).text.rstrip("\n"))
    elif diff:
        print_difference(desk.history.difference(draft, diff, to))
    elif restore:
        with desk.drafts.locked(draft):
            version = desk.history.version(draft, restore)
            desk.drafts.restore(draft, restore)
        narrate(f"已恢复为 {version.saved_at.astimezone():%Y-%m-%d %H:%M:%S} 的版本 {version.id}")
        print_line(str(draft))
    elif recover:
        _recover(desk, draft)
    else:
        _list(desk, draft, as_json=as_json)


def print_difference(lines: Iterable[DifferenceLine]) -> None:
    """A difference as text: [-删去的-]{+添上的+}, in colour on a terminal; a gap between distant lines."""
    last = None
    for line in lines:
        number = line.new_line or line.old_line or 0
        if last is not None and number > last + 2:
            print_line("……")
        last = number
        print_line(f"{number:>5}　", *(_piece(piece.change, piece.text) for piece in line.pieces))
    if last is None:
        narrate("没有差别")


def _piece(change: str, text: str) -> Piece:
    if change not in _STYLES:
        return text
    before, after, colour = _STYLES[change]
    return Coloured(f"{before}{text}{after}", colour)


def _recover(desk: Desk, draft: Path) -> None:
    found = [record for record in desk.history.recoverable() if _same_file(record.draft_path, draft)]
    if not found:
        narrate("没有需要找回的文字")
        return
    with desk.drafts.locked(draft):
        recovered = desk.history.recover(found[0])
        saved = desk.drafts.save(recovered)
    narrate(f"已找回 {found[0].recorded_at.astimezone():%Y-%m-%d %H:%M:%S} 的文字")
    print_line(str(saved.path))


def _list(desk: Desk, draft: Path, *, as_json: bool) -> None:
    versions = desk.history.versions(draft)
    unsaved = [record for record in desk.history.recoverable() if _same_file(record.draft_path, draft)]
    if as_json:
        print_json(
            {
                "draft": str(draft),
                "unsaved": unsaved[0].recorded_at.isoformat() if unsaved else None,
                "versions": [
                    {
                        "number": number,
                        "id": version.id,
                        "saved_at": version.saved_at.isoformat(),
                        "chars": version.characters,
                    }
                    for number, version in enumerate(versions, 1)
                ],
            }
        )
        return
    for number, version in enumerate(versions, 1):
        moment = f"{version.saved_at.astimezone():%Y-%m-%d %H:%M:%S}"
        print_line(f"{number:>3}  {version.id}  {moment}  {version.characters} 字")
    if unsaved:
        moment = f"{unsaved[0].recorded_at.astimezone():%Y-%m-%d %H:%M:%S}"
        narrate(f"有没有保存就中断的文字（{moment}），用 wengao history {draft} --recover 找回")
    if not versions:
        narrate("还没有历史版本：每次保存时记一个")


def _same_file(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()

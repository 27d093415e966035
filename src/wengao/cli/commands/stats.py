"""wengao stats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import print_json, print_line
from wengao.drafts.outline import State
from wengao.drafts.store import is_draft_name
from wengao.language.roles import roles

if TYPE_CHECKING:
    from wengao.drafts.length import LengthReport
    from wengao.drafts.outline import OutlineNode


@click.command(
    cls=ChineseCommand,
    help="字数（与 Word 同样算法）、各部分的讲稿时长、比例与目标、剩下的空位、“讲三点意见”是否讲了三点；"
    "文稿以外的文件（.docx、.pdf、网页等）也能算。",
)
@click.argument("draft", metavar="文稿", type=click.Path(path_type=Path))
@json_option
def stats(draft: Path, as_json: bool) -> None:
    """Print the lengths of a draft or of any other document."""
    desk = open_desk(draft)
    report = desk.drafts.lengths(desk.review.open(draft).draft)
    own_numbers = not is_draft_name(draft)
    if as_json:
        print_json(_to_dict(str(draft), report, own_numbers=own_numbers))
        return
    goal = f"，各部分目标合计 {report.goal} 字" if report.goal else ""
    unread = f"，{report.unread} 节填好后还没有人看过" if report.unread else ""
    print_line(
        f"全文 {report.characters} 字{goal}，约讲 {report.minutes:.1f} 分钟，空位 {report.slots} 处{unread}"
    )
    for section in report.sections:
        node = section.node
        aim = f" / 目标 {node.goal} 字" if node.goal else ""
        share = f"　占 {section.share:.0%}" if node.level == 2 else ""
        wanted = f"（目标 {section.goal_share:.0%}）" if share and section.goal_share is not None else ""
        slots = f"　空位 {section.slots}" if section.slots else ""
        heading = f"{'　' * (node.level - 2)}{_heading(node, own_numbers=own_numbers)}"
        unread = "　待看" if node.state is State.UNREAD else ""
        print_line(
            f"{heading}　{section.characters} 字{aim}　{section.minutes:.1f} 分钟{share}{wanted}{slots}{unread}"
        )
    for promise in report.promises:
        outcome = "相符" if promise.holds else f"实际 {promise.kept} 个部分，不符"
        print_line(f"“{promise.text}”：{outcome}")


def _heading(node: OutlineNode, *, own_numbers: bool) -> str:
    """The heading with its number, which in a document other than a draft is part of its text."""
    return node.heading if own_numbers else f"{node.enumerator}{node.heading}"


def _to_dict(draft: str, report: LengthReport, *, own_numbers: bool) -> dict[str, object]:
    return {
        "draft": draft,
        "chars": report.characters,
        "minutes": round(report.minutes, 2),
        "slots": report.slots,
        "goal": report.goal,
        "unread": report.unread,
        "sections": [
            {
                "heading": _heading(section.node, own_numbers=own_numbers),
                "level": section.node.level - 1,
                "role": section.node.role,
                "role_name": roles().name(section.node.role) or None,
                "chars": section.characters,
                "goal": section.node.goal,
                "minutes": round(section.minutes, 2),
                "share": round(section.share, 4),
                "goal_share": None if section.goal_share is None else round(section.goal_share, 4),
                "slots": section.slots,
                "unread": section.node.state is State.UNREAD,
            }
            for section in report.sections
        ],
        "promises": [
            {"text": one.text, "promised": one.promised, "kept": one.kept, "holds": one.holds}
            for one in report.promises
        ],
    }

"""wengao sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import narrate, print_json, print_line
from wengao.drafts.reuse import SAME_MEETING, SAME_SPEAKER, reuse_to_dict

if TYPE_CHECKING:
    from wengao.drafts.difference import Piece
    from wengao.drafts.reuse import NoteState, ReuseReport


@click.command(
    cls=ChineseCommand,
    help="查看文稿从语料里沿用了什么、各占多少（连续 13 字以上算沿用；引语、文件题名、固定提法不计入），"
    "插入的段落后来改了什么。",
)
@click.argument("draft", metavar="文稿", type=click.Path(path_type=Path))
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="写成网页：正文按出处着色，离线可看",
)
@json_option
def sources(draft: Path, page: Path | None, as_json: bool) -> None:
    """Print what was reused and the source notes, or write them as a page."""
    desk = open_desk(draft)
    opened = desk.review.open(draft).draft
    report = desk.drafts.sources(opened)
    if page is not None:
        from wengao.files.writing import write_file

        write_file(page, desk.drafts.sources_page(opened, report).encode("utf-8"), link="replace")
        narrate(f"出处报告写到 {page}")
    if as_json:
        print_json(reuse_to_dict(str(draft), report))
    else:
        _print_report(report)


def _print_report(report: ReuseReport) -> None:
    longest = report.longest
    print_line(
        f"全文 {report.characters} 字，沿用 {report.reused} 字，占 {report.ratio:.0%}（{report.band}）"
    )
    if longest:
        warning = "，过长" if longest.characters >= report.bands.long_run else ""
        print_line(f"最长一处 {longest.characters} 字{warning}，出自《{longest.document}》{longest.place}")
    for relation in (SAME_SPEAKER, SAME_MEETING):
        characters = report.reused_of(relation)
        if characters:
            print_line(f"其中沿用{relation}以前的稿子 {characters} 字")
    for one in report.by_document:
        relation = f"（{one.relation}）" if one.relation else ""
        print_line(f"《{one.title}》{relation}沿用 {one.characters} 字，出处注 {one.notes} 条")
    for state in report.notes:
        note = state.note
        date = f"，{note.date}" if note.date else ""
        print_line(f"[{note.id}] 《{note.title}》{note.place}{date}　{_state(state)}")


def _state(state: NoteState) -> str:
    if state.part is None:
        return "（正文中已没有这处标记）"
    if state.unchanged is None:
        return ""
    if state.unchanged:
        return "未改动"
    changed = [_change(piece) for piece in state.changes if piece.change != "same"]
    return f"已改动：{' '.join(changed)}" if changed else "已改动"


def _change(piece: Piece) -> str:
    return f"[-{piece.text}-]" if piece.change == "removed" else f"{{+{piece.text}+}}"

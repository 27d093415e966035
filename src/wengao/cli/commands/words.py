"""wengao find and wengao replace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import narrate, print_json, print_line
from wengao.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.desk.desk import Desk
    from wengao.drafts.model import Draft
    from wengao.drafts.text_search import TextHit

_headings_option = click.option(
    "--headings/--no-headings", default=True, help="题目和标题里的也算（不写时算），或只管正文"
)


@click.command(
    cls=ChineseCommand,
    help="在文稿里查找文字：题目、标题、正文、表格，大小写不分；粗体记号和脚注号隔开的也找得到，批注、文首信息、出处注里的不算。",
)
@click.argument("draft", metavar="文稿", type=click.Path(path_type=Path))
@click.argument("text", metavar="文字")
@_headings_option
@json_option
def find(draft: Path, text: str, headings: bool, as_json: bool) -> None:
    """Print where words stand in a draft."""
    _refuse_lines(text)
    desk = open_desk(draft)
    opened = desk.drafts.open(draft).draft
    hits = desk.revision.find(opened, text, headings=headings)
    listed = _listed(desk, opened, hits)
    if as_json:
        print_json({"draft": str(draft), "text": text, "total": len(hits), "hits": listed})
        return
    _print_hits(listed)
    narrate(f"共 {len(hits)} 处" if hits else f"没有找到“{text}”")


@click.command(
    cls=ChineseCommand,
    help="把文稿里的一种写法全部换成另一种，题目、标题、正文、表格里的都换；批注、文首信息、出处注不动，脚注号和空位留着。"
    "换了会弄坏排版记号或空位的，一处不动，列出来请人改。原来的一版留在历史版本里。",
)
@click.argument("draft", metavar="文稿", type=click.Path(path_type=Path))
@click.argument("old", metavar="原来的文字")
@click.argument("new", metavar="换成的文字")
@_headings_option
@click.option("--dry-run", is_flag=True, help="只列出会换哪些，不改文稿")
@json_option
def replace(draft: Path, old: str, new: str, headings: bool, dry_run: bool, as_json: bool) -> None:
    """Replace words everywhere in a draft."""
    _refuse_lines(old, new)
    desk = open_desk(draft)
    if dry_run:
        before = desk.drafts.open(draft).draft
        outcome = desk.revision.replace(before, desk.revision.find(before, old, headings=headings), new)
    else:
        with desk.drafts.locked(draft):
            stored = desk.drafts.open(draft)
            before = stored.draft
            outcome = desk.revision.replace(before, desk.revision.find(before, old, headings=headings), new)
            if outcome.replaced:
                desk.drafts.save(stored.with_draft(outcome.draft))
    replaced, left = (_listed(desk, before, hits) for hits in (outcome.replaced, outcome.left))
    if as_json:
        print_json(
            {
                "draft": str(draft),
                "old": old,
                "new": new,
                "saved": bool(replaced) and not dry_run,
                "replaced": replaced,
                "left": left,
            }
        )
        return
    _print_hits(replaced)
    done = "会替换" if dry_run else "替换了"
    narrate(f"{done} {len(replaced)} 处" if replaced else f"没有可替换的“{old}”")
    for hit in left:
        narrate(f"没有动，换了会弄坏排版记号、空位或标题，请自己改：{hit['excerpt']}　第 {hit['line']} 行")


def _refuse_lines(*texts: str) -> None:
    if not texts[0]:
        raise UsageError("没有写要找的文字", "请写上要找的文字，如 wengao find 讲话.md 乡村振兴")
    if any("\n" in text for text in texts):
        raise UsageError("要找的、要换的文字里有换行", "请一行一行地来")


def _listed(desk: Desk, draft: Draft, hits: Sequence[TextHit]) -> list[dict[str, object]]:
    lines = desk.revision.lines_of(draft, hits)
    return [
        {
            "line": line,
            "section": "" if hit.index is None else draft.parts[hit.index].heading,
            "heading": hit.heading,
            "text": hit.text,
            "excerpt": hit.excerpt,
        }
        for line, hit in zip(lines, hits, strict=True)
    ]


def _print_hits(listed: Sequence[dict[str, object]]) -> None:
    for hit in listed:
        where = "标题" if hit["heading"] else f"“{hit['section'] or '文首'}”"
        print_line(f"第 {hit['line']} 行　{hit['excerpt']}　{where}")

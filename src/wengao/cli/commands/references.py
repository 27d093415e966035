"""wengao references."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.commands.drafts import draft_argument
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import narrate, print_json, print_line, title_line
from wengao.drafts.outline import section_indices

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.search.results import SearchResult

_LONGEST_EXCERPT = 60


@click.command(
    cls=ChineseCommand,
    help="给文稿各部分推荐语料中合适的段落，最合适的在前，说出把握和理由；不改文稿。",
)
@draft_argument
@click.option(
    "--section", type=click.IntRange(1), metavar="N", help="只看第几个标题（从 1 数，文稿标题不算）"
)
@click.option(
    "--limit", type=click.IntRange(1, 100), default=5, metavar="K", help="每部分最多几段，不写时 5 段"
)
@json_option
def references(draft: Path, section: int | None, limit: int, as_json: bool) -> None:
    """Print the passages that fit each section best."""
    desk = open_desk(draft)
    opened = desk.drafts.open(draft).draft
    found = desk.search.references_of(opened, section_indices(opened, section), limit=limit)
    if as_json:
        from wengao.search.results import reference_to_dict

        print_json(
            {
                "draft": str(draft),
                "sections": [
                    {
                        "part": index,
                        "heading": opened.parts[index].heading,
                        "hits": [reference_to_dict(hit) for hit in result.hits],
                    }
                    for index, result in found.items()
                ],
            }
        )
        return
    for index, result in found.items():
        print_line(opened.parts[index].heading)
        _print_hits(result)


def _print_hits(result: SearchResult) -> None:
    for hit in result.hits:
        print_line(
            f"  把握 {hit.fit or 0:.0%}　{title_line(hit.document)}{hit.passage.place}　编号 {hit.passage.id}"
        )
        start, end = hit.highlights[0]
        print_line(f"     {hit.passage.text[start:end][:_LONGEST_EXCERPT]}")
        print_line(f"     为什么：{'，'.join(hit.reasons)}")
    if not result.hits:
        narrate("  没有可参考的")

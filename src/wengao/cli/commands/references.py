"""wengao references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.commands.drafts import draft_argument
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import narrate, print_json, print_line
from wengao.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.drafts.model import Draft
    from wengao.search.results import SearchHit, SearchResult

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
    found = desk.search.references_of(opened, _indices(opened, section), limit=limit)
    if as_json:
        print_json(
            {
                "draft": str(draft),
                "sections": [
                    {
                        "part": index,
                        "heading": opened.parts[index].heading,
                        "hits": [_hit_to_dict(hit) for hit in result.hits],
                    }
                    for index, result in found.items()
                ],
            }
        )
        return
    for index, result in found.items():
        print_line(opened.parts[index].heading)
        _print_hits(result)


def _indices(draft: Draft, section: int | None) -> tuple[int, ...]:
    """The parts below the title, or the one that was asked for. Raises UsageError where there is none of that number."""
    indices = tuple(index for index, part in enumerate(draft.parts) if part.level > 1)
    if section is None:
        return indices
    if section > len(indices):
        raise UsageError(
            f"没有第 {section} 部分", f"这篇文稿有 {len(indices)} 个标题，请写 1 到 {len(indices)}"
        )
    return (indices[section - 1],)


def _print_hits(result: SearchResult) -> None:
    for hit in result.hits:
        print_line(
            f"  把握 {hit.fit or 0:.0%}　《{hit.document.title}》{hit.passage.place}　编号 {hit.passage.id}"
        )
        start, end = hit.highlights[0]
        print_line(f"     {hit.passage.text[start:end][:_LONGEST_EXCERPT]}")
        print_line(f"     为什么：{'，'.join(hit.reasons)}")
    if not result.hits:
        narrate("  没有可参考的")


def _hit_to_dict(hit: SearchHit) -> dict[str, Any]:
    from wengao.search.results import document_to_dict

    return {
        "id": hit.passage.id,
        "text": hit.passage.text,
        "kind": hit.passage.kind,
        "fit": round(hit.fit or 0.0, 3),
        "why": list(hit.reasons),
        "place": hit.passage.place,
        "document": document_to_dict(hit.document),
    }

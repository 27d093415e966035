"""wengao references, insert."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.commands.drafts import draft_argument
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import narrate, print_json, print_line, title_line
from wengao.drafts.outline import section_indices
from wengao.errors import UsageError

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


@click.command(
    cls=ChineseCommand,
    help="把选定的段落插到一个部分的末尾，并记下出处；套成这篇的主题、范围、年份，和 wengao fill 一样。"
    "编号后面写 :2 只要它的第 2 句；--joined 把几句合成一段：一是……；二是……。",
)
@draft_argument
@click.argument("passages", metavar="编号[:句]…", nargs=-1, required=True)
@click.option(
    "--section",
    type=click.IntRange(1),
    metavar="N",
    required=True,
    help="插到第几个标题下（从 1 数，文稿标题不算）",
)
@click.option("--joined", is_flag=True, help="合成一段；没有写明哪一句的，取最合这一部分的一句")
@click.option("--as-is", is_flag=True, help="照原文，不套成这篇的主题、范围、年份")
@click.option("--slots", is_flag=True, help="原文的数字、日期、年份、地名、人名改成空位，不留原来的字")
@json_option
def insert(draft: Path, passages: tuple[str, ...], section: int, *, as_json: bool, **ways: bool) -> None:
    """Insert chosen passages and save the draft. ways: as the desk's `put_in` takes them."""
    desk = open_desk(draft)
    chosen = [_chosen(one) for one in passages]
    with desk.drafts.locked(draft):
        stored = desk.drafts.open(draft)
        changed, texts = desk.search.put_in(stored.draft, section, chosen, **ways)
        desk.drafts.save(stored.with_draft(changed))
    for passage_id, _ in chosen:
        desk.search.count_use(passage_id)
    [part] = section_indices(changed, section)
    heading = changed.parts[part].heading
    if as_json:
        print_json({"draft": str(draft), "part": part, "heading": heading, "inserted": list(texts)})
        return
    for text in texts:
        print_line(text)
    narrate(f"插在“{heading}”末尾，出处已记下，请把上下文理顺")


def _chosen(written: str) -> tuple[str, int | None]:
    """A passage's id and the number of a sentence, as a drafter writes them: 9717e56178a7:2. Raises UsageError."""
    passage_id, colon, number = written.replace("：", ":").partition(":")
    if not passage_id or (colon and not number.isdecimal()):
        raise UsageError(
            f"编号写得不对：{written}", "请写语段的编号，只要第 2 句时写 编号:2；编号见 wengao references"
        )
    return passage_id, int(number) if colon else None


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

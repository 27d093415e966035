"""wengao headings, wengao quotations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import narrate, print_json, print_line
from wengao.errors import UsageError

if TYPE_CHECKING:
    from wengao.desk.values import HeadingSuggestions

_SIZES = re.compile(r"(?P<least>\d)(?:\s*[-—–~～至到]\s*(?P<most>\d))?")
_DEFAULT_SIZES = (3, 5)
_FEWEST, _MOST = 2, 6


@click.command(
    cls=ChineseCommand,
    help="按角色和主题拟小标题：句式和语料里同角色的标题换上新主题，注明字形、与兄弟标题是否对称，并给出成套的对仗标题。",
)
@click.option("--role", required=True, metavar="角色", help="如 意义、任务、协同、落实")
@click.option("--topic", required=True, metavar="主题", help="写进标题的主题，如 征兵工作")
@click.option("--genre", metavar="文种", help="如 推进会讲话、述职报告；同一类文种的在前")
@click.option("--like", "siblings", multiple=True, metavar="兄弟标题", help="已经定下的同级标题，可写多次")
@click.option("--set", "size", metavar="3-5", help="只要成套的，一套几条，如 4 或 3-5")
@click.option("--limit", type=click.IntRange(1, 200), default=12, metavar="N", help="单条最多几个，默认 12")
@json_option
def headings(
    role: str,
    topic: str,
    genre: str | None,
    siblings: tuple[str, ...],
    size: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Print candidates for a heading, and parallel sets."""
    suggestions = open_desk().templates.headings(
        role, topic, genre=genre, siblings=siblings, sizes=_sizes(size), limit=limit
    )
    if as_json:
        print_json(suggestions_to_dict(suggestions, singles=size is None))
        return
    if size is None:
        _print_candidates(suggestions)
    _print_sets(suggestions)
    if not suggestions.sets and (size is not None or not suggestions.candidates):
        narrate("没有拟出合适的标题，可以放宽条数，或去掉文种和兄弟标题")


def _sizes(text: str | None) -> tuple[int, int]:
    if text is None:
        return _DEFAULT_SIZES
    match = _SIZES.fullmatch(text.strip())
    least = int(match["least"]) if match else 0
    most = int(match["most"] or least) if match else 0
    if not _FEWEST <= least <= most <= _MOST:
        raise UsageError(
            f"看不懂的条数：{text}", f"请写 {_FEWEST} 到 {_MOST} 之间的数，如 --set 4 或 --set 3-5"
        )
    return least, most


def _print_candidates(suggestions: HeadingSuggestions) -> None:
    for candidate in suggestions.candidates:
        frame = f"　{candidate.frame}" if candidate.frame else ""
        source = f"　仿《{candidate.document}》" if candidate.document else ""
        print_line(f"{candidate.text}　（{candidate.shape}{frame}）{source}")
        if candidate.parallel is not None:
            print_line(f"  {'对称' if candidate.parallel else '不对称'}：{candidate.why}")


def _print_sets(suggestions: HeadingSuggestions) -> None:
    for number, found in enumerate(suggestions.sets, 1):
        source = f"，仿《{found.document}》" if found.document else ""
        print_line(f"第{number}套（{found.basis}{source}）")
        for heading in found.headings:
            print_line(f"  {heading}")


def suggestions_to_dict(suggestions: HeadingSuggestions, *, singles: bool) -> dict[str, object]:
    """The suggestions as `wengao headings --json` prints them."""
    return {
        "role": suggestions.role,
        "candidates": [
            {
                "text": candidate.text,
                "shape": candidate.shape,
                "frame": candidate.frame or None,
                "document": candidate.document or None,
                "passage": candidate.passage or None,
                "parallel": candidate.parallel,
                "why": candidate.why or None,
            }
            for candidate in (suggestions.candidates if singles else ())
        ],
        "sets": [
            {"headings": list(found.headings), "basis": found.basis, "document": found.document or None}
            for found in suggestions.sets
        ],
    }


@click.command(cls=ChineseCommand, help="按用途找典故，每条带作者和出处；宣读之前请对照原书核对。")
@click.option(
    "--use", default="", metavar="用途或词", help="如 责任、落实、为民，或典故里的词；不写则全部列出"
)
@click.option("--uses", "list_uses", is_flag=True, help="只列出有哪些用途")
@json_option
def quotations(use: str, list_uses: bool, as_json: bool) -> None:
    """Print quotations from the classics."""
    from wengao.language.quotations import quotation_uses

    if list_uses:
        if as_json:
            print_json({"uses": list(quotation_uses())})
        else:
            print_line("、".join(quotation_uses()))
        return
    found = open_desk().templates.quotations(use)
    if as_json:
        print_json(
            {
                "quotations": [
                    {"text": one.text, "author": one.author, "work": one.work, "uses": list(one.uses)}
                    for one in found
                ]
            }
        )
        return
    for one in found:
        print_line(f"{one.text}　——{one.source}　{'、'.join(one.uses)}")
    if not found:
        narrate(f"没有这样的典故。可用的用途有：{'、'.join(quotation_uses())}")

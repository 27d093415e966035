"""wengao search, wengao show, wengao starred."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import json_option, office_password, open_desk, open_named_workspace
from wengao.cli.output import around_marks, document_line, highlighted, narrate, print_json, print_line
from wengao.errors import UsageError

if TYPE_CHECKING:
    from wengao.search.service import SearchResult

_QUOTATION = "quotation"
_LONGEST_SHOWN = 300
"""Characters of a passage in the list of hits; `wengao show` and --json give it whole."""


class _SearchCommand(ChineseCommand):
    """Takes -表彰 as a word that is not wanted; no option begins so."""

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        """Parse, with what can only be a part of the query behind the options."""
        if "--" not in arguments:
            unwanted = [word for word in arguments if _is_unwanted(word)]
            options = [word for word in arguments if not _is_unwanted(word)]
            arguments = [*options, "--", *unwanted] if unwanted else arguments
        return super().parse_args(context, arguments)


def _is_unwanted(word: str) -> bool:
    return len(word) > 1 and word[0] == "-" and not word[1].isascii()


@click.command(
    cls=_SearchCommand,
    help='检索语料。检索式里可写 "精确短语"、角色:协同、文种:推进会讲话、年:2024-、形:标题、字:4+4、-不要的词。'
    "找不到时，拼音和拼音首字母也行。",
)
@click.argument("query", metavar="检索式", nargs=-1)
@click.option("--like", metavar="编号", help="找与这个段落相近的段落，编号见检索结果")
@click.option("--role", metavar="角色", help="如 意义、任务、协同、落实")
@click.option("--genre", metavar="文种", help="如 推进会讲话、述职报告")
@click.option("--kind", metavar="类型", help="标题、段、点、句、引语、案例、数据、排比")
@click.option("--year", metavar="年份", help="2024、2023-2025、2024-、-2022")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, metavar="N", help="最多几条，默认 10")
@click.option(
    "--plain", is_flag=True, help="只按写的字找：不把“结尾”“案例”当作要什么，简称俗称也不换着说法找"
)
@json_option
def search(
    query: tuple[str, ...], *, like: str | None, limit: int, plain: bool, as_json: bool, **filters: str | None
) -> None:
    """Search, and print the hits."""
    from wengao.desk.context import DeskContext
    from wengao.desk.services.search import SearchService
    from wengao.search.results import result_to_dict

    if like is not None and (query or any(filters.values())):
        raise UsageError("--like 不能和检索式、筛选条件同时写", "请只写 --like 编号")
    if like is None and not (query or any(filters.values())):
        raise UsageError("没有写检索式", "例如 wengao search 责任链条，或 wengao search --like 编号")
    searching = SearchService(
        DeskContext(open_named_workspace(), tell=narrate, ask_password=office_password())
    )
    if like is not None:
        result = searching.similar(like, limit=limit)
    else:
        result = searching.find(" ".join(query), limit=limit, plain=plain or None, **filters)
    if as_json:
        print_json(result_to_dict(result))
    else:
        _print_hits(result)
    if not result.hits:
        narrate(_why_nothing(open_desk().corpus.overview().documents, result.suggestion))


def _print_hits(result: SearchResult) -> None:
    _print_passages(result)
    if result.by_sound:
        narrate(f"没有“{result.query}”，按拼音找的是：{result.understood}")
    elif result.understood:
        narrate(f"理解为：{result.understood}；只按写的字找请加 --plain")
    narrate(f"共 {result.total} 条，{result.took_ms:.0f} 毫秒")


def _print_passages(result: SearchResult) -> None:
    from wengao.language.roles import roles
    from wengao.language.vocabulary import kinds

    for number, hit in enumerate(result.hits, 1):
        passage, document = hit.passage, hit.document
        marks = "·".join(name for name in (roles().name(passage.role), kinds().name(passage.kind)) if name)
        copies = f"，另有 {hit.duplicates} 处相近" if hit.duplicates else ""
        shown = highlighted(*around_marks(passage.text, hit.highlights, _LONGEST_SHOWN))
        print_line(f"{number}. 【{marks}】", *shown)
        print_line(f"   {document_line(document)}　{passage.place}　编号 {passage.id}{copies}")


def _why_nothing(documents: int, suggestion: str) -> str:
    if not documents:
        return "语料还没有读入，请先运行 wengao index"
    hint = f"您要找的是不是：{suggestion}" if suggestion else "可以少写几个词，或去掉筛选条件"
    return f"没有找到。{hint}"


@click.command(
    cls=ChineseCommand,
    help="收藏的段落和金句，最近的文档在前；界面里收藏的也在这里。编号见 wengao search 的结果，可只写开头几位；只收一句，"
    "用那一句的编号（wengao search --kind 句）。",
)
@click.option("--add", multiple=True, metavar="编号", help="收藏，可写多次")
@click.option("--remove", multiple=True, metavar="编号", help="取消收藏，可写多次")
@json_option
def starred(add: tuple[str, ...], remove: tuple[str, ...], as_json: bool) -> None:
    """Star passages, take stars away, and print what is starred then."""
    from wengao.search.results import result_to_dict

    desk = open_desk()
    for names, star in ((add, True), (remove, False)):
        for passage in [desk.corpus.context(name, 0).passage.id for name in names]:
            desk.search.star(passage, starred=star)
    result = desk.search.starred()
    if as_json:
        print_json(result_to_dict(result))
        return
    _print_passages(result)
    narrate(f"收藏 {result.total} 条" if result.total else "还没有收藏，wengao starred --add 编号 收藏一条")


@click.command(
    cls=ChineseCommand, help="看一个段落在原文里的上下文。编号见 wengao search 的结果，可只写开头几位。"
)
@click.argument("passage", metavar="编号")
@click.option(
    "--context", "paragraphs", type=click.IntRange(0, 1000), default=3, metavar="N", help="前后各几段，默认 3"
)
@json_option
def show(passage: str, paragraphs: int, as_json: bool) -> None:
    """Print a passage in its document, and of a quotation (引语) what it is from."""
    from wengao.language.quoting import source_of_quotation

    around = open_desk().corpus.context(passage, paragraphs)
    found, document = around.passage, around.document
    quoted_from = source_of_quotation(found.text) if found.kind == _QUOTATION else ""
    if as_json:
        print_json(
            {
                "id": found.id,
                "kind": found.kind,
                "role": found.role,
                "text": found.text,
                "place": found.place,
                "quoted_from": quoted_from,
                "heading_path": list(found.heading_path),
                "document": {
                    "id": document.id,
                    "title": document.title,
                    "genre": document.genre,
                    "date": document.date,
                    "organ": document.organ,
                    "path": document.path,
                    "source": document.origin,
                },
                "before": list(around.before),
                "paragraph": around.paragraph,
                "after": list(around.after),
            }
        )
        return
    print_line(document_line(document))
    print_line(f"{document.path}　{found.place}")
    if quoted_from:
        print_line(f"引自：{quoted_from}")
    print_line()
    for text in around.before:
        print_line(text)
    start = around.paragraph.find(found.text)
    ranges = [(start, start + len(found.text))] if start >= 0 else []
    print_line(*highlighted(around.paragraph, ranges))
    for text in around.after:
        print_line(text)

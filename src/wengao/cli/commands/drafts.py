"""wengao new, fill, import, sources."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import is_terminal, narrate, print_json, print_line
from wengao.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wengao.drafts.filling import Filling
    from wengao.drafts.reuse import ReuseReport
    from wengao.templates.model import Template

_FACT_NAMES = {"date": "日期", "figure": "数字", "place": "地名"}
_LONGEST_EXCERPT = 36

draft_argument = click.argument("draft", metavar="文稿", type=click.Path(path_type=Path))


@click.command(cls=ChineseCommand, help="用模板起一篇新文稿。必填项没有给出时，在终端里逐项询问。")
@click.argument("template", metavar="模板")
@click.option("--set", "settings", multiple=True, metavar="名称=值", help="填一项，可写多次")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="文稿写到哪里"
)
def new(template: str, settings: tuple[str, ...], output: Path | None) -> None:
    """Start a draft from a template."""
    desk = open_desk()
    chosen = desk.template(template)
    values = _values(settings)
    if is_terminal(sys.stdin):
        values |= _asked(chosen, values)
    stored = desk.new_draft(template, values, output)
    print_line(str(stored.path))


def _values(settings: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"--set 写得不对：{setting}", "请写作 --set 名称=值，如 --set topic=征兵工作")
        values[name.strip()] = value.strip()
    return values


def _asked(template: Template, values: Mapping[str, str]) -> dict[str, str]:
    """Ask for the required fields that have no value yet."""
    from wengao.templates.values import missing_fields

    answers = {}
    for field in missing_fields(template, values):
        example = f"（例：{field.example}）" if field.example else ""
        answers[field.name] = click.prompt(f"{field.label}{example}", prompt_suffix="：", err=True)
    return answers


@click.command(cls=ChineseCommand, help="给空白部分填上语料中角色相合的段落，并记下出处；已写的不动。")
@draft_argument
@click.option("--section", type=click.IntRange(1), metavar="N", help="只填第几个标题（从 1 数）及其下级")
@click.option(
    "--per-section", type=click.IntRange(1, 20), default=2, metavar="K", help="每部分最多几段，默认 2"
)
@click.option("--dry-run", is_flag=True, help="只看会填什么，不改文稿")
def fill(draft: Path, section: int | None, per_section: int, dry_run: bool) -> None:
    """Fill the empty sections of a draft and save it."""
    desk = open_desk(draft)
    with nullcontext() if dry_run else desk.locked(draft):
        stored = desk.open(draft)
        filling = desk.fill(stored.draft, section, per_section)
        if not dry_run and filling.filled:
            desk.save(stored.with_draft(filling.draft))
    _print_filling(filling)


def _print_filling(filling: Filling) -> None:
    for section in filling.filled:
        print_line(f"{section.node.enumerator}{section.node.heading}")
        for passage, document in section.passages:
            print_line(f"  ← 《{document.title}》{passage.place}　编号 {passage.id}")
    for node in filling.left_empty:
        narrate(f"没有找到合适的段落：{node.enumerator}{node.heading}")
    if not filling.filled and not filling.left_empty:
        narrate("没有空白的部分，文稿未动")


@click.command(
    "import", cls=ChineseCommand, help="把旧稿变成文稿：结构、角色、序号照旧，列出要更新的日期、数字、地名。"
)
@click.argument("source", metavar="旧稿", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="文稿写到哪里"
)
@json_option
def import_(source: Path, output: Path | None, as_json: bool) -> None:
    """Import an old document."""
    imported = open_desk().import_document(source, output)
    if as_json:
        print_json(
            {
                "draft": str(imported.stored.path),
                "title": imported.document.title,
                "genre": imported.document.genre,
                "date": imported.document.date,
                "facts": [
                    {"kind": fact.kind, "text": fact.text, "line": fact.line} for fact in imported.facts
                ],
            }
        )
        return
    print_line(str(imported.stored.path))
    for kind, name in _FACT_NAMES.items():
        texts = dict.fromkeys(fact.text for fact in imported.facts if fact.kind == kind)
        if texts:
            print_line(f"{name}　{'，'.join(texts)}")


@click.command(cls=ChineseCommand, help="查看文稿从语料里沿用了什么、各占多少（连续 13 字以上算沿用）。")
@draft_argument
@json_option
def sources(draft: Path, as_json: bool) -> None:
    """Print what was reused and the source notes."""
    desk = open_desk(draft)
    report = desk.sources(desk.open(draft).draft)
    if as_json:
        print_json(reuse_to_dict(str(draft), report))
        return
    longest = report.longest
    print_line(f"全文 {report.characters} 字，沿用 {report.reused} 字，占 {report.ratio:.0%}")
    if longest:
        print_line(f"最长一处 {longest.characters} 字，出自《{longest.document}》{longest.place}")
    for title, characters, notes in _by_document(report):
        print_line(f"《{title}》沿用 {characters} 字，出处注 {notes} 条")
    for state in report.notes:
        changed = {True: "未改动", False: "已改动", None: ""}[state.unchanged]
        missing = "（正文中已没有这处标记）" if state.part is None else ""
        note = state.note
        date = f"，{note.date}" if note.date else ""
        print_line(f"[{note.id}] 《{note.title}》{note.place}{date}　{changed}{missing}")


def reuse_to_dict(draft: str, report: ReuseReport) -> dict[str, object]:
    """The report as `wengao sources --json` prints it."""
    longest = report.longest
    return {
        "draft": draft,
        "chars": report.characters,
        "reused_chars": report.reused,
        "reused_ratio": round(report.ratio, 4),
        "longest_run": {"chars": longest.characters, "document": longest.document} if longest else None,
        "by_document": [
            {"document": title, "chars": characters, "notes": notes}
            for title, characters, notes in _by_document(report)
        ],
        "blocks": [
            {
                "text": block.text,
                "chars": block.characters,
                "document": block.document,
                "place": block.place,
                "passage": block.passage,
                "noted": block.noted,
            }
            for block in report.blocks
        ],
        "notes": [
            {
                "id": state.note.id,
                "document": state.note.title,
                "place": state.note.place,
                "date": state.note.date or None,
                "passage": state.note.passage_id,
                "unchanged": state.unchanged,
            }
            for state in report.notes
        ],
    }


def _by_document(report: ReuseReport) -> list[tuple[str, int, int]]:
    """Title, reused characters and source notes of each document, the most reused first."""
    characters: dict[str, int] = {}
    for block in report.blocks:
        characters[block.document] = characters.get(block.document, 0) + block.characters
    notes: dict[str, int] = {}
    for state in report.notes:
        notes[state.note.title] = notes.get(state.note.title, 0) + 1
    titles = sorted({**characters, **notes}, key=lambda title: -characters.get(title, 0))
    return [(title, characters.get(title, 0), notes.get(title, 0)) for title in titles]

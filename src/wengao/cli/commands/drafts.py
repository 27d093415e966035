"""wengao new, fill, import, rename, sources."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import ask, is_terminal, narrate, print_json, print_line, title_line
from wengao.drafts.facts import FACT_KINDS
from wengao.errors import UsageError
from wengao.language.sentences import count_characters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wengao.drafts.filling import Choice, Filling
    from wengao.drafts.word_merging import WordChange
    from wengao.reading.report import CleaningReport
    from wengao.templates.model import Template

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
    chosen = desk.templates.find(template)
    values = _values(settings)
    if is_terminal(sys.stdin):
        values |= _asked(chosen, values)
    stored = desk.templates.new_draft(template, values, output)
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
        answers[field.name] = ask(f"{field.label}{example}")
    return answers


@click.command(
    cls=ChineseCommand,
    help="给空白部分填上语料中合适的段落，并记下出处；已写的不动，没有合适的就空着。填入时套成这篇的主题、范围、年份、对口单位和讲话人，"
    "原文的数字、时限、地名、人名、单位成为空位，原来的字留在旁边，如【时限｜原：8月底前】；用 --as-is 则照原文。",
)
@draft_argument
@click.option("--section", type=click.IntRange(1), metavar="N", help="只填第几个标题（从 1 数）及其下级")
@click.option(
    "--per-section",
    type=click.IntRange(1, 20),
    metavar="K",
    help="每部分最多几段；不写则离目标字数还远、又有同题合用的才添第二段，没有目标的一段",
)
@click.option(
    "--length", type=click.IntRange(200, 100_000), metavar="字数", help="全文要写到多少字，各部分按比例分"
)
@click.option(
    "--sure",
    "strictness",
    metavar="严|中|宽",
    help="要多有把握才填：严 宁缺毋滥，中，宽 多给一些；不写时照设置",
)
@click.option(
    "--like",
    metavar="旧稿",
    help="照这篇旧稿一节一节地填，缺的从别处找；写它的文件、标题或编号（见 wengao corpus list）",
)
@click.option("--as-is", is_flag=True, help="照原文填，不套成这篇的主题、范围、年份")
@click.option(
    "--slots", is_flag=True, help="只把原文的数字、日期、年份、地名、人名改成空位，如【数字】名，不留原来的字"
)
@click.option("--dry-run", is_flag=True, help="只看哪里会填什么、为什么，不改文稿")
@json_option
def fill(draft: Path, *, dry_run: bool, as_json: bool, **wishes: Any) -> None:
    """Fill the empty sections of a draft and save it. wishes: as the desk's `fill` takes them."""
    desk = open_desk(draft)
    wishes = {name: value for name, value in wishes.items() if value is not None}
    with nullcontext() if dry_run else desk.drafts.locked(draft):
        stored = desk.drafts.open(draft)
        filling = desk.search.fill(stored.draft, **wishes)
        if not dry_run and filling.filled:
            desk.drafts.save(stored.with_draft(filling.draft))
    if as_json:
        print_json(_filling_to_dict(filling))
        return
    _print_filling(filling, explain=dry_run)
    _tell_filling(filling, dry_run=dry_run)
    if samples := desk.search.from_samples(filling):
        narrate(
            f"填入的有随附的样例：{'、'.join(f'《{title}》' for title in samples)}；"
            "正式写稿前可用 wengao corpus samples --remove 移出"
        )
    if filling.filled and "like" not in wishes and (last := desk.search.last_time(stored.draft)):
        narrate(
            f"语料里有同题旧稿《{last.title}》{last.date or ''}，要照它一节一节地填，请写 --like {last.id}"
        )


def _filling_to_dict(filling: Filling) -> dict[str, Any]:
    return {
        "filled": [
            {
                "part": section.node.index,
                "heading": section.node.heading,
                "passages": [_choice_to_dict(choice) for choice in section.choices],
            }
            for section in filling.filled
        ],
        "empty": [
            {
                "part": section.node.index,
                "heading": section.node.heading,
                "nearest": [_choice_to_dict(choice) for choice in section.nearest],
            }
            for section in filling.left_empty
        ],
    }


def _choice_to_dict(choice: Choice) -> dict[str, Any]:
    from wengao.search.results import document_to_dict

    return {
        "id": choice.passage.id,
        "text": choice.passage.text,
        "inserted": choice.text,
        "fit": round(choice.fit, 3),
        "why": list(choice.reasons),
        "document": document_to_dict(choice.document),
    }


def _print_filling(filling: Filling, *, explain: bool) -> None:
    for section in filling.filled:
        goal = f"，目标 {section.goal} 字" if section.goal else ""
        print_line(f"{section.node.enumerator}{section.node.heading}　{section.characters} 字{goal}")
        for choice in section.choices:
            passage = choice.passage
            print_line(
                f"  ← {title_line(choice.document)}{passage.place}　{choice.characters} 字　把握 {choice.fit:.0%}"
                f"　编号 {passage.id}"
            )
            if explain:
                print_line(f"     {choice.text[:_LONGEST_EXCERPT]}……")
                print_line(f"     为什么：{'，'.join(choice.reasons)}")
                if choice.facts:
                    print_line(f"     成为空位的：{'、'.join(dict.fromkeys(choice.facts))}")


def _tell_filling(filling: Filling, *, dry_run: bool) -> None:
    for section in filling.left_empty:
        narrate(f"没有合适的：{section.node.enumerator}{section.node.heading}")
        for choice in section.nearest:
            narrate(
                f"  最近的：{title_line(choice.document)}{choice.passage.place}　把握 {choice.fit:.0%}"
                f"　{'，'.join(choice.reasons[:2])}　编号 {choice.passage.id}"
            )
    if not filling.filled and not filling.left_empty:
        narrate("没有空白的部分，文稿未动")
        return
    facts = sum(len(choice.facts) for section in filling.filled for choice in section.choices)
    done = "会填" if dry_run else "填了"
    total = sum(section.characters for section in filling.filled)
    narrate(
        f"{done} {len(filling.filled)} 个部分、{total} 字，全文 {count_characters(filling.draft.prose)} 字"
    )
    if facts:
        narrate(f"原文的 {facts} 处数字、日期、地名、人名等成了空位，请逐处填实")
    narrate("填入的部分还没有人看过，提纲里标作“待看”；说看过了、改过就不再标")


@click.command(
    "import",
    cls=ChineseCommand,
    help="把旧稿变成文稿：结构、角色、序号照旧，列出要更新的日期、数字、地名、人员。",
)
@click.argument("source", metavar="旧稿", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="文稿写到哪里"
)
@click.option(
    "--draft",
    "original",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文稿",
    help="Word 文件是从哪篇文稿导出的；不写时按文件名和标题找",
)
@json_option
def import_(source: Path, output: Path | None, original: Path | None, as_json: bool) -> None:
    """Import an old document, or what came back from Word."""
    imported = open_desk().drafts.import_document(source, output, original=original)
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
                "not_taken": [
                    {"kind": kind, "pieces": list(pieces)}
                    for kind, pieces in (imported.report.not_taken if imported.report else ())
                ],
                "original": str(imported.original) if imported.original else None,
                "changes": [
                    {
                        "section": change.section,
                        "kind": change.kind,
                        "before": change.before,
                        "after": change.after,
                    }
                    for change in imported.changes
                ],
            }
        )
        return
    print_line(str(imported.stored.path))
    if imported.original is not None:
        print_word_changes(imported.original, imported.changes)
        _tell_left_out(imported.report)
        return
    for kind, name in FACT_KINDS.items():
        texts = dict.fromkeys(fact.text for fact in imported.facts if fact.kind == kind)
        if texts:
            print_line(f"{name}　{'，'.join(texts)}")
    _tell_left_out(imported.report)
    narrate(
        f"共 {len(imported.facts)} 处要更新：用 wengao refresh {imported.stored.path} 逐项确认、替换或改成空位"
    )


def _tell_left_out(report: CleaningReport | None) -> None:
    for line in report.told if report else ():
        narrate(line)


def print_word_changes(original: Path, changes: Sequence[WordChange]) -> None:
    """What was changed in Word, by section."""
    narrate(f"这份 Word 是从 {original} 导出的，原稿没有动")
    if not changes:
        narrate("Word 里没有改动")
    for section, group in groupby(changes, key=lambda change: change.section):
        print_line(section)
        for change in group:
            print_line(f"  {change.kind}　{change.before or change.after}")
            if change.before and change.after:
                print_line(f"  　→ {change.after}")


@click.command(
    cls=ChineseCommand,
    help="给文稿的文件改名：还在原来的文件夹里，历史版本跟着走，已有的文件从不覆盖。正有人在写的、有文字没有保存的不改。",
)
@draft_argument
@click.argument("name", metavar="新名")
def rename(draft: Path, name: str) -> None:
    """Give a draft's file another name."""
    print_line(str(open_desk().drafts.rename(draft, name)))

"""wengao templates."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseGroup
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import agrees, is_terminal, narrate, print_json, print_line, print_text
from wengao.errors import EXIT_DONE, EXIT_FINDINGS
from wengao.resources import templates_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.desk.values import ProposedTemplate
    from wengao.templates.blanking import Replacement
    from wengao.templates.model import TemplateSummary


@click.group(
    cls=ChineseGroup,
    help="查看、核验、制作模板：list 列表，show 看一个，check 核验模板文件，from 用旧稿做一个。",
)
def templates() -> None:
    """The template commands."""


@templates.command("list", help="按文种的类别列出可用的模板，一行一个；自己的标明“自有”")
@json_option
def list_(as_json: bool) -> None:
    """List the templates by family."""
    from wengao.language.genres import families, family_of

    summaries = open_desk().templates.summaries()
    if as_json:
        from wengao.templates.model import summary_to_dict

        print_json({"templates": [summary_to_dict(summary) for summary in summaries]})
        return
    for family in families():
        members = [summary for summary in summaries if family_of(summary.genre) == family]
        if members:
            print_line(f"【{family}】")
        for summary in members:
            print_line(f"  {_list_line(summary)}")


def _list_line(summary: TemplateSummary) -> str:
    if summary.problem:
        return f"{summary.name}　用不了：{summary.problem}"
    own = "" if (templates_folder() / summary.path.name).exists() else "　自有"
    return f"{summary.name}　{summary.purpose}（{summary.length[0]}—{summary.length[1]} 字）{own}"


@templates.command(help="看一个模板要填哪些项、有哪些部分")
@click.argument("name", metavar="模板")
@json_option
def show(name: str, as_json: bool) -> None:
    """Show a template's fields and body."""
    template = open_desk().templates.find(name)
    if as_json:
        from wengao.templates.model import template_to_dict

        print_json(template_to_dict(template))
        return
    print_line(f"{template.name}（{template.genre}，{template.length[0]}—{template.length[1]} 字）")
    print_line(template.purpose)
    print_line()
    for field in template.fields:
        needed = "必填" if field.required else "选填"
        example = f"　例：{field.example}" if field.example else ""
        choices = f"　可选：{'、'.join(field.choices)}" if field.choices else ""
        note = f"　{field.help}" if field.help else ""
        print_line(f"{field.name}　{field.label}　{needed}{example}{choices}{note}")
    print_line()
    print_text(template.body.strip())


@templates.command(help="核验模板文件，逐条指出错在哪一行、怎么改")
@click.argument("name", metavar="文件或名称")
@json_option
@click.pass_context
def check(context: click.Context, name: str, as_json: bool) -> None:
    """Check a template file, or the template of that name; problems end with code 1."""
    from wengao.desk.foreign_files import ForeignFiles

    file = Path(name) if Path(name).exists() or Path(name).suffix else open_desk().templates.find(name).path
    problems = ForeignFiles().template_problems(file)
    if as_json:
        print_json(
            {
                "template": str(file),
                "problems": [
                    {"line": problem.line, "message": problem.message, "remedy": problem.remedy}
                    for problem in problems
                ],
            }
        )
    else:
        for problem in problems:
            print_line(f"{file}:{problem.line}　{problem.message}。{problem.remedy}")
        if not problems:
            print_line(f"{file} 没有问题")
    context.exit(EXIT_FINDINGS if problems else EXIT_DONE)


@templates.command(
    "from",
    help="用旧稿做一个模板：结构、角色、标题照旧，主题、地名、数字、人名、日期变成字段和空位，先看后写。",
)
@click.argument("source", metavar="旧稿", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="模板写到哪里"
)
@click.option("--keep-text", is_flag=True, help="各部分的正文也留下，只把旧事换成空位")
@click.option("--yes", is_flag=True, help="不再询问，直接写入")
@json_option
@click.pass_context
def from_(
    context: click.Context, source: Path, output: Path | None, keep_text: bool, yes: bool, as_json: bool
) -> None:
    """Make a template from an old document, once it is approved."""
    desk = open_desk()
    proposed = desk.templates.propose(source, output, keep_text=keep_text)
    if as_json:
        print_json(_proposal_to_dict(proposed))
    else:
        _print_proposal(proposed)
    if not yes and not (is_terminal(sys.stdin) and agrees("写入这个模板？")):
        narrate("没有写入。看过之后加 --yes 写入")
        return
    problems = desk.templates.save(proposed)
    for problem in problems:
        narrate(f"{proposed.path}:{problem.line}　{problem.message}。{problem.remedy}")
    narrate(f"已写入 {proposed.path}")
    context.exit(EXIT_FINDINGS if problems else EXIT_DONE)


def _print_proposal(proposed: ProposedTemplate) -> None:
    for kind, replacements in _by_kind(proposed.proposal.replacements).items():
        print_line(f"【{kind}】")
        for replacement in replacements:
            print_line(f"  {replacement.text} → {replacement.became}　{replacement.count} 处")
    print_line()
    print_text(proposed.proposal.text.rstrip())


def _by_kind(replacements: Sequence[Replacement]) -> dict[str, list[Replacement]]:
    kinds: dict[str, list[Replacement]] = {}
    for replacement in replacements:
        kinds.setdefault(replacement.kind, []).append(replacement)
    return kinds


def _proposal_to_dict(proposed: ProposedTemplate) -> dict[str, object]:
    return {
        "path": str(proposed.path),
        "name": proposed.proposal.name,
        "replacements": [
            {
                "kind": replacement.kind,
                "text": replacement.text,
                "became": replacement.became,
                "count": replacement.count,
            }
            for replacement in proposed.proposal.replacements
        ],
        "text": proposed.proposal.text,
    }

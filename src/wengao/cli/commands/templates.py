"""wengao templates."""

from __future__ import annotations

from pathlib import Path

import click

from wengao.cli.chinese import ChineseGroup
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import print_json, print_line
from wengao.errors import EXIT_DONE, EXIT_FINDINGS


@click.group(cls=ChineseGroup, help="查看和核验模板：list 列表，show 看一个，check 核验模板文件。")
def templates() -> None:
    """The template commands."""


@templates.command("list", help="列出可用的模板，自己的在前")
@json_option
def list_(as_json: bool) -> None:
    """List the templates."""
    summaries = open_desk().templates()
    if as_json:
        print_json(
            {
                "templates": [
                    {
                        "name": summary.name,
                        "genre": summary.genre,
                        "purpose": summary.purpose,
                        "path": str(summary.path),
                    }
                    for summary in summaries
                ]
            }
        )
        return
    for summary in summaries:
        print_line(f"{summary.name}　{summary.purpose}")


@templates.command(help="看一个模板要填哪些项、有哪些部分")
@click.argument("name", metavar="模板")
@json_option
def show(name: str, as_json: bool) -> None:
    """Show a template's fields and body."""
    template = open_desk().template(name)
    if as_json:
        print_json(
            {
                "name": template.name,
                "genre": template.genre,
                "purpose": template.purpose,
                "length": list(template.length),
                "fields": [
                    {
                        "name": field.name,
                        "label": field.label,
                        "type": field.type,
                        "required": field.required,
                        "example": field.example,
                        "choices": list(field.choices),
                    }
                    for field in template.fields
                ],
                "path": str(template.path),
            }
        )
        return
    print_line(f"{template.name}（{template.genre}，{template.length[0]}—{template.length[1]} 字）")
    print_line(template.purpose)
    print_line()
    for field in template.fields:
        needed = "必填" if field.required else "选填"
        example = f"　例：{field.example}" if field.example else ""
        choices = f"　可选：{'、'.join(field.choices)}" if field.choices else ""
        print_line(f"{field.name}　{field.label}　{needed}{example}{choices}")
    print_line()
    print_line(template.body.strip())


@templates.command(help="核验模板文件，逐条指出错在哪一行、怎么改")
@click.argument("name", metavar="文件或名称")
@json_option
@click.pass_context
def check(context: click.Context, name: str, as_json: bool) -> None:
    """Check a template file, or the template of that name; problems end with code 1."""
    from wengao.templates.checking import check_template

    file = Path(name) if Path(name).exists() or Path(name).suffix else open_desk().template(name).path
    problems = check_template(file)
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

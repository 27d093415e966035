"""wengao check."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import narrate, print_json, print_line
from wengao.drafts.markdown import write_draft
from wengao.errors import EXIT_DONE, EXIT_FINDINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.drafts.model import Draft
    from wengao.review.model import Finding

_SEVERITIES = {"error": "错", "warning": "警", "hint": "提"}


@click.command(
    cls=ChineseCommand, help="检查文稿：序号、遗留的空位等。--fix 改正能自动改的，并显示改了什么。"
)
@click.argument("draft", metavar="文稿", type=click.Path(path_type=Path))
@click.option("--fix", is_flag=True, help="改正能自动改的并保存")
@json_option
@click.pass_context
def check(context: click.Context, draft: Path, fix: bool, as_json: bool) -> None:
    """Check a draft; an error among the findings ends with code 1."""
    desk = open_desk(draft)
    stored = desk.open_for_review(draft)
    if fix:
        fixed = desk.fix(stored.draft)
        _narrate_difference(draft, stored.draft, fixed)
        if fixed != stored.draft:
            stored = desk.save(stored.with_draft(fixed))
    findings = desk.check(stored.draft)
    if as_json:
        from wengao.review.model import findings_to_dict

        print_json(findings_to_dict(str(draft), findings))
    else:
        _print_findings(findings, write_draft(stored.draft).split("\n"))
    context.exit(EXIT_FINDINGS if any(finding.severity == "error" for finding in findings) else EXIT_DONE)


def _narrate_difference(path: Path, before: Draft, after: Draft) -> None:
    lines = difflib.unified_diff(
        write_draft(before).splitlines(),
        write_draft(after).splitlines(),
        str(path),
        f"{path}（改正后）",
        lineterm="",
        n=0,
    )
    changed = list(lines)
    for line in changed:
        narrate(line)
    if not changed:
        narrate("没有能自动改正的")


def _print_findings(findings: Sequence[Finding], lines: Sequence[str]) -> None:
    for severity, name in _SEVERITIES.items():
        group = [finding for finding in findings if finding.severity == severity]
        if group:
            print_line(f"{name}（{len(group)} 处）")
        for finding in group:
            print_line(
                f"  第 {finding.line} 行第 {finding.column} 字　{finding.message}　[{finding.rule}，{finding.basis}]"
            )
            _print_place(finding, lines)
    if not findings:
        print_line("没有发现问题")


def _print_place(finding: Finding, lines: Sequence[str]) -> None:
    """The words around the place, and a caret under it."""
    line = lines[finding.line - 1] if finding.line <= len(lines) else ""
    start = max(finding.column - 1 - 12, 0)
    before = line[start : finding.column - 1]
    marked = line[finding.column - 1 : finding.column - 1 + finding.length]
    after = line[finding.column - 1 + finding.length :][:12]
    print_line(f"    {before}{marked}{after}")
    print_line(f"    {_blank(before)}{'^' * max(_cells(marked), 1)}")


def _blank(text: str) -> str:
    return " " * _cells(text)


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)

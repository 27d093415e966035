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
from wengao.errors import EXIT_DONE, EXIT_FINDINGS, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.desk.desk import Desk
    from wengao.drafts.model import Draft
    from wengao.drafts.store import StoredDraft
    from wengao.review.model import Finding

_WORD = ".docx"
_DRAFTS = (".md", ".markdown")
_SEVERITIES = {"error": "错", "warning": "警", "hint": "提"}


@click.command(
    cls=ChineseCommand,
    help="检查文稿：序号、遗留的空位等；Word 文件还查版式。--fix 改正能自动改的：文稿就地改，Word 另存一份。",
)
@click.argument("draft", metavar="文稿", type=click.Path(path_type=Path))
@click.option("--fix", is_flag=True, help="改正能自动改的")
@click.option("--layout", metavar="版式", help="Word 文件按哪个版式查；不写时按文种选")
@json_option
@click.pass_context
def check(context: click.Context, draft: Path, fix: bool, layout: str | None, as_json: bool) -> None:
    """Check a draft or a Word file; an error among the findings ends with code 1."""
    desk = open_desk(draft)
    stored = desk.open_for_review(draft)
    word = draft.suffix.lower() == _WORD
    if fix and not word:
        stored = _fixed(desk, stored)
    typography = desk.check_word(draft, layout) if word else ()
    findings = desk.check(stored.draft)
    if fix and word:
        narrate(f"已按版式改好，另存为 {desk.fix_word(draft, layout)}；原件没有动")
    if as_json:
        from wengao.review.model import findings_to_dict

        print_json(findings_to_dict(str(draft), (*typography, *findings)))
    else:
        if word:
            _print_typography(typography)
        _print_findings(findings, write_draft(stored.draft).split("\n"))
    both = (*typography, *findings)
    context.exit(EXIT_FINDINGS if any(finding.severity == "error" for finding in both) else EXIT_DONE)


def _fixed(desk: Desk, stored: StoredDraft) -> StoredDraft:
    """The draft, put right and saved."""
    if stored.path.suffix.lower() not in _DRAFTS:
        raise UsageError(
            f"{stored.path.name} 不是文稿，不能就地改正",
            "请先用 wengao import 变成文稿；Word 文件请存为 .docx",
        )
    fixed = desk.fix(stored.draft)
    _narrate_difference(stored.path, stored.draft, fixed)
    return desk.save(stored.with_draft(fixed)) if fixed != stored.draft else stored


def _print_typography(findings: Sequence[Finding]) -> None:
    """What a Word file's layout lacks; the place is a paragraph's number in the file."""
    print_line(f"版式（{len(findings)} 处）" if findings else "版式合规")
    for finding in findings:
        place = f"第 {finding.line} 段　" if finding.excerpt else ""
        print_line(
            f"  {_SEVERITIES[finding.severity]}　{place}{finding.message}　[{finding.rule}，{finding.basis}]"
        )
        if finding.excerpt:
            print_line(f"    {finding.excerpt}")


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

"""Findings as a drafter reads them on a terminal: by severity, with the line and a caret under the place."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from wengao.cli.output import Coloured, narrate, print_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.desk.values import FixedWord
    from wengao.review.model import Finding

_SEVERITIES = {"error": ("错", "red"), "warning": ("警", "yellow"), "hint": ("提", "cyan")}
_AROUND = 14
_LONGEST_MARK = 40


def print_findings(findings: Sequence[Finding], lines: Sequence[str], nothing: str = "没有发现问题") -> None:
    """The findings of a draft's text; lines: of its file. nothing: what is said where there are none."""
    for severity, (name, colour) in _SEVERITIES.items():
        group = [finding for finding in findings if finding.severity == severity]
        if group:
            print_line(Coloured(f"{name}（{len(group)} 处）", colour, bold=True))
        for finding in group:
            basis = Coloured(f"[{finding.rule}，{finding.basis}]", dim=True)
            print_line(f"  第 {finding.line} 行第 {finding.column} 字　{finding.message}　", basis)
            _print_place(finding, lines, colour)
    if not findings:
        print_line(nothing)


def print_typography(findings: Sequence[Finding]) -> None:
    """What a Word file's layout lacks; the place is a paragraph's number in the file."""
    print_line(f"版式（{len(findings)} 处）" if findings else "版式合规")
    for finding in findings:
        name, _ = _SEVERITIES[finding.severity]
        place = f"第 {finding.line} 段　" if finding.excerpt else ""
        print_line(f"  {name}　{place}{finding.message}　[{finding.rule}，{finding.basis}]")
        if finding.excerpt:
            print_line(f"    {finding.excerpt}")


def narrate_fixed_word(fixed: FixedWord, *, tracked: bool) -> None:
    """Where the corrected copy of a Word file is, which words were changed, and what is left to its writer, on stderr."""
    recorded = "，改动都记成了修订（页眉页脚除外）" if tracked else ""
    narrate(f"已改好，另存为 {fixed.path}{recorded}；原件没有动")
    if fixed.changes:
        narrate(f"改了 {len(fixed.changes)} 处标点和序号：")
    for change in fixed.changes:
        place = f"第 {change.paragraph} 段" if change.paragraph else "表格里"
        narrate(f"  {place}　{change.before} → {change.after}")
    for line in fixed.told:
        narrate(line)
    if fixed.left:
        narrate(f"还有 {len(fixed.left)} 处版式要自己看：")
    for finding in fixed.left:
        narrate(f"  第 {finding.line} 段　{finding.message}")


def narrate_fixes(name: str, before: str, after: str) -> None:
    """What a fix changed, line by line, on stderr; in colour on a terminal."""
    colours = {"-": "red", "+": "green"}
    for line in difflib.unified_diff(
        before.splitlines(), after.splitlines(), name, f"{name}（改正后）", lineterm="", n=0
    ):
        narrate(Coloured(line, colours.get(line[0])))


def _print_place(finding: Finding, lines: Sequence[str], colour: str) -> None:
    """The words around the place, and a caret under it."""
    line = _without_attributes(lines[finding.line - 1]) if finding.line <= len(lines) else ""
    start, end = finding.column - 1, finding.column - 1 + finding.length
    before = line[max(start - _AROUND, 0) : start]
    marked = line[start:end]
    shown = marked if len(marked) <= _LONGEST_MARK else f"{marked[: _LONGEST_MARK - 1]}…"
    print_line(f"    {_in_place(before)}{_in_place(shown)}{_in_place(line[end : end + _AROUND])}")
    print_line(f"    {' ' * _cells(before)}", Coloured("^" * max(_cells(shown), 1), colour))


def _without_attributes(line: str) -> str:
    """A heading's line without what stands in braces behind it, which is not the drafter's text."""
    from wengao.drafts.model import Part

    return Part(line).line_without_attributes


def _in_place(text: str) -> str:
    """Text with a dot for each character that is not printed, so that the caret below stays under its place."""
    return "".join(char if char.isprintable() or char == "\u3000" else "·" for char in text)


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(_in_place(text))

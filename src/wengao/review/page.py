"""Findings as an HTML page that opens anywhere without a network: one file, no scripts, no fonts to fetch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.language.visible import in_html
from wengao.review.families import Family, family_of, family_place
from wengao.review.model import Severity
from wengao.review.registry import rule_ids, rule_name
from wengao.review.word.profile import FAMILY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.review.model import Finding

_AROUND = 60
_STYLE = """
body{font-family:"Noto Serif CJK SC","Source Han Serif SC",SimSun,serif;max-width:52em;margin:2em auto;padding:0 1em;
line-height:1.7;color:#222;background:#fff}
h1{font-size:1.4em}h2{font-size:1.15em;border-bottom:2px solid;padding-bottom:.2em}h3{font-size:1em;margin-bottom:.3em}
table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.1em 1em;text-align:center}td:first-child{text-align:left}
.chip{border:1px solid;border-radius:.2em;padding:0 .3em;margin-right:.5em;font-size:.85em}
.error{color:#a40000;font-weight:bold}.warning{color:#8a5a00}.hint{color:#00607a;border-style:dashed}
ul{padding-left:1.2em}li{margin:0 0 1em}
.rule{color:#666;font-size:.85em}blockquote{margin:.3em 0 0;padding:.3em .8em;background:#f5f5f2}
mark{background:#ffe08a;border-bottom:2px solid #a40000}del{color:#a40000}ins{color:#006b2d;text-decoration:none}
@media print{body{margin:0}blockquote{background:none;border-left:2px solid #999}}
"""


def findings_page(
    name: str, findings: Sequence[Finding], lines: Sequence[str], typography: Sequence[Finding] = ()
) -> str:
    """The page: a table of what was found by kind, then each kind, rule by rule, with what the rule rests on.

    name: of the draft's file. lines: of its text, in which the findings have their places. typography: what a Word file's
    layout lacks; its places are paragraphs of that file.
    """
    kinds = [
        _Kind(family, tuple(finding for finding in both if family_of(finding.rule) == family), lines)
        for both in (typography, findings)
        for family in sorted(
            {family_of(each.rule) for each in both}, key=lambda one: family_place(one.letters)
        )
    ]
    everything = (*typography, *findings)
    counts = "，".join(f"{severity.label} {_count(everything, severity)} 处" for severity in Severity)
    body = "".join(kind.section(in_word=kind.family.letters == FAMILY) for kind in kinds)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>检查：{in_html(name)}</title><style>{_STYLE}</style></head>\n"
        f"<body><h1>检查：{in_html(name)}</h1><p>{counts}。</p>\n"
        f"{_summary(kinds)}{body or '<p>没有发现问题。</p>'}</body></html>\n"
    )


def _count(findings: Sequence[Finding], severity: Severity) -> int:
    return sum(finding.severity is severity for finding in findings)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What was found of one family of rules."""

    family: Family
    findings: tuple[Finding, ...]
    lines: Sequence[str]

    def row(self) -> str:
        """Its line of the table."""
        counts = "".join(f"<td>{_count(self.findings, severity) or '—'}</td>" for severity in Severity)
        letters = in_html(self.family.letters)
        return f'<tr><td><a href="#{letters}">{in_html(self.family.name)}</a></td>{counts}</tr>\n'

    def section(self, *, in_word: bool) -> str:
        """Its part of the page; the gravest rules first."""
        by_rule: dict[str, list[Finding]] = {}
        for finding in self.findings:
            by_rule.setdefault(finding.rule, []).append(finding)
        ids = rule_ids()
        rules = sorted(
            by_rule.values(), key=lambda found: (_ORDER[found[0].severity], ids.index(found[0].rule))
        )
        rests_on = (
            f'<p class="rule">依据：{in_html(self.family.rests_on)}</p>' if self.family.rests_on else ""
        )
        return (
            f'<section id="{in_html(self.family.letters)}"><h2>{in_html(self.family.name)}'
            f"（{len(self.findings)} 处）</h2>{rests_on}\n"
            f"{''.join(self._rule(found, in_word=in_word) for found in rules)}</section>\n"
        )

    def _rule(self, found: Sequence[Finding], *, in_word: bool) -> str:
        first = found[0]
        items = "".join(_word_item(one) if in_word else _item(one, self.lines) for one in found)
        return (
            f"<h3>{in_html(rule_name(first.rule))}　"
            f'<span class="rule">{in_html(first.rule)}　依据：{in_html(first.basis)}</span></h3>\n<ul>{items}</ul>\n'
        )


_ORDER = {severity: place for place, severity in enumerate(Severity)}


def _summary(kinds: Sequence[_Kind]) -> str:
    if not kinds:
        return ""
    head = "".join(f"<th>{severity.label}</th>" for severity in Severity)
    rows = "".join(kind.row() for kind in kinds)
    return f"<table><tr><th>种类</th>{head}</tr>\n{rows}</table>\n"


def _chip(severity: Severity) -> str:
    return f'<span class="chip {severity.value}">{severity.label}</span>'


def _word_item(finding: Finding) -> str:
    return f"<li>{_chip(finding.severity)}第 {finding.line} 段　{in_html(finding.message)}</li>\n"


def _item(finding: Finding, lines: Sequence[str]) -> str:
    line = lines[finding.line - 1] if finding.line <= len(lines) else finding.excerpt
    start, end = finding.column - 1, finding.column - 1 + finding.length
    fix = f"<br>改为：<ins>{in_html(finding.fix)}</ins>" if finding.fix else ""
    fix = "<br>改法：<del>删去</del>" if finding.fix == "" else fix
    return (
        f"<li>{_chip(finding.severity)}第 {finding.line} 行第 {finding.column} 字　{in_html(finding.message)}"
        f"<blockquote>{in_html(line[max(0, start - _AROUND) : start])}<mark>{in_html(line[start:end])}</mark>"
        f"{in_html(line[end : end + _AROUND])}{fix}</blockquote></li>\n"
    )

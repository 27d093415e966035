"""Findings as an HTML page that opens anywhere without a network: one file, no scripts, no fonts to fetch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.language.visible import in_html
from wengao.review.model import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.review.model import Finding

_AROUND = 60
_STYLE = """
body{font-family:"Noto Serif CJK SC","Source Han Serif SC",SimSun,serif;max-width:52em;margin:2em auto;padding:0 1em;
line-height:1.7;color:#222;background:#fff}
h1{font-size:1.4em}h2{font-size:1.15em;border-bottom:2px solid;padding-bottom:.2em}
.error h2{color:#a40000}.warning h2{color:#8a5a00}.hint h2{color:#00607a}
li{margin:0 0 1em}.rule{color:#666;font-size:.85em}blockquote{margin:.3em 0 0;padding:.3em .8em;background:#f5f5f2}
mark{background:#ffe08a;border-bottom:2px solid #a40000}del{color:#a40000}ins{color:#006b2d;text-decoration:none}
@media print{body{margin:0}blockquote{background:none;border-left:2px solid #999}}
"""


def findings_page(
    name: str, findings: Sequence[Finding], lines: Sequence[str], typography: Sequence[Finding] = ()
) -> str:
    """The page. name: of the draft's file. lines: of its text, in which the findings have their places.

    typography: what a Word file's layout lacks; its places are paragraphs of that file.
    """
    groups = "".join(
        _group(severity, [finding for finding in findings if finding.severity is severity], lines)
        for severity in Severity
    )
    counts = "，".join(
        f"{severity.label} {sum(finding.severity is severity for finding in findings)} 处"
        for severity in Severity
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>检查：{in_html(name)}</title><style>{_STYLE}</style></head>\n"
        f"<body><h1>检查：{in_html(name)}</h1><p>{counts}。</p>\n"
        f"{_typography(typography)}{groups or '<p>没有发现问题。</p>'}</body></html>\n"
    )


def _typography(findings: Sequence[Finding]) -> str:
    items = "".join(
        f"<li>第 {finding.line} 段　{in_html(finding.message)} "
        f'<span class="rule">{in_html(finding.rule)}，{in_html(finding.basis)}</span></li>\n'
        for finding in findings
    )
    return f"<section><h2>版式（{len(findings)} 处）</h2><ol>{items}</ol></section>\n" if findings else ""


def _group(severity: Severity, findings: Sequence[Finding], lines: Sequence[str]) -> str:
    if not findings:
        return ""
    items = "".join(_item(finding, lines) for finding in findings)
    return f'<section class="{severity.value}"><h2>{severity.label}（{len(findings)} 处）</h2><ol>{items}</ol></section>\n'


def _item(finding: Finding, lines: Sequence[str]) -> str:
    line = lines[finding.line - 1] if finding.line <= len(lines) else finding.excerpt
    start, end = finding.column - 1, finding.column - 1 + finding.length
    fix = f"<br>改为：<ins>{in_html(finding.fix)}</ins>" if finding.fix else ""
    fix = "<br>改法：<del>删去</del>" if finding.fix == "" else fix
    return (
        f"<li>第 {finding.line} 行第 {finding.column} 字　{in_html(finding.message)} "
        f'<span class="rule">{in_html(finding.rule)}，{in_html(finding.basis)}</span>'
        f"<blockquote>{in_html(line[max(0, start - _AROUND) : start])}<mark>{in_html(line[start:end])}</mark>"
        f"{in_html(line[end : end + _AROUND])}{fix}</blockquote></li>\n"
    )

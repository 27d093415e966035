"""The rows of the check panel: findings by severity and place, those of a rule that finds many folded into one row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from wengao.review.model import Finding

_ORDER = ("error", "warning", "hint")
_MOST_OF_A_RULE = 5
"""Findings of one rule and severity that stand in a row each; more are folded, so that they hide no others."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A row. findings: one, or all of a rule and severity that are folded into it, by place."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding, or the first of those folded."""
        return self.findings[0]

    @property
    def folded(self) -> bool:
        """Whether it stands for several findings."""
        return len(self.findings) > 1


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """By severity, then by place."""
    return tuple(sorted(findings, key=lambda finding: (_ORDER.index(finding.severity.value), finding.line)))


def check_rows(findings: Sequence[Finding], unfolded: Collection[str]) -> tuple[CheckRow, ...]:
    """The rows of findings in order. unfolded: ids of the rules whose findings stand in a row each, however many."""
    of_rule: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        of_rule.setdefault((finding.severity.value, finding.rule), []).append(finding)
    rows = []
    for finding in findings:
        alike = of_rule[finding.severity.value, finding.rule]
        if len(alike) <= _MOST_OF_A_RULE or finding.rule in unfolded:
            rows.append(CheckRow((finding,)))
        elif finding is alike[0]:
            rows.append(CheckRow(tuple(alike)))
    return tuple(rows)

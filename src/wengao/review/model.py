"""Findings: what a check reports, and the form in which a program reads them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How serious a finding is: an error must be put right, a warning be looked at, a hint be considered."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def label(self) -> str:
        """The one character that the drafter reads: 错, 警 or 提."""
        return {"error": "错", "warning": "警", "hint": "提"}[self.value]


class Basis(StrEnum):
    """What a rule rests on."""

    NATIONAL = "国标"
    REGULATION = "条例"
    PRACTICE = "实务"
    UNIT = "本单位"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a draft that a rule objects to.

    rule: such as NUM-1. message: Chinese, says what to do.
    line, column: where the text stands in the draft's file, in characters, both from 1.
    length: characters in the file, at least 1.
    excerpt: the text objected to as a reader sees it, shortened with … where it is long; whole where there is a fix.
    fix: what replaces the `length` characters, or None where a person has to decide.
    """

    rule: str
    severity: Severity
    basis: Basis
    message: str
    line: int
    column: int
    length: int
    excerpt: str
    fix: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The finding as `wengao check --json` prints it."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "basis": self.basis.value,
            "message": self.message,
            "line": self.line,
            "column": self.column,
            "length": self.length,
            "excerpt": self.excerpt,
            "fix": self.fix,
        }


@dataclass(frozen=True, slots=True)
class RuleState:
    """A rule. shipped, now: its severity as wengao has it and as the unit has it; None for one that is off.

    rests_on: its basis in words. wrong, right: a text that it objects to, and what it lets pass; empty for rules of Word
    files.
    """

    id: str
    name: str
    basis: Basis
    shipped: Severity | None
    now: Severity | None
    rests_on: str = ""
    wrong: str = ""
    right: str = ""

    @property
    def changed(self) -> bool:
        """Whether the unit has it otherwise than it ships."""
        return self.shipped is not self.now


def count_by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity there are; a severity without findings counts 0."""
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}


def findings_to_dict(draft: str, findings: Iterable[Finding]) -> dict[str, Any]:
    """The object that `wengao check --json` prints; `draft` is the file's name as the drafter gave it."""
    listed = tuple(findings)
    return {
        "draft": draft,
        "findings": [finding.to_dict() for finding in listed],
        "counts": count_by_severity(listed),
    }

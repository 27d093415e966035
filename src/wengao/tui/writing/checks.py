"""The check panel (检查): findings by severity, those of a rule that finds many folded; jump, fix, let one stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from rich.text import Text
from textual.widgets import OptionList

from wengao.tui.actions import Place, bindings
from wengao.tui.shared.list_dialogue import ListDialogue
from wengao.tui.textual_repairs.repaints import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from textual.binding import BindingType
    from textual.timer import Timer

    from wengao.desk.desk import Desk
    from wengao.desk.process import FullCheck
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


_UNFOLD_FIRST = "先回车逐处列出，再选其中一处"


@dataclass(frozen=True, slots=True)
class CheckChoice:
    """What is to be done. finding: None for all. scope: of a waiver (放行), the name of review.waivers.Scope.

    again: the rules are others now. unfolded: the rules whose findings the drafter had listed one by one.
    """

    what: Literal["go", "fix", "waive", "again"]
    finding: Finding | None = None
    scope: str = ""
    unfolded: frozenset[str] = frozenset()


class ChecksScreen(ListDialogue[CheckChoice]):
    """Answers with what is to be done."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.CHECKS)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"checks--error", "checks--warning", "checks--hint"}
    places = (Place.CHECKS,)
    heading = "检查"

    def __init__(
        self,
        findings: Sequence[Finding],
        begin_full_check: Callable[[], FullCheck] | None = None,
        unfolded: frozenset[str] = frozenset(),
        desk: Desk | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._findings = in_order(findings)
        self._unfolded = unfolded
        self._rows: tuple[CheckRow, ...] = ()
        self._begin_full_check = begin_full_check
        self._full_check: FullCheck | None = None
        self._watch: Timer | None = None
        self._seconds = 0

    def on_mount(self) -> None:
        """Fill the list; its styles are known now."""
        self._show(self._counts())

    def _show(self, caption: str) -> None:
        self._rows = check_rows(self._findings, self._unfolded)
        self.fill([self._prompt(row) for row in self._rows], caption, "没有发现问题")

    @property
    def row(self) -> CheckRow | None:
        """The highlighted row."""
        return self._rows[self.place] if self.place is not None and self._rows else None

    def choose(self, place: int) -> None:
        """Go to the finding, or list those that are folded."""
        if place >= len(self._rows):
            return
        row = self._rows[place]
        if row.folded:
            self._unfolded |= {row.first.rule}
            self._show(self._counts())
        else:
            self._answer("go", row.first)

    def action_go(self) -> None:
        """Go to the highlighted finding, or list those that are folded."""
        if self.row is not None and self.place is not None:
            self.choose(self.place)

    def action_step(self, step: int) -> None:
        """To the next row, or the one before, going round."""
        if self._rows and self.place is not None:
            self.query_one("#items", OptionList).highlighted = (self.place + step) % len(self._rows)

    def action_fix(self) -> None:
        """Apply the fix of the highlighted finding."""
        row = self.row
        if row is not None and row.folded:
            self._caption(_UNFOLD_FIRST)
        elif row is not None and row.first.fix is not None:
            self._answer("fix", row.first)
        else:
            self._caption("这一处要人来定，回车到所在的地方")

    def action_fix_all(self) -> None:
        """Apply every mechanical fix."""
        self._answer("fix", None)

    def action_rule(self) -> None:
        """Show the rule of the highlighted finding, and how serious it is."""
        from wengao.tui.writing.rules import RulesScreen

        def back(changed: bool | None) -> None:
            if changed:
                self._answer("again", None)

        if self._desk is not None:
            self.app.push_screen(RulesScreen(self._desk, self.row.first.rule if self.row else ""), back)

    def _answer(
        self, what: Literal["go", "fix", "waive", "again"], finding: Finding | None, scope: str = ""
    ) -> None:
        self.dismiss(CheckChoice(what, finding, scope, self._unfolded))

    def action_full(self) -> None:
        """Check with the template and the corpus at hand too, behind this panel; once more stops that."""
        if self._full_check is not None:
            self._stop_full_check()
            self._full_ended("已停下全面检查")
        elif self._begin_full_check is not None:
            self._full_check = self._begin_full_check()
            self._seconds = 0
            self._watch = self.set_interval(1.0, self._tell_time)
            self._caption("正在连同模板、语料全面检查，再按一次停下")
            self.start_job("full", self._full_check.findings, self._show_full, self._full_failed)

    def on_unmount(self) -> None:
        """Who leaves the panel wants the full check no more."""
        self._stop_full_check()

    def _stop_full_check(self) -> None:
        if self._full_check is not None:
            self.drop_jobs("full")
            self._full_check.stop()

    def _tell_time(self) -> None:
        self._seconds += 1
        self._caption(f"正在连同模板、语料全面检查，已 {self._seconds} 秒，再按一次停下")

    def _show_full(self, findings: Sequence[Finding]) -> None:
        """Put what was found in full into the place of what was found fast; the fast checks are among them."""
        known = set(self._findings)
        more = sum(finding not in known for finding in findings)
        self._findings = in_order(findings)
        self._full_ended("全面检查完毕")
        self._show(f"{self._counts()}　全面检查多出 {more} 处")

    def _full_failed(self, error: Exception) -> None:
        self._full_ended("全面检查没有做完")
        self.tell_failure(error)

    def _full_ended(self, message: str) -> None:
        self._full_check = None
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        self._caption(message)

    def _caption(self, message: str) -> None:
        self.query_one("#list-caption", Line).show(message)

    def action_waive(self, scope: str) -> None:
        """Let the highlighted finding stand."""
        if self.row is not None and self.row.folded:
            self._caption(_UNFOLD_FIRST)
        elif self.row is not None:
            self._answer("waive", self.row.first, scope)

    def _counts(self) -> str:
        if not self._findings:
            return "没有发现问题"
        counts = {
            finding.severity.label: sum(other.severity is finding.severity for other in self._findings)
            for finding in self._findings
        }
        fixes = sum(finding.fix is not None for finding in self._findings)
        return "　".join([*(f"{label} {count}" for label, count in counts.items()), f"能自动改的 {fixes}"])

    def _prompt(self, row: CheckRow) -> Text:
        finding = row.first
        severity = self.get_component_rich_style(f"checks--{finding.severity.value}", partial=True)
        facts = self.get_component_rich_style("list--facts", partial=True)
        fix = f" → {finding.fix}" if finding.fix is not None else ""
        many = f"　等 {len(row.findings)} 处" if row.folded else ""
        place = "起　回车逐处列出" if row.folded else f"　{finding.excerpt}{fix}"
        return Text.assemble(
            (f"{finding.severity.label}：", severity),
            f"{finding.message}{many}",
            (f"\n　　第 {finding.line} 行{place}　{finding.rule} {finding.basis.value}", facts),
        )

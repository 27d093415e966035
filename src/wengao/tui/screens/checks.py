"""The check panel (检查): findings by severity; Enter goes to the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.containers import Horizontal
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from wengao.review.model import Finding
from wengao.tui.screens.dialogue import Dialogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


_ORDER = ("error", "warning", "hint")


class ChecksScreen(Dialogue[Finding | str]):
    """Answers with the finding to go to, or with FIX to have every mechanical fix applied."""

    FIX: ClassVar[str] = "fix"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "checks--error",
        "checks--warning",
        "checks--hint",
        "checks--facts",
    }
    AUTO_FOCUS = "OptionList"
    heading = "检查"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(classes="-large")
        self._findings = sorted(
            findings, key=lambda finding: (_ORDER.index(finding.severity.value), finding.line)
        )

    def compose_content(self) -> ComposeResult:
        """Counts, the list, the buttons."""
        yield Static(self._counts(), classes="notice-remedy", markup=False)
        yield OptionList(id="checks")
        with Horizontal(classes="dialogue-buttons"):
            if any(finding.fix is not None for finding in self._findings):
                yield Button("改正能自动改的", id="fix")
            yield Button("返回", id="close")

    def on_mount(self) -> None:
        """Fill the list; its styles are known now."""
        findings = self.query_one(OptionList)
        findings.add_options([Option(self._prompt(finding)) for finding in self._findings])
        findings.highlighted = 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the finding."""
        self.dismiss(self._findings[event.option_index])

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Fix or leave."""
        self.dismiss(self.FIX if event.button.id == "fix" else None)

    def _counts(self) -> str:
        counts = {
            finding.severity.label: sum(other.severity is finding.severity for other in self._findings)
            for finding in self._findings
        }
        return "　".join(f"{label} {count}" for label, count in counts.items()) + "　回车到所在的地方"

    def _prompt(self, finding: Finding) -> Text:
        severity = self.get_component_rich_style(f"checks--{finding.severity.value}", partial=True)
        facts = self.get_component_rich_style("checks--facts", partial=True)
        fix = f" → {finding.fix}" if finding.fix is not None else ""
        return Text.assemble(
            (f"{finding.severity.label}：", severity),
            finding.message,
            (
                f"\n　　第 {finding.line} 行　{finding.excerpt}{fix}　{finding.rule} {finding.basis.value}",
                facts,
            ),
        )

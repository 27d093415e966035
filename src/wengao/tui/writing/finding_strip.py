"""The lines under the text that say what is wrong at the finding that was gone to, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.widgets import Static

from wengao.tui.actions import ACTIONS, with_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wengao.review.model import Finding

_FIX, _WAIVE, _NEXT = "draft.fix", "editor.waive", "draft.finding"


class FindingStrip(Static):
    """Nothing while no finding is at hand."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "finding--facts",
        "checks--error",
        "checks--warning",
        "checks--hint",
    }

    def show(self, finding: Finding | None, number: str = "") -> None:
        """Say what a finding is. number: which of how many, and that it stands in the heading."""
        self.set_class(finding is not None, "-shown")
        if finding is not None:
            self.update(self._told(finding, number))

    def _told(self, finding: Finding, number: str) -> Text:
        severity = self.get_component_rich_style(f"checks--{finding.severity.value}", partial=True)
        facts = self.get_component_rich_style("finding--facts", partial=True)
        keys: Mapping[str, str] = getattr(self.app, "keys", {})
        shown = {action.id: with_keys(action, keys).shown_key for action in ACTIONS}
        fix = f"{shown[_FIX]} 改为“{finding.fix}”" if finding.fix else f"{shown[_FIX]} 删去"
        ways = [
            *([fix] if finding.fix is not None else []),
            f"{shown[_WAIVE]} 放行",
            f"{shown[_NEXT]} 下一处",
        ]
        return Text.assemble(
            (f"{finding.severity.label}{number}：", severity),
            finding.message,
            ("\n" + "　".join([*ways, finding.rule]), facts),
        )

"""The rules of the check (检查规则): basis, an example, and how serious each is for the unit, which is set here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static

from wengao.review.model import Severity
from wengao.tui.actions import Place, bindings
from wengao.tui.shared.list_dialogue import ListDialogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from wengao.desk.desk import Desk
    from wengao.review.model import RuleState

_STEPS = (None, Severity.HINT, Severity.WARNING, Severity.ERROR)
"""From off to the gravest."""
_OFF = "关"
_NAME_WIDTH = 46


def shown_severity(severity: Severity | None) -> str:
    """错, 警, 提 or 关."""
    return severity.label if severity is not None else _OFF


class RulesScreen(ListDialogue[bool]):
    """Answers whether anything was changed. rule: the id of the one to begin with."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.RULES)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"checks--error", "checks--warning", "checks--hint"}
    places = (Place.RULES,)
    heading = "检查规则"
    caption = "左右键改轻重：关、提、警、错。改了就生效，写进本单位的规则文件"

    def __init__(self, desk: Desk, rule: str = "") -> None:
        super().__init__()
        self._desk, self._first = desk, rule
        self._rules: tuple[RuleState, ...] = ()
        self._changed = False

    def compose_detail(self) -> Sequence[Widget]:
        """Basis and example."""
        return (VerticalScroll(Static(id="rule-detail", markup=False), id="list-detail"),)

    def on_mount(self) -> None:
        """Read the rules behind the paint."""
        self.start_job("rules", self._desk.review.rules, self._show)

    def _show(self, rules: tuple[RuleState, ...]) -> None:
        self._rules = rules
        changed = sum(rule.changed for rule in rules)
        told = f"　改过 {changed} 条" if changed else ""
        self.fill([self._prompt(rule) for rule in rules], f"{self.caption}{told}", "")
        if self._first:
            place = next((place for place, rule in enumerate(rules) if rule.id == self._first), 0)
            self.query_one("#items", OptionList).highlighted = place
            self._first = ""
        if self.place is not None:
            self.highlight(self.place)

    def _prompt(self, rule: RuleState) -> Text:
        facts = self.get_component_rich_style("list--facts", partial=True)
        name = Text(f"{rule.id:<7}{rule.name}")
        name.truncate(_NAME_WIDTH, overflow="ellipsis", pad=True)
        was = f"　自带 {shown_severity(rule.shipped)}" if rule.changed else ""
        return Text.assemble((shown_severity(rule.now), self._style(rule.now)), "　", name, (was, facts))

    def _style(self, severity: Severity | None) -> Style:
        if severity is None:
            return self.get_component_rich_style("list--facts", partial=True)
        return self.get_component_rich_style(f"checks--{severity.value}", partial=True)

    def highlight(self, place: int) -> None:
        """Show what the rule rests on, and an example."""
        if place >= len(self._rules):
            return
        rule, facts = self._rules[place], self.get_component_rich_style("list--facts", partial=True)
        lines = [
            ("依据　", f"{rule.basis.value}：{rule.rests_on}"),
            ("轻重　", f"{shown_severity(rule.now)}（自带 {shown_severity(rule.shipped)}）"),
            *([("不对　", rule.wrong), ("对　　", rule.right)] if rule.wrong else []),
        ]
        detail = Text(f"{rule.id}　{rule.name}\n", style="bold")
        for label, text in lines:
            detail.append(label, facts + Style(bold=False)).append(f"{text}\n", Style(bold=False))
        self.query_one("#rule-detail", Static).update(detail)

    def choose(self, place: int) -> None:
        """Go on to the next severity, from the gravest to off."""
        self._set(place, (self._step_of(place) + 1) % len(_STEPS))

    def action_heavier(self) -> None:
        """Make the highlighted rule graver."""
        self._step(1)

    def action_lighter(self) -> None:
        """Make the highlighted rule lighter, in the end off."""
        self._step(-1)

    def _step(self, step: int) -> None:
        place = self.place
        if place is not None and self._rules and 0 <= self._step_of(place) + step < len(_STEPS):
            self._set(place, self._step_of(place) + step)

    def action_reset(self) -> None:
        """Have the highlighted rule as it ships."""
        if self.place is not None and self._rules:
            self._set(self.place, _STEPS.index(self._rules[self.place].shipped))

    def _step_of(self, place: int) -> int:
        return _STEPS.index(self._rules[place].now)

    def _set(self, place: int, step: int) -> None:
        review, rule = self._desk.review, self._rules[place].id

        def change() -> tuple[RuleState, ...]:
            review.set_severity(rule, _STEPS[step])
            return review.rules()

        def changed(rules: tuple[RuleState, ...]) -> None:
            self._changed = True
            self._show(rules)

        self.start_job("rules", change, changed)

    def action_close(self) -> None:
        """Say whether anything was changed."""
        self.dismiss(self._changed)

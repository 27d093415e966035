"""The rules as a unit has them: what each asks for, what it rests on, an example, and how serious it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.review.families import family_of
from wengao.review.model import Basis, RuleState
from wengao.review.registry import RULES
from wengao.review.word.profile import WORD_RULES

if TYPE_CHECKING:
    from wengao.review.model import Severity
    from wengao.review.rule import Example, Rule
    from wengao.review.settings import ReviewSettings


def rule_states(settings: ReviewSettings) -> tuple[RuleState, ...]:
    """Every rule, by family and number, those of Word files last."""

    def now(id: str, severity: Severity, *, asked: bool) -> Severity | None:  # noqa: A002 - the field's own name
        return settings.severities.get(id, severity) if asked and id not in settings.off else None

    return (
        *(
            RuleState(
                rule.id,
                rule.name,
                rule.basis,
                None if rule.optional else rule.severity,
                now(rule.id, rule.severity, asked=not rule.optional or rule.id in settings.on),
                _rests_on(rule.id, rule.basis),
                _on_one_line(rule.fails[0].draft),
                _right_of(rule.fails[0], rule.passes[0]),
            )
            for rule in RULES
        ),
        *(
            RuleState(
                rule.id,
                rule.name,
                rule.basis,
                rule.severity,
                now(rule.id, rule.severity, asked=True),
                _rests_on(rule.id, rule.basis),
            )
            for rule in WORD_RULES
        ),
    )


_IN_WORDS = {Basis.PRACTICE: "通行的写法", Basis.UNIT: "本单位自己的名单和规定"}


def _rests_on(rule: str, basis: Basis) -> str:
    """What the basis is: the family's standard, or that it is what offices do."""
    return _IN_WORDS.get(basis) or family_of(rule).rests_on or "公开文件里的规范写法"


def _right_of(wrong: Example, right: Example) -> str:
    """The wrong example put right where that is known, else one that is right."""
    return _on_one_line(wrong.fixed or right.draft)


_LONGEST_EXAMPLE = 32


def example_of(rule: Rule) -> str:
    """What a rule objects to, for a cell of a table: on one line, cut where it is long."""
    text = _on_one_line(rule.fails[0].draft).replace("|", "¦").replace("`", "'")
    return text if len(text) <= _LONGEST_EXAMPLE else f"{text[: _LONGEST_EXAMPLE - 1]}…"


def _on_one_line(text: str) -> str:
    return " ⏎ ".join(text.split("\n")).replace("⏎  ⏎", "⏎").strip(" ⏎")

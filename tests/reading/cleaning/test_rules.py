"""Each rule changes what its examples say it changes, and leaves alone what they say it leaves."""

from __future__ import annotations

import pytest

from wengao.reading.cleaning import RULES
from wengao.reading.cleaning.characters import SIMPLIFIED, simplification_available
from wengao.reading.cleaning.rule import Rule
from wengao.reading.raw import Block

CHANGES = [(rule, before, after) for rule in RULES for before, after in rule.changes]
KEEPS = [(rule, text) for rule in RULES for text in rule.keeps]


def applied(rule: Rule, text: str) -> str:
    outcome = rule.apply([Block(line) for line in text.split("\n")])
    return "\n".join(block.text for block in outcome.blocks)


@pytest.mark.parametrize(
    ("rule", "before", "after"), CHANGES, ids=[f"{rule.name}-{before[:12]}" for rule, before, _ in CHANGES]
)
def test_examples_that_must_change(rule: Rule, before: str, after: str) -> None:
    if rule is SIMPLIFIED and not simplification_available():
        pytest.skip("没有安装 opencc，繁简转换不可用")
    assert applied(rule, before) == after


@pytest.mark.parametrize(("rule", "text"), KEEPS, ids=[f"{rule.name}-{text[:12]}" for rule, text in KEEPS])
def test_examples_that_must_not_change(rule: Rule, text: str) -> None:
    assert applied(rule, text) == text


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_second_run_changes_nothing(rule: Rule) -> None:
    for before, _ in rule.changes:
        once = applied(rule, before)
        assert applied(rule, once) == once


def test_every_rule_has_examples_of_both_sorts_or_only_points_things_out() -> None:
    assert [rule.name for rule in RULES if not rule.keeps] == []
    assert [rule.name for rule in RULES if not rule.changes] == ["names_left_out"]


def test_names_are_unique() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)

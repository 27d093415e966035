"""Every rule objects to its failing examples, lets its passing ones be, and fixes what it says it fixes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from wengao.drafts.markdown import parse_draft, write_draft
from wengao.review.fixing import apply_fixes
from wengao.review.registry import RULES, check_draft

if TYPE_CHECKING:
    from wengao.review.model import Finding
    from wengao.review.rule import Example, Rule

FAILS = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in RULES
    for number, example in enumerate(rule.fails, 1)
]
PASSES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in RULES
    for number, example in enumerate(rule.passes, 1)
]
FIXES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in RULES
    for number, example in enumerate(rule.fails, 1)
    if example.fixed is not None
]


OPTIONAL = frozenset(rule.id for rule in RULES if rule.optional)


def found_in(example: Example) -> tuple[Finding, ...]:
    return check_draft(parse_draft(example.draft), replace(example.settings, on=OPTIONAL))


def rules_that_fire(example: Example) -> set[str]:
    return {finding.rule for finding in found_in(example)}


@pytest.mark.parametrize(("rule", "example"), FAILS)
def test_objects_to_its_failing_example(rule: Rule, example: Example) -> None:
    assert rule.id in rules_that_fire(example)


@pytest.mark.parametrize(("rule", "example"), PASSES)
def test_lets_its_passing_example_be(rule: Rule, example: Example) -> None:
    assert rule.id not in rules_that_fire(example)


@pytest.mark.parametrize(("rule", "example"), FIXES)
def test_fixes_its_failing_example(rule: Rule, example: Example) -> None:
    draft = parse_draft(example.draft)
    findings = [finding for finding in found_in(example) if finding.rule == rule.id]
    assert example.fixed == write_draft(apply_fixes(draft, findings))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_has_at_least_four_failing_and_two_passing_examples(rule: Rule) -> None:
    assert (len(rule.fails) >= 4, len(rule.passes) >= 2) == (True, True)


def test_ids_stand_once() -> None:
    ids = [rule.id for rule in RULES]
    assert sorted(set(ids)) == sorted(ids)

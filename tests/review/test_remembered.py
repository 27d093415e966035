"""A check that remembers the paragraphs it has seen says what a check from scratch says, whatever was edited meanwhile."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from wengao.drafts.markdown import parse_draft
from wengao.review.reading import read_draft
from wengao.review.registry import RULES, check_draft
from wengao.review.remembered import Remembered
from wengao.review.rule import Hit, Rule
from wengao.review.settings import ReviewSettings

EXAMPLES = [example.draft for rule in RULES for example in (*rule.fails, *rule.passes)]
ALONE = [rule for rule in RULES if rule.alone]
PIECES = ("制渡", "，，", "市委市政府", "\n\n", "2026年03月", "“", "领道", "一是", "")


def told(hit: Hit) -> tuple[object, ...]:
    return hit.paragraph.offset(hit.start), hit.end - hit.start, hit.message, hit.fix, hit.severity


@pytest.mark.parametrize("seed", range(4))
def test_after_every_edit_it_says_what_a_check_from_scratch_says(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - edits, the same at every run
    settings = ReviewSettings(remembered=Remembered())
    text = "# 在会上的讲话\n\n" + "\n".join(chance.sample(EXAMPLES, 60))
    for _ in range(8):
        draft = parse_draft(text)
        assert check_draft(draft, settings) == check_draft(draft)
        start = chance.randrange(len(text))
        text = text[:start] + chance.choice(PIECES) + text[start + chance.randrange(3) :]


@pytest.mark.parametrize("rule", ALONE, ids=[rule.id for rule in ALONE])
def test_a_rule_that_looks_at_paragraphs_alone_does_so(rule: Rule) -> None:
    text = "\n".join(example.draft for example in (*rule.fails, *rule.passes))
    reading = read_draft(parse_draft(text))
    settings = ReviewSettings()
    one_by_one = [
        told(hit)
        for paragraph in reading.paragraphs
        for hit in rule.check(replace(reading, paragraphs=(paragraph,)), settings)
    ]
    assert sorted(one_by_one, key=str) == sorted(map(told, rule.check(reading, settings)), key=str)


def test_only_paragraphs_that_are_new_are_worked_out() -> None:
    remembered, asked = Remembered(), []

    def work_out(keys: Sequence[str]) -> dict[str, int]:
        asked.append(list(keys))
        return {key: len(key) for key in keys}

    assert remembered.values("length", "", ["a", "bb"], work_out) == {"a": 1, "bb": 2}
    assert remembered.values("length", "", ["a", "ccc"], work_out) == {"a": 1, "ccc": 3}
    assert remembered.values("length", "other", ["a"], work_out) == {"a": 1}
    assert asked == [["a", "bb"], ["ccc"], ["a"]]

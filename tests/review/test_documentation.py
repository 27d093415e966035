"""docs/review.md says what the register has: every rule with its name, severity and basis, and every key of the unit's file."""

from __future__ import annotations

import re
from pathlib import Path

from wengao.review.registry import RULES
from wengao.review.rule import Rule
from wengao.review.rule_states import example_of
from wengao.review.unit_file import KEYS, LIMIT_KEYS, OWN_KEYS
from wengao.review.word.profile import WORD_RULES, WordRule

PAGE = (Path(__file__).parents[2] / "docs" / "review.md").read_text(encoding="utf-8")


def test_lists_every_rule_as_it_is_registered() -> None:
    known: tuple[Rule | WordRule, ...] = (*RULES, *WORD_RULES)
    rows = [f"| {rule.id} | {rule.name} | {rule.severity.label} | {rule.basis} |" for rule in known]
    lines = [line.split(" | ") for line in PAGE.split("\n") if re.match(r"\| [A-Z]{3}-\d+ \|", line)]
    documented = [f"{' | '.join(cells[:4]).removesuffix(' |')} |" for cells in lines]
    assert sorted(documented) == sorted(rows)


def test_shows_an_example_of_every_rule_and_what_was_measured_of_it() -> None:
    lines = [line.split(" | ") for line in PAGE.split("\n") if re.match(r"\| [A-Z]{3}-\d+ \|", line)]
    shown = {cells[0].removeprefix("| "): cells[4:] for cells in lines}
    for rule in RULES:
        example, often, wrong, found = shown[rule.id]
        assert example == example_of(rule)
        assert re.fullmatch(r"0|\d+\.\d\d", often)
        assert re.fullmatch(r"0|\d+\.\d\d|没有读", wrong)
        assert re.fullmatch(r"\d+/\d+ \|", found)


def test_names_every_key_of_the_unit_s_file() -> None:
    missing = [
        key for key in (*KEYS, *OWN_KEYS, *LIMIT_KEYS) if f"{key}`" not in PAGE and f"[{key}]" not in PAGE
    ]
    assert missing == []

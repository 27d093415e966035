"""Sharp on bad text: mistakes planted in a sound draft are found, every rule has some, and the sound draft has none."""

from __future__ import annotations

from dataclasses import replace

from tests.review.planted import PLANTED, SOUND, Case
from wengao.drafts.markdown import parse_draft
from wengao.review.registry import RULES, check_draft
from wengao.review.settings import ReviewSettings

MOST_MISSED = 0.05


def is_found(rule: str, case: Case) -> bool:
    text, settings = (case, ReviewSettings()) if isinstance(case, str) else case
    whole = text if text.startswith(("# ", "---")) else SOUND.format(planted=text)
    switched_on = replace(settings, on=frozenset(rule.id for rule in RULES if rule.optional))
    return rule in {finding.rule for finding in check_draft(parse_draft(whole), switched_on)}


def test_every_rule_has_planted_mistakes() -> None:
    assert {rule.id for rule in RULES} == set(PLANTED)
    assert sum(map(len, PLANTED.values())) >= 200


def test_the_sound_draft_has_none() -> None:
    sound = SOUND.format(planted="堤上的值守点已经通了电话。")
    assert check_draft(parse_draft(sound)) == ()


def test_finds_what_is_planted() -> None:
    cases = [(rule, case) for rule, planted in PLANTED.items() for case in planted]
    missed = [(rule, case) for rule, case in cases if not is_found(rule, case)]
    print(f"planted: {len(cases)}, found: {1 - len(missed) / len(cases):.1%}")
    for rule, case in missed:
        print(f"  missed {rule}: {case if isinstance(case, str) else case[0]}")
    assert len(missed) <= MOST_MISSED * len(cases)

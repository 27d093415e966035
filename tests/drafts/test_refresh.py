"""Renewing an old text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wengao.drafts.facts import facts_of
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.model import Draft
from wengao.drafts.refresh import (
    Confirm,
    MakeSlot,
    Replace,
    decide,
    matching,
    refresh_items,
    start_refresh,
    unconfirmed,
)

BODY = "# 讲话\n\n2025年，安澜县征集320名。\n\n到2025年底，再征集320名，2025年不补。\n"


@pytest.fixture
def draft() -> Draft:
    return start_refresh(parse_draft(BODY))


def body(draft: Draft) -> str:
    return write_draft(draft)[len(draft.front) :]


def left(draft: Draft) -> list[str]:
    return [item.fact.text for item in unconfirmed(draft)]


def test_at_first_everything_is_open(draft: Draft) -> None:
    assert left(draft) == ["2025年", "安澜县", "320名", "2025年", "320名", "2025年"]
    assert body(draft) == BODY


def test_a_draft_that_was_not_imported_owes_nothing() -> None:
    assert unconfirmed(parse_draft(BODY)) == ()
    assert len(refresh_items(parse_draft(BODY))) == 6


def test_alike_facts_are_replaced_together_but_for_the_exceptions(draft: Draft) -> None:
    alike = matching(refresh_items(draft), "2025年")
    changed = decide(draft, {item.number: Replace("2026年") for item in alike if item.number != 4})
    assert body(changed) == BODY.replace("2025年，", "2026年，").replace("2025年不", "2026年不")
    assert left(changed) == ["安澜县", "320名", "2025年", "320名"]


def test_one_of_several_alike_is_confirmed(draft: Draft) -> None:
    changed = decide(draft, {3: Confirm()})
    assert [(item.number, item.fact.text) for item in unconfirmed(changed)] == [
        (1, "2025年"), (2, "安澜县"), (4, "2025年"), (5, "320名"), (6, "2025年"),
    ]  # fmt: skip
    assert left(parse_draft(write_draft(changed))) == left(changed)


def test_what_was_confirmed_stays_so_when_its_neighbour_is_replaced(draft: Draft) -> None:
    changed = decide(decide(draft, {3: Confirm()}), {2: Replace("望舒区"), 1: Replace("2026年")})
    assert left(changed) == ["2025年", "320名", "2025年"]


def test_a_slot_keeps_the_unit(draft: Draft) -> None:
    changed = decide(draft, {1: MakeSlot(), 2: MakeSlot(), 3: MakeSlot()})
    assert body(changed).split("\n")[2] == "【年份】，【地名】征集【数字】名。"


def test_words_changed_around_a_confirmed_place_open_it_again(draft: Draft) -> None:
    changed = decide(draft, {3: Confirm()})
    rewritten = parse_draft(write_draft(changed).replace("安澜县征集320名", "安澜县今后征满320名"))
    assert left(rewritten) == ["2025年", "安澜县", "320名", "2025年", "320名", "2025年"]


def test_new_facts_of_the_drafters_own_are_not_open(draft: Draft) -> None:
    assert left(parse_draft(write_draft(draft) + "\n投入45万元。\n")) == left(draft)


def test_a_number_that_is_not_there_is_refused(draft: Draft) -> None:
    with pytest.raises(KeyError):
        decide(draft, {7: Confirm()})


def test_the_state_of_other_front_matter_is_kept() -> None:
    started = start_refresh(parse_draft("---\n# 主任改过\ngenre: 讲话\n---\n" + BODY))
    assert started.front.startswith(
        "---\n# 主任改过\ngenre: 讲话\nrefresh:\n  open: [2025年, 安澜县, 320名]\n"
    )


DECISIONS = st.dictionaries(
    st.integers(1, 6), st.sampled_from([Confirm(), Replace("2026年"), Replace("空"), MakeSlot()])
)


@given(DECISIONS)
def test_every_decision_is_settled_and_nothing_else(
    decisions: dict[int, Confirm | Replace | MakeSlot],
) -> None:
    draft = start_refresh(parse_draft(BODY))
    changed = decide(draft, decisions)
    assert left(changed) == [item.fact.text for item in refresh_items(draft) if item.number not in decisions]
    if all(decision == Confirm() for decision in decisions.values()):
        assert body(changed) == BODY
    assert decide(changed, {}) == changed or len(facts_of(changed)) != 6

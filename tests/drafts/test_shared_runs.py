"""Runs that two bodies of text share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wengao.drafts.reuse import SharedRun, shared_runs

TEXTS = st.lists(st.text(alphabet="甲乙丙", max_size=20), max_size=4)


def maximal_runs(own: list[str], others: list[str], length: int) -> set[SharedRun]:
    """Every run, found by looking at all pairs of places."""
    found = set()
    for i, mine in enumerate(own):
        for j, theirs in enumerate(others):
            for a in range(len(mine)):
                for b in range(len(theirs)):
                    if a and b and mine[a - 1] == theirs[b - 1]:
                        continue
                    size = 0
                    while (
                        a + size < len(mine) and b + size < len(theirs) and mine[a + size] == theirs[b + size]
                    ):
                        size += 1
                    if size >= length:
                        found.add(SharedRun(i, a, j, b, size))
    return found


@given(TEXTS, TEXTS, st.sampled_from([1, 2, 3, 5, 8]))
def test_every_run_is_found_once_and_whole(own: list[str], others: list[str], length: int) -> None:
    found = list(shared_runs(own, others, length))
    assert sorted(map(repr, found)) == sorted(map(repr, maximal_runs(own, others, length)))


@pytest.mark.parametrize("own", [[], [""], ["短"]])
def test_a_draft_that_is_too_short_shares_nothing(own: list[str]) -> None:
    assert list(shared_runs(own, ["短" * 50], 13)) == []


def test_a_corpus_of_several_blocks_is_searched_to_its_end() -> None:
    others = ["丁" * 700_000] * 4 + ["前文甲乙丙丁后文"]
    assert list(shared_runs(["甲乙丙丁"], others, 3)) == [SharedRun(0, 0, 4, 2, 4)]


def test_what_a_draft_says_over_and_over_is_told_once_a_place() -> None:
    refrain = "各级要抓好落实，主要负责同志亲自过问，"
    own, others = [refrain * 200], [refrain * 3, "前言。" + refrain * 100]
    runs = list(shared_runs(own, others, 13))
    covered = [place for run in runs for place in range(run.own_start, run.own_start + run.length)]
    assert set(covered) == set(range(len(own[0])))
    assert len(runs) < len(own[0])
    assert all(
        own[run.own][run.own_start : run.own_start + run.length]
        == others[run.other][run.other_start : run.other_start + run.length]
        for run in runs
    )

"""What two sequences share, told in bounded time."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wengao.language.alike import MOST_PAIRS, changes_between, likeness, shared_runs_of

LONG = "同" * 400
"""More pairs of like signs against itself than are looked at."""


@given(st.text("甲乙丙", max_size=20), st.text("甲乙丙", max_size=20), st.booleans())
def test_changes_leave_nothing_out(first: str, second: str, long: bool) -> None:
    if long:
        first, second = first + LONG + second, second + LONG + first
    changes = changes_between(first, second)
    assert "".join(first[change.start : change.end] for change in changes) == first
    assert "".join(second[change.other : change.other_end] for change in changes) == second
    assert all(
        first[change.start : change.end] == second[change.other : change.other_end]
        for change in changes
        if change.equal
    )


@given(st.text("甲乙丙丁", max_size=30), st.text("甲乙丙丁", max_size=30))
def test_short_texts_are_compared_as_difflib_does(first: str, second: str) -> None:
    blocks = difflib.SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    assert [tuple(run) for run in shared_runs_of(first, second)] == [
        tuple(block) for block in blocks if block.size
    ]
    assert likeness(first, second) == difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()


def test_lines_that_are_much_alike_are_held_together_by_those_that_occur_once() -> None:
    old = [line for number in range(1000) for line in (f"第{number}件事", "要快。")]
    new = [line for number in range(1000) if number != 500 for line in (f"第{number}件事", "要快。")]
    assert [change for change in changes_between(old, new) if not change.equal] == [
        (False, 1000, 1002, 1000, 1000)
    ]


class Counted(str):
    """A text that counts how often it is compared."""

    compared = 0

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str.__eq__(self, str(other))

    def __hash__(self) -> int:
        return str.__hash__(self)


@pytest.mark.parametrize("number", [1000, 2000, 4000])
def test_the_work_grows_with_the_length(number: int) -> None:
    Counted.compared = 0
    old = [Counted("要快。")] * number + [Counted("甲")] + [Counted("要快。")] * number
    changes_between(old, [Counted("要快。")] * (2 * number))
    assert Counted.compared < MOST_PAIRS

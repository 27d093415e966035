"""Patterns of headings by role."""

from __future__ import annotations

import pytest

from wengao.language.genres import genres
from wengao.language.heading_patterns import TOPIC_MARK, HeadingFamily, heading_families
from wengao.language.headings import judge_parallel
from wengao.language.roles import roles

MAIN_ROLES = (
    "significance",
    "achievement",
    "experience",
    "problem",
    "task",
    "measure",
    "synergy",
    "implement",
    "plan",
    "study",
    "commit",
)
SETS = [family for family in heading_families() if family.parallel]


@pytest.mark.parametrize("role", MAIN_ROLES)
def test_a_main_role_has_enough_headings(role: str) -> None:
    of_role = [family for family in heading_families() if family.role == role]
    assert len({pattern for family in of_role for pattern in family.patterns}) >= 12
    assert any(len(family.patterns) >= 5 for family in of_role if family.parallel)


@pytest.mark.parametrize("family", SETS, ids=lambda family: family.patterns[0])
def test_a_set_is_parallel(family: HeadingFamily) -> None:
    assert judge_parallel(family.headings("征兵工作")).reasons == ()


def test_names_are_those_of_the_vocabularies() -> None:
    unknown = [family for family in heading_families() if roles().find(family.role) is None]
    strange = [
        genre for family in heading_families() for genre in family.genres if genres().find(genre) is None
    ]
    assert (unknown, strange) == ([], [])


def test_the_topic_takes_its_place() -> None:
    family = HeadingFamily("task", False, (f"抓好{TOPIC_MARK}", "压实责任"))
    assert family.headings("征兵工作") == ("抓好征兵工作", "压实责任")

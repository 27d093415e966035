"""A session is good until its hours are over, it is given back, or its user is another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from wengao.gateway.sessions import MOST_OF_ONE, Sessions
from wengao.gateway.users import User, Users

USER = User("张三", holders=("督查室",))
HOURS = 8.0


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def users(tmp_path: Path) -> Users:
    users = Users(tmp_path / "users.json")
    users.put(USER)
    return users


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(users: Users, clock: Clock) -> Sessions:
    return Sessions(users, HOURS, clock)


def test_it_runs_out_by_the_clock_and_stays_so(sessions: Sessions, clock: Clock) -> None:
    token = sessions.begin(USER)
    clock.now += HOURS * 3600 - 1
    assert sessions.user(token) == USER
    clock.now += 1
    assert sessions.user(token) is None
    clock.now -= 1
    assert sessions.user(token) is None


def test_it_ends_when_given_back_and_others_go_on(sessions: Sessions) -> None:
    first, second = sessions.begin(USER), sessions.begin(USER)
    sessions.end(first)
    assert (sessions.user(first), sessions.user(second), sessions.user("")) == (None, USER, None)


def test_other_rights_end_it(sessions: Sessions, users: Users) -> None:
    token = sessions.begin(USER)
    users.put(replace(USER, holders=()))
    assert sessions.user(token) is None


def test_of_too_many_of_one_user_the_oldest_end(sessions: Sessions) -> None:
    tokens = [sessions.begin(USER) for _ in range(MOST_OF_ONE + 1)]
    assert [sessions.user(token) is not None for token in tokens] == [False] + [True] * MOST_OF_ONE

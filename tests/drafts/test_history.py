"""Versions at save points."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from wengao.drafts.history import History, Version, thinned
from wengao.errors import UsageError

NOON = datetime.datetime(2026, 3, 5, 12, tzinfo=datetime.UTC)


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / ".wengao" / "history", tmp_path / "讲话.md")


def test_versions_are_kept_the_newest_first(history: History) -> None:
    for minute, text in enumerate(("甲", "乙", "乙", "甲")):
        history.keep(text, NOON + datetime.timedelta(minutes=minute))
    assert [version.text for version in history.versions()] == ["甲", "乙", "甲"]


def test_a_version_is_found_by_number_and_by_the_beginning_of_its_id(history: History) -> None:
    history.keep("甲", NOON)
    history.keep("乙", NOON + datetime.timedelta(minutes=1))
    oldest = history.versions()[-1]
    assert [history.version(name).text for name in ("1", "2", oldest.id[:6])] == ["乙", "甲", "甲"]


@pytest.mark.parametrize("name", ["9", "zz", ""])
def test_a_version_that_is_not_there_is_wrong_usage(history: History, name: str) -> None:
    history.keep("甲", NOON)
    with pytest.raises(UsageError, match="没有编号"):
        history.version(name)


def test_a_clock_that_goes_back_leaves_the_last_save_the_newest(history: History) -> None:
    history.keep("甲", NOON)
    history.keep("乙", NOON - datetime.timedelta(hours=3))
    assert history.versions()[0].text == "乙"


def minutes_ago(*ages: float) -> list[Version]:
    moments = [NOON - datetime.timedelta(minutes=age) for age in ages]
    return [Version(str(age), moment, Path(str(age))) for age, moment in zip(ages, moments, strict=True)]


@pytest.mark.parametrize(
    ("ages", "gone"),
    [
        ((1, 2, 3, 59), ()),
        ((121, 130, 150, 9000), ("130", "150")),
        ((2 * 1440 + 5, 2 * 1440 + 20, 99999), ("2900",)),
        ((100 * 1440, 100 * 1440 + 60, 500 * 1440), ("144060",)),
    ],
    ids=["the last hour whole", "the last of each hour", "the last of each day", "the last of each month"],
)
def test_versions_are_thinned_with_age(ages: tuple[float, ...], gone: tuple[str, ...]) -> None:
    assert tuple(version.id for version in thinned(minutes_ago(*ages), NOON)) == gone


def test_the_first_version_of_all_stays() -> None:
    assert thinned(minutes_ago(121, 122), NOON) == ()


def test_saving_thins_what_is_on_disk(history: History) -> None:
    for minute in (0, 5, 10, 15):
        history.keep(f"第{minute}", NOON + datetime.timedelta(minutes=minute))
    history.keep("次日", NOON + datetime.timedelta(hours=5))
    assert [version.text for version in history.versions()] == ["次日", "第15", "第0"]

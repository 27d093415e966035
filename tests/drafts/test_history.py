"""Versions at save points."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from wengao.drafts.history import History, Version, thinned
from wengao.errors import LinkInTheWayError, UsageError

NOON = datetime.datetime(2026, 3, 5, 12, tzinfo=datetime.UTC)


@pytest.fixture
def history(tmp_path: Path) -> History:
    (tmp_path / "wengao.toml").touch()
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


@pytest.mark.parametrize("years", [-30, 30])
def test_a_clock_that_jumps_changes_neither_the_order_nor_what_is_kept(history: History, years: int) -> None:
    texts = [f"第{number}版" for number in range(9)]
    for number, text in enumerate(texts):
        moment = NOON + datetime.timedelta(minutes=number)
        history.keep(text, moment.replace(year=moment.year + years) if 3 <= number < 6 else moment)
    assert [version.text for version in history.versions()] == texts[::-1]


def test_what_a_killed_save_left_among_the_versions_is_swept(history: History) -> None:
    kept = history.keep("甲", NOON)
    assert kept is not None
    left = kept.path.with_name(".20260305T120000.aaaa.saving")
    left.write_bytes(b"half")
    os.utime(left, (1000, 1000))
    history.keep("乙", NOON)
    assert not left.exists()


def test_versions_of_old_without_numbers_come_before_those_with(history: History, tmp_path: Path) -> None:
    for minute, text in enumerate(("甲", "乙")):
        history.keep(text, NOON + datetime.timedelta(minutes=minute))
    for version in history.versions():
        version.path.rename(version.path.with_name(f"{version.path.stem.rpartition('-')[0]}.md"))
    history.keep("丙", NOON - datetime.timedelta(days=9000))
    assert [version.text for version in history.versions()] == ["丙", "乙", "甲"]


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
def test_versions_of_a_private_draft_are_private(history: History, tmp_path: Path) -> None:
    (tmp_path / "讲话.md").touch(mode=0o600)
    before = os.umask(0)
    try:
        kept = history.keep("甲", NOON)
    finally:
        os.umask(before)
    assert kept is not None
    assert [path.stat().st_mode & 0o077 for path in (kept.path, *kept.path.parents[:2])] == [0, 0, 0]


def test_a_link_in_place_of_the_versions_leads_nowhere(history: History, tmp_path: Path) -> None:
    history.keep("甲", NOON)
    folder = history.versions()[0].path.parent
    folder.rename(tmp_path / "别处")
    folder.symlink_to(tmp_path / "别处")
    with pytest.raises(LinkInTheWayError, match="是一个链接"):
        history.keep("乙", NOON)
    assert (history.versions(), len(list((tmp_path / "别处").iterdir()))) == ((), 1)


def minutes_ago(*ages: float) -> list[Version]:
    moments = [NOON - datetime.timedelta(minutes=age) for age in ages]
    return [
        Version(str(age), moment, Path(str(age)), len(ages) - place)
        for place, (age, moment) in enumerate(zip(ages, moments, strict=True))
    ]


DAY = 1440
EVERY_DAY = tuple(range(DAY, 40 * DAY, DAY))


@pytest.mark.parametrize(
    ("ages", "gone"),
    [
        ((0, 1, 2, 3, 59), ()),
        ((0, 121, 130, 150, 1300), ("130", "150")),
        ((0, 1000, 2 * DAY + 5, 2 * DAY + 20, 2 * DAY + 1000), ("2900",)),
        (
            (0, *EVERY_DAY, 40 * DAY),
            tuple(str(age) for age in EVERY_DAY if age > 33 * DAY),
        ),
        ((0, 3 * DAY, 3 * DAY + 5, 3 * DAY + 10), ()),
    ],
    ids=[
        "the last hour whole",
        "the last of each hour",
        "the last of each day",
        "the last of each month",
        "a pause makes nothing older",
    ],
)
def test_versions_are_thinned_with_age(ages: tuple[float, ...], gone: tuple[str, ...]) -> None:
    assert tuple(version.id for version in thinned(minutes_ago(*ages))) == gone


def test_the_first_version_of_all_stays() -> None:
    assert thinned(minutes_ago(0, 121, 122)) == ()


def test_saving_thins_what_is_on_disk(history: History) -> None:
    for minute in (0, 5, 10, 15):
        history.keep(f"第{minute}", NOON + datetime.timedelta(minutes=minute))
    history.keep("次日", NOON + datetime.timedelta(hours=5))
    assert [version.text for version in history.versions()] == ["次日", "第15", "第0"]

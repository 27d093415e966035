"""Indexes that nobody uses any more, and those that somebody does."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from wengao.errors import WorkspaceBusyError
from wengao.files.locks import process_lock
from wengao.search.index_folder import LOCK_FILE
from wengao.search.index_sweeping import AGE, dead_indexes, note_use, sweep

NOW = datetime.datetime(2026, 3, 5, 12, tzinfo=datetime.UTC)
LONG_AGO = NOW - AGE - datetime.timedelta(days=1)


def no_workspace(_folder: Path) -> bool:
    return False


@pytest.fixture
def indexes(tmp_path: Path) -> Path:
    folder = tmp_path / "cache" / "index"
    folder.mkdir(parents=True)
    return folder


def index_of(indexes: Path, name: str, used_at: datetime.datetime) -> Path:
    folder = indexes / name
    note_use(folder, Path("/工作区") / name, used_at)
    for subfolder in ("aaaa", "bbbb"):
        (folder / subfolder).mkdir()
        (folder / subfolder / "words").write_bytes(b"." * 100)
    (folder / "stamp.json").write_text(json.dumps({"subfolder": "aaaa"}), encoding="utf-8")
    return folder


def test_an_index_goes_when_its_workspace_has_and_it_was_not_used_for_long(indexes: Path) -> None:
    old, fresh = index_of(indexes, "old", LONG_AGO), index_of(indexes, "fresh", NOW)
    lists = indexes.parent / "templates"
    (lists / "old").mkdir(parents=True)
    [swept] = sweep(indexes, no_workspace, NOW, beside=(lists,))
    assert (swept.workspace, old.exists(), (lists / "old").exists(), fresh.exists()) == (
        Path("/工作区/old"),
        False,
        False,
        True,
    )


def test_the_index_of_a_workspace_that_is_there_stays_however_old(indexes: Path) -> None:
    folder = index_of(indexes, "old", LONG_AGO)
    assert (sweep(indexes, lambda _folder: True, NOW), folder.exists()) == ((), True)


def test_an_index_that_is_being_written_is_left_alone(indexes: Path) -> None:
    folder = index_of(indexes, "old", LONG_AGO)
    with process_lock(folder / LOCK_FILE, below=folder, patience=0, busy=WorkspaceBusyError("")):
        assert sweep(indexes, no_workspace, NOW) == ()
        assert (folder / "bbbb").exists()
    assert folder.exists()


def test_what_a_killed_build_left_goes_and_what_the_stamp_names_stays(indexes: Path) -> None:
    folder = index_of(indexes, "live", NOW)
    assert sweep(indexes, lambda _folder: True, NOW) == ()
    assert {entry.name for entry in folder.iterdir() if entry.is_dir()} == {"aaaa"}


def test_a_folder_without_a_stamp_keeps_its_builds(indexes: Path) -> None:
    folder = index_of(indexes, "live", NOW)
    (folder / "stamp.json").unlink()
    sweep(indexes, lambda _folder: True, NOW)
    assert {entry.name for entry in folder.iterdir() if entry.is_dir()} == {"aaaa", "bbbb"}


def test_a_clock_that_was_set_back_sweeps_nothing(indexes: Path) -> None:
    folder = index_of(indexes, "old", NOW + datetime.timedelta(days=9000))
    assert (sweep(indexes, no_workspace, NOW), folder.exists()) == ((), True)


def test_dead_indexes_are_told_with_their_size(indexes: Path) -> None:
    index_of(indexes, "gone", NOW)
    index_of(indexes, "there", NOW)
    [dead] = dead_indexes(indexes, lambda folder: folder.name == "there", NOW)
    assert (dead.workspace, dead.used_at, dead.size > 200) == (Path("/工作区/gone"), NOW, True)


def test_an_index_of_old_that_names_no_workspace_counts_from_its_last_change(indexes: Path) -> None:
    (indexes / "unknown").mkdir()
    [dead] = dead_indexes(indexes, lambda _folder: True, NOW)
    assert dead.workspace is None
    changed = dead.used_at
    assert [len(sweep(indexes, no_workspace, changed + age)) for age in (AGE / 2, AGE * 2)] == [0, 1]


def test_a_link_among_the_indexes_is_no_index(indexes: Path, tmp_path: Path) -> None:
    (tmp_path / "别处").mkdir()
    (indexes / "link").symlink_to(tmp_path / "别处")
    assert (sweep(indexes, no_workspace, NOW + AGE * 99), (tmp_path / "别处").exists()) == ((), True)


def test_a_use_is_noted_once_a_day(indexes: Path) -> None:
    folder, workspace = indexes / "live", Path("/工作区")
    moments = (NOW, NOW + datetime.timedelta(hours=3), NOW + datetime.timedelta(days=2))
    seen = []
    for moment in moments:
        note_use(folder, workspace, moment)
        seen.append(dead_indexes(indexes, no_workspace, NOW)[0].used_at)
    assert seen == [moments[0], moments[0], moments[2]]

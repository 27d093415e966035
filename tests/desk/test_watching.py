"""A file that office programs save: when it is told as changed, and what leaves it as it was."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest

from wengao.desk.watching import WordWatch, changes

_moments = itertools.count(1_700_000_000)


def save(file: Path, content: str) -> None:
    """Write a file at a moment of its own, however fast the test is."""
    file.write_text(content, encoding="utf-8")
    moment = next(_moments)
    os.utime(file, (moment, moment))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    save(tmp_path / "稿.docx", "一")
    return tmp_path / "稿.docx"


def looks(watch: WordWatch, count: int = 3) -> list[bool]:
    return [watch.changed() for _ in range(count)]


def test_a_change_is_told_once_it_has_stood_still_and_only_once(file: Path) -> None:
    watch = WordWatch(file)
    assert looks(watch) == [False, False, False]
    save(file, "二")
    assert looks(watch) == [False, True, False]


def test_a_file_that_is_still_being_written_waits(file: Path) -> None:
    watch = WordWatch(file)
    told = []
    for content in ("二", "二二", "二二二"):
        save(file, content)
        told.append(watch.changed())
    assert (told, looks(watch)) == ([False, False, False], [True, False, False])


def test_saving_by_renaming_is_one_change(file: Path) -> None:
    """Word writes ~WRD0001.tmp, sets the file aside and renames; for a moment there is none."""
    watch = WordWatch(file)
    temporary, aside = file.with_name("~WRD0001.tmp"), file.with_name("~WRL0002.tmp")
    save(file.with_name("~$稿.docx"), "谁在写")
    save(temporary, "二")
    assert watch.changed() is False
    file.rename(aside)
    assert looks(watch, 2) == [False, False]
    temporary.rename(file)
    aside.unlink()
    assert looks(watch) == [False, True, False]


def test_saving_without_a_change_is_none(file: Path) -> None:
    watch = WordWatch(file)
    save(file, "一")
    assert looks(watch) == [False, False, False]


def test_every_change_is_told(file: Path) -> None:
    watch = WordWatch(file)
    told = []
    for content in ("二", "三", "一"):
        save(file, content)
        told.append(looks(watch))
    assert told == [[False, True, False]] * 3


def test_a_file_that_cannot_be_read_now_is_told_later(file: Path) -> None:
    watch = WordWatch(file)
    content = file.with_name("别处")
    save(content, "二")
    file.unlink()
    file.symlink_to(content)
    assert looks(watch) == [False, False, False]
    file.unlink()
    save(file, "二")
    assert looks(watch) == [False, True, False]


def test_changes_are_told_between_pauses(file: Path) -> None:
    done: list[str] = []

    def pause() -> None:
        if len(done) == 4:
            raise KeyboardInterrupt
        done.append("pause")
        if len(done) == 1:
            save(file, "二")

    told: list[Path] = []
    with pytest.raises(KeyboardInterrupt):
        told.extend(changes(WordWatch(file), pause))
    assert (told, len(done)) == ([file], 4)

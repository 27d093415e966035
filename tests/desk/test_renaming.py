"""A draft's file gets another name: never over another, its versions along, nothing lost wherever it stops."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wengao.desk.desk import Desk
from wengao.drafts.lock import lock_path
from wengao.drafts.markdown import parse_draft
from wengao.drafts.store import StoredDraft
from wengao.errors import DraftLockedError, InputError, UsageError, WengaoError

from .test_history import NEW, OLD, desk, stored, typed

__all__ = ["desk", "stored"]


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


@pytest.fixture
def saved(desk: Desk, stored: StoredDraft) -> StoredDraft:
    return desk.drafts.save(typed(stored))


def texts(desk: Desk, path: Path) -> list[str]:
    return [version.text for version in desk.history.versions(path)]


@pytest.mark.parametrize("name", ["推进会讲话", " 推进会讲话.md "])
def test_the_versions_go_along(desk: Desk, saved: StoredDraft, name: str) -> None:
    new = desk.drafts.rename(saved.path, name)
    assert (new.name, names(new.parent)) == ("推进会讲话.md", ["推进会讲话.md"])
    assert (new.read_text(encoding="utf-8"), texts(desk, new), texts(desk, saved.path)) == (
        NEW,
        [NEW, OLD],
        [],
    )


def test_work_goes_on_under_the_new_name(desk: Desk, saved: StoredDraft) -> None:
    opened = desk.drafts.open(desk.drafts.rename(saved.path, "新名"))
    third = "# 讲话\n\n第三段。\n"
    again = desk.drafts.save(opened.with_draft(parse_draft(third)))
    assert texts(desk, again.path) == [third, NEW, OLD]


def test_its_own_name_changes_nothing(desk: Desk, saved: StoredDraft) -> None:
    assert desk.drafts.rename(saved.path, "讲话") == saved.path


@pytest.mark.parametrize(
    "name", ["", " ", "..", "讲/话", "讲:话", "讲\u202e话", "讲\n话", "长" * 61, ".md", "nul", "COM1.稿"]
)
def test_what_is_no_name_everywhere_is_refused(desk: Desk, saved: StoredDraft, name: str) -> None:
    with pytest.raises(UsageError):
        desk.drafts.rename(saved.path, name)
    assert names(saved.path.parent) == ["讲话.md"]


def test_a_name_that_is_taken_is_refused(desk: Desk, saved: StoredDraft) -> None:
    other = saved.path.with_name("别的.md")
    other.write_text("别的", encoding="utf-8")
    with pytest.raises(InputError, match="已经有一篇叫"):
        desk.drafts.rename(saved.path, "别的")
    assert (saved.path.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")) == (NEW, "别的")


def test_a_name_whose_versions_are_there_still_is_refused(desk: Desk, saved: StoredDraft) -> None:
    gone = desk.drafts.save(StoredDraft(saved.path.with_name("从前.md"), parse_draft(OLD)))
    gone.path.unlink()
    with pytest.raises(InputError, match="历史版本还留着"):
        desk.drafts.rename(saved.path, "从前")
    assert (names(saved.path.parent), texts(desk, saved.path)) == (["讲话.md"], [NEW, OLD])


def test_unsaved_text_is_seen_to_first(desk: Desk, saved: StoredDraft) -> None:
    desk.history.record(typed(saved, "# 讲话\n\n没有保存。\n"))
    with pytest.raises(InputError, match="没有保存的文字"):
        desk.drafts.rename(saved.path, "新名")
    assert names(saved.path.parent) == ["讲话.md"]


def test_what_somebody_writes_is_left(desk: Desk, saved: StoredDraft) -> None:
    lock_path(saved.path).write_text(
        '{"user": "张文澜", "host": "另一台", "process": 1, "since": "2026-03-05T14:05:00", "token": "t"}', encoding="utf-8"
    )  # fmt: skip
    with pytest.raises(DraftLockedError, match="张文澜"):
        desk.drafts.rename(saved.path, "新名")
    assert saved.path.exists()


@pytest.mark.skipif(os.name == "nt", reason="links want rights there")
def test_a_link_is_not_renamed(desk: Desk, saved: StoredDraft) -> None:
    link = saved.path.with_name("链接.md")
    link.symlink_to(saved.path)
    with pytest.raises(InputError, match="是链接"):
        desk.drafts.rename(link, "新名")
    assert names(saved.path.parent) == ["讲话.md", "链接.md"]


def test_a_disk_without_second_names_takes_a_copy(
    desk: Desk, saved: StoredDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_arguments: object, **_options: object) -> None:
        raise PermissionError(1, "没有这个功能")

    monkeypatch.setattr(os, "link", refused)
    new = desk.drafts.rename(saved.path, "新名")
    assert (new.read_text(encoding="utf-8"), names(new.parent), texts(desk, new)) == (
        NEW,
        ["新名.md"],
        [NEW, OLD],
    )


@pytest.mark.parametrize(
    "stop", ["wengao.desk.services.drafts.remove_file", "wengao.desk.services.history.move_folder"]
)
def test_wherever_it_is_stopped_the_draft_is_there_with_its_versions(
    desk: Desk, saved: StoredDraft, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    class PowerCut(BaseException):
        pass

    def cut(*_arguments: object, **_options: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(stop, cut)
        with pytest.raises(PowerCut):
            desk.drafts.rename(saved.path, "新名")
    new = saved.path.with_name("新名.md")
    assert {file.read_text(encoding="utf-8") for file in (saved.path, new)} == {NEW}
    assert sorted((texts(desk, saved.path), texts(desk, new))) == [[], [NEW, OLD]]
    assert (desk.drafts.rename(saved.path, "新名"), texts(desk, new), names(new.parent)) == (
        new,
        [NEW, OLD],
        ["新名.md"],
    )


def test_a_history_that_does_not_move_leaves_all_as_it_was(
    desk: Desk, saved: StoredDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_arguments: object, **_options: object) -> None:
        raise InputError("写不了", "")

    monkeypatch.setattr("wengao.desk.services.history.move_folder", refused)
    with pytest.raises(WengaoError):
        desk.drafts.rename(saved.path, "新名")
    assert (names(saved.path.parent), texts(desk, saved.path)) == (["讲话.md"], [NEW, OLD])


def test_a_disk_that_takes_no_notice_of_case_loses_nothing(
    desk: Desk, saved: StoredDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved.path.rename(saved.path.with_name("speech.md"))
    with monkeypatch.context() as patched:
        patched.setattr(Path, "exists", lambda *_arguments, **_options: True)
        patched.setattr(Path, "samefile", lambda *_arguments: True)
        desk.drafts.rename(path, "Speech")
    assert [file.read_text(encoding="utf-8") for file in path.parent.iterdir()] == [NEW]


def test_an_old_name_that_stays_is_told_and_both_hold_the_draft(
    desk: Desk, saved: StoredDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("wengao.desk.services.drafts.remove_file", lambda _path: False)
        with pytest.raises(InputError, match="删不掉"):
            desk.drafts.rename(saved.path, "新名")
    assert names(saved.path.parent) == ["新名.md", "讲话.md"]
    assert texts(desk, desk.drafts.rename(saved.path, "新名")) == [NEW, OLD]

"""Saving, remembering and bringing back, as the interface does it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from wengao.desk.desk import Desk
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.drafts.lock import DraftLock
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.store import StoredDraft
from wengao.errors import DraftChangedError, InputError
from wengao.files.writing import read_own

OLD, NEW = "# 讲话\n\n旧的一段。\n", "# 讲话\n\n新的一段。\n"


class Clock:
    """A clock that goes on a minute each time it is read."""

    def __init__(self) -> None:
        self.now = datetime.datetime(2026, 3, 5, 9, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        self.now += datetime.timedelta(minutes=1)
        return self.now


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    create_workspace(tmp_path / "ws", with_samples=False)
    return Desk(open_workspace(tmp_path / "ws", cache=tmp_path / "cache"), clock=Clock())


@pytest.fixture
def stored(desk: Desk) -> StoredDraft:
    file = desk.workspace.drafts_folder / "讲话.md"
    file.write_text(OLD, encoding="utf-8")
    return desk.drafts.open(file)


def typed(stored: StoredDraft, text: str = NEW) -> StoredDraft:
    return stored.with_draft(parse_draft(text))


def test_a_save_keeps_what_was_and_what_is(desk: Desk, stored: StoredDraft) -> None:
    saved = desk.drafts.save(typed(stored))
    assert [version.text for version in desk.history.versions(saved.path)] == [NEW, OLD]


def test_a_version_is_restored_and_the_present_text_kept(desk: Desk, stored: StoredDraft) -> None:
    saved = desk.drafts.save(typed(stored))
    restored = desk.drafts.restore(saved.path, "2")
    assert write_draft(desk.drafts.open(saved.path).draft) == write_draft(restored.draft) == OLD
    assert [version.text for version in desk.history.versions(saved.path)] == [OLD, NEW, OLD]


def test_a_draft_that_was_deleted_is_restored(desk: Desk, stored: StoredDraft) -> None:
    saved = desk.drafts.save(typed(stored))
    saved.path.unlink()
    desk.drafts.restore(saved.path, "1")
    assert saved.path.read_text(encoding="utf-8") == NEW


def test_an_overwritten_change_of_somebody_else_is_kept_as_a_version(desk: Desk, stored: StoredDraft) -> None:
    stored.path.write_text("别人写的\n", encoding="utf-8")
    with pytest.raises(DraftChangedError):
        desk.drafts.save(typed(stored))
    desk.drafts.save(typed(stored), overwrite=True)
    assert "别人写的\n" in [version.text for version in desk.history.versions(stored.path)]


def test_what_was_typed_and_not_saved_is_offered_and_recovered(desk: Desk, stored: StoredDraft) -> None:
    desk.history.record(typed(stored))
    [record] = desk.history.recoverable()
    recovered = desk.history.recover(record)
    assert (recovered.path, write_draft(recovered.draft), stored.path.read_text(encoding="utf-8")) == (
        stored.path,
        NEW,
        OLD,
    )
    desk.drafts.save(recovered)
    assert (desk.history.recoverable(), stored.path.read_text(encoding="utf-8")) == ((), NEW)


def test_what_is_recovered_never_takes_the_place_of_somebody_elses_change(
    desk: Desk, stored: StoredDraft
) -> None:
    desk.history.record(typed(stored))
    stored.path.write_text("别人写的\n", encoding="utf-8")
    recovered = desk.history.recover(desk.history.recoverable()[0])
    assert (recovered.path.name, recovered.path.read_text(encoding="utf-8")) == ("讲话（恢复）.md", NEW)
    assert (stored.path.read_text(encoding="utf-8"), desk.history.recoverable()) == ("别人写的\n", ())


def test_recording_reads_each_record_once(
    desk: Desk, stored: StoredDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def counted(path: Path, **places: Path) -> bytes:
        looked.append(path.name)
        return read_own(path, **places)

    for text in ("甲", "乙"):
        desk.history.record(typed(stored, f"# 讲话\n\n{text}\n"))
    monkeypatch.setattr("wengao.drafts.journal.read_own", counted)
    desk.history.record(typed(stored, "# 讲话\n\n丙\n"))
    assert sorted(looked) == ["journal.0", "journal.0", "journal.1", "journal.1"]
    assert [record.text for record in desk.history.recoverable()] == ["# 讲话\n\n丙\n"]


def test_a_declined_recovery_stays_a_version(desk: Desk, stored: StoredDraft) -> None:
    desk.history.record(typed(stored))
    desk.history.decline(desk.history.recoverable()[0])
    assert (desk.history.recoverable(), [version.text for version in desk.history.versions(stored.path)]) == (
        (),
        [NEW, OLD],
    )


def test_text_left_unsaved_on_purpose_is_not_offered_again(desk: Desk, stored: StoredDraft) -> None:
    desk.history.record(typed(stored))
    desk.history.abandon(typed(stored))
    assert (desk.history.recoverable(), desk.history.versions(stored.path)[0].text) == ((), NEW)


def test_a_draft_that_is_being_written_is_not_offered(desk: Desk, stored: StoredDraft) -> None:
    desk.history.record(typed(stored))
    with desk.drafts.locked(stored.path):
        assert desk.history.recoverable() == ()
    assert len(desk.history.recoverable()) == 1


def test_a_lock_is_taken_over(desk: Desk, stored: StoredDraft) -> None:
    first = desk.drafts.lock(stored.path)
    second: DraftLock = desk.drafts.take_over(stored.path)
    assert (first.held, second.held) == (False, True)


def test_a_history_that_cannot_be_written_is_told_and_does_not_stop_a_save(
    stored: StoredDraft, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    desk = Desk(open_workspace(tmp_path / "ws", cache=tmp_path / "cache"), clock=Clock(), tell=told.append)
    (desk.workspace.root / ".wengao").write_text("", encoding="utf-8")
    desk.drafts.save(typed(stored))
    assert stored.path.read_text(encoding="utf-8") == NEW
    assert all("没能留进历史：写不了" in message for message in told)
    assert (len(told), capfd.readouterr()) == (2, ("", ""))


def test_a_folder_that_vanished_is_told_and_the_text_is_in_the_journal(
    desk: Desk, stored: StoredDraft
) -> None:
    desk.history.record(typed(stored))
    stored.path.unlink()
    stored.path.parent.rmdir()
    with pytest.raises(InputError, match="找不到了"):
        desk.drafts.save(typed(stored))
    assert desk.history.recoverable()[0].text == NEW

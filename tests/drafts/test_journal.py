"""The autosave journal."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from wengao.drafts.journal import Journal, recoverable_drafts
from wengao.errors import InputError

NOON = datetime.datetime(2026, 3, 5, 12, tzinfo=datetime.UTC)


def at(seconds: float) -> datetime.datetime:
    return NOON + datetime.timedelta(seconds=seconds)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "讲话.md"
    file.write_text("# 旧\n", encoding="utf-8")
    return file


@pytest.fixture
def journal(tmp_path: Path, file: Path) -> Journal:
    return Journal(tmp_path / ".wengao" / "history", file)


def test_what_was_typed_is_recovered_with_when_and_from_what(journal: Journal, file: Path) -> None:
    journal.record("# 新\n", lambda: at(0), base="abc")
    record = journal.recoverable()
    assert record is not None
    assert (record.draft_path, record.text, record.base, record.recorded_at) == (file, "# 新\n", "abc", NOON)


def test_the_newest_of_many_records_is_recovered(journal: Journal) -> None:
    for second in range(5):
        assert journal.record(f"# 新 {second}\n", lambda second=second: at(second))  # type: ignore[misc]
    record = journal.recoverable()
    assert (record and record.text, journal.record("# 新 4\n", lambda: at(9))) == ("# 新 4\n", False)


@pytest.mark.parametrize("left", [0, 20, 200])
def test_a_record_that_was_cut_leaves_the_one_before_it(journal: Journal, tmp_path: Path, left: int) -> None:
    journal.record("# 新 1\n" * 40, lambda: at(1))
    journal.record("# 新 2\n" * 40, lambda: at(2))
    newest = next(
        slot for slot in tmp_path.rglob("journal.*") if "# 新 2" in slot.read_text(encoding="utf-8")
    )
    newest.write_bytes(newest.read_bytes()[:left])
    record = journal.recoverable()
    assert record is not None
    assert record.text == "# 新 1\n" * 40


def test_what_the_file_holds_needs_no_recovery(journal: Journal, file: Path) -> None:
    journal.record("# 新\n", lambda: at(0))
    file.write_bytes("# 新\r\n".encode())
    assert journal.recoverable() is None


def test_a_save_ends_the_journal_unless_more_was_typed_meanwhile(journal: Journal) -> None:
    journal.record("# 新\n", lambda: at(0))
    journal.record("# 更新\n", lambda: at(1))
    journal.settle("# 新\n")
    record = journal.recoverable()
    assert record is not None
    assert record.text == "# 更新\n"
    journal.settle("# 更新\n")
    assert journal.recoverable() is None


def test_every_draft_with_unsaved_text_is_found_the_latest_first(tmp_path: Path, file: Path) -> None:
    history = tmp_path / ".wengao" / "history"
    Journal(history, file).record("# 甲\n", lambda: at(0))
    Journal(history, tmp_path / "没有这个文件.md").record("# 乙\n", lambda: at(5))
    assert [record.text for record in recoverable_drafts(history)] == ["# 乙\n", "# 甲\n"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, file: Path) -> None:
    (tmp_path / ".wengao").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="写不了文稿的历史"):
        Journal(tmp_path / ".wengao" / "history", file).record("# 新\n", lambda: at(0))


def test_a_moved_workspace_keeps_its_records(tmp_path: Path) -> None:
    before, after = tmp_path / "甲", tmp_path / "乙"
    (before / "drafts").mkdir(parents=True)
    Journal(before / ".wengao" / "history", before / "drafts" / "讲话.md").record("# 新\n", lambda: at(0))
    before.rename(after)
    assert Journal(after / ".wengao" / "history", after / "drafts" / "讲话.md").recoverable() is not None

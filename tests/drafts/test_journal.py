"""The autosave journal."""

from __future__ import annotations

import datetime
import json
import math
import os
from pathlib import Path

import pytest

from wengao.drafts.journal import Journal, SessionJournal, recorded_drafts
from wengao.errors import InputError, LinkInTheWayError
from wengao.files.rights import rights_of
from wengao.files.text_form import UTF8

NOON = datetime.datetime(2026, 3, 5, 12, tzinfo=datetime.UTC)


def at(seconds: float) -> datetime.datetime:
    return NOON + datetime.timedelta(seconds=seconds)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "wengao.toml").touch()
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


@pytest.mark.parametrize("years", [-30, 30])
def test_the_newest_is_recovered_whatever_the_clock_says(journal: Journal, years: int) -> None:
    for number in range(5):
        moment = NOON.replace(year=NOON.year + (years if number % 2 else 0))
        assert journal.record(f"# 新 {number}\n", lambda moment=moment: moment)  # type: ignore[misc]
        record = journal.recoverable()
        assert record is not None
        assert (record.text, record.number, record.recorded_at) == (f"# 新 {number}\n", number + 1, moment)


def test_a_journal_of_old_without_numbers_is_still_read(journal: Journal, tmp_path: Path) -> None:
    for number in (1, 2):
        journal.record(f"# 旧 {number}\n", lambda number=number: at(number))  # type: ignore[misc]
    for slot in tmp_path.rglob("journal.*"):
        head, _, body = slot.read_bytes().partition(b"\n")
        values = json.loads(head)
        for key in ("number", "workspace", "form"):
            del values[key]
        slot.write_bytes(json.dumps(values).encode() + b"\n" + body)
    before = journal.recoverable()
    journal.record("# 新\n", lambda: at(-9_999_999))
    after = journal.recoverable()
    assert (before and before.text, after and after.text) == ("# 旧 2\n", "# 新\n")


def test_a_slot_that_is_a_link_is_told_and_left_alone(journal: Journal, tmp_path: Path, file: Path) -> None:
    journal.record("# 新 1\n", lambda: at(1))
    (slot,) = tmp_path.rglob("journal.*")
    aim = tmp_path / "要紧的.txt"
    aim.write_text("要紧", encoding="utf-8")
    slot.with_name("journal.1").symlink_to(aim)
    with pytest.raises(LinkInTheWayError, match="是一个链接"):
        journal.record("# 新 2\n", lambda: at(2))
    record = journal.recoverable()
    assert (aim.read_text(encoding="utf-8"), record and record.text) == ("要紧", "# 新 1\n")


def test_a_folder_of_the_history_that_is_a_link_leads_nowhere(tmp_path: Path, file: Path) -> None:
    (tmp_path / "别处").mkdir()
    (tmp_path / ".wengao").symlink_to(tmp_path / "别处")
    with pytest.raises(LinkInTheWayError, match="是一个链接"):
        Journal(tmp_path / ".wengao" / "history", file).record("# 新\n", lambda: at(0))
    assert list((tmp_path / "别处").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_a_journal_may_be_read_by_no_more_people_than_its_draft(
    journal: Journal, tmp_path: Path, file: Path, mode: int
) -> None:
    file.chmod(mode)
    real = rights_of(file).mode
    before = os.umask(0)
    try:
        journal.record("# 新\n", lambda: at(0))
    finally:
        os.umask(before)
    (slot,) = tmp_path.rglob("journal.*")
    assert (slot.stat().st_mode & 0o777, slot.parent.stat().st_mode & 0o077 & ~0o055) == (real, 0)


@pytest.mark.parametrize(
    "head", [b"[" * 90_000, b'{"a":' * 90_000, b"[]", b"1e999", b'"', b"\xff", b'{"number": 1e999}']
)
def test_what_is_no_record_holds_nothing_up(
    journal: Journal, tmp_path: Path, file: Path, head: bytes
) -> None:
    journal.record("# 新\n", lambda: at(0))
    (slot,) = tmp_path.rglob("journal.*")
    whole = json.loads(slot.read_bytes().partition(b"\n")[0])
    slot.with_name("journal.1").write_bytes(head + b"\nx")
    record = journal.recoverable()
    assert (record and record.text) == "# 新\n"
    slot.with_name("journal.1").write_bytes(
        json.dumps({**whole, "number": math.inf}).encode() + "\n# 新\n".encode()
    )
    assert [one.text for one in recorded_drafts(tmp_path / ".wengao" / "history")] == ["# 新\n"]


@pytest.mark.parametrize("name", [".bashrc", "启动.desktop", "讲话.txt"])
def test_a_record_that_a_workspace_brings_along_for_what_is_no_draft_is_none(
    journal: Journal, tmp_path: Path, name: str
) -> None:
    journal.record("# 新\n", lambda: at(0))
    (slot,) = tmp_path.rglob("journal.*")
    head, _, body = slot.read_bytes().partition(b"\n")
    aim = {**json.loads(head), "draft": str(tmp_path / name)}
    slot.write_bytes(json.dumps(aim).encode() + b"\n" + body)
    assert recorded_drafts(tmp_path / ".wengao" / "history") == ()


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


def test_every_draft_with_a_record_is_found(tmp_path: Path, file: Path) -> None:
    history = tmp_path / ".wengao" / "history"
    Journal(history, file).record("# 甲\n", lambda: at(0))
    Journal(history, tmp_path / "没有这个文件.md").record("# 乙\n", lambda: at(5))
    assert {record.text for record in recorded_drafts(history)} == {"# 乙\n", "# 甲\n"}


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, file: Path) -> None:
    (tmp_path / ".wengao").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="写不了"):
        Journal(tmp_path / ".wengao" / "history", file).record("# 新\n", lambda: at(0))


def test_a_moved_workspace_keeps_its_records_and_they_know_where_the_draft_is_now(tmp_path: Path) -> None:
    before, after = tmp_path / "甲", tmp_path / "乙"
    (before / "drafts").mkdir(parents=True)
    (before / "wengao.toml").touch()
    Journal(before / ".wengao" / "history", before / "drafts" / "讲话.md").record("# 新\n", lambda: at(0))
    before.rename(after)
    draft = after / "drafts" / "讲话.md"
    [record] = recorded_drafts(after / ".wengao" / "history")
    assert (Journal(after / ".wengao" / "history", draft).recoverable(), record.draft_path) == (record, draft)


# The journal of a session


@pytest.fixture
def session(tmp_path: Path, file: Path) -> SessionJournal:
    (tmp_path / "state").mkdir()
    return SessionJournal(tmp_path / ".wengao" / "history", tmp_path / "state" / "a" / "b", file)


def keep(session: SessionJournal, text: str, *, elsewhere: bool = False) -> Path | None:
    return session.record(text, lambda: at(0), base="", form=UTF8, elsewhere=elsewhere)


def test_a_text_saved_before_it_was_recorded_leaves_nothing_stale(session: SessionJournal) -> None:
    keep(session, "# 打了一半\n")
    session.settle("# 打完了\n", session.own)
    assert session.newest() is None


def test_a_text_recorded_while_an_older_one_was_saved_stays(session: SessionJournal) -> None:
    keep(session, "# 甲\n")
    own = session.own
    keep(session, "# 乙\n")
    session.settle("# 甲\n", own)
    record = session.recoverable()
    assert (record and record.text) == "# 乙\n"


def test_a_save_does_not_end_what_another_session_left(
    session: SessionJournal, tmp_path: Path, file: Path
) -> None:
    keep(session, "# 上次没有保存的\n")
    another = SessionJournal(tmp_path / ".wengao" / "history", tmp_path / "state" / "a" / "b", file)
    another.settle("# 这次保存的\n", another.own)
    left = another.foreign()
    assert (left and left.text) == "# 上次没有保存的\n"


def test_what_the_workspace_does_not_take_goes_elsewhere_and_the_newest_of_both_counts(
    session: SessionJournal, tmp_path: Path
) -> None:
    places = [keep(session, "# 一\n"), keep(session, "# 二\n", elsewhere=True)]
    second = session.recoverable()
    places.append(keep(session, "# 一\n"))
    third = session.recoverable()
    home, away = tmp_path / ".wengao" / "history", tmp_path / "state" / "a" / "b"
    assert places == [home, away, home]
    assert (second and second.text, third and third.text) == ("# 二\n", "# 一\n")


def test_a_workspace_that_refuses_sends_the_record_elsewhere(session: SessionJournal, tmp_path: Path) -> None:
    (tmp_path / ".wengao").write_text("", encoding="utf-8")
    assert keep(session, "# 新\n") == tmp_path / "state" / "a" / "b"


def test_where_no_place_takes_it_the_refusal_names_the_workspace(
    session: SessionJournal, tmp_path: Path
) -> None:
    (tmp_path / ".wengao").write_text("", encoding="utf-8")
    (tmp_path / "state").rmdir()
    with pytest.raises(InputError, match=r"\.wengao"):
        keep(session, "# 新\n")

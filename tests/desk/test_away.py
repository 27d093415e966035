"""A workspace that is renamed, moved, unmounted or full while a draft is open: the text is safe, nothing comes back as a ghost."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from wengao.desk.desk import Desk
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.store import StoredDraft
from wengao.errors import (
    DraftAwayError,
    DraftChangedError,
    InputError,
    LinkInTheWayError,
    WengaoError,
    WorkspaceError,
)
from wengao.review.waivers import Scope

OLD, NEW, NEWER = ("# 讲话\n\n" + text + "\n" for text in ("旧的一段。", "新的一段。", "更新的一段。"))


def desk_on(root: Path) -> Desk:
    return Desk(open_workspace(root, cache=root.parent / "cache"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    create_workspace(tmp_path / "ws", with_samples=False)
    return desk_on(tmp_path / "ws")


@pytest.fixture
def stored(desk: Desk) -> StoredDraft:
    file = desk.workspace.drafts_folder / "讲话.md"
    file.write_text(OLD, encoding="utf-8")
    return desk.drafts.open(file)


def typed(stored: StoredDraft, text: str = NEW) -> StoredDraft:
    return stored.with_draft(parse_draft(text))


def move(desk: Desk) -> Path:
    return desk.workspace.root.rename(desk.workspace.root.with_name("搬走了"))


def unmount(desk: Desk) -> Path:
    """The folder stays, empty, as a disk leaves it that is not connected."""
    moved = move(desk)
    desk.workspace.root.mkdir()
    return moved


LEAVINGS = pytest.mark.parametrize("leave", [move, unmount], ids=["moved", "unmounted"])


def everything_in(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*")) if folder.exists() else []


@LEAVINGS
def test_nothing_is_written_where_the_workspace_was(
    desk: Desk, stored: StoredDraft, leave: Callable[[Desk], Path]
) -> None:
    lock = desk.drafts.lock(stored.path)
    leave(desk)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: desk.drafts.save(typed(stored)),
        lambda: desk.drafts.save(typed(stored), overwrite=True),
        lambda: desk.drafts.save_beside(typed(stored)),
        lambda: desk.export.write(stored),
        lambda: desk.drafts.lock(stored.path),
        lambda: desk.drafts.take_over(stored.path),
        lambda: desk.templates.new_draft("短讲话", {}),
        desk.corpus.documents,
        desk.corpus.read,
        lambda: desk.settings.change("unit", "leader", "张文澜"),
        desk.review.make_rule_files,
        lambda: desk.search.withhold("1"),
    )
    for attempt in attempts:
        with pytest.raises(WengaoError):
            attempt()
    desk.settings.note_guided()
    desk.history.record(typed(stored))
    assert (lock.taken, everything_in(desk.workspace.root)) == (False, [])


@LEAVINGS
def test_the_message_says_that_the_folder_has_gone_and_not_that_somebody_took_over(
    desk: Desk, stored: StoredDraft, leave: Callable[[Desk], Path]
) -> None:
    leave(desk)
    with pytest.raises(DraftAwayError, match="找不到了（改名、移走了，或所在的盘没有连上），没有保存"):
        desk.drafts.save(typed(stored))
    with pytest.raises(WorkspaceError, match="找不到了"):
        desk.corpus.documents()


def test_a_workspace_that_comes_back_goes_on_and_nothing_stale_is_offered(
    desk: Desk, stored: StoredDraft
) -> None:
    desk.history.record(typed(stored))
    moved = move(desk)
    assert desk.history.record(typed(stored, NEWER)) == desk.history.outside_folder
    moved.rename(desk.workspace.root)
    assert [record.text for record in desk.history.recoverable()] == [NEWER]
    desk.drafts.save(typed(stored, NEWER))
    assert (desk.history.recoverable(), everything_in(desk.history.outside_folder / "讲话-x")) == ((), [])
    assert [file for file in everything_in(desk.history.outside_folder) if file.is_file()] == []


def test_the_newest_text_is_offered_in_the_moved_workspace_for_the_draft_there(
    desk: Desk, stored: StoredDraft
) -> None:
    desk.history.record(typed(stored))
    moved = move(desk)
    desk.history.record(typed(stored, NEWER))
    there = desk_on(moved)
    [record] = there.history.recoverable()
    assert (record.text, record.draft_path) == (NEWER, moved / "drafts" / "讲话.md")
    saved = there.drafts.save(there.history.recover(record))
    assert (saved.path.read_text(encoding="utf-8"), desk_on(moved).history.recoverable()) == (NEWER, ())


def test_a_text_whose_workspace_stays_away_is_offered_in_any_other(
    desk: Desk, stored: StoredDraft, tmp_path: Path
) -> None:
    move(desk)
    desk.history.record(typed(stored, NEWER))
    create_workspace(tmp_path / "另一个", with_samples=False)
    other = desk_on(tmp_path / "另一个")
    [record] = other.history.recoverable()
    recovered = other.history.recover(record)
    assert (recovered.path, recovered.path.read_text(encoding="utf-8"), other.history.recoverable()) == (
        tmp_path / "另一个" / "drafts" / "讲话（恢复）.md",
        NEWER,
        (),
    )


def test_a_draft_is_saved_elsewhere_and_its_journal_ends(
    desk: Desk, stored: StoredDraft, tmp_path: Path
) -> None:
    move(desk)
    desk.history.record(typed(stored))
    saved = desk.drafts.save_elsewhere(typed(stored), tmp_path / "我的文件" / "讲话.md")
    assert (saved.path.read_text(encoding="utf-8"), desk.history.recoverable()) == (NEW, ())
    assert write_draft(desk.drafts.open(saved.path).draft) == NEW


def test_saving_elsewhere_overwrites_nothing(desk: Desk, stored: StoredDraft, tmp_path: Path) -> None:
    (tmp_path / "有了.md").write_text("别的", encoding="utf-8")
    with pytest.raises(DraftChangedError, match="已有同名文件"):
        desk.drafts.save_elsewhere(typed(stored), tmp_path / "有了.md")
    assert (tmp_path / "有了.md").read_text(encoding="utf-8") == "别的"


def test_a_private_draft_stays_private_outside(desk: Desk, stored: StoredDraft) -> None:
    move(desk)
    desk.history.record(typed(stored))
    assert {
        path.stat().st_mode & 0o077 for path in everything_in(desk.history.outside_folder) if path.is_file()
    } == {0}


def test_what_an_earlier_session_left_is_a_version_before_it_is_written_over(
    desk: Desk, stored: StoredDraft
) -> None:
    desk.history.record(typed(stored))
    later = desk_on(desk.workspace.root)
    for text in (NEWER, NEWER + "再一段。\n", NEWER + "又一段。\n"):
        later.history.record(typed(stored, text))
    assert NEW in [version.text for version in later.history.versions(stored.path)]


def test_a_text_saved_before_it_was_recorded_leaves_nothing_to_offer(desk: Desk, stored: StoredDraft) -> None:
    desk.history.record(typed(stored))
    desk.drafts.save(typed(stored, NEWER))
    assert desk.history.recoverable() == ()


def test_a_clock_set_back_by_years_loses_no_recovery(tmp_path: Path, stored: StoredDraft) -> None:
    moments = iter(datetime.datetime(year, 3, 5, tzinfo=datetime.UTC) for year in (2026, 1999, 2040, 1990))
    desk = Desk(open_workspace(tmp_path / "ws", cache=tmp_path / "cache"), clock=lambda: next(moments))
    for text in (OLD + "一", OLD + "二", NEW, NEWER):
        desk.history.record(typed(stored, text))
    assert [record.text for record in desk_on(tmp_path / "ws").history.recoverable()] == [NEWER]


# A disk that is full


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB, where one can be mounted."""
    folder = tmp_path / "小盘"
    folder.mkdir()
    mounted = sys.platform == "linux" and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path) -> Path:
    """Leave not a byte on a disk; returns the file that takes it all."""
    filler = disk / "占满"
    with filler.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(b"." * 4096)
    return filler


def test_a_full_disk_costs_nothing_and_the_next_save_works(small_disk: Path) -> None:
    create_workspace(small_disk / "ws", with_samples=False)
    file = small_disk / "ws" / "drafts" / "讲话.md"
    file.write_text(OLD, encoding="utf-8")
    desk = desk_on(small_disk / "ws")
    stored = desk.drafts.open(file)
    filler = fill(small_disk)
    before = everything_in(small_disk)
    assert desk.history.record(typed(stored)) == desk.history.outside_folder
    with pytest.raises(InputError, match="磁盘已满"):
        desk.drafts.save(typed(stored))
    with pytest.raises(InputError, match="磁盘已满"):
        desk.drafts.lock(file)
    assert (file.read_text(encoding="utf-8"), [record.text for record in desk.history.recoverable()]) == (
        OLD,
        [NEW],
    )
    assert [path for path in everything_in(small_disk) if path not in before and path.is_file()] == []
    filler.unlink()
    desk.drafts.save(typed(stored))
    assert (file.read_text(encoding="utf-8"), desk.history.recoverable()) == (NEW, ())


def test_a_full_disk_is_searched_and_nobody_is_told_to_throw_the_library_away(small_disk: Path) -> None:
    create_workspace(small_disk / "ws", with_samples=False)
    root = small_disk / "ws"
    (root / "corpus" / "讲话.txt").write_text(
        "在推进会上的讲话\n各级要把责任扛起来，抓好落实。\n", encoding="utf-8"
    )
    desk = Desk(open_workspace(root, cache=root.parent.parent / "cache"))
    desk.corpus.read()
    fill(small_disk)
    assert len(desk.corpus.documents()) == 1
    assert desk.search.find("责任", limit=1).hits
    with pytest.raises(WengaoError) as refusal:
        desk.corpus.read(rebuild=True)
    assert "改名" not in str(refusal.value)


# Links below the workspace


@pytest.mark.parametrize(
    "name", ["library.db", "library.db-wal", "library.db-shm", "index.lock", "withheld.txt", "guided"]
)
def test_a_link_among_wengaos_own_files_is_named_and_left_alone(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    aim = tmp_path / "要紧的.txt"
    aim.write_text("要紧", encoding="utf-8")
    desk.workspace.own_folder.mkdir()
    (desk.workspace.own_folder / name).symlink_to(aim)
    refusals = []
    for attempt in (desk.corpus.read, desk.corpus.documents, lambda: desk.search.withhold("1")):
        try:
            attempt()
        except LinkInTheWayError as error:
            refusals.append(error.message)
    desk.settings.note_guided()
    assert aim.read_text(encoding="utf-8") == "要紧"
    assert all(f"{name} 是一个链接，没有往里写" in refusal for refusal in refusals)
    assert refusals or name == "guided"


@pytest.mark.parametrize("name", ["wengao.toml", "用词.txt", "检查/规则.toml"])
def test_settings_and_lists_are_not_written_through_a_link(desk: Desk, tmp_path: Path, name: str) -> None:
    desk.review.make_rule_files()
    desk.words.strike("工作会议")
    file, aim = desk.workspace.root / name, tmp_path / "要紧的.txt"
    file.rename(aim)
    file.symlink_to(aim)
    before = aim.read_bytes()
    writers: dict[str, Callable[[], object]] = {
        "wengao.toml": lambda: desk.settings.change("unit", "leader", "张文澜"),
        "用词.txt": lambda: desk.words.strike("责任链条"),
        "检查/规则.toml": lambda: desk_on(desk.workspace.root).review.waive_rule(
            StoredDraft(tmp_path / "稿.md", parse_draft(OLD)), "PUN-1", Scope.UNIT
        ),
    }
    with pytest.raises(LinkInTheWayError, match="是一个链接，没有往里写"):
        writers[name]()
    assert aim.read_bytes() == before


def test_an_export_replaces_a_link_and_never_goes_through_a_linked_folder(
    desk: Desk, stored: StoredDraft, tmp_path: Path
) -> None:
    aim = tmp_path / "要紧的.docx"
    aim.write_bytes(b"old")
    target = desk.workspace.export_folder / "讲话.docx"
    target.parent.mkdir()
    target.symlink_to(aim)
    desk.export.write(stored)
    assert (target.is_symlink(), aim.read_bytes()) == (False, b"old")
    target.unlink()
    target.parent.rmdir()
    target.parent.symlink_to(tmp_path)
    with pytest.raises(LinkInTheWayError, match="是一个链接"):
        desk.export.write(stored)
    assert not (tmp_path / "讲话.docx").exists()


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
@pytest.mark.parametrize(("root_mode", "mask"), [(0o700, 0o022), (0o755, 0o077), (0o750, 0o022)])
def test_the_library_may_be_read_by_no_more_people_than_the_workspace(
    desk: Desk, root_mode: int, mask: int
) -> None:
    desk.workspace.root.chmod(root_mode)
    (desk.workspace.root / "corpus" / "讲话.txt").write_text(
        "在推进会上的讲话\n各级要抓好落实。\n", encoding="utf-8"
    )
    before = os.umask(mask)
    try:
        desk.corpus.read()
    finally:
        os.umask(before)
    allowed = root_mode & ~mask
    files = [path for path in everything_in(desk.workspace.own_folder) if path.name.startswith("library.db")]
    assert files
    assert [oct(path.stat().st_mode & 0o066 & ~allowed) for path in files] == ["0o0"] * len(files)

"""Files are written whole or not at all, never through a link, never wider than they may be."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wengao.errors import InputError, LinkInTheWayError
from wengao.files import folders
from wengao.files.rights import PRIVATE, Rights
from wengao.files.writing import (
    create_file,
    make_folder,
    read_own,
    remove_file,
    remove_tree,
    sweep_unfinished,
    write_file,
)


@pytest.fixture(params=[True, False], ids=["handles", "paths"])
def _ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With handles of folders, and without, as on Windows."""
    if not request.param:
        monkeypatch.setattr(folders, "_HAS_HANDLES", False)


@pytest.fixture
def umask() -> Iterator[Callable[[int], None]]:
    before = os.umask(0o022)

    def change(mask: int) -> None:
        os.umask(mask)

    yield change
    os.umask(before)


@pytest.fixture
def aim(tmp_path: Path) -> Path:
    aim = tmp_path / "别处" / "要紧的.txt"
    aim.parent.mkdir()
    aim.write_bytes(b"old")
    return aim


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


pytestmark = pytest.mark.usefixtures("_ways")


def test_a_file_takes_the_place_of_the_one_before_and_leaves_nothing_beside(tmp_path: Path) -> None:
    write_file(tmp_path / "文.txt", b"one")
    write_file(tmp_path / "文.txt", b"two")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"文.txt": b"two"}


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "没有写入权限"), (errno.EIO, "写不了")]
)
@pytest.mark.parametrize("write", [write_file, create_file])
def test_a_disk_that_refuses_leaves_what_was_there_and_nothing_else(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    words: str,
    write: Callable[[Path, bytes], None],
) -> None:
    file = tmp_path / "文.txt"
    if write is write_file:
        file.write_bytes(b"old")
    before = {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()}

    def refuse(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(InputError, match=words):
        write(file, b"half")
    assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == before


def test_a_link_is_told_and_left_alone(tmp_path: Path, aim: Path) -> None:
    link = tmp_path / "文.txt"
    link.symlink_to(aim)
    with pytest.raises(LinkInTheWayError, match=r"文\.txt 是一个链接，没有往里写"):
        write_file(link, b"new")
    assert (link.is_symlink(), aim.read_bytes()) == (True, b"old")


def test_a_link_is_replaced_where_that_is_asked_for(tmp_path: Path, aim: Path) -> None:
    link = tmp_path / "稿.docx"
    link.symlink_to(aim)
    write_file(link, b"new", link="replace")
    assert (link.is_symlink(), link.read_bytes(), aim.read_bytes()) == (False, b"new", b"old")


def test_a_link_is_followed_where_that_is_asked_for(tmp_path: Path, aim: Path) -> None:
    link = tmp_path / "稿.md"
    link.symlink_to(aim)
    write_file(link, b"new", link="follow")
    assert (link.is_symlink(), aim.read_bytes()) == (True, b"new")


@pytest.mark.parametrize(
    "act",
    [
        lambda file, root: write_file(file, b"new", below=root),
        lambda file, root: create_file(file.with_name("新.txt"), b"new", below=root),
        lambda file, root: make_folder(file.with_name("新"), below=root),
        lambda file, root: read_own(file, below=root),
    ],
    ids=["write", "create", "folder", "read"],
)
def test_a_folder_that_is_a_link_leads_nowhere(
    tmp_path: Path, aim: Path, act: Callable[[Path, Path], None]
) -> None:
    root = tmp_path / "工作区"
    root.mkdir()
    (root / ".wengao").symlink_to(aim.parent)
    with pytest.raises(LinkInTheWayError, match="是一个链接，没有往里写"):
        act(root / ".wengao" / aim.name, root)
    assert {file.name: file.read_bytes() for file in aim.parent.iterdir()} == {aim.name: b"old"}


def test_what_is_taken_away_through_a_link_stays(tmp_path: Path, aim: Path) -> None:
    root = tmp_path / "工作区"
    root.mkdir()
    (root / ".wengao").symlink_to(aim.parent)
    assert not remove_file(root / ".wengao" / aim.name, below=root)
    assert not remove_tree(root / ".wengao", below=root)
    assert aim.exists()


def test_a_folder_that_has_gone_is_not_made_again(tmp_path: Path) -> None:
    root = tmp_path / "搬走了"
    with pytest.raises(InputError, match="文件夹不存在"):
        make_folder(root / ".wengao" / "history", below=root)
    assert not root.exists()


def test_only_the_first_makes_a_file(tmp_path: Path) -> None:
    create_file(tmp_path / "锁", b"one")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "锁", b"two")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"锁": b"one"}


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_not_replaced(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "文.txt")
    with pytest.raises(InputError, match="不是文件"):
        write_file(tmp_path / "文.txt", b"new", link="replace")
    assert [file.name for file in tmp_path.iterdir()] == ["文.txt"]


def test_a_pipe_keeps_no_reader_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "锁")
    with pytest.raises(OSError, match="不是普通文件"):
        read_own(tmp_path / "锁")


def test_what_a_killed_write_left_is_swept_once_it_is_surely_dead(tmp_path: Path) -> None:
    names = (".讲话.md.a.saving", ".讲话.md.b.saving", ".别的.md.a.saving", ".讲话.md.c.saving", "讲话.md")
    for name, moment in zip(names, (1000, 9000, 1000, 99_000, 1000), strict=True):
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (moment, moment))
    sweep_unfinished(tmp_path / "讲话.md", 10_000)
    assert [(tmp_path / name).exists() for name in names] == [False, True, True, True, True]


# Rights, which Windows keeps otherwise


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664), (0o027, 0o640)])
@pytest.mark.parametrize("write", [write_file, create_file])
def test_a_new_file_has_the_rights_of_the_umask(
    tmp_path: Path, umask: Callable[[int], None], mask: int, mode: int, write: Callable[[Path, bytes], None]
) -> None:
    umask(mask)
    write(tmp_path / "文.txt", b"")
    assert mode_of(tmp_path / "文.txt") == mode


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_file_keeps_its_rights(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "文.txt"
    file.write_bytes(b"")
    file.chmod(mode)
    write_file(file, b"new")
    assert mode_of(file) == mode


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
def test_rights_that_are_given_hold_for_a_file_that_was_wider(
    tmp_path: Path, umask: Callable[[int], None]
) -> None:
    umask(0o022)
    (tmp_path / "文.txt").write_bytes(b"")
    write_file(tmp_path / "文.txt", b"new", rights=PRIVATE)
    write_file(tmp_path / "组.txt", b"new", rights=Rights(0o660, os.getgid()))
    assert (mode_of(tmp_path / "文.txt"), mode_of(tmp_path / "组.txt")) == (0o600, 0o640)


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
def test_a_folder_that_is_wider_than_what_it_holds_is_narrowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    (tmp_path / "留底").mkdir(mode=0o755)
    make_folder(tmp_path / "留底", below=tmp_path, rights=PRIVATE)
    assert mode_of(tmp_path / "留底") == 0o700


def test_a_path_from_the_current_folder_is_known_to_lie_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_file(Path("稿.txt"), b"new", below=tmp_path)
    assert (tmp_path / "稿.txt").read_bytes() == b"new"


def test_a_way_in_through_a_link_from_elsewhere_is_no_link_in_the_way(tmp_path: Path) -> None:
    root = tmp_path / "工作区"
    (root / "out").mkdir(parents=True)
    (tmp_path / "近路").symlink_to(root)
    write_file(tmp_path / "近路" / "out" / "稿.txt", b"new", below=root)
    assert (root / "out" / "稿.txt").read_bytes() == b"new"

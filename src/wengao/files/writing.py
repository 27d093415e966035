"""The one place where wengao writes: a file whole or not at all, a folder, what is appended, what is removed.

At any moment, through any crash, a file is the old one or the new one: a temporary file in the same folder is written
and synced, then takes the file's place, and the folder is synced after. Refusals of the disk are told as InputError
with the remedy; a link that stands where wengao writes under a name of its own is told and left alone.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING, Literal

from wengao.errors import InputError, LinkInTheWayError
from wengao.files.folders import OpenFolder, is_link, opened_folder
from wengao.files.regular import refused
from wengao.files.rights import rights_of

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.files.rights import Rights

_NEW_FILE_MODE = 0o666
"""The umask takes away of it what the user does not give."""

_LARGEST_OWN_FILE = 1 << 28
"""Bytes of a file of wengao's own that are read back; a journal or a version is a draft, never so large."""

_UNFINISHED = ".saving"
_SURELY_DEAD = 3600.0
"""Seconds after which a temporary file belongs to no save that is still going on."""


def write_file(
    path: Path,
    data: bytes,
    *,
    below: Path | None = None,
    rights: Rights | None = None,
    link: Literal["refuse", "replace", "follow"] = "refuse",
) -> None:
    """Put `data` into the file at `path`, whole or not at all.

    below: see `opened_folder`. rights: of the file, whatever it had; without them one that is there keeps its own, and a
    new one has those of the umask. link: what becomes of a link at `path`: it is told and left alone, replaced by the
    file, or its target is written.
    Raises LinkInTheWayError for a link, InputError where the disk refuses or no file stands there; the old file is whole.
    """
    target = path.resolve() if link == "follow" and is_link(path) else path
    try:
        with opened_folder(target.parent, below=below) as folder:
            before = folder.state(target.name)
            if before is not None and is_link(target):
                before = None
                if link != "replace":
                    raise LinkInTheWayError(target)
            if before is not None and not stat.S_ISREG(before.st_mode):
                raise InputError(f"写不了 {path}：那里是{_kind(before)}，不是文件", "请换一个文件名")
            temporary = _written(folder, target.name, data, rights, before)
            try:
                folder.replace(temporary, target.name)
            except BaseException:
                _drop(folder, temporary)
                raise
            folder.sync()
    except OSError as error:
        raise refused(path, error) from error


def create_file(path: Path, data: bytes, *, below: Path | None = None, rights: Rights | None = None) -> None:
    """Put `data` into a new file at `path`, whole or not at all.

    Raises FileExistsError where anything stands there, a link included, else as `write_file` does.
    """
    try:
        with opened_folder(path.parent, below=below) as folder:
            temporary = _written(folder, path.name, data, rights, None)
            try:
                folder.link(temporary, path.name)
            except FileExistsError:
                raise
            except OSError:
                _create_in_place(folder, path.name, data, rights)
            finally:
                _drop(folder, temporary)
            folder.sync()
    except FileExistsError:
        raise
    except OSError as error:
        raise refused(path, error) from error


def name_again(path: Path, new: Path) -> None:
    """Give a file a second name beside its own, so that it has both; where the disk knows no such thing, a copy.

    Raises FileExistsError where anything stands there, InputError where the disk refuses.
    """
    try:
        with opened_folder(path.parent) as folder:
            folder.link(path.name, new.name)
            folder.sync()
    except FileExistsError:
        raise
    except OSError:
        create_file(new, read_own(path), rights=rights_of(path))


def move_folder(path: Path, new: Path, *, below: Path) -> bool:
    """Give a folder of wengao's own another name beside its own; returns whether there was one.

    Raises InputError where the disk refuses, or a folder of that name holds something.
    """
    try:
        with opened_folder(path.parent, below=below) as folder:
            if folder.state(path.name) is None:
                return False
            folder.replace(path.name, new.name)
            folder.sync()
            return True
    except FileNotFoundError:
        return False
    except OSError as error:
        raise refused(new, error) from error


def read_own(path: Path, *, below: Path | None = None) -> bytes:
    """The bytes of a file that wengao wrote: never through a link, never of a pipe or a device.

    Raises LinkInTheWayError for a link, OSError where there is no such file or it cannot be read.
    """
    with opened_folder(path.parent, below=below) as folder:
        descriptor = folder.open_file(path.name, os.O_RDONLY)
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(22, "不是普通文件", str(path))
        return stream.read(_LARGEST_OWN_FILE)


def open_to_append(path: Path, *, below: Path, rights: Rights) -> TextIOWrapper:
    """The text file at `path` to write on at its end; made where it is missing. Raises OSError or LinkInTheWayError."""
    with opened_folder(path.parent, below=below, make=True, mode=rights.folder_mode) as folder:
        descriptor = folder.open_file(path.name, os.O_WRONLY | os.O_APPEND | os.O_CREAT, rights.mode)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(22, "不是普通文件", str(path))
    return TextIOWrapper(os.fdopen(descriptor, "ab"), encoding="utf-8", errors="backslashreplace")


def make_folder(
    path: Path, *, below: Path | None = None, rights: Rights | None = None, needs: str = ""
) -> None:
    """Make a folder and what is missing above it, but never `below`; see `opened_folder`, also for `needs`.

    rights: of what it will hold; a folder that is there and gives more is narrowed where it is the user's own.
    Raises LinkInTheWayError for a link in the way, InputError where the disk refuses.
    """
    mode = 0o777 if rights is None else rights.folder_mode
    try:
        with opened_folder(path, below=below, make=True, mode=mode, needs=needs) as folder:
            if rights is not None:
                folder.narrow(mode)
    except OSError as error:
        raise refused(path, error) from error


def remove_file(path: Path, *, below: Path | None = None) -> bool:
    """Take a file away, or a link itself; returns whether one was there and is gone. Raises nothing."""
    with suppress(OSError, InputError), opened_folder(path.parent, below=below) as folder:
        folder.remove(path.name)
        return True
    return False


def remove_tree(path: Path, *, below: Path) -> bool:
    """Take a folder away with all it holds, following no link; returns whether it is gone. Raises nothing."""
    with suppress(OSError, InputError), opened_folder(path.parent, below=below) as folder:
        if is_link(path):
            return False
        if folder.handle is None:
            shutil.rmtree(path)
        else:
            shutil.rmtree(path.name, dir_fd=folder.handle)
        return True
    return False


def sweep_unfinished(path: Path, now: float, *, below: Path | None = None) -> None:
    """Remove what writes of `path` that were killed left beside it. now: seconds since 1970.

    What is younger than an hour, or says it comes from later than now, stays: somebody may be writing at this moment.
    """
    with suppress(OSError, InputError), opened_folder(path.parent, below=below) as folder:
        _sweep(folder, _unfinished_prefix(path.name), now)


def sweep_own_folder(path: Path, now: float, *, below: Path) -> None:
    """Remove what killed writes left in a folder that only wengao writes into; see `sweep_unfinished`."""
    with suppress(OSError, InputError), opened_folder(path, below=below) as folder:
        _sweep(folder, ".", now)


def _sweep(folder: OpenFolder, prefix: str, now: float) -> None:
    for name in folder.names():
        if not (name.startswith(prefix) and name.endswith(_UNFINISHED)):
            continue
        state = folder.state(name)
        if state is not None and stat.S_ISREG(state.st_mode) and now - state.st_mtime > _SURELY_DEAD:
            _drop(folder, name)


def _written(
    folder: OpenFolder, name: str, data: bytes, rights: Rights | None, before: os.stat_result | None
) -> str:
    """The name of a temporary file in `folder` with `data` on disk, and the rights that the file is to have."""
    temporary = f"{_unfinished_prefix(name)}{secrets.token_hex(6)}{_UNFINISHED}"
    private = rights is None and before is not None
    mode = 0o600 if private else _NEW_FILE_MODE if rights is None else rights.mode
    descriptor = folder.open_file(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            if rights is not None and rights.group is not None:
                _give(descriptor, os.fstat(descriptor).st_mode & 0o777, rights.group)
            elif rights is None and before is not None:
                _give(descriptor, before.st_mode & 0o777, before.st_gid)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        _drop(folder, temporary)
        raise
    return temporary


def _give(descriptor: int, mode: int, group: int) -> None:
    """Give a file its mode and group; where the group is refused, the group it has gets no more than everybody."""
    if not hasattr(os, "fchown"):
        return
    if os.fstat(descriptor).st_gid != group:
        try:
            os.fchown(descriptor, -1, group)
        except OSError:
            mode = mode & ~0o070 | (mode & 0o070 & (mode & 0o007) << 3)
    os.fchmod(descriptor, mode)


def _create_in_place(folder: OpenFolder, name: str, data: bytes, rights: Rights | None) -> None:
    """A new file where the disk knows no second names (FAT, some network folders): never left half, if not whole at once."""
    mode = _NEW_FILE_MODE if rights is None else rights.mode
    descriptor = folder.open_file(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        _drop(folder, name)
        raise


def _drop(folder: OpenFolder, name: str) -> None:
    with suppress(OSError):
        folder.remove(name)


def _unfinished_prefix(name: str) -> str:
    return f".{name[:40]}."


def _kind(state: os.stat_result) -> str:
    kinds = {stat.S_IFDIR: "文件夹", stat.S_IFIFO: "管道", stat.S_IFSOCK: "套接字"}
    return kinds.get(stat.S_IFMT(state.st_mode), "设备")

"""What is left of indexes that nobody uses any more: swept when a corpus is read, told by `wengao doctor`.

    cache/index/3fe0…/      the index of one workspace
    ├── workspace.json      where that workspace is, and when its index was last used
    └── …                   see index_folder

An index is dead when its workspace has gone and it was not used for AGE. Until then the workspace may lie on a disk that
is not connected. Losing an index costs only the time to build it again; none that is being written is touched.
"""

from __future__ import annotations

import datetime
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.errors import InputError, WengaoError, WorkspaceBusyError
from wengao.files.locks import process_lock
from wengao.files.rights import PRIVATE
from wengao.files.writing import make_folder, read_own, remove_tree, write_file
from wengao.search.index_folder import LOCK_FILE, kept_subfolder, remove_other_subfolders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

AGE = datetime.timedelta(days=60)
"""A disk with a workspace may well be away over a holiday; an index of a large corpus is some hundred megabytes."""

_MARK = "workspace.json"
_USE_NOTED = datetime.timedelta(days=1)
"""How exactly the last use is known; a search that comes sooner writes nothing."""


@dataclass(frozen=True, slots=True)
class KeptIndex:
    """An index in the user's cache.

    folder: where it lies. workspace: whose it is; None for one of old that does not say. used_at: when it was last used.
    size: bytes.
    """

    folder: Path
    workspace: Path | None
    used_at: datetime.datetime
    size: int


def note_use(folder: Path, workspace: Path, now: datetime.datetime) -> None:
    """Note in an index folder whose it is and that it is used; once a day is enough. Never raises."""
    known = _mark(folder)
    if known is not None and known[0] == workspace and abs(now - known[1]) < _USE_NOTED:
        return
    with suppress(InputError):
        make_folder(folder, rights=PRIVATE)
        values = {"workspace": str(workspace), "used_at": now.astimezone(datetime.UTC).isoformat()}
        data = json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass")
        write_file(folder / _MARK, data, below=folder, rights=PRIVATE)


def dead_indexes(
    indexes: Path, is_workspace: Callable[[Path], bool], now: datetime.datetime
) -> tuple[KeptIndex, ...]:
    """The indexes in the folder `indexes` whose workspace has gone, whatever their age. One of old says since when."""
    found = (_kept_index(folder, now) for folder in _folders(indexes))
    return tuple(one for one in found if one.workspace is None or not is_workspace(one.workspace))


def sweep(
    indexes: Path,
    is_workspace: Callable[[Path], bool],
    now: datetime.datetime,
    beside: Iterable[Path] = (),
) -> tuple[KeptIndex, ...]:
    """Remove the dead indexes that were not used for AGE, and everywhere what builds that were killed left.

    beside: folders that hold something else for the same indexes, under the same names. Returns what was removed.
    """
    dead = [one for one in dead_indexes(indexes, is_workspace, now) if now - one.used_at > AGE]
    removed = [one for one in dead if _while_nobody_writes(one.folder, partial(remove_tree, below=indexes))]
    for one in removed:
        for folder in beside:
            remove_tree(folder / one.folder.name, below=folder)
    for folder in _folders(indexes):
        if kept_subfolder(folder):
            _while_nobody_writes(folder, _left_builds_removed)
    return tuple(removed)


def _left_builds_removed(folder: Path) -> bool:
    subfolder = kept_subfolder(folder)
    if subfolder:
        remove_other_subfolders(folder, subfolder)
    return True


def _while_nobody_writes(folder: Path, work: Callable[[Path], bool]) -> bool:
    """Do the work on an index folder under the lock of its writer; leave it where somebody holds that."""
    busy = WorkspaceBusyError("检索索引正在更新")
    try:
        with process_lock(folder / LOCK_FILE, below=folder, patience=0, busy=busy):
            return work(folder)
    except (WengaoError, OSError):
        return False


def _folders(indexes: Path) -> tuple[Path, ...]:
    try:
        with os.scandir(indexes) as entries:
            return tuple(
                sorted(indexes / entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
            )
    except OSError:
        return ()


def _kept_index(folder: Path, now: datetime.datetime) -> KeptIndex:
    """What is known of an index; one of old was used when its folder last changed."""
    known = _mark(folder)
    if known is not None:
        return KeptIndex(folder, known[0], known[1], _size(folder))
    changed = now
    with suppress(OSError):
        changed = datetime.datetime.fromtimestamp(folder.stat().st_mtime, datetime.UTC)
    return KeptIndex(folder, None, changed, _size(folder))


def _mark(folder: Path) -> tuple[Path, datetime.datetime] | None:
    try:
        values = json.loads(read_own(folder / _MARK).decode("utf-8", "surrogatepass"))
        return Path(values["workspace"]), datetime.datetime.fromisoformat(values["used_at"]).astimezone()
    except (OSError, ValueError, KeyError, TypeError, InputError):
        return None


def _size(folder: Path) -> int:
    sizes = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                sizes += Path(place, name).lstat().st_size
    return sizes

"""Folders held open: names in them are looked at, made, renamed and removed without following a link.

Below a folder that is trusted as it stands (the workspace, the user's cache, the user's state folder) each step has to
be a folder itself: a link put in the way leads nowhere. On POSIX a folder is a handle, so that nobody can change what
was looked at; Windows has no such handles, there each step is looked at before it is used.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.errors import LinkInTheWayError

if TYPE_CHECKING:
    from collections.abc import Iterator

OWN_FOLDER = ".wengao"
"""The folder of a workspace that only wengao writes into."""

WORKSPACE_MARK = "wengao.toml"
"""The file that makes a folder a workspace."""

_HAS_HANDLES = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
_FOLDER_FLAGS = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FILE_FLAGS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
_LINKING_TAGS = (0xA000000C, 0xA0000003)
"""Reparse points of Windows that lead elsewhere: symbolic links and junctions. Those of cloud folders do not."""


class OpenFolder:
    """A folder held open by `opened_folder`. Every name is one in it, without a separator. Raises OSError throughout."""

    def __init__(self, path: Path, handle: int | None) -> None:
        self.path = path
        self.handle = handle

    def open_file(self, name: str, flags: int, mode: int = 0o666) -> int:
        """A descriptor of a file; never through a link, and a pipe without a writer keeps nobody waiting."""
        if self.handle is None and is_link(self.path / name):
            raise LinkInTheWayError(self.path / name)
        waiting = getattr(os, "O_NONBLOCK", 0)
        try:
            return os.open(
                self._name(name), flags | _NO_FOLLOW | _FILE_FLAGS | waiting, mode, dir_fd=self.handle
            )
        except OSError as error:
            if is_link(self.path / name):
                raise LinkInTheWayError(self.path / name) from error
            raise

    def state(self, name: str) -> os.stat_result | None:
        """What stands under a name, a link as a link; None where nothing does."""
        try:
            return os.stat(self._name(name), dir_fd=self.handle, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def names(self) -> list[str]:
        """All names in the folder."""
        return os.listdir(self.path if self.handle is None else self.handle)  # noqa: PTH208 - pathlib takes no handle

    def replace(self, name: str, other: str) -> None:
        """Give `name` the name of `other`, whose place it takes; a link there is replaced, not followed."""
        os.replace(self._name(name), self._name(other), src_dir_fd=self.handle, dst_dir_fd=self.handle)

    def link(self, name: str, other: str) -> None:
        """Give `name` a second name. Raises FileExistsError where that is taken."""
        os.link(self._name(name), self._name(other), src_dir_fd=self.handle, dst_dir_fd=self.handle)

    def remove(self, name: str) -> None:
        """Take a file away, or a link; never what a link leads to."""
        os.unlink(self._name(name), dir_fd=self.handle)

    def make_folder(self, name: str, mode: int) -> None:
        """Make a folder; one that is there already is left as it is."""
        try:
            os.mkdir(self._name(name), mode, dir_fd=self.handle)
        except FileExistsError:
            return

    def sync(self) -> None:
        """Make names last through a power cut; Windows has no such call and needs none."""
        if self.handle is not None:
            os.fsync(self.handle)

    def narrow(self, mode: int) -> None:
        """Take rights away that are not in `mode`, where the folder is the user's own."""
        if self.handle is None:
            return
        held = os.fstat(self.handle)
        if held.st_uid == os.geteuid() and held.st_mode & 0o777 & ~mode:
            os.fchmod(self.handle, held.st_mode & mode)

    def _name(self, name: str) -> str:
        return name if self.handle is not None else str(self.path / name)


@contextmanager
def opened_folder(
    path: Path, *, below: Path | None = None, make: bool = False, mode: int = 0o777, needs: str = ""
) -> Iterator[OpenFolder]:
    """The folder at `path`, held open.

    below: a folder that is trusted as it stands; every step from there to `path` must be a folder and no link. Without
    it the drafter named `path`, and where it leads is his own affair. make: make what is missing of these steps with
    `mode` under the umask, but never `below` itself: a workspace that has gone does not come back empty. needs: a file
    that `below` must hold; without it it is not what it was, but the empty place of a disk that is not connected.
    Raises LinkInTheWayError for a link in the way, OSError where the system refuses.
    """
    steps = _steps(path, below)
    start = path if below is None else below
    if make and below is None:
        path.mkdir(parents=True, exist_ok=True)
    handle = os.open(start, _FOLDER_FLAGS) if _HAS_HANDLES else None
    try:
        folder = OpenFolder(start, handle)
        if handle is None and not start.is_dir():
            raise FileNotFoundError(2, os.strerror(2), str(start))
        if needs and folder.state(needs) is None:
            raise FileNotFoundError(2, os.strerror(2), str(start / needs))
        for step in steps:
            folder = _entered(folder, step, make=make, mode=mode)
            if handle is not None:
                os.close(handle)
            handle = folder.handle
        yield folder
    finally:
        if handle is not None:
            os.close(handle)


def is_link(path: Path) -> bool:
    """Whether `path` itself is a link or, on Windows, a junction."""
    try:
        state = path.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", 0) in _LINKING_TAGS


def refuse_links(path: Path, below: Path) -> None:
    """Raise LinkInTheWayError where a step from `below` to `path`, or `path` itself, is a link.

    For what is opened by a library that takes no handle (SQLite, file locks).
    """
    place = below
    for step in _steps(path, below):
        place /= step
        if is_link(place):
            raise LinkInTheWayError(place)


def _steps(path: Path, below: Path | None) -> tuple[str, ...]:
    if below is None:
        return ()
    base, place = Path(os.path.abspath(below)), Path(os.path.abspath(path))  # noqa: PTH100 - links stay as they are
    if not place.is_relative_to(base):
        # A way in from elsewhere, such as a link in the home folder that leads to the workspace.
        base, place = base.resolve(), place.resolve()
    return place.relative_to(base).parts


def _entered(folder: OpenFolder, name: str, *, make: bool, mode: int) -> OpenFolder:
    path = folder.path / name
    if make and folder.state(name) is None:
        folder.make_folder(name, mode)
    if is_link(path):
        raise LinkInTheWayError(path)
    if folder.handle is None:
        if not path.is_dir():
            raise NotADirectoryError(20, os.strerror(20), str(path))
        return OpenFolder(path, None)
    try:
        return OpenFolder(path, os.open(name, _FOLDER_FLAGS | _NO_FOLLOW, dir_fd=folder.handle))
    except OSError as error:
        if is_link(path):
            raise LinkInTheWayError(path) from error
        raise

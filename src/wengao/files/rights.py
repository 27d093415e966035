"""Who may read a file: what wengao keeps of it may be read by no more people than that.

    .wengao/ itself, the library, locks    as the workspace's folder: private where that is private
    journal and versions of a draft        as the draft, counting every folder above it; private where it is not there
    drafts, exports, reports, settings     as the umask says; a file that is there keeps its rights
    a draft saved beside another           as that one
    log, index, journal outside            private

The umask takes away further rights of whatever is made. Access lists beside the mode are not looked at; on Windows a
file takes the rights of its folder, and nothing here is known.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_READ_WRITE = 0o666
_OWNER = 0o600
_KNOWN = os.name != "nt"


@dataclass(frozen=True, slots=True)
class Rights:
    """Who may read and write a file. mode: the bits of reading and writing. group: whose the group's bits are."""

    mode: int = _OWNER
    group: int | None = None

    @property
    def folder_mode(self) -> int:
        """The mode of a folder for such files: whoever may read may enter."""
        return self.mode | (self.mode & 0o444) >> 2 | 0o700

    def lets_in(self, other: Rights) -> bool:
        """Whether everybody who may read `other` may read this too."""
        if other.mode & 0o004 and not self.mode & 0o004:
            return False
        if not other.mode & 0o040 or self.mode & 0o004:
            return True
        return bool(self.mode & 0o040) and self.group == other.group


PRIVATE = Rights()
"""For the user alone."""


@dataclass(frozen=True, slots=True)
class Way:
    """Whom the folders above a file let through to it. others: everybody. groups: of each folder that lets one group
    through and nobody else, that group; None for one that lets none.
    """

    others: bool = False
    groups: frozenset[int | None] = frozenset({None})

    def to(self, state: os.stat_result) -> Rights:
        """The rights that a file at the end of the way really gives."""
        if not _KNOWN:
            return Rights(_READ_WRITE)
        mode, group = state.st_mode & _READ_WRITE, state.st_gid
        if not self.others:
            mode &= ~0o006
        if not self.groups <= {group}:
            mode &= ~0o060
        return Rights(mode | _OWNER, group)


def way_into(folder: Path) -> Way:
    """Whom a folder, where it really lies, and those above it let through. Raises OSError where one cannot be looked at."""
    above = [one.stat() for one in (folder, *folder.parents)] if _KNOWN else []
    narrow = [state for state in above if not state.st_mode & 0o001]
    groups = frozenset(state.st_gid if state.st_mode & 0o010 else None for state in narrow)
    return Way(not narrow, groups)


def rights_of(path: Path) -> Rights:
    """The rights that a file or folder really gives: a folder above it that may not be entered takes them away.

    PRIVATE where there is no such file.
    """
    if not _KNOWN:
        return Rights(_READ_WRITE)
    try:
        file = path.resolve()
        return way_into(file.parent).to(file.stat())
    except OSError:
        return PRIVATE


def own_rights(path: Path) -> Rights | None:
    """The rights that a file has itself, for a copy beside it; None where there is no such file."""
    if not _KNOWN:
        return None
    try:
        state = path.stat()
    except OSError:
        return None
    return Rights(state.st_mode & _READ_WRITE | _OWNER, state.st_gid)


def workspace_rights(root: Path) -> Rights:
    """The rights of what wengao keeps for a whole workspace, the library above all: those of the workspace's folder.

    Compare with `lets_in` before a file's text goes into the library: `rights_of(file).lets_in(workspace_rights(root))`.
    """
    return rights_of(root)

"""Where the history and the journal of a draft lie: one folder a draft under .wengao/history/.

A history folder lies two steps below a folder that is there already and trusted as it stands: the workspace, or the
user's state folder while the workspace takes nothing. Below that nothing is followed and only wengao writes.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from wengao.files.folders import OWN_FOLDER, WORKSPACE_MARK
from wengao.files.regular import is_file, is_folder
from wengao.files.writing import make_folder

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.files.rights import Rights

_SHOWN_STEM = 30
_DIGEST_LENGTH = 12


def trusted_root(history_folder: Path) -> Path:
    """The folder that a history folder belongs to: it is never made, and links above it are the user's own affair."""
    return history_folder.parent.parent


def record_folder(history_folder: Path, draft_path: Path) -> Path:
    """The folder that keeps what wengao remembers of the draft at `draft_path`; it need not exist yet.

    Named by the draft's name, for people, and by a digest of where the draft lies: relative to the workspace where it
    lies inside, so that the history goes along when the workspace is moved.
    """
    workspace = trusted_root(history_folder).resolve()
    absolute = draft_path.absolute().parent.resolve() / draft_path.name
    inside = absolute.is_relative_to(workspace)
    shown = absolute.relative_to(workspace).as_posix() if inside else absolute.as_posix()
    digest = hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]
    return history_folder / f"{draft_path.stem[:_SHOWN_STEM]}-{digest}"


def is_in_place(history_folder: Path) -> bool:
    """Whether what a history folder belongs to is there: a workspace that was moved, or is on a disk away, is not."""
    root = trusted_root(history_folder)
    needed = _needed(history_folder)
    return is_file(root / needed) if needed else is_folder(root)


def _needed(history_folder: Path) -> str:
    """The file that the folder above .wengao/ has to hold; where the disk is away an empty folder may stand there."""
    return WORKSPACE_MARK if history_folder.parent.name == OWN_FOLDER else ""


def make_record_folder(history_folder: Path, folder: Path, rights: Rights) -> None:
    """Make the folder for records of a draft, for no more people than may read the draft.

    .wengao/ is made in a workspace only.
    Raises LinkInTheWayError for a link in the way, InputError where the disk refuses.
    """
    root = trusted_root(history_folder)
    needs = _needed(history_folder)
    make_folder(history_folder, below=root, needs=needs)
    for step in (folder.parent, folder):
        if step != history_folder:
            make_folder(step, below=root, rights=rights, needs=needs)


def present_path(history_folder: Path, folder: Path, recorded: Path) -> Path:
    """Where a draft lies now that was at `recorded` when its record was put into `folder`.

    A workspace that was moved took the record along under the same name, for that tells the place inside it.
    """
    if not recorded.name or record_folder(history_folder, recorded) == folder:
        return recorded
    root = trusted_root(history_folder)
    for first in range(len(recorded.parts) - 1, 0, -1):
        inside = root.joinpath(*recorded.parts[first:])
        if record_folder(history_folder, inside) == folder:
            return inside
    return recorded

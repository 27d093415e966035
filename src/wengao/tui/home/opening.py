"""Opening a draft for writing: the lock beside its file first, then the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.desk.desk import Desk
    from wengao.drafts.journal import Record
    from wengao.drafts.lock import DraftLock
    from wengao.drafts.store import StoredDraft


@dataclass(frozen=True, slots=True)
class OpenedDraft:
    """A draft to be written. lock: None where its folder takes none, so that it can only be read.

    on_disk: whether the draft is as its file is.
    """

    stored: StoredDraft
    lock: DraftLock | None
    on_disk: bool = True

    @property
    def read_only(self) -> bool:
        """Whether nothing can be saved beside it, and so not in its place either."""
        return self.lock is None


def open_for_writing(
    desk: Desk, path: Path, *, take_over: bool = False, only_read: bool = False
) -> OpenedDraft:
    """Open a draft. Raises DraftLockedError where somebody else is writing it and it is not to be taken over.

    only_read: whether it is opened without a lock, to be looked at.
    """
    stored = desk.drafts.open(path)
    return OpenedDraft(stored, None if only_read else _lock(desk, path, take_over=take_over))


def recover_for_writing(desk: Desk, record: Record) -> OpenedDraft:
    """Open a draft with the text that was not saved. Raises DraftLockedError as open_for_writing does."""
    stored = desk.history.recover(record)
    return OpenedDraft(stored, _lock(desk, stored.path, take_over=False), on_disk=False)


def _lock(desk: Desk, path: Path, *, take_over: bool) -> DraftLock | None:
    try:
        return desk.drafts.take_over(path) if take_over else desk.drafts.lock(path)
    except InputError:
        return None

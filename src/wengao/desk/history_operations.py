"""What keeps a draft from being lost: the lock, the journal and its recovery, the versions at save points."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wengao.desk.base import DeskBase
from wengao.drafts.difference import DifferenceLine, difference
from wengao.drafts.history import History, Version
from wengao.drafts.journal import Journal, Record, recoverable_drafts
from wengao.drafts.lock import DraftLock
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.store import (
    StoredDraft,
    free_path,
    open_draft,
    save_beside,
    save_draft,
    sweep_unfinished,
)
from wengao.errors import WengaoError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class HistoryOperations(DeskBase):
    """Operations that save, remember and bring back.

    How the interface uses them: `recoverable` at the start, and for each offer `recover` or `decline`; `lock` when a
    draft is opened, `take_over` when the drafter says so; `record` within JOURNAL_INTERVAL of every change; `save`,
    which also keeps a version and ends the journal; `abandon` when the drafter leaves without saving; and the lock's
    `release` in the end. All may be called from any thread.
    """

    @property
    def history_folder(self) -> Path:
        """Where versions and journals are kept."""
        return self.workspace.own_folder / "history"

    # Opening and saving

    def open(self, path: Path) -> StoredDraft:
        """The draft at `path`; see drafts.store.open_draft."""
        return open_draft(path)

    def save(self, stored: StoredDraft, *, overwrite: bool = False) -> StoredDraft:
        """Save a draft, keep it as a version and end its journal; see drafts.store.save_draft.

        What stood in the file before is kept as a version too, so that an overwritten change of somebody else's can be
        brought back. A history that cannot be written is logged and never stands in the way of saving.
        """
        self._keep_file(stored.path)
        saved = save_draft(stored, overwrite=overwrite)
        self._remember(saved)
        return saved

    def save_beside(self, stored: StoredDraft) -> StoredDraft:
        """Save a draft under a name of its own, where its file was changed by somebody else."""
        saved = save_beside(stored)
        self._remember(saved)
        self.journal(stored).settle(write_draft(stored.draft))
        return saved

    def changes_on_disk(self, stored: StoredDraft) -> tuple[DifferenceLine, ...]:
        """From the file on disk (removed) to the drafter's text (added), for the choice after a DraftChangedError."""
        return difference(write_draft(open_draft(stored.path).draft), write_draft(stored.draft))

    # Lock

    def lock(self, path: Path) -> DraftLock:
        """Hold the lock on a draft. Raises DraftLockedError, whose message names the holder, where another does.

        What saves that were killed left beside the draft is cleared away.
        """
        sweep_unfinished(path, self._clock().timestamp())
        return DraftLock(path, self._clock).acquire()

    def take_over(self, path: Path) -> DraftLock:
        """Hold the lock on a draft whoever held it; the one who did sees `held` turn false and saves beside."""
        return DraftLock(path, self._clock).take_over()

    @contextmanager
    def locked(self, path: Path) -> Iterator[DraftLock]:
        """The lock on a draft for as long as one operation takes. Raises as `lock` does."""
        lock = self.lock(path)
        try:
            yield lock
        finally:
            lock.release()

    # Journal

    def journal(self, stored: StoredDraft) -> Journal:
        """The autosave journal of a draft."""
        return Journal(self.history_folder, stored.path)

    def record(self, stored: StoredDraft) -> bool:
        """Put what the drafter has typed into the journal; returns whether there was anything new.

        stored: with the draft as it would be saved. Raises InputError where the disk refuses.
        """
        return self.journal(stored).record(write_draft(stored.draft), self._clock, base=stored.fingerprint)

    def abandon(self, stored: StoredDraft) -> None:
        """End the journal of a draft that the drafter leaves unsaved on purpose; what it held becomes a version."""
        journal = self.journal(stored)
        record = journal.recoverable()
        if record is not None:
            self._keep(stored.path, record.text)
        journal.discard()

    def recoverable(self) -> tuple[Record, ...]:
        """The drafts whose last text was not saved, the latest first; those that somebody is writing now are left out."""
        return tuple(
            record
            for record in recoverable_drafts(self.history_folder)
            if DraftLock(record.draft_path, self._clock).holder() is None
        )

    def recover(self, record: Record) -> StoredDraft:
        """The draft with the text that was not saved, to go on writing; the journal stays until it is saved.

        Where the file was changed since by somebody else, both are kept: the text is saved under a name of its own.
        """
        draft = parse_draft(record.text)
        path = record.draft_path
        if not path.exists():
            return StoredDraft(path, draft)
        opened = open_draft(path)
        if opened.fingerprint == record.base:
            return opened.with_draft(draft)
        saved = save_draft(StoredDraft(free_path(path, "恢复"), draft))
        self._remember(saved)
        Journal(self.history_folder, path).discard()
        return saved

    def decline(self, record: Record) -> None:
        """Leave the file as it is; the text that was not saved is kept as a version of the draft."""
        self._keep_file(record.draft_path)
        self._keep(record.draft_path, record.text)
        Journal(self.history_folder, record.draft_path).discard()

    # Versions

    def history(self, path: Path) -> tuple[Version, ...]:
        """The versions of a draft, the newest first."""
        return History(self.history_folder, path).versions()

    def version(self, path: Path, version_id: str) -> Version:
        """A version by the beginning of its id or its number in the list. Raises UsageError where there is none."""
        return History(self.history_folder, path).version(version_id)

    def version_difference(
        self, path: Path, version_id: str, other_id: str | None = None
    ) -> tuple[DifferenceLine, ...]:
        """From a version (removed) to another one, or to the draft as it stands on disk (added)."""
        later = self.version(path, other_id).text if other_id else write_draft(open_draft(path).draft)
        return difference(self.version(path, version_id).text, later)

    def restore(self, path: Path, version_id: str) -> StoredDraft:
        """Put a version in the place of the draft's file; what stands there is kept as a version first."""
        version = self.version(path, version_id)
        draft = parse_draft(version.text)
        stored = open_draft(path).with_draft(draft) if path.exists() else StoredDraft(path, draft)
        return self.save(stored)

    def _remember(self, saved: StoredDraft) -> None:
        text = write_draft(saved.draft)
        self._keep(saved.path, text)
        self.journal(saved).settle(text)

    def _keep_file(self, path: Path) -> None:
        """Keep what stands in a file as a version; a file that is not there or cannot be read has none."""
        if not path.exists():
            return
        try:
            text = write_draft(open_draft(path).draft)
        except WengaoError:
            return
        self._keep(path, text)

    def _keep(self, path: Path, text: str) -> None:
        try:
            History(self.history_folder, path).keep(text, self._clock())
        except WengaoError as error:
            logging.getLogger("wengao").warning("history not kept: %s", error)

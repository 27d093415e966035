"""What keeps a draft from being lost: the lock, the journal and its recovery, the versions at save points."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wengao.desk.base import DeskBase
from wengao.desk.workspace import state_folder
from wengao.drafts.difference import DifferenceLine, difference
from wengao.drafts.history import History, Version
from wengao.drafts.journal import Record, SessionJournal, discard_record, recorded_drafts
from wengao.drafts.lock import DraftLock
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.model import Draft
from wengao.drafts.places import trusted_root
from wengao.drafts.store import (
    StoredDraft,
    file_holds,
    free_path,
    open_draft,
    save_beside,
    save_draft,
)
from wengao.errors import DraftAwayError, InputError, WengaoError
from wengao.files.rights import PRIVATE, own_rights
from wengao.files.text_form import form_holding, holds_unread
from wengao.files.writing import make_folder, sweep_unfinished

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_logger = logging.getLogger("wengao")
_logger.addHandler(logging.NullHandler())
"""Without a log that is started nothing is printed: logging would do so in words of its own."""


class HistoryOperations(DeskBase, with_mistakes=True):
    """Operations that save, remember and bring back.

    How the interface uses them: `recoverable` at the start, and for each offer `recover` or `decline`; `lock` when a
    draft is opened, `take_over` when the drafter says so; `record` within JOURNAL_INTERVAL of every change; `save`,
    which also keeps a version and ends the journal; `abandon` when the drafter leaves without saving; and the lock's
    `release` in the end. All may be called from any thread.
    """

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._journals: dict[Path, SessionJournal] = {}
        self._journals_lock = threading.Lock()

    @property
    def history_folder(self) -> Path:
        """Where versions and journals are kept."""
        return self.workspace.own_folder / "history"

    @property
    def outside_folder(self) -> Path:
        """Where journals are kept while the workspace has gone or takes nothing: in the user's state folder."""
        return state_folder() / "unsaved" / "history"

    # Opening and saving

    def open(self, path: Path) -> StoredDraft:
        """The draft at `path`; see drafts.store.open_draft. What the drafter should know of the file is told."""
        stored = open_draft(path)
        for told in stored.told:
            self._tell(f"{path}：{told}")
        return stored

    def save(self, stored: StoredDraft, *, overwrite: bool = False) -> StoredDraft:
        """Save a draft, keep it as a version and end its journal; see drafts.store.save_draft.

        What stood in the file before is kept as a version too, so that an overwritten change of somebody else's can be
        brought back. A history that cannot be written is logged and never stands in the way of saving. Raises
        DraftAwayError where the workspace has gone: a disk that is not connected leaves an empty folder in its place.
        """
        self._refuse_gone(stored)
        own = self._recorded(stored)
        self._keep_file(stored.path)
        saved = save_draft(stored, overwrite=overwrite)
        self._remember(saved, own)
        for told in saved.told:
            self._tell(f"{saved.path}：{told}")
        return saved

    def save_elsewhere(self, stored: StoredDraft, path: Path) -> StoredDraft:
        """Save a draft in another place, for its own takes nothing; a file that is there is never overwritten."""
        own = self.journal(stored).own
        self._make_folder_of(path)
        saved = save_draft(replace(stored, path=path.absolute(), fingerprint=""))
        self._remember(saved, 0)
        for told in saved.told:
            self._tell(f"{saved.path}：{told}")
        journal = self.journal(stored)
        newest = journal.newest()
        if newest is not None and newest.number <= own:
            journal.discard()
        return saved

    def save_beside(self, stored: StoredDraft) -> StoredDraft:
        """Save a draft under a name of its own, where its file was changed by somebody else."""
        own = self.journal(stored).own
        self._refuse_gone(stored)
        saved = save_beside(stored)
        self._remember(saved, 0)
        self.journal(stored).settle(write_draft(stored.draft), own)
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

    def journal(self, stored: StoredDraft) -> SessionJournal:
        """The autosave journal of a draft, the same one as long as this desk is there."""
        path = stored.path.absolute()
        with self._journals_lock:
            if path not in self._journals:
                self._journals[path] = SessionJournal(self.history_folder, self.outside_folder, path)
            return self._journals[path]

    def record(self, stored: StoredDraft) -> Path | None:
        """Put what the drafter has typed into the journal; returns the folder it went to, None where nothing was new.

        That is `history_folder`, or `outside_folder` while the workspace has gone or takes nothing. What an earlier
        session left there unsaved becomes a version first. stored: with the draft as it would be saved. Raises
        InputError where neither place takes it.
        """
        journal = self.journal(stored)
        left = journal.foreign()
        if left is not None and left.text != write_draft(stored.draft):
            self._keep(left.draft_path, left.text)
        with suppress(InputError):
            make_folder(trusted_root(self.outside_folder), rights=PRIVATE)
        return journal.record(
            write_draft(stored.draft),
            self._clock,
            base=stored.fingerprint,
            form=stored.form,
            elsewhere=not self.workspace.is_there,
        )

    def abandon(self, stored: StoredDraft) -> None:
        """End the journal of a draft that the drafter leaves unsaved on purpose; what it held becomes a version."""
        journal = self.journal(stored)
        record = journal.recoverable()
        if record is not None:
            self._keep(stored.path, record.text)
        journal.discard()

    def recoverable(self) -> tuple[Record, ...]:
        """The drafts whose last text was not saved, the latest first; those that somebody is writing now are left out.

        Those of other workspaces are among them, where the workspace took nothing: such text lies in the user's folder.
        Of several records of one draft the newest is offered.
        """
        newest: dict[Path, Record] = {}
        for found in (
            *recorded_drafts(self.history_folder),
            *recorded_drafts(self.outside_folder),
        ):
            record = self._at_home(found)
            known = newest.get(record.draft_path)
            if known is None or record.order > known.order:
                newest[record.draft_path] = record
        offered = []
        for record in newest.values():
            if DraftLock(record.draft_path, self._clock).holder() is not None:
                continue
            if file_holds(record.draft_path, record.text, record.form):
                self._end_records(record)
            else:
                offered.append(record)
        return tuple(sorted(offered, key=lambda record: record.recorded_at, reverse=True))

    def _at_home(self, record: Record) -> Record:
        """A record with the path that its draft has now, where its workspace was moved and is this one."""
        if record.workspace is None or record.draft_path.exists():
            return record
        with suppress(ValueError, OSError, InputError):
            here = self.workspace.root / record.draft_path.relative_to(record.workspace)
            if not here.exists():
                return record
            if open_draft(here).fingerprint == record.base or file_holds(here, record.text, record.form):
                return replace(record, draft_path=here)
        return record

    def recover(self, record: Record) -> StoredDraft:
        """The draft with the text that was not saved, to go on writing; the journal stays until it is saved.

        Where the file was changed since by somebody else, both are kept: the text is saved under a name of its own.
        """
        draft = parse_draft(record.text)
        path = record.draft_path
        if not path.exists() and path.parent.is_dir():
            self._take_over_record(record)
            return StoredDraft(path, draft, form=record.form)
        opened = open_draft(path) if path.exists() else None
        if opened is not None and opened.fingerprint == record.base:
            self._take_over_record(record)
            return opened.with_draft(draft)
        near = path if opened is not None else self.workspace.drafts_folder / path.name
        self._make_folder_of(near)
        new = StoredDraft(free_path(near, "恢复"), draft, form=record.form)
        saved = save_draft(new, rights=own_rights(path) or PRIVATE)
        self._remember(saved, 0)
        self._end_records(record)
        return saved

    def _end_records(self, record: Record) -> None:
        self.journal(StoredDraft(record.draft_path, Draft())).discard()
        discard_record(record)

    def _take_over_record(self, record: Record) -> None:
        """Let the record be one of this session's, so that a save ends it; it is moved where a moved draft has its own."""
        journal = self.journal(StoredDraft(record.draft_path, Draft()))
        journal.take_over(record)
        if not journal.holds(record):
            gone = not self.workspace.is_there
            journal.record(record.text, self._clock, base=record.base, form=record.form, elsewhere=gone)
            discard_record(record)

    def decline(self, record: Record) -> None:
        """Leave the file as it is; the text that was not saved is kept as a version of the draft."""
        self._keep_file(record.draft_path)
        self._keep(record.draft_path, record.text)
        self._end_records(record)

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
        text = self.version(path, version_id).text
        stored = open_draft(path) if path.exists() else StoredDraft(path, Draft())
        form = stored.form if holds_unread(write_draft(stored.draft)) else form_holding(text, stored.form)
        return self.save(replace(stored, draft=parse_draft(text), form=form))

    def _refuse_gone(self, stored: StoredDraft) -> None:
        if self.workspace.holds(stored.path) and not self.workspace.is_there:
            raise DraftAwayError(
                f"工作区 {self.workspace.root} 找不到了（改名、移走了，或所在的盘没有连上），没有保存",
                "请把它接回原处再保存，或另存到别处",
            )

    def _recorded(self, stored: StoredDraft) -> int:
        """The number of the record of what is about to be saved: an end between file and journal leaves nothing stale.

        What an earlier session left unsaved is not touched: it is still to be offered.
        """
        journal = self.journal(stored)
        if journal.own and journal.foreign() is None:
            with suppress(InputError):
                self.record(stored)
        return journal.own

    def _remember(self, saved: StoredDraft, own: int) -> None:
        """Keep what was saved as a version, and end the journal up to the record `own`, which the save is later than."""
        text = write_draft(saved.draft)
        self._keep(saved.path, text)
        self.journal(saved).settle(text, own)

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
            _logger.warning("history not kept: %s", error)
            self._tell(f"这一版没能留进历史：{error.message}")

"""What keeps a draft from being lost: the journal and its recovery, the versions at save points."""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from wengao.desk.unit_language import spoken
from wengao.desk.workspace import state_folder
from wengao.drafts.difference import DifferenceLine, difference
from wengao.drafts.history import History, Version
from wengao.drafts.journal import Record, SessionJournal, discard_record, recorded_drafts
from wengao.drafts.lock import DraftLock
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.model import Draft
from wengao.drafts.places import record_folder, trusted_root
from wengao.drafts.store import StoredDraft, file_holds, free_path, open_draft, save_draft
from wengao.errors import InputError, WengaoError
from wengao.files.rights import PRIVATE, own_rights
from wengao.files.writing import make_folder, move_folder

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.desk.context import DeskContext

_logger = logging.getLogger("wengao")
_logger.addHandler(logging.NullHandler())
"""Without a log that is started nothing is printed: logging would do so in words of its own."""


@spoken(with_mistakes=True)
class HistoryService:
    """Operations that remember and bring back.

    How the interface uses them: `recoverable` at the start, and for each offer `recover` or `decline`; `record` within
    JOURNAL_INTERVAL of every change; `abandon` when the drafter leaves without saving. Saving itself is the affair of
    DraftService, which tells it here before (`recorded`, `keep_file`) and after (`remember`). All may be called from any
    thread.
    """

    def __init__(self, context: DeskContext) -> None:
        self._context = context
        self._journals: dict[Path, SessionJournal] = {}
        self._journals_lock = threading.Lock()

    @property
    def folder(self) -> Path:
        """Where versions and journals are kept."""
        return self._context.workspace.own_folder / "history"

    @property
    def outside_folder(self) -> Path:
        """Where journals are kept while the workspace has gone or takes nothing: in the user's state folder."""
        return state_folder() / "unsaved" / "history"

    # Journal

    def journal(self, stored: StoredDraft) -> SessionJournal:
        """The autosave journal of a draft, the same one as long as this desk is there."""
        path = stored.path.absolute()
        with self._journals_lock:
            if path not in self._journals:
                self._journals[path] = SessionJournal(self.folder, self.outside_folder, path)
            return self._journals[path]

    def record(self, stored: StoredDraft) -> Path | None:
        """Put what the drafter has typed into the journal; returns the folder it went to, None where nothing was new.

        That is `folder`, or `outside_folder` while the workspace has gone or takes nothing. What an earlier
        session left there unsaved becomes a version first. stored: with the draft as it would be saved. Raises
        InputError where neither place takes it.
        """
        journal = self.journal(stored)
        slots = journal.slots()
        left = journal.foreign(slots)
        if left is not None and left.text != write_draft(stored.draft):
            self._keep(left.draft_path, left.text)
        with suppress(InputError):
            make_folder(trusted_root(self.outside_folder), rights=PRIVATE)
        return journal.record(
            write_draft(stored.draft),
            self._context.clock,
            base=stored.fingerprint,
            form=stored.form,
            elsewhere=not self._context.workspace.is_there,
            slots=slots,
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
            *recorded_drafts(self.folder),
            *recorded_drafts(self.outside_folder),
        ):
            record = self._at_home(found)
            known = newest.get(record.draft_path)
            if known is None or record.order > known.order:
                newest[record.draft_path] = record
        offered = []
        for record in newest.values():
            if DraftLock(record.draft_path, self._context.clock).holder() is not None:
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
            here = self._context.workspace.root / record.draft_path.relative_to(record.workspace)
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
        near = path if opened is not None else self._context.workspace.drafts_folder / path.name
        self._context.make_folder_of(near)
        new = StoredDraft(free_path(near, "恢复"), draft, form=record.form)
        saved = save_draft(new, rights=own_rights(path) or PRIVATE)
        self.remember(saved, 0)
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
            gone = not self._context.workspace.is_there
            journal.record(
                record.text, self._context.clock, base=record.base, form=record.form, elsewhere=gone
            )
            discard_record(record)

    def decline(self, record: Record) -> None:
        """Leave the file as it is; the text that was not saved is kept as a version of the draft."""
        self.keep_file(record.draft_path)
        self._keep(record.draft_path, record.text)
        self._end_records(record)

    def move(self, path: Path, new: Path) -> None:
        """Let the versions of a draft go along to its new name; those that have gone already are there. Raises InputError
        where it has unsaved text, or a draft of that name has left versions here."""
        if self.journal(StoredDraft(path, Draft())).recoverable() is not None:
            raise InputError(
                f"{path.name} 有写了没有保存的文字，没有改名", "请先打开它，保存或不要那些文字，再改名"
            )
        versions = self.versions(new)
        if versions and not self.versions(path) and _is_of(versions[0], path):
            return
        if versions:
            raise InputError(
                f"以前有一篇也叫 {new.name}，它的历史版本还留着，没有改名",
                f"请换一个名字；看那些版本用 wengao history {new.name}",
            )
        root = trusted_root(self.folder)
        move_folder(record_folder(self.folder, path), record_folder(self.folder, new), below=root)

    # Versions

    def versions(self, path: Path) -> tuple[Version, ...]:
        """The versions of a draft, the newest first."""
        return History(self.folder, path).versions()

    def version(self, path: Path, version_id: str) -> Version:
        """A version by the beginning of its id or its number in the list. Raises UsageError where there is none."""
        return History(self.folder, path).version(version_id)

    def difference(
        self, path: Path, version_id: str, other_id: str | None = None
    ) -> tuple[DifferenceLine, ...]:
        """From a version (removed) to another one, or to the draft as it stands on disk (added)."""
        later = self.version(path, other_id).text if other_id else write_draft(open_draft(path).draft)
        return difference(self.version(path, version_id).text, later)

    def recorded(self, stored: StoredDraft) -> int:
        """The number of the record of what is about to be saved: an end between file and journal leaves nothing stale.

        What an earlier session left unsaved is not touched: it is still to be offered.
        """
        journal = self.journal(stored)
        if journal.own and journal.foreign() is None:
            with suppress(InputError):
                self.record(stored)
        return journal.own

    def remember(self, saved: StoredDraft, own: int) -> None:
        """Keep what was saved as a version, and end the journal up to the record `own`, which the save is later than."""
        text = write_draft(saved.draft)
        self._keep(saved.path, text)
        self.journal(saved).settle(text, own)

    def keep_file(self, path: Path) -> None:
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
            History(self.folder, path).keep(text, self._context.clock())
        except WengaoError as error:
            _logger.warning("history not kept: %s", error)
            self._context.tell(f"这一版没能留进历史：{error.message}")


def _is_of(version: Version, path: Path) -> bool:
    """Whether a version is the text that stands in a draft's file."""
    return version.text == write_draft(open_draft(path).draft)

"""What keeps a draft from being lost while it is written: the journal, and the lock beside its file."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from wengao.drafts.journal import JOURNAL_INTERVAL
from wengao.errors import WengaoError
from wengao.tui.writing.screen import WritingScreen

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.desk.desk import Desk
    from wengao.drafts.lock import DraftLock
    from wengao.drafts.model import Draft
    from wengao.drafts.store import StoredDraft


class KeepingActions(WritingScreen):
    """Records what is typed within a second. draft_lock: None where the folder takes none.

    on_disk: whether the draft is as its file is; it is not after a recovery.
    """

    def __init__(
        self, desk: Desk, stored: StoredDraft, *, draft_lock: DraftLock | None = None, on_disk: bool = True
    ) -> None:
        super().__init__(desk, stored, on_disk=on_disk)
        self.draft_lock = draft_lock
        self._recorded: Draft | None = self.session.draft
        self._told_outside = False
        self._journal_lock = threading.Lock()
        self._journal_ended = False

    def on_mount(self) -> None:
        """Begin to record."""
        self.set_interval(JOURNAL_INTERVAL, self._record)

    def on_unmount(self) -> None:
        """Let the draft go."""
        if self.draft_lock is not None:
            self.draft_lock.release()

    def keep(self) -> None:
        """Put what is typed into the journal before anything else happens."""
        self.draft_now()
        with self._journal_lock:
            if self.session.unsaved and not self._journal_ended:
                with suppress(WengaoError):
                    self.desk.history.record(self.session.for_saving())

    def abandon(self) -> None:
        """End the journal because the drafter wants the changes gone; to be called in a thread."""
        with self._journal_lock:
            self._journal_ended = True
            self.desk.history.abandon(self.session.stored)

    def _record(self) -> None:
        draft = self.draft_now()
        if draft is self._recorded:
            return
        self._recorded = draft
        desk, stored = self.desk, self.session.for_saving()

        def record() -> Path | None:
            with self._journal_lock:
                return None if self._journal_ended else desk.history.record(stored)

        self.start_job("journal", record, self._was_recorded, self._not_recorded)

    def record_anew(self) -> None:
        """Record what is on the screen at the next turn, for what was recorded before is older than the file."""
        self._recorded = None

    def _was_recorded(self, folder: Path | None) -> None:
        """Say once that the journal goes elsewhere because the workspace takes nothing."""
        if folder is None:
            return
        outside = folder != self.desk.history.folder
        if outside and not self._told_outside:
            self.say(f"工作区写不了，写的文字改留底在 {folder}，请及时另存")
        self._told_outside = outside

    def _not_recorded(self, error: Exception) -> None:
        self._recorded = None
        self.say(f"没能自动留底，请及时保存：{error}")

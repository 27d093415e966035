"""What keeps a draft from being lost while it is written: the journal (留底), and the lock beside its file."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from wengao.drafts.journal import JOURNAL_INTERVAL
from wengao.errors import DraftChangedError, WengaoError

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.desk.desk import Desk
    from wengao.drafts.lock import DraftLock
    from wengao.drafts.model import Draft
    from wengao.drafts.store import StoredDraft
    from wengao.tui.shared.screens import PlaceScreen
    from wengao.tui.writing.manuscript import Manuscript


class Keeping:
    """Records what is typed within a second. lock: None where the folder takes none."""

    def __init__(
        self, screen: PlaceScreen, desk: Desk, manuscript: Manuscript, lock: DraftLock | None
    ) -> None:
        self._screen, self._desk, self._manuscript = screen, desk, manuscript
        self._session = manuscript.session
        self.lock = lock
        self._recorded: Draft | None = manuscript.session.draft
        self._told_outside = False
        self._journal_lock = threading.Lock()
        self._journal_ended = False
        self._renamed: dict[Path, Path] = {}

    def begin(self) -> None:
        """Begin to record."""
        self._screen.set_interval(JOURNAL_INTERVAL, self._record)

    def keep(self) -> None:
        """Put what is typed into the journal before anything else happens."""
        self._manuscript.draft_now()
        session = self._session
        with self._journal_lock:
            if session.unsaved and not self._journal_ended:
                with suppress(WengaoError):
                    self._desk.history.record(self._present(session.for_saving()))

    def abandon(self) -> None:
        """End the journal because the drafter wants the changes gone; to be called in a thread."""
        with self._journal_lock:
            self._journal_ended = True
            self._desk.history.abandon(self._session.stored)

    def rename(self, name: str) -> Path:
        """Give the draft's file another name, and hold the lock there; to be called in a thread.

        Nothing is recorded meanwhile, and what was about to be is recorded under the new name. Raises as
        DraftService.rename_held does.
        """
        with self._journal_lock:
            old, old_lock = self._session.stored.path, self.lock
            if old_lock is not None and old_lock.taken:
                raise DraftChangedError(f"文稿 {old} 已由别人接管，没有改名", "可以按 Ctrl+S 另存一份")
            new, self.lock = self._desk.drafts.rename_held(old, name)
            self._renamed.pop(new, None)
            self._renamed[old] = new
            if old_lock is not None:
                old_lock.release()
            return new

    def _present(self, stored: StoredDraft) -> StoredDraft:
        """A draft with the name that its file has by now."""
        return replace(stored, path=self._renamed.get(stored.path, stored.path))

    def record_anew(self) -> None:
        """Record what is on the screen at the next turn, for what was recorded before is older than the file."""
        self._recorded = None

    def _record(self) -> None:
        draft = self._manuscript.draft_now()
        if draft is self._recorded:
            return
        self._recorded = draft
        desk, stored = self._desk, self._session.for_saving()

        def record() -> Path | None:
            with self._journal_lock:
                return None if self._journal_ended else desk.history.record(self._present(stored))

        self._screen.start_job("journal", record, self._was_recorded, self._not_recorded)

    def _was_recorded(self, folder: Path | None) -> None:
        """Say once that the journal goes elsewhere because the workspace takes nothing."""
        if folder is None:
            return
        outside = folder != self._desk.history.folder
        if outside and not self._told_outside:
            self._screen.say(f"工作区写不了，写的文字改留底在 {folder}，请及时另存")
        self._told_outside = outside

    def _not_recorded(self, error: Exception) -> None:
        self._recorded = None
        self._screen.say(f"没能自动留底，请及时保存：{error}")

    # The lock

    def hand_over(self) -> DraftLock | None:
        """Give the lock to whoever goes on with the draft."""
        lock, self.lock = self.lock, None
        return lock

    def let_go(self) -> None:
        """Let the draft go: others may write it."""
        if self.lock is not None:
            self.lock.release()

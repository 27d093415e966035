"""The draft screen (文稿): the writing screen with everything a drafter can do on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.tui.screens.writing_file import FileActions
from wengao.tui.screens.writing_panels import PanelActions
from wengao.tui.screens.writing_passages import PassageActions

if TYPE_CHECKING:
    from wengao.drafts.history import Version
    from wengao.drafts.store import StoredDraft


class DraftScreen(FileActions, PanelActions, PassageActions):
    """One draft being written."""

    def on_mount(self) -> None:
        """Count the findings behind the first paint."""
        self.count_findings()

    def restore(self, version: Version) -> None:
        """Put a version in the place of the text: the screen begins anew with it, under the same lock."""
        desk, path = self.desk, self.session.stored.path

        def restored(stored: StoredDraft) -> None:
            lock, self.draft_lock = self.draft_lock, None
            screen = DraftScreen(desk, stored, draft_lock=lock)
            self.app.switch_screen(screen)
            screen.call_after_refresh(
                screen.say, f"已恢复 {version.saved_at.astimezone():%m-%d %H:%M} 的版本"
            )

        self.start_job("restore", lambda: desk.restore(path, version.id), restored)

"""The draft screen (文稿): the writing screen with everything a drafter can do on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.drafts.session import as_draft, front_problem
from wengao.tui.writing.writing_file import FileActions
from wengao.tui.writing.writing_panels import PanelActions
from wengao.tui.writing.writing_passages import PassageActions

if TYPE_CHECKING:
    from collections.abc import Callable

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
            self._begin_anew(stored, f"已恢复 {version.saved_at.astimezone():%m-%d %H:%M} 的版本")

        self.start_job("restore", lambda: desk.drafts.restore(path, version.id), restored)

    def mended(self, stored: StoredDraft, then: Callable[[], object] | None) -> bool:
        """Show as a draft what was saved as plain text, where it is one now; mark the place again where it is not."""
        draft = as_draft(stored)
        self.problem = front_problem(draft.draft)
        if self.problem:
            line = self.problem.line - 1
            self.with_editor(self.current, lambda editor: editor.mark_paragraph(line))
        elif then is None:
            self._begin_anew(draft, "文首信息改好了，已保存，又按文稿打开")
            return True
        return False

    def _begin_anew(self, stored: StoredDraft, message: str) -> None:
        """Put another screen in the place of this one, with the same lock."""
        lock, self.draft_lock = self.draft_lock, None
        screen = DraftScreen(self.desk, stored, draft_lock=lock)
        self.app.switch_screen(screen)
        screen.call_after_refresh(screen.say, message)

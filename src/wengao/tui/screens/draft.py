"""The draft screen (文稿): the writing screen with everything a drafter can do on it."""

from __future__ import annotations

from wengao.tui.screens.writing_file import FileActions
from wengao.tui.screens.writing_passages import PassageActions
from wengao.tui.screens.writing_review import ReviewActions
from wengao.tui.screens.writing_structure import StructureActions


class DraftScreen(FileActions, StructureActions, PassageActions, ReviewActions):
    """One draft being written."""

    def on_mount(self) -> None:
        """Count the findings behind the first paint."""
        self.count_findings()

"""Checking drafts and other documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wengao.desk.base import DeskBase
from wengao.drafts.store import StoredDraft, open_draft

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.drafts.model import Draft
    from wengao.review.model import Finding
    from wengao.review.settings import ReviewSettings

_DRAFT_SUFFIXES = (".md", ".markdown")


class ReviewOperations(DeskBase):
    """Operations of the check."""

    def open_for_review(self, path: Path) -> StoredDraft:
        """A draft to be checked: a .md file as it is, any other document (.docx, .txt …) through its reader."""
        if path.suffix.lower() in _DRAFT_SUFFIXES:
            return open_draft(path)
        from wengao.corpus.reading import read_document
        from wengao.drafts.importing import draft_of_document

        return StoredDraft(path, draft_of_document(read_document(path, self.workspace.shown(path)).document))

    def check(self, draft: Draft) -> tuple[Finding, ...]:
        """What the checks find in a draft, in the order of its file."""
        from wengao.review.registry import check_draft

        return check_draft(draft, self._review_settings())

    def fix(self, draft: Draft) -> Draft:
        """The draft with every mechanical fix applied."""
        from wengao.review.fixing import fix_draft

        return fix_draft(draft, self._review_settings())

    def _review_settings(self) -> ReviewSettings:
        """The unit's own names under the rule file that it names in wengao.toml."""
        from wengao.review.settings import Own, ReviewSettings

        unit, file = self.workspace.settings.unit, self.workspace.settings.review.file
        settings = ReviewSettings()
        if file:
            from wengao.review.unit_file import load_settings

            settings = load_settings(self.workspace.root / file)
        if settings.own != Own():
            return settings
        people = (unit.leader,) if unit.leader else ()
        return replace(settings, own=Own(regions=unit.regions, units=unit.names, people=people))

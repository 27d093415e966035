"""Checking drafts and other documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wengao.desk.base import DeskBase
from wengao.drafts.store import StoredDraft, free_path, open_draft, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.drafts.model import Draft
    from wengao.review.model import Finding
    from wengao.review.settings import ReviewSettings
    from wengao.review.word.profile import WordProfile

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

    def check_word(self, path: Path, layout: str | None = None) -> tuple[Finding, ...]:
        """Where a Word file is not set as a layout has it (FMT). layout: a name; None takes the one of its genre."""
        from wengao.review.word.checking import check_word
        from wengao.review.word.reading import read_word

        return check_word(read_word(path), self._word_profile(path, layout))

    def fix_word(self, path: Path, layout: str | None = None) -> Path:
        """Write a copy of a Word file beside it, set as a layout has it; the file itself is never changed."""
        from wengao.review.word.correcting import corrected_word

        target = free_path(path, "版式已改")
        write_atomically(target, corrected_word(path, self._word_profile(path, layout)))
        return target

    def _word_profile(self, path: Path, layout: str | None) -> WordProfile:
        from wengao.desk.word_profile import word_profile
        from wengao.export.layout import default_layout, load_layout

        name = layout or self.workspace.settings.export.layout
        if not name:
            stored = self.open_for_review(path)
            name = default_layout(self._metadata(stored.draft).genre)
        return word_profile(load_layout(name, (self.workspace.layout_folder,)))

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

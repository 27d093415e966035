"""Checking drafts and other documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from threading import Lock
from typing import TYPE_CHECKING

from wengao.desk.context import readable_metadata
from wengao.desk.unit_language import spoken
from wengao.desk.values import FixedWord
from wengao.desk.workspace import open_workspace
from wengao.drafts.store import StoredDraft, free_path, is_draft_name
from wengao.files.writing import write_file
from wengao.review.remembered import Remembered

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.desk.context import DeskContext
    from wengao.desk.services.drafts import DraftService
    from wengao.drafts.model import Draft
    from wengao.review.model import Finding, RuleState, Severity
    from wengao.review.originals import Originals
    from wengao.review.settings import ReviewSettings
    from wengao.review.waivers import Scope
    from wengao.review.word.profile import WordProfile

_REVISER = "wengao"
"""Stands as the author of recorded changes."""


@spoken()
class ReviewService:
    """Operations of the check. drafts: opens what is checked, saves what is waived, tells what is reused."""

    def __init__(self, context: DeskContext, drafts: DraftService) -> None:
        self._context = context
        self._drafts = drafts
        self._remembered = Remembered()
        self._remembered_for: ReviewSettings | None = None
        self._remembering = Lock()

    def open(self, path: Path) -> StoredDraft:
        """A draft to be checked: a .md file as it is, any other document (.docx, .txt …) as it was written."""
        if is_draft_name(path):
            return self._drafts.open(path)
        return StoredDraft(path, self._context.foreign.as_written(path, self._context.workspace.shown(path)))

    def check(self, draft: Draft, *, numbered: bool = False) -> tuple[Finding, ...]:
        """What the checks find in a draft by itself, in the order of its file; fast enough while one types.

        numbered: whether its headings carry their numbers as text, as those of a .docx or .txt do.
        """
        from wengao.review.registry import check_draft

        settings = self._review_settings(numbered=numbered)
        with self._remembering:
            if settings != self._remembered_for:
                self._remembered, self._remembered_for = Remembered(), settings
            return check_draft(draft, replace(settings, remembered=self._remembered))

    def check_in_full(
        self, draft: Draft, *, minutes: int | None = None, numbered: bool = False
    ) -> tuple[Finding, ...]:
        """What the checks find in a draft, its template and the corpus at hand too.

        minutes: the longest it may take to read out, in place of the unit's own. numbered: as for `check`.
        """
        from wengao.desk.review_material import plan_of
        from wengao.review.registry import check_draft

        settings = self._review_settings(numbered=numbered)
        workspace = self._context.workspace
        plan = plan_of(
            readable_metadata(draft),
            workspace.template_folders,
            rate=workspace.settings.drafts.rate,
            minutes=minutes or settings.limits.minutes,
            today=self._context.clock().date(),
            render=self._context.foreign.rendered,
        )
        settings = replace(settings, plan=plan)
        with self._context.library() as library:
            has_corpus = bool(library.documents())
        if has_corpus:
            settings = replace(settings, reuse=self._drafts.sources, originals=self._originals())
        return check_draft(draft, settings)

    def _originals(self) -> Originals:
        """The texts of the corpus to hold quotations and figures against; read when they are first asked."""
        from wengao.drafts.reuse import CorpusText
        from wengao.review.originals import Originals

        def texts() -> list[CorpusText]:
            with self._context.library() as library:
                titles = {document.id: document.title for document in library.documents()}
                return [
                    CorpusText(each.document_id, titles[each.document_id], each.place, each.id, each.text)
                    for each in library.passages(kind="paragraph")
                ]

        return Originals(texts)

    def waive(self, stored: StoredDraft, finding: Finding, scope: Scope) -> StoredDraft:
        """Let a finding stand; returns the draft, saved with the waiver where the scope is the draft's own.

        Scope.ONCE holds for the paragraph as it stands, Scope.DRAFT for the same words anywhere in the draft, both kept in
        its front matter; Scope.UNIT goes into the unit's rule file.
        """
        from wengao.desk.review_material import add_waiver
        from wengao.review.waivers import Scope, paragraph_of, waiver_for, with_waivers

        waiver = waiver_for(finding, scope, paragraph_of(stored.draft, finding))
        if scope is Scope.UNIT:
            add_waiver(self._context.workspace, waiver)
            self._look_at_settings()
            return stored
        return self._drafts.save(stored.with_draft(with_waivers(stored.draft, [waiver])))

    def waive_rule(self, stored: StoredDraft, rule: str, scope: Scope) -> StoredDraft:
        """Let every finding of a rule stand, in the draft or for good."""
        from wengao.desk.review_material import add_waiver
        from wengao.review.waivers import Scope, Waiver, with_waivers

        if scope is Scope.UNIT:
            add_waiver(self._context.workspace, Waiver(rule))
            self._look_at_settings()
            return stored
        return self._drafts.save(stored.with_draft(with_waivers(stored.draft, [Waiver(rule)])))

    def make_rule_files(self) -> tuple[Path, ...]:
        """Put examples of the unit's rule file and lists into the workspace; returns the files that were made."""
        from wengao.desk.review_material import make_rule_files

        made = make_rule_files(self._context.workspace)
        self._look_at_settings()
        return made

    def rules(self) -> tuple[RuleState, ...]:
        """Every rule with its basis, an example, and how serious the unit has it."""
        from wengao.review.rule_states import rule_states

        return rule_states(self._review_settings())

    def set_severity(self, rule: str, severity: Severity | None) -> None:
        """Have a rule count as so serious from now on, None for off; written into the unit's rule file.

        Raises InputError where that file holds a mistake or cannot be written.
        """
        from wengao.desk.review_material import set_severity

        set_severity(self._context.workspace, rule, severity)
        self._look_at_settings()

    def _look_at_settings(self) -> None:
        """Take over that wengao.toml may name a rule file now."""
        workspace = self._context.workspace
        self._context.workspace = open_workspace(workspace.root, cache=workspace.cache)

    def check_word(self, path: Path, layout: str | None = None) -> tuple[Finding, ...]:
        """Where a Word file is not set as a layout has it (FMT). layout: a name; None takes the one of its genre."""
        from wengao.review.word.checking import check_word

        return check_word(
            self._context.foreign.word_file(path), self._word_profile(path, layout), self._review_settings()
        )

    def fix_word(self, path: Path, layout: str | None = None, *, tracked: bool = False) -> FixedWord:
        """Write a copy of a Word file beside it, set as a layout has it; the file itself is never changed.

        tracked: what is changed is recorded in the copy (修订), so that each change can be refused.
        """
        from wengao.review.word.correcting import Reviser

        target = free_path(path, "版式已改")
        reviser = Reviser(_REVISER, self._context.clock().astimezone(UTC)) if tracked else None
        corrected = self._context.foreign.corrected_word(
            path, self._word_profile(path, layout), self._review_settings(numbered=True), reviser
        )
        write_file(target, corrected.data, link="replace")
        return FixedWord(target, corrected.changes, corrected.told, self.check_word(target, layout))

    def _word_profile(self, path: Path, layout: str | None) -> WordProfile:
        from wengao.desk.review_material import word_profile
        from wengao.export.layout import default_layout, load_layout

        name = layout or self._context.workspace.settings.export.layout
        if not name:
            name = default_layout(
                self._context.foreign.document(path, self._context.workspace.shown(path)).genre
            )
        return word_profile(load_layout(name, (self._context.workspace.layout_folder,)))

    def fix(self, draft: Draft) -> Draft:
        """The draft with every mechanical fix applied."""
        from wengao.review.fixing import fix_draft

        return fix_draft(draft, self._review_settings())

    def _review_settings(self, *, numbered: bool = False) -> ReviewSettings:
        """The unit's own names under the rule file that it names in wengao.toml."""
        from wengao.review.rules.numbering import NUMBER_IN_HEADING
        from wengao.review.settings import Own, ReviewSettings
        from wengao.review.typos.own_counts import OwnCountsFile

        unit, file = self._context.workspace.settings.unit.unit, self._context.workspace.settings.review.file
        settings = ReviewSettings()
        if file:
            from wengao.review.unit_file import load_settings

            settings = load_settings(self._context.workspace.root / file)
        off = settings.off | {NUMBER_IN_HEADING} if numbered else settings.off
        settings = replace(
            settings,
            off=off,
            today=self._context.clock().date().isoformat(),
            own_counts=OwnCountsFile.at(self._context.workspace.own_counts_file),
        )
        if settings.own != Own():
            return settings
        own = Own(
            regions=unit.all_places,
            units=unit.all_names,
            people=unit.all_people,
            posts=tuple(filter(None, [unit.post])),
        )
        return replace(settings, own=own)

"""What a drafter does to put a draft right: run the checks, go to a finding, apply fixes, go to the next slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.desk.process import FullCheck
from wengao.language.slots import find_slots
from wengao.review.fixing import apply_fixes
from wengao.review.waivers import Scope, paragraph_of, waiver_for, with_waivers
from wengao.tui.writing.checks import CheckChoice, ChecksScreen
from wengao.tui.writing.rules import RulesScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.desk.desk import Desk
    from wengao.drafts.model import Draft
    from wengao.review.model import Finding
    from wengao.tui.shared.screens import PlaceScreen
    from wengao.tui.writing.manuscript import Manuscript
    from wengao.tui.writing.panes import Panes
    from wengao.tui.writing.proofreading import Proofreading


class Review:
    """Places in the text are reached through the section that holds them."""

    def __init__(
        self,
        screen: PlaceScreen,
        desk: Desk,
        manuscript: Manuscript,
        panes: Panes,
        proofreading: Proofreading,
    ) -> None:
        self._screen, self._desk, self._manuscript = screen, desk, manuscript
        self._session = manuscript.session
        self._panes, self._proofreading = panes, proofreading
        self._unfolded: frozenset[str] = frozenset()
        """The rules whose findings the check panel lists one by one."""

    def check(self) -> None:
        """Run the checks and show what they find."""
        if self._manuscript.refuses_plain_text():
            return
        desk = self._desk

        def show(findings: tuple[Finding, ...]) -> None:
            draft = self._session.for_saving().draft
            self._screen.say(f"检查到 {len(findings)} 处" if findings else "检查过了，没有发现问题")
            panel = ChecksScreen(findings, lambda: FullCheck(desk, draft), self._unfolded, desk)
            self._screen.app.push_screen(panel, self._settle)

        self._screen.say("正在检查，请稍候")
        self._proofreading.look(show)

    def _settle(self, choice: CheckChoice | None) -> None:
        if choice is not None:
            self._unfolded = choice.unfolded
        if choice is not None and choice.what == "again":
            self._check_again()
            return
        if choice is None or (choice.what in ("fix", "waive") and self._manuscript.refuses_changes()):
            return
        finding = choice.finding
        if choice.what == "fix":
            self._fix(finding, self.check)
        elif finding is not None and choice.what == "waive":
            self._waive(finding, choice.scope, self.check)
        elif finding is not None:
            self._proofreading.go_to_finding(finding)

    def rules(self) -> None:
        """The rules, and how serious each is."""
        found = self._proofreading.here()
        screen = RulesScreen(self._desk, found.finding.rule if found is not None else "")
        self._screen.app.push_screen(
            screen, lambda changed: self._proofreading.look_again() if changed else None
        )

    def _check_again(self) -> None:
        self._proofreading.look_again()
        self.check()

    def fix_here(self) -> None:
        """Put the finding at hand right, or the one that the cursor stands in."""
        found = self._proofreading.here()
        if self._manuscript.refuses_plain_text() or self._manuscript.refuses_changes():
            return
        if found is None:
            self._screen.say("光标这里没有查出问题，按 F8 到下一处")
        elif found.finding.fix is None:
            self._screen.say(f"这一处要人来定：{found.finding.message}")
        else:
            finding = self._proofreading.as_now(found)
            self._proofreading.settled(found)
            self._fix(finding, lambda: self._screen.say("已改正，Ctrl+Z 撤销，F8 下一处"))

    def waive_here(self) -> None:
        """Let the finding at hand stand."""
        found = self._proofreading.at_hand
        if found is not None and not self._manuscript.refuses_changes():
            finding = self._proofreading.as_now(found)
            self._proofreading.settled(found)
            said = lambda: self._screen.say("已放行，记在文稿里，Ctrl+Z 撤销，F8 下一处")  # noqa: E731
            self._waive(finding, Scope.ONCE.name, said)

    def _fix(self, finding: Finding | None, then: Callable[[], object]) -> None:
        desk = self._desk
        self._manuscript.draft_now()
        draft = self._session.for_saving().draft

        def fix() -> Draft:
            return desk.review.fix(draft) if finding is None else apply_fixes(draft, (finding,))

        self._screen.start_job("fix", fix, lambda fixed: self._changed(draft, fixed, "改正", then))

    def _waive(self, finding: Finding, scope: str, then: Callable[[], object]) -> None:
        """Let a finding stand: in the draft, which is not saved yet, or for good, in the unit's rule file."""
        self._manuscript.draft_now()
        desk, stored = self._desk, self._session.for_saving()
        draft = stored.draft

        def waive() -> Draft:
            if Scope[scope] is Scope.UNIT:
                return desk.review.waive(stored, finding, Scope.UNIT).draft
            paragraph = paragraph_of(draft, finding)
            return with_waivers(draft, (waiver_for(finding, Scope[scope], paragraph),))

        self._screen.start_job("fix", waive, lambda waived: self._changed(draft, waived, "放行", then))

    def _changed(self, before: Draft, after: Draft, label: str, then: Callable[[], object]) -> None:
        if self._manuscript.take_changes(before, after, label):
            self._proofreading.look_again()
            self._screen.call_after_refresh(then)
        else:
            self._screen.say("提纲已经变了，请再检查一次")

    def go_to_next_slot(self) -> None:
        """To the next slot after the cursor, going round the draft."""
        self._manuscript.draft_now()
        keys = self._session.keys
        here = keys.index(self._manuscript.here)
        start = self._manuscript.cursor
        for key in (*keys[here:], *keys[: here + 1]):
            for slot in find_slots(self._session.text(key)):
                if key != self._manuscript.here or slot.start >= start:
                    self._panes.go_to_text(key, slot.start, slot.end - slot.start)
                    return
            if key == self._manuscript.here:
                start = 0
        self._screen.say("没有空位了，F8 到检查发现的下一处")

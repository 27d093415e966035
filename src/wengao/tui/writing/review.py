"""What a drafter does to put a draft right: run the checks, go to a finding, apply fixes, go to the next slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.desk.full_check import FullCheck
from wengao.errors import DraftFormatError
from wengao.language.slots import find_slots
from wengao.review.fixing import apply_fixes
from wengao.review.waivers import Scope, paragraph_of, waiver_for, with_waivers
from wengao.tui.writing.checks import CheckChoice, ChecksScreen

if TYPE_CHECKING:
    from wengao.desk.desk import Desk
    from wengao.drafts.model import Draft
    from wengao.review.model import Finding
    from wengao.tui.shared.screens import PlaceScreen
    from wengao.tui.writing.manuscript import Manuscript
    from wengao.tui.writing.overview import Overview
    from wengao.tui.writing.panes import Panes


class Review:
    """Places in the text are reached through the section that holds them."""

    def __init__(
        self, screen: PlaceScreen, desk: Desk, manuscript: Manuscript, panes: Panes, overview: Overview
    ) -> None:
        self._screen, self._desk, self._manuscript = screen, desk, manuscript
        self._session = manuscript.session
        self._panes, self._overview = panes, overview
        self._unfolded: frozenset[str] = frozenset()
        """The rules whose findings the check panel lists one by one."""

    def check(self) -> None:
        """Run the checks and show what they find."""
        if self._manuscript.refuses_plain_text():
            return
        desk = self._desk
        self._manuscript.draft_now()
        draft = self._session.for_saving().draft
        self._screen.say("正在检查，请稍候")

        def show(findings: tuple[Finding, ...]) -> None:
            self._overview.count(len(findings))
            self._screen.say(f"检查到 {len(findings)} 处" if findings else "检查过了，没有发现问题")
            panel = ChecksScreen(findings, lambda: FullCheck(desk, draft), self._unfolded)
            self._screen.app.push_screen(panel, self._settle)

        self._screen.start_job("check", lambda: desk.review.check(draft), show)

    def _settle(self, choice: CheckChoice | None) -> None:
        if choice is not None:
            self._unfolded = choice.unfolded
        if choice is None or (choice.what in ("fix", "waive") and self._manuscript.refuses_changes()):
            return
        finding = choice.finding
        if choice.what == "fix":
            self._fix(finding)
        elif finding is not None and choice.what == "waive":
            self._waive(finding, choice.scope)
        elif finding is not None:
            place = self._session.place_of(finding.line, finding.column)
            self._panes.go_to_text(
                place.key, place.offset or 0, finding.length if place.offset is not None else 0
            )

    def _fix(self, finding: Finding | None) -> None:
        desk = self._desk
        self._manuscript.draft_now()
        draft = self._session.for_saving().draft

        def fix() -> Draft:
            return desk.review.fix(draft) if finding is None else apply_fixes(draft, (finding,))

        self._screen.start_job("fix", fix, lambda fixed: self._changed(draft, fixed))

    def _waive(self, finding: Finding, scope: str) -> None:
        """Let a finding stand: in the draft, which is not saved yet, or for good, in the unit's rule file."""
        self._manuscript.draft_now()
        desk, stored = self._desk, self._session.for_saving()
        draft = stored.draft

        def waive() -> Draft:
            if Scope[scope] is Scope.UNIT:
                return desk.review.waive(stored, finding, Scope.UNIT).draft
            paragraph = paragraph_of(draft, finding)
            return with_waivers(draft, (waiver_for(finding, Scope[scope], paragraph),))

        self._screen.start_job("fix", waive, lambda waived: self._changed(draft, waived))

    def _changed(self, before: Draft, after: Draft) -> None:
        if self._manuscript.take_changes(before, after, "改正"):
            self._screen.call_after_refresh(self.check)
        else:
            self._screen.say("提纲已经变了，请再检查一次")

    def go_to_next_slot(self) -> None:
        """To the next slot after the cursor, going round the draft; where none is left, to the next finding."""
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
        self._go_to_next_finding()

    def _go_to_next_finding(self) -> None:
        """To the next place after the cursor that the checks object to, going round the draft."""
        if self._manuscript.refuses_plain_text():
            return
        desk, draft = self._desk, self._session.for_saving().draft
        keys = self._session.keys
        here = (keys.index(self._manuscript.here), self._manuscript.cursor)

        def go(findings: tuple[Finding, ...]) -> None:
            places = [(self._session.place_of(one.line, one.column), one) for one in findings]
            placed = sorted(
                ((keys.index(place.key), -1 if place.offset is None else place.offset), number)
                for number, (place, _) in enumerate(places)
                if place.key in keys
            )
            if not placed:
                self._screen.say("没有空位，检查也没有发现问题")
                return
            number = next((number for place, number in placed if place > here), placed[0][1])
            place, finding = places[number]
            self._panes.go_to_text(
                place.key, place.offset or 0, finding.length if place.offset is not None else 0
            )
            self._screen.say(f"没有空位了。{finding.message}")

        self._screen.start_job("next-finding", lambda: desk.review.check(draft), go)

    def count_findings(self) -> None:
        """Count what the checks find, for the status line."""
        if self._manuscript.problem:
            return
        desk, draft = self._desk, self._session.for_saving().draft

        def counted(count: int) -> None:
            self._overview.count(count)

        def not_counted(error: Exception) -> None:
            self._overview.findings = None
            if not isinstance(error, DraftFormatError):
                self._screen.tell_failure(error)

        self._screen.start_job("count", lambda: len(desk.review.check(draft)), counted, not_counted)

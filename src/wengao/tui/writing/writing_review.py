"""What a drafter does to put a draft right: run the checks, go to a finding, apply fixes, go to the next slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.desk.full_check import FullCheck
from wengao.language.slots import find_slots
from wengao.review.fixing import apply_fixes
from wengao.review.waivers import Scope, paragraph_of, waiver_for, with_waivers
from wengao.tui.writing.checks import CheckChoice, ChecksScreen
from wengao.tui.writing.editor import Editor
from wengao.tui.writing.screen import WritingScreen

if TYPE_CHECKING:
    from wengao.drafts.model import Draft
    from wengao.review.model import Finding


class ReviewActions(WritingScreen):
    """Places in the text are reached through the section that holds them."""

    unfolded: frozenset[str] = frozenset()
    """The rules whose findings the check panel lists one by one."""

    def action_check(self) -> None:
        """Run the checks and show what they find."""
        if self.refuses_plain_text():
            return
        desk = self.desk
        self.draft_now()
        draft = self.session.for_saving().draft
        self.say("正在检查，请稍候")

        def show(findings: tuple[Finding, ...]) -> None:
            self.findings = len(findings)
            self.redraw()
            self.say(f"检查到 {len(findings)} 处" if findings else "检查过了，没有发现问题")
            panel = ChecksScreen(findings, lambda: FullCheck(desk, draft), self.unfolded)
            self.app.push_screen(panel, self._settle)

        self.start_job("check", lambda: desk.review.check(draft), show)

    def _settle(self, choice: CheckChoice | None) -> None:
        if choice is not None:
            self.unfolded = choice.unfolded
        if choice is None or (choice.what in ("fix", "waive") and self.refuses_changes()):
            return
        finding = choice.finding
        if choice.what == "fix":
            self._fix(finding)
        elif finding is not None and choice.what == "waive":
            self._waive(finding, choice.scope)
        elif finding is not None:
            place = self.session.place_of(finding.line, finding.column)
            self.go_to_text(place.key, place.offset or 0, finding.length if place.offset is not None else 0)

    def _fix(self, finding: Finding | None) -> None:
        desk = self.desk
        self.draft_now()
        draft = self.session.for_saving().draft

        def fix() -> Draft:
            return desk.review.fix(draft) if finding is None else apply_fixes(draft, (finding,))

        self.start_job("fix", fix, lambda fixed: self._changed(draft, fixed))

    def _waive(self, finding: Finding, scope: str) -> None:
        """Let a finding stand: in the draft, which is not saved yet, or for good, in the unit's rule file."""
        self.draft_now()
        desk, stored = self.desk, self.session.for_saving()
        draft = stored.draft

        def waive() -> Draft:
            if Scope[scope] is Scope.UNIT:
                return desk.review.waive(stored, finding, Scope.UNIT).draft
            paragraph = paragraph_of(draft, finding)
            return with_waivers(draft, (waiver_for(finding, Scope[scope], paragraph),))

        self.start_job("fix", waive, lambda waived: self._changed(draft, waived))

    def _changed(self, before: Draft, after: Draft) -> None:
        if self.take_changes(before, after, "改正"):
            self.call_after_refresh(self.action_check)
        else:
            self.say("提纲已经变了，请再检查一次")

    def take_changes(self, before: Draft, after: Draft, label: str) -> bool:
        """Put what changed between two drafts into the text in one step, but nothing that was changed meanwhile.

        label: what undo calls it. Returns whether the outline still is the one of `before`.
        """
        now = self.draft_now()
        if len(now.parts) != len(after.parts) or len(before.parts) != len(after.parts):
            return False
        with self.session.step(label, self.current):
            if after.front != before.front and now.front == before.front:
                self.session.take_front(after.front)
            for index, (old, new) in enumerate(zip(before.parts, after.parts, strict=True)):
                key = self.session.key_of(index)
                if old.heading != new.heading and now.parts[index].heading == old.heading:
                    self.session.rename(key, new.heading)
                if old.body != new.body and now.parts[index].body.strip() == old.body.strip():
                    self.change_text(key, new.body)
        self.redraw()
        return True

    def action_next_slot(self) -> None:
        """To the next slot after the cursor, going round the draft; where none is left, to the next finding."""
        self.draft_now()
        keys = self.session.keys
        here = keys.index(self.current)
        start = self._cursor()
        for key in (*keys[here:], *keys[: here + 1]):
            for slot in find_slots(self.session.text(key)):
                if key != self.current or slot.start >= start:
                    self.go_to_text(key, slot.start, slot.end - slot.start)
                    return
            if key == self.current:
                start = 0
        self._go_to_next_finding()

    def _go_to_next_finding(self) -> None:
        """To the next place after the cursor that the checks object to, going round the draft."""
        if self.refuses_plain_text():
            return
        desk, draft = self.desk, self.session.for_saving().draft
        keys = self.session.keys
        here = (keys.index(self.current), self._cursor())

        def go(findings: tuple[Finding, ...]) -> None:
            places = [(self.session.place_of(one.line, one.column), one) for one in findings]
            placed = sorted(
                ((keys.index(place.key), -1 if place.offset is None else place.offset), number)
                for number, (place, _) in enumerate(places)
                if place.key in keys
            )
            if not placed:
                self.say("没有空位，检查也没有发现问题")
                return
            number = next((number for place, number in placed if place > here), placed[0][1])
            place, finding = places[number]
            self.go_to_text(place.key, place.offset or 0, finding.length if place.offset is not None else 0)
            self.say(f"没有空位了。{finding.message}")

        self.start_job("next-finding", lambda: desk.review.check(draft), go)

    def _cursor(self) -> int:
        """The cursor's place in the section that is shown; 0 where its editor is not there yet."""
        return next(
            (editor.cursor_offset_in_text for editor in self.query(Editor) if editor.key == self.current), 0
        )

    def go_to_text(self, key: int, offset: int, length: int) -> None:
        """Show a section with a piece of its text selected."""
        self.show_section(key)
        self.go_to_pane("editor-pane")
        self.with_editor(key, lambda editor: self.call_after_refresh(editor.go_to, offset, length))

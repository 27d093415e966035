"""What a drafter does to put a draft right: run the checks, go to a finding, apply fixes, go to the next slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.prose.slots import find_slots
from wengao.tui.screens.checks import ChecksScreen
from wengao.tui.screens.writing import WritingScreen
from wengao.tui.widgets.editor import Editor

if TYPE_CHECKING:
    from wengao.drafts.model import Draft
    from wengao.review.model import Finding


class ReviewActions(WritingScreen):
    """Places in the text are reached through the section that holds them."""

    def action_check(self) -> None:
        """Run the checks and show what they find."""
        desk = self.desk
        self.draft_now()
        draft = self.session.for_saving().draft
        self.say("正在检查，请稍候")
        self.start_job("check", lambda: desk.check(draft), self._show_findings)

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        self.findings = len(findings)
        self.redraw()
        if findings:
            self.say(f"检查到 {len(findings)} 处")
            self.app.push_screen(ChecksScreen(findings), self._settle)
        else:
            self.say("检查过了，没有发现问题")

    def _settle(self, choice: Finding | str | None) -> None:
        if choice == ChecksScreen.FIX:
            self._fix()
        elif choice is not None and not isinstance(choice, str):
            place = self.session.place_of(choice.line, choice.column)
            self.go_to_text(place.key, place.offset or 0, choice.length if place.offset is not None else 0)

    def _fix(self) -> None:
        desk = self.desk
        self.draft_now()
        draft = self.session.for_saving().draft
        self.start_job("fix", lambda: desk.fix(draft), lambda fixed: self._fixed(draft, fixed))

    def _fixed(self, before: Draft, fixed: Draft) -> None:
        """Put the fixed parts into the text, but none that the drafter has changed meanwhile."""
        now = self.draft_now()
        if len(now.parts) != len(fixed.parts):
            self.say("提纲已经变了，请再检查一次")
            return
        for index, (old, new) in enumerate(zip(before.parts, fixed.parts, strict=True)):
            key = self.session.key_of(index)
            if old.heading != new.heading and now.parts[index].heading == old.heading:
                self.session.rename(key, new.heading)
            if old.body != new.body and now.parts[index].body.strip() == old.body.strip():
                self.change_text(key, new.body)
        self.redraw()
        self.call_after_refresh(self.action_check)

    def action_next_slot(self) -> None:
        """To the next slot after the cursor, going round the draft."""
        self.draft_now()
        keys = self.session.keys
        here = keys.index(self.current)
        start = next(
            (editor.cursor_offset_in_text for editor in self.query(Editor) if editor.key == self.current), 0
        )
        for key in (*keys[here:], *keys[: here + 1]):
            for slot in find_slots(self.session.text(key)):
                if key != self.current or slot.start >= start:
                    self.go_to_text(key, slot.start, slot.end - slot.start)
                    return
            if key == self.current:
                start = 0
        self.say("没有空位了")

    def go_to_text(self, key: int, offset: int, length: int) -> None:
        """Show a section with a piece of its text selected."""
        self.show_section(key)
        self.go_to_pane("editor-pane")
        self.with_editor(key, lambda editor: self.call_after_refresh(editor.go_to, offset, length))

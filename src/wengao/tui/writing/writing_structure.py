"""What a drafter does with the sections of a draft: add, rename, remove, move."""

from __future__ import annotations

from wengao.tui.shared.questions import Answer, LineQuestionScreen, QuestionScreen
from wengao.tui.writing.screen import WritingScreen

_REMOVE = (Answer("cancel", "取消"), Answer("remove", "删除"))


class StructureActions(WritingScreen):
    """Changes of structure; the section being written keeps its editor."""

    def action_add(self) -> None:
        """A new section after this one, on its level."""
        if self.refuses_plain_text() or self.refuses_changes():
            return

        def add(heading: str | None) -> None:
            if heading is not None:
                self.draft_now()
                self.show_section(self.session.add(self.current, heading))
                self.go_to_pane("editor-pane")

        self.app.push_screen(LineQuestionScreen("加一节", "新一节的标题（序号自动编排，不用写）"), add)

    def action_rename(self) -> None:
        """Another heading for this section."""
        if self.refuses_changes():
            return
        part = self.session.part(self.current)
        if part is None:
            self.say("文首没有标题")
            return

        def rename(heading: str | None) -> None:
            if heading is not None:
                self.change_heading(heading)

        self.app.push_screen(
            LineQuestionScreen("改标题", "标题（序号自动编排，不用写）", part.heading), rename
        )

    def action_remove(self) -> None:
        """This section and all below it, after a question."""
        if self.refuses_changes():
            return
        part = self.session.part(self.current)
        if part is None or part.level <= 1:
            self.say("全文标题和文首不能删除")
            return

        def remove(answer: str | None) -> None:
            if answer == "remove":
                self.draft_now()
                self.show_section(self.session.remove(self.current))
                self.say("已删除，按 Ctrl+Z 可以找回")

        question = f"“{part.heading}”连同它的下级标题和文字一起删除。"
        self.app.push_screen(QuestionScreen("删除本节", question, _REMOVE), remove)

    def action_move(self, step: int) -> None:
        """This section and all below it one place up or down among its siblings."""
        if self.refuses_changes() or self.session.part(self.current) is None:
            return
        self.draft_now()
        if self.session.move(self.current, step):
            self.redraw()
            self.follow_later()
        else:
            self.say("同级的标题里，已经到头了")

    def action_level(self, step: int) -> None:
        """This section and all below it a level higher or deeper."""
        if self.refuses_changes() or self.session.part(self.current) is None:
            return
        self.draft_now()
        if self.session.change_level(self.current, step):
            self.redraw()
            self.follow_later()
        else:
            self.say("级别已经到头了")

    def change_heading(self, heading: str) -> None:
        """Give this section another heading."""
        self.draft_now()
        self.session.rename(self.current, heading)
        self.redraw()
        self.follow_later()

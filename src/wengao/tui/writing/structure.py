"""What a drafter does with the sections of a draft: add, rename, remove, move, raise and lower them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.tui.shared.questions import Answer, LineQuestionScreen, QuestionScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wengao.tui.shared.screens import PlaceScreen
    from wengao.tui.writing.manuscript import Manuscript
    from wengao.tui.writing.panes import Panes

_TITLE_LEVEL = 1
_REMOVE = (Answer("cancel", "取消"), Answer("remove", "删除"))


class Structure:
    """Changes of structure; the section being written keeps its editor."""

    def __init__(self, screen: PlaceScreen, manuscript: Manuscript, panes: Panes) -> None:
        self._screen, self._manuscript, self._panes = screen, manuscript, panes
        self._session = manuscript.session

    def add(self) -> None:
        """A new section after this one, on its level."""
        manuscript = self._manuscript
        if manuscript.refuses_plain_text() or manuscript.refuses_changes():
            return

        def add(heading: str | None) -> None:
            if heading is not None:
                manuscript.draft_now()
                manuscript.show_part(manuscript.session.add(manuscript.here, heading))
                self._panes.go_to_editor()

        self._ask("加一节", "新一节的标题（序号自动编排，不用写）", "", add)

    def rename(self) -> None:
        """Another heading for this section."""
        if self._manuscript.refuses_changes():
            return
        part = self._session.part(self._manuscript.here)
        if part is None:
            self._screen.say("文首没有标题")
            return

        def rename(heading: str | None) -> None:
            if heading is not None:
                self.take_heading(heading)

        self._ask("改标题", "标题（序号自动编排，不用写）", part.written_heading, rename)

    def remove(self) -> None:
        """This section and all below it, after a question."""
        manuscript = self._manuscript
        if manuscript.refuses_changes():
            return
        part = manuscript.session.part(manuscript.here)
        if part is None or part.level <= 1:
            self._screen.say("全文标题和文首不能删除")
            return

        def remove(answer: str | None) -> None:
            if answer == "remove":
                manuscript.draft_now()
                manuscript.show_part(manuscript.session.remove(manuscript.here))
                self._screen.say("已删除，按 Ctrl+Z 可以找回")

        question = f"“{part.heading}”连同它的下级标题和文字一起删除。"
        self._screen.app.push_screen(QuestionScreen("删除本节", question, _REMOVE), remove)

    def move(self, step: int) -> None:
        """This section and all below it one place up or down among its siblings."""
        self._shift(self._session.move, step, "同级的标题里，已经到头了")

    def change_level(self, step: int) -> None:
        """This section and all below it a level higher or deeper."""
        self._shift(self._session.change_level, step, "级别已经到头了")

    def _shift(self, shift: Callable[[int, int], bool], step: int, at_the_end: str) -> None:
        manuscript = self._manuscript
        if manuscript.refuses_changes() or manuscript.session.part(manuscript.here) is None:
            return
        manuscript.draft_now()
        if shift(manuscript.here, step):
            manuscript.turned()
        else:
            self._screen.say(at_the_end)

    def note_read(self) -> None:
        """This section, with what stands below it, has been read: it is no more 待看."""
        nodes = self._session.outline()
        index = self._session.index_of(self._manuscript.here)
        wanted = {index}
        for node in nodes:
            if node.parent in wanted and node.level > _TITLE_LEVEL + 1:
                wanted.add(node.index)
        self._note_read([self._session.key_of(one) for one in wanted if one is not None], "本节")

    def note_all_read(self) -> None:
        """All of the draft has been read."""
        self._note_read(self._session.keys, "全文")

    def _note_read(self, keys: Sequence[int], which: str) -> None:
        manuscript = self._manuscript
        if manuscript.refuses_plain_text() or manuscript.refuses_changes():
            return
        manuscript.draft_now()
        read = self._session.mark_read(keys, manuscript.here)
        manuscript.turned()
        self._screen.say(f"{which}看过了，{read} 节不再标“待看”" if read else f"{which}没有待看的")

    def take_heading(self, heading: str) -> None:
        """Give this section another heading."""
        self.take_headings([self._manuscript.here], [heading])

    def take_headings(self, keys: Sequence[int], headings: Sequence[str]) -> None:
        """Give sections other headings, in their order."""
        self._manuscript.draft_now()
        for key, heading in zip(keys, headings, strict=False):
            self._session.rename(key, heading)
        self._manuscript.turned()

    def _ask(self, heading: str, label: str, value: str, then: Callable[[str | None], None]) -> None:
        self._screen.app.push_screen(LineQuestionScreen(heading, label, value), then)

"""The text of a draft as it is written (正文): the session, and an editor for each of its parts, one of them shown; or one
editor for the whole draft (通读)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import ContentSwitcher

from wengao.drafts.session import PREAMBLE, DraftSession, as_draft, as_plain_text, front_problem
from wengao.tui.writing.editor import Editor, Spans, runs
from wengao.tui.writing.marks import PartMarks
from wengao.tui.writing.whole_text import WholeText

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual import events
    from textual.widgets import TextArea

    from wengao.drafts.model import Draft
    from wengao.drafts.session import FrontProblem, Undone
    from wengao.drafts.store import StoredDraft
    from wengao.tui.writing.editor import PartText

_CELLS = 2
"""Cells of a Chinese character."""
_BESIDE_A_ROW = 2
"""Cells beside the text of a row: the cursor's at its end, and the scroll bar's."""

_CHANGING = ("enter", "backspace", "delete")
"""Keys without a character that would change the text."""


class Manuscript(ContentSwitcher):
    """One draft. Whatever changes it on the screen changes it here.

    session: the draft, and its undo. here: the key of the part that is shown, or that the cursor is in where the whole
    draft is. problem: why the text is no draft and is shown as one piece; None where it is one. read_only: whether it can
    only be looked at. marks: what the checks found, by part; edited paragraphs have none. in_whole: whether the whole draft
    is shown.

    say: tells the drafter what has just happened. why_read_only: empty where the draft can be changed. line_width:
    characters in a row at the most; 0 for as many as there is room for.
    """

    class Changed(Message):
        """The text is another now."""

    class Turned(Message):
        """Another part is shown, or the outline is another."""

    def __init__(
        self,
        stored: StoredDraft,
        say: Callable[[str], object],
        *,
        on_disk: bool = True,
        why_read_only: str = "",
        line_width: int = 0,
    ) -> None:
        super().__init__(id="editors")
        self.problem: FrontProblem | None = front_problem(stored.draft)
        self.session = DraftSession(as_plain_text(stored) if self.problem else stored, on_disk=on_disk)
        self.here = self._first_section()
        self.read_only = bool(why_read_only)
        self._why_read_only = why_read_only
        self._say = say
        self._line_width = line_width
        self._spans_of: Callable[[str], Spans] = runs
        self.marks: Mapping[int, PartMarks] = {}
        self.in_whole = False
        self._whole_text: WholeText | None = None

    def _first_section(self) -> int:
        """The part to open with: the first below the title, else the first there is."""
        below = [node.index for node in self.session.outline() if node.level > 1]
        return self.session.key_of(below[0]) if below else self.session.keys[0]

    # Parts

    def show_part(self, key: int) -> None:
        """Show a part."""
        self.here = key
        self.turned()
        if (whole := self._whole) is not None:
            whole.go_to_part(key)
        else:
            self._with_own_editor(key, self._bring_to_front)

    def turn(self, step: int) -> None:
        """To the next part, or the one before."""
        keys = self.session.keys
        place = keys.index(self.here) + step
        if 0 <= place < len(keys):
            self.show_part(keys[place])
        else:
            self._say("已经是最后一节" if step > 0 else "已经是第一节")

    def turned(self) -> None:
        """Tell that the outline is another, or another part is shown."""
        if self._whole is not None:
            self._whole.follow()
        self.post_message(self.Turned())

    def _bring_to_front(self, editor: Editor) -> None:
        if editor.key == self.here and not self.in_whole:
            self._show(editor)

    def _show(self, editor: Editor) -> None:
        self.current = editor.id
        focused = self.screen.focused
        if focused is None or self in focused.ancestors:
            self.screen.set_focus(editor)

    # The whole draft

    @property
    def _whole(self) -> WholeText | None:
        """The whole text, where it is shown."""
        return self._whole_text if self.in_whole else None

    def read_whole(self) -> None:
        """Show the whole draft as one text (通读), or its parts one by one again; the cursor stays where it is."""
        if self.refuses_plain_text():
            return
        if self.in_whole:
            self._with_own_editor(self.here, self._leave_whole)
        elif self._whole_text is not None:
            self._enter_whole(self._whole_text)
        else:
            whole = self._whole_text = WholeText(self.session, self._say)
            whole.editor.display = False
            self.mount(self._set_up(whole.editor))
            self.call_after_refresh(self._enter_whole, whole)

    def _enter_whole(self, whole: WholeText) -> None:
        """The editors of the parts hand over: what is typed from here on goes into the whole text."""
        if self.in_whole:
            return
        self.draft_now()
        offset = self.cursor
        whole.marks = {}
        whole.follow()
        whole.show_marks(self.marks)
        self.in_whole = True
        self._show(whole.editor)
        whole.part(self.here).go_to(offset)
        self.call_after_refresh(whole.editor.scroll_cursor_visible, center=True)
        self.turned()

    def _leave_whole(self, editor: Editor) -> None:
        """The whole text hands over to the editors of the parts."""
        if not self.in_whole:
            return
        if editor.key != self.here:  # the drafter went on while this editor was made
            self._with_own_editor(self.here, self._leave_whole)
            return
        self.draft_now()
        offset = self.cursor
        self.in_whole = False
        for each in self.query_children(Editor):
            if each.key in self.session.keys:
                each.put(self.session.text(each.key))
                each.show_marks(self.marks.get(each.key, PartMarks({})))
        self._show(editor)
        self.call_after_refresh(editor.go_to, offset)
        self.turned()

    def _typed_into(self, editor: Editor) -> Editor | None:
        """Who takes what is typed instead of an editor that has handed over."""
        if self._whole_text is None or (editor is self._whole_text.editor) == self.in_whole:
            return None
        return self._whole_text.editor if self.in_whole else self._editor_of(self.here)

    # Editors

    def with_editor(self, key: int, use: Callable[[PartText], object]) -> None:
        """Do something with the text of a part, whose editor is made where there is none yet."""
        if self._whole is not None:
            use(self._whole.part(key))
        else:
            self._with_own_editor(key, use)

    def _with_own_editor(self, key: int, use: Callable[[Editor], object]) -> None:
        name = f"part-{key}"
        editor = next(iter(self.query_children(f"#{name}").results(Editor)), None)
        if editor is not None:
            use(editor)
            return
        editor = self._set_up(Editor(key, self.session.text(key), id=name))
        editor.show_marks(self.marks.get(key, PartMarks({})))
        if self.problem:
            editor.mark_paragraph(self.problem.line - 1)
        editor.display = False
        self.mount(editor)
        self.call_after_refresh(use, editor)

    def _set_up(self, editor: Editor) -> Editor:
        editor.spans_of = self._spans_of
        editor.undo_elsewhere, editor.redo_elsewhere = self.undo, self.redo
        editor.read_only = self.read_only
        if self._line_width > 0:
            editor.styles.max_width = _CELLS * self._line_width + _BESIDE_A_ROW
        editor.stand_in = lambda: self._typed_into(editor)
        return editor

    def move_by(self, spans_of: Callable[[str], Spans]) -> None:
        """Move and select by other words, in the editors that are there and in those to come."""
        self._spans_of = spans_of
        for editor in self.query_children(Editor):
            editor.spans_of = spans_of

    def show_marks(self, marks: Mapping[int, PartMarks]) -> None:
        """Underline what the checks found, in place of what they found before."""
        self.marks = marks
        if self._whole is not None:
            self._whole.show_marks(marks)
            return
        for editor in self.query_children(Editor):
            editor.show_marks(marks.get(editor.key, PartMarks({})))

    def _forget_marks(self, key: int) -> None:
        """The text of a part that has no editor is another: what was found in it may stand elsewhere."""
        self.marks = {part: marks for part, marks in self.marks.items() if part != key}

    def _editor_of(self, key: int) -> Editor | None:
        return next((editor for editor in self.query_children(Editor) if editor.key == key), None)

    def _text_of(self, key: int) -> PartText | None:
        """The text of a part, where it can be seen or has been."""
        if self._whole is not None:
            return self._whole.part(key) if self._whole.has(key) else None
        return self._editor_of(key)

    @property
    def cursor(self) -> int:
        """The cursor's place in the part that is shown; 0 where its editor is not there yet."""
        text = self._text_of(self.here)
        return text.cursor_offset if text is not None else 0

    @property
    def cursor_place(self) -> tuple[int, int]:
        """The cursor's paragraph and column in the part that is shown."""
        text = self._text_of(self.here)
        return text.cursor_place if text is not None else (0, 0)

    @property
    def selected(self) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Where what is selected in the part that is shown begins and ends; None where the drafter is not in the text."""
        text = self._text_of(self.here)
        return text.selected_places if text is not None and text.has_focus else None

    @property
    def selected_offsets(self) -> tuple[int, int]:
        """Where what is selected in the part that is shown begins and ends, in characters; the cursor's place twice."""
        text = self._text_of(self.here)
        return text.selected_offsets if text is not None else (0, 0)

    @property
    def selected_text(self) -> str:
        """What is selected in the part that is shown."""
        text = self._text_of(self.here)
        return text.selected_text if text is not None else ""

    # Changes

    def draft_now(self) -> Draft:
        """The draft with what every editor holds at this moment."""
        if self._whole is not None:
            self._whole.take_over()
            return self.session.draft
        for editor in self.query_children(Editor):
            if editor.key in self.session.keys:
                self.session.write(editor.key, editor.value)
        return self.session.draft

    def change_text(self, key: int, body: str) -> None:
        """Put another body into a part; to be called within a step of the session, which undo takes back."""
        text = self.session.take_body(key, body)
        if self._text_of(key) is None:
            self._forget_marks(key)
        self.with_editor(key, lambda shown: shown.change_to(text))

    def take_changes(self, before: Draft, after: Draft, label: str) -> bool:
        """Put what changed between two drafts into the text in one step, but nothing that was changed meanwhile.

        label: what undo calls it. Returns whether the outline still is the one of `before`.
        """
        now = self.draft_now()
        if len(now.parts) != len(after.parts) or len(before.parts) != len(after.parts):
            return False
        with self.session.step(label, self.here):
            if after.front != before.front and now.front == before.front:
                self.session.take_front(after.front)
            if before.preamble != after.preamble and now.preamble.strip() == before.preamble.strip():
                self.change_text(PREAMBLE, after.preamble)
            for index, (old, new) in enumerate(zip(before.parts, after.parts, strict=True)):
                key = self.session.key_of(index)
                heading = new.written_heading
                if old.written_heading != heading and now.parts[index].heading == old.heading:
                    self.session.rename(key, heading)
                if old.body != new.body and now.parts[index].body.strip() == old.body.strip():
                    self.change_text(key, new.body)
        self.turned()
        return True

    def undo(self) -> None:
        """Take back the last change of the draft, whatever it was."""
        if not self.refuses_changes():
            self.draft_now()
            self._show_undone("撤销", self.session.undo())

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if not self.refuses_changes():
            self.draft_now()
            self._show_undone("重做", self.session.redo())

    def _show_undone(self, verb: str, undone: Undone | None) -> None:
        if undone is None:
            self._say(f"没有可{verb}的了")
            return
        key = next((key for key in (self.here, undone.key) if key in undone.changed), undone.key)
        if self._whole is not None and self._whole.has(key):
            self._whole.go_to_part(key)
        for changed in undone.changed:
            shown = self._text_of(changed)
            if shown is None:
                self._forget_marks(changed)
            else:
                shown.change_to(self.session.text(changed))
        self.show_part(key)
        self._say(f"已{verb}：{undone.label}" if undone.label else f"已{verb}")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Take the text over; everything else waits for a pause."""
        event.stop()
        editor, whole = event.text_area, self._whole
        if whole is not None:
            if editor is whole.editor:
                whole.take_over()
                self.post_message(self.Changed())
        elif isinstance(editor, Editor) and editor.key in self.session.keys:
            self.session.write(editor.key, editor.value)
            self.post_message(self.Changed())

    def on_text_area_selection_changed(self) -> None:
        """The part with the cursor in it is the one that outline, references and commands are about."""
        whole = self._whole
        if whole is not None and whole.key_here != self.here:
            self.here = whole.key_here
            self.post_message(self.Turned())

    # What is refused

    def refuses_changes(self) -> bool:
        """Whether the draft can only be read, which the drafter is then told."""
        if self.read_only:
            self._say(f"只读：{self._why_read_only}，文稿改不了，可以看、检索、复制")
        return self.read_only

    def refuses_plain_text(self) -> bool:
        """Whether what is open is no draft yet, which the drafter is then told."""
        if self.problem:
            self._say(f"先改好第 {self.problem.line} 行附近的文首信息，按 Ctrl+S 保存")
        return self.problem is not None

    def on_key(self, event: events.Key) -> None:
        """Typing into a draft that can only be read is answered."""
        if self.read_only and (event.is_printable or event.key in _CHANGING):
            self.refuses_changes()

    def mended(self, stored: StoredDraft) -> StoredDraft | None:
        """Plain text that was saved, as the draft it is now; where it is none yet, the place to look at is marked again."""
        draft = as_draft(stored)
        self.problem = front_problem(draft.draft)
        if self.problem is None:
            return draft
        line = self.problem.line - 1
        self._with_own_editor(self.here, lambda editor: editor.mark_paragraph(line))
        return None

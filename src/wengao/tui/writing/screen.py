"""The screen on which a draft is written: outline, editor, references, and how they follow one another.

What the drafter can do there is added in layers: see writing_file, writing_structure, writing_passages and
writing_review, which DraftScreen puts together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical
from textual.widgets import ContentSwitcher, OptionList

from wengao.drafts.outline import outline
from wengao.drafts.session import DraftSession, as_plain_text, front_problem
from wengao.tui.actions import Place, bindings
from wengao.tui.shared.bars import KeyBar, StatusLine
from wengao.tui.shared.screens import NoticeScreen, PlaceScreen
from wengao.tui.textual_repairs.repaints import Pane
from wengao.tui.writing.editor import Editor, Spans, runs
from wengao.tui.writing.filters import Filters
from wengao.tui.writing.outline import OutlineList, SectionHead
from wengao.tui.writing.references import References

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer
    from textual.widget import Widget
    from textual.widgets import TextArea

    from wengao.desk.desk import Desk
    from wengao.desk.values import CorpusOverview, DraftStatistics
    from wengao.drafts.model import Draft
    from wengao.drafts.outline import OutlineNode
    from wengao.drafts.session import Undone
    from wengao.drafts.store import StoredDraft
    from wengao.tui.shared.corpus_reading import ReadingEnded, ReadingProgress

WIDE = 110
"""From so many columns on the three panes stand side by side; below, one at a time."""
_PAUSE = 0.18
"""Seconds after the last change before anything is worked out: an input method commits a character at a time."""
_CHANGING = ("enter", "backspace", "delete")
"""Keys without a character that would change the text."""
_PANES = ("outline-pane", "editor-pane", "references-pane")


class WritingScreen(PlaceScreen):
    """One draft and what is shown about it. first_hint: what the drafter is told first of all, before that it is open."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.DRAFT)]
    AUTO_FOCUS = ""
    places = (Place.DRAFT, Place.OUTLINE, Place.REFERENCES)

    def __init__(self, desk: Desk, stored: StoredDraft, *, on_disk: bool = True) -> None:
        super().__init__()
        self.desk = desk
        self.problem = front_problem(stored.draft)
        self.session = DraftSession(as_plain_text(stored) if self.problem else stored, on_disk=on_disk)
        self.current = self._first_section()
        self.findings: int | None = None
        self._outline_nodes = self.session.outline()
        self._statistics: DraftStatistics | None = None
        self._pause: Timer | None = None
        self._pane = "editor-pane"
        self._corpus_fact = ""
        self._spans_of: Callable[[str], Spans] = runs
        self.read_only = False
        self.why_read_only = "这个文件夹不能写"
        self.first_hint = ""
        self.filters = Filters()

    # Composition

    def compose(self) -> ComposeResult:
        """Three panes, the status line, the key bar."""
        with Horizontal(id="panes"):
            with Vertical(id="outline-pane", classes="pane") as pane:
                pane.border_title = "提纲"
                yield OutlineList(id="outline")
            with Pane(id="editor-pane", classes="pane") as pane:
                pane.border_title = "正文"
                yield SectionHead(id="section-head")
                yield ContentSwitcher(id="editors")
            references = References(id="references-pane", classes="pane")
            references.border_title = "参考"
            yield references
        yield StatusLine()
        yield KeyBar(Place.DRAFT)

    def on_mount(self) -> None:
        """Show the first section."""
        self.arrange_panes()
        self.show_section(self.current)
        self.look_at_corpus()
        self._load_words()
        opened = f"{self.first_hint}已打开 {self.desk.workspace.shown(self.session.stored.path)}"
        self.say("文首信息看不懂，按普通文字打开，改好后按 Ctrl+S" if self.problem else opened)
        if self.session.stored.told:
            notice = NoticeScreen("这份文稿的文件有要留意的地方", "。".join(self.session.stored.told))
            self.call_after_refresh(self.app.push_screen, notice)

    def on_resize(self) -> None:
        """One pane or three."""
        self.arrange_panes()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The pane with the focus is the one that a narrow terminal shows."""
        pane = next((node.id for node in event.widget.ancestors_with_self if node.id in _PANES), None)
        if pane and pane != self._pane:
            self._pane = pane
            self.arrange_panes()

    # Panes

    @property
    def narrow(self) -> bool:
        """Whether one pane at a time is shown."""
        return self.size.width < WIDE

    def arrange_panes(self) -> None:
        """Show the panes that there is room for."""
        for name in _PANES:
            self.query_one(f"#{name}").display = not self.narrow or name == self._pane
        self.set_class(self.narrow, "-narrow")
        places = {"outline-pane": Place.OUTLINE, "references-pane": Place.REFERENCES}
        self.query_one(KeyBar).show(*([places[self._pane]] if self._pane in places else []), Place.DRAFT)

    def go_to_pane(self, name: str) -> None:
        """Show a pane and put the focus into it."""
        self._pane = name
        self.arrange_panes()
        if name == "references-pane":
            self.query_one(References).focus_list()
        elif name == "outline-pane":
            self.query_one(OutlineList).focus()
        else:
            self.with_editor(self.current, lambda editor: editor.focus())

    def action_pane(self, step: int) -> None:
        """To the next pane, or the one before."""
        self.go_to_pane(_PANES[(_PANES.index(self._pane) + step) % len(_PANES)])

    def action_write(self) -> None:
        """To the editor."""
        self.go_to_pane("editor-pane")

    # Sections

    def show_section(self, key: int) -> None:
        """Show a part in the editor and make the references follow it."""
        self.current = key
        self.redraw()
        self.with_editor(key, self._bring_to_front)
        self.follow_later()

    def action_section(self, step: int) -> None:
        """To the next section, or the one before."""
        keys = self.session.keys
        place = keys.index(self.current) + step
        if 0 <= place < len(keys):
            self.show_section(keys[place])
        else:
            self.say("已经是最后一节" if step > 0 else "已经是第一节")

    def with_editor(self, key: int, use: Callable[[Editor], object]) -> None:
        """Do something with the editor of a part, which is made where there is none yet."""
        switcher = self.query_one("#editors", ContentSwitcher)
        name = f"part-{key}"
        found = switcher.query_children(f"#{name}").results(Editor)
        editor = next(iter(found), None)
        if editor is not None:
            use(editor)
            return
        editor = Editor(key, self.session.text(key), id=name)
        editor.spans_of = self._spans_of
        editor.undo_elsewhere, editor.redo_elsewhere = self.action_undo, self.action_redo
        editor.read_only = self.read_only
        if self.problem:
            editor.mark_paragraph(self.problem.line - 1)
        editor.display = False
        switcher.mount(editor)
        self.call_after_refresh(use, editor)

    def change_text(self, key: int, body: str) -> None:
        """Put another body into a part; to be called within a step of the session, which undo takes back."""
        text = self.session.take_body(key, body)
        self.with_editor(key, lambda editor: editor.change_to(text))

    def action_undo(self) -> None:
        """Take back the last change of the draft, whatever it was."""
        if not self.refuses_changes():
            self.draft_now()
            self._show_undone("撤销", self.session.undo())

    def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        if not self.refuses_changes():
            self.draft_now()
            self._show_undone("重做", self.session.redo())

    def _show_undone(self, verb: str, undone: Undone | None) -> None:
        if undone is None:
            self.say(f"没有可{verb}的了")
            return
        for editor in self.query(Editor):
            if editor.key in undone.changed:
                editor.change_to(self.session.text(editor.key))
        key = next((key for key in (self.current, undone.key) if key in undone.changed), undone.key)
        self.show_section(key)
        self.say(f"已{verb}：{undone.label}" if undone.label else f"已{verb}")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Moving in the outline shows each section."""
        if isinstance(event.option_list, OutlineList) and event.option.id is not None:
            key = int(event.option.id)
            if key != self.current and key in self.session.keys:
                self.show_section(key)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click in the outline goes to the editor."""
        if isinstance(event.option_list, OutlineList):
            self.action_write()

    # What follows the text

    def draft_now(self) -> Draft:
        """The draft with what every editor holds at this moment."""
        for editor in self.query(Editor):
            if editor.key in self.session.keys:
                self.session.write(editor.key, editor.value)
        return self.session.draft

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Take the text over; everything else waits for a pause."""
        editor = event.text_area
        if isinstance(editor, Editor) and editor.key in self.session.keys:
            self.session.write(editor.key, editor.value)
            self.follow_later()

    def follow_later(self) -> None:
        """Work out lengths and references after a pause."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._follow)

    def _follow(self) -> None:
        draft, desk = self.draft_now(), self.desk

        def measure() -> tuple[tuple[OutlineNode, ...], DraftStatistics]:
            return outline(draft), desk.drafts.statistics(draft)

        self.start_job("measure", measure, lambda measured: self._measured(draft, *measured))
        self.find_references()

    def _measured(self, draft: Draft, nodes: tuple[OutlineNode, ...], statistics: DraftStatistics) -> None:
        built_up = self._statistics is None
        self._statistics = statistics
        if draft is self.session.draft:
            self.redraw(nodes)
        if built_up:
            self.keep_memory()

    def find_references(self) -> None:
        """Show the passages that belong beside the section being written."""
        raise NotImplementedError

    def on_references_query_changed(self) -> None:
        """The search box takes over."""
        self.follow_later()

    def refuses_plain_text(self) -> bool:
        """Whether what is open is no draft yet, which the drafter is then told."""
        if self.problem:
            self.say(f"先改好第 {self.problem.line} 行附近的文首信息，按 Ctrl+S 保存")
        return self.problem is not None

    def refuses_changes(self) -> bool:
        """Whether the draft can only be read, which the drafter is then told."""
        if self.read_only:
            self.say(f"只读：{self.why_read_only}，文稿改不了，可以看、检索、复制")
        return self.read_only

    def on_key(self, event: events.Key) -> None:
        """Typing into a draft that can only be read is answered."""
        if (
            self.read_only
            and isinstance(self.focused, Editor)
            and (event.is_printable or event.key in _CHANGING)
        ):
            self.refuses_changes()

    # What is shown about the draft

    def say(self, message: str) -> None:
        """Say what has just happened."""
        self.query_one(StatusLine).say(message)

    def redraw(self, nodes: tuple[OutlineNode, ...] | None = None) -> None:
        """Show outline, heading and facts as they are now. nodes: the outline of the draft as it is now, if known."""
        self._outline_nodes = self.session.outline() if nodes is None else nodes
        self.query_one(OutlineList).show(self.session, self._outline_nodes, self.current)
        index = self.session.index_of(self.current)
        node = self._outline_nodes[index] if index is not None else None
        head = self.query_one(SectionHead)
        if self.problem:
            head.show_problem(self.problem)
        else:
            head.show(node, self.session.part(self.current))
        goal = f"/{node.goal}" if node and node.goal else ""
        self.query_one(Pane).show_length(f"{node.characters}{goal} 字" if node else "")
        self.query_one(StatusLine).show_facts(self._facts())

    def _facts(self) -> list[str]:
        facts = [self._corpus_fact]
        if self._statistics is not None:
            facts += [
                f"{self._statistics.characters} 字",
                f"讲稿 {self._statistics.minutes:.0f} 分钟",
                f"空位 {self._statistics.slots}" if self._statistics.slots else "",
            ]
        if self.findings is not None:
            facts.append(f"检查 {self.findings} 处" if self.findings else "检查无误")
        facts.append("只读" if self.read_only else "未保存" if self.session.unsaved else "已保存")
        return [fact.replace(" ", "") for fact in facts[1:]] if self.narrow else facts

    # The corpus

    def show_progress(self, progress: ReadingProgress) -> None:
        """Show how far reading has come."""
        self._corpus_fact = progress.text
        self.query_one(StatusLine).show_facts(self._facts())

    def reading_ended(self, message: ReadingEnded) -> None:
        """Offer what is in the corpus now."""
        self.look_at_corpus()
        self.find_references()

    def look_at_corpus(self) -> None:
        """Find out how large the corpus is, for the status line."""

        def seen(overview: CorpusOverview) -> None:
            self._corpus_fact = f"语料 {overview.documents} 篇" if overview.documents else "还没有语料"
            self.query_one(StatusLine).show_facts(self._facts())

        self.start_job("corpus", self.desk.corpus.overview, seen)

    def _load_words(self) -> None:
        """Move by words of the dictionary as soon as it is loaded."""
        desk = self.desk

        def loaded(_spans: Spans) -> None:
            self._spans_of = desk.corpus.word_spans
            for editor in self.query(Editor):
                editor.spans_of = desk.corpus.word_spans

        self.start_job("words", lambda: desk.corpus.word_spans("词语"), loaded)

    def _first_section(self) -> int:
        """The part to open with: the first below the title, else the first there is."""
        below = [node.index for node in self.session.outline() if node.level > 1]
        return self.session.key_of(below[0]) if below else self.session.keys[0]

    def _bring_to_front(self, editor: Editor) -> None:
        if editor.key != self.current:
            return
        self.query_one("#editors", ContentSwitcher).current = editor.id
        if self._focus_is_in("editor-pane") or self.focused is None:
            editor.focus()

    def _focus_is_in(self, name: str) -> bool:
        focused: Widget | None = self.focused
        return focused is not None and any(node.id == name for node in focused.ancestors_with_self)

"""The place where a draft is written (文稿): its parts, what each is given, and which of them carries out which action."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from wengao.tui.actions import Place, bindings
from wengao.tui.shared.bars import KeyBar, StatusLine
from wengao.tui.shared.screens import NoticeScreen, PlaceScreen
from wengao.tui.writing.export import Exporting
from wengao.tui.writing.insertions import Insertions
from wengao.tui.writing.keeping import Keeping
from wengao.tui.writing.manuscript import Manuscript
from wengao.tui.writing.overview import Overview
from wengao.tui.writing.panels import Panels
from wengao.tui.writing.panes import Panes
from wengao.tui.writing.proofreading import Proofreading
from wengao.tui.writing.references import References
from wengao.tui.writing.returned import Returned
from wengao.tui.writing.review import Review
from wengao.tui.writing.saving import Saving
from wengao.tui.writing.structure import Structure
from wengao.tui.writing.word_search import WordSearch

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from wengao.desk.desk import Desk
    from wengao.drafts.lock import DraftLock
    from wengao.drafts.store import StoredDraft
    from wengao.tui.shared.corpus_reading import ReadingEnded, ReadingProgress
    from wengao.tui.writing.editor import Spans
    from wengao.tui.writing.find_bar import FindBar
    from wengao.tui.writing.outline import OutlineList


class WritingScreen(PlaceScreen):
    """One draft being written.

    draft_lock: None where the folder takes none. on_disk: whether the draft is as its file is; it is not after a recovery.
    why_read_only: empty where it can be changed. first_hint: what the drafter is told before that the draft is open.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.DRAFT)]
    AUTO_FOCUS = ""
    places = (Place.DRAFT, Place.EDITOR, Place.OUTLINE, Place.REFERENCES, Place.FIND)

    def __init__(
        self,
        desk: Desk,
        stored: StoredDraft,
        *,
        draft_lock: DraftLock | None = None,
        on_disk: bool = True,
        why_read_only: str = "",
        first_hint: str = "",
    ) -> None:
        super().__init__()
        self.desk = desk
        self._first_hint = first_hint
        self._status = StatusLine()
        self.manuscript = text = Manuscript(
            stored,
            self.say,
            on_disk=on_disk,
            why_read_only=why_read_only,
            line_width=desk.workspace.settings.interface.width,
        )
        self.session = text.session
        self.references = References(self, desk, text)
        self.panes = panes = Panes(text, self.references)
        self.overview = Overview(self, desk, text, panes, self.references, self._status)
        self._keeping = Keeping(self, desk, text, draft_lock)
        self.proofreading = Proofreading(self, desk, text, panes, self.overview)
        self._review = Review(self, desk, text, panes, self.proofreading)
        self._saving = Saving(self, desk, text, self._keeping, self._saved, self._reopen)
        self._insertions = Insertions(self, desk, text, panes, self.references)
        self.returned = Returned(self, desk, text)
        self._words = WordSearch(self, desk, text, panes)
        structure = Structure(self, text, panes)
        self.deeds = self._deeds(structure, Panels(self, desk, text, panes, structure, self._saving))

    def _deeds(self, structure: Structure, panels: Panels) -> dict[str, Callable[..., object]]:
        """What the actions of the place are called, and the part that carries each out."""
        exporting = Exporting(self, self.desk, self.manuscript, self.references, self.returned)
        return {
            "pane": self.panes.step,
            "write": self.panes.go_to_editor,
            "search": self.panes.go_to_search,
            "section": self.manuscript.turn,
            "whole": self.panes.read_whole,
            "undo": self.manuscript.undo,
            "redo": self.manuscript.redo,
            "save": self._saving.save_if_allowed,
            "home": self._saving.go_home,
            "rename_file": self._saving.rename,
            "export": exporting.export,
            "preview": exporting.preview,
            "copy": exporting.copy,
            "add": structure.add,
            "rename": structure.rename,
            "remove": structure.remove,
            "move": structure.move,
            "level": structure.change_level,
            "read": structure.note_read,
            "read_all": structure.note_all_read,
            "check": self._review.check,
            "finding": self.proofreading.step,
            "fix": self._review.fix_here,
            "waive": self._review.waive_here,
            "rules": self._review.rules,
            "next_slot": self._review.go_to_next_slot,
            "insert": self._insertions.insert,
            "insert_with_slots": self._insertions.insert_with_slots,
            "fill": self._insertions.fill,
            "filled": self._insertions.show_filled,
            "original": self._insertions.restore_original,
            "source": self.references.show_source,
            "sentences": self.references.switch,
            "choose": self.references.choose,
            "filter": self.references.filter,
            "star": self.references.star,
            "similar": self.references.similar,
            "starred": self.panes.go_to_starred,
            "withhold": self.references.withhold,
            "find": self._words.find,
            "replace": self._words.replace,
            "find_next": self._words.step_on,
            "find_back": self._words.step_back,
            "replace_here": self._words.replace_here,
            "replace_all": self._words.replace_all,
            "find_headings": self._words.switch_headings,
            "find_line": self._words.change_line,
            "find_close": self._words.close,
            "headings": panels.headings,
            "slots": panels.slots,
            "history": panels.history,
            "sources": panels.sources,
            "refresh_list": panels.facts,
            "compare": panels.compare,
            "head": panels.head,
        }

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Del lets a finding stand only where one is at hand; else it deletes."""
        if action == "do" and parameters == ("waive",):
            return self.proofreading.at_hand is not None
        return super().check_action(action, parameters)

    def action_do(self, deed: str, *arguments: int) -> None:
        """Have the part do it that it belongs to."""
        self.deeds[deed](*arguments)

    def compose(self) -> ComposeResult:
        """Three panes, the status line, the key bar."""
        yield self.panes
        yield self._status
        yield KeyBar(Place.DRAFT)

    # From opening to leaving

    def on_mount(self) -> None:
        """Show the first section, and count the findings behind the first paint."""
        self.proofreading.look()
        self._keeping.begin()
        self.manuscript.show_part(self.manuscript.here)
        self.overview.look_at_corpus()
        self._load_words()
        stored = self.session.stored
        opened = f"{self._first_hint}已打开 {self.desk.workspace.shown(stored.path)}"
        self.say("文首信息看不懂，按普通文字打开，改好后按 Ctrl+S" if self.manuscript.problem else opened)
        if stored.told:
            notice = NoticeScreen("这份文稿的文件有要留意的地方", "。".join(stored.told))
            self.call_after_refresh(self.app.push_screen, notice)

    def _load_words(self) -> None:
        """Move by words of the dictionary as soon as it is loaded."""
        words = self.desk.words

        def loaded(_spans: Spans) -> None:
            self.manuscript.move_by(words.spans)

        self.start_job("words", lambda: words.spans("词语"), loaded)

    def _saved(self) -> None:
        self.overview.redraw()
        self.proofreading.look_again()

    def _reopen(self, stored: StoredDraft, message: str) -> None:
        """Put another screen with the draft in the place of this one, with the same lock."""
        screen = WritingScreen(self.desk, stored, draft_lock=self._keeping.hand_over())
        self.app.switch_screen(screen)
        screen.call_after_refresh(screen.say, message)

    def leave(self, then: Callable[[], object]) -> None:
        """Do `then`; with unsaved changes, only after the drafter has said what becomes of them."""
        self._saving.leave(then)

    def rescue(self) -> list[str]:
        """Save unsaved text beside its file, where that still works; returns where it went."""
        return self._saving.rescue()

    def keep(self) -> None:
        """Put what is typed into the journal before anything else happens."""
        self._keeping.keep()

    def on_unmount(self) -> None:
        """Let the draft go."""
        self._keeping.let_go()

    # What the parts and the app tell

    def say(self, message: str) -> None:
        """Say what has just happened."""
        self._status.say(message)

    def on_panes_entered(self, message: Panes.Entered) -> None:
        """Show the keys of the pane."""
        self.proofreading.moved()
        self.query_one(KeyBar).show(*([message.place] if message.place else []), Place.DRAFT)

    def on_manuscript_turned(self) -> None:
        """Another part is shown, or the outline is another."""
        self.overview.redraw()
        self.overview.follow_later()
        self.proofreading.moved()
        self.proofreading.look_later()
        self._words.text_changed()

    def on_manuscript_changed(self) -> None:
        """The text is another."""
        self.overview.follow_later()
        self.proofreading.look_later()

    def on_text_area_selection_changed(self) -> None:
        """The cursor is elsewhere."""
        self.proofreading.moved()

    def on_find_bar_wanted(self) -> None:
        """Other words are looked for."""
        self._words.wanted()

    def on_find_bar_entered(self, message: FindBar.Entered) -> None:
        """Enter in the lines for finding and replacing."""
        self._words.entered(replacing=message.replacing)

    def on_references_query_changed(self) -> None:
        """The search box takes over."""
        self.overview.follow_later()

    def on_references_chosen(self) -> None:
        """A passage was chosen in the list."""
        self._insertions.insert()

    def on_outline_list_reached(self, message: OutlineList.Reached) -> None:
        """Moving in the outline shows each section."""
        if message.key != self.manuscript.here and message.key in self.session.keys:
            self.manuscript.show_part(message.key)

    def on_outline_list_chosen(self) -> None:
        """A click in the outline goes to the editor."""
        self.panes.go_to_editor()

    def show_progress(self, progress: ReadingProgress) -> None:
        """Show how far reading the corpus has come."""
        self.overview.show_progress(progress)

    def reading_ended(self, message: ReadingEnded) -> None:
        """Offer what is in the corpus now."""
        self.overview.look_at_corpus()
        self.references.find()

"""The corpus screen (语料): its documents, what is known of each, its words, and how reading it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.containers import Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from wengao.tui.actions import Place, bindings
from wengao.tui.corpus.doubts import DoubtsScreen
from wengao.tui.corpus.places import PlacesScreen, put_in_samples, take_out_samples
from wengao.tui.corpus.words import WordsScreen
from wengao.tui.shared.bars import KeyBar, StatusLine
from wengao.tui.shared.questions import Answer, FieldsScreen, QuestionScreen, TextField
from wengao.tui.shared.screens import PlaceScreen
from wengao.tui.shared.texts import TextScreen, from_home
from wengao.tui.terminal import dropped_paths
from wengao.tui.textual_repairs.caret import ChineseInput

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rich.style import Style
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key, Paste

    from wengao.desk.desk import Desk
    from wengao.reading.models import Document
    from wengao.tui.shared.corpus_reading import CorpusReading, ReadingEnded, ReadingProgress

_ADD = (Answer("add", "加进语料"), Answer("cancel", "取消"))
_FORGET = (Answer("cancel", "取消"), Answer("forget", "移出"))


class CorpusScreen(PlaceScreen):
    """One entry a document, newest first; the box on top narrows the list.

    start_from: takes the file of a document that the drafter wants a new draft from, once the screen has gone.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.CORPUS)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--facts"}
    places = (Place.CORPUS,)
    AUTO_FOCUS = "#documents"

    def __init__(self, desk: Desk, reading: CorpusReading, start_from: Callable[[Path], object]) -> None:
        super().__init__()
        self.desk = desk
        self._start_from = start_from
        self._reading = reading
        self._documents: tuple[Document, ...] = ()
        self._shown: tuple[Document, ...] = ()

    def compose(self) -> ComposeResult:
        """Box, list, status line, keys."""
        with Vertical(id="corpus-pane", classes="pane") as pane:
            pane.border_title = "语料"
            yield ChineseInput(
                placeholder="按标题、文种、单位、年份缩小范围", id="documents-query", select_on_focus=False
            )
            yield OptionList(id="documents")
        yield StatusLine()
        yield KeyBar(Place.CORPUS)

    def on_mount(self) -> None:
        """Load behind the paint."""
        self.reload()

    def reload(self) -> None:
        """Show what is there now."""
        desk = self.desk
        self.start_job("documents", desk.corpus.documents, self._take)

    def _take(self, documents: tuple[Document, ...]) -> None:
        self._documents = documents
        self._show()

    def _show(self) -> None:
        wanted = self.query_one(ChineseInput).value.split()
        self._shown = tuple(
            document
            for document in self._documents
            if all(
                word in f"{document.title} {document.genre} {document.organ} {document.date}"
                for word in wanted
            )
        )
        facts = self.get_component_rich_style("list--facts", partial=True)
        options = self.query_one("#documents", OptionList)
        place = options.highlighted or 0
        options.clear_options()
        options.add_options([Option(_prompt(document, facts)) for document in self._shown])
        if self._shown:
            options.highlighted = min(place, len(self._shown) - 1)
        else:
            empty = (
                "没有符合的文档"
                if self._documents
                else "还没有语料。把往年的材料放进语料文件夹，按 F9 更新。"
            )
            options.add_option(Option(Text(empty), disabled=True))
        self.query_one(StatusLine).show_facts([f"{len(self._shown)}/{len(self._documents)} 篇"])

    @property
    def document(self) -> Document | None:
        """The highlighted document."""
        place = self.query_one("#documents", OptionList).highlighted
        return self._shown[place] if place is not None and place < len(self._shown) else None

    def on_key(self, event: Key) -> None:
        """Whoever types in the list means to narrow it."""
        box = self.query_one(ChineseInput)
        if event.is_printable and event.character and event.character.strip() and not box.has_focus:
            event.stop()
            box.focus()
            box.insert_text_at_cursor(event.character)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the list."""
        event.stop()
        self.query_one("#documents").focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.action_document()

    # Actions

    def action_document(self) -> None:
        """The text of the document as it was read."""
        document = self.document
        if document is not None:
            desk, name = self.desk, document.id

            def show(whole: Document) -> None:
                self.app.push_screen(TextScreen(f"《{whole.title}》", document_text(whole)))

            self.start_job("document", lambda: desk.corpus.document(name), show)

    def action_new(self) -> None:
        """A new draft from the document, its facts to be gone through."""
        document = self.document
        if document is not None:
            self.dismiss(None)
            self._start_from(self.desk.workspace.root / document.path)

    def action_edit(self) -> None:
        """Correct what is known of the document."""
        from wengao.library.corrections import FIELD_NAMES

        document = self.document
        if document is None:
            return
        desk = self.desk
        fields = [
            TextField(name, label, str(getattr(document, name, "") or ""))
            for name, label in FIELD_NAMES.items()
        ]

        def edit(changes: dict[str, str] | None) -> None:
            if changes:
                self.start_job("edit", lambda: desk.corpus.edit(document.id, changes), edited)

        def edited(now: Document) -> None:
            self.say(f"已改，重新读取也不会丢：《{now.title}》")
            self.reload()

        remark = "改过的以这里为准；清空一项，就回到文件里写的。日期写作 2025-03-18。"
        self.app.push_screen(FieldsScreen("改信息", remark, fields), edit)

    def action_forget(self) -> None:
        """Take the document out of the corpus, its file stays."""
        document = self.document
        if document is None:
            return
        desk = self.desk

        def forgotten(gone: Document) -> None:
            self.say(f"已移出《{gone.title}》")
            self.reload()

        def forget(answer: str | None) -> None:
            if answer == "forget":
                self.start_job("forget", lambda: desk.corpus.forget(document.id), forgotten)

        question = f"《{document.title}》不再参与检索和推荐，文件留在原处。"
        self.app.push_screen(QuestionScreen("移出语料", question, _FORGET), forget)

    def action_doubts(self) -> None:
        """What may have been read wrongly, to be settled; the list then shows what was."""

        def closed(changed: bool | None) -> None:
            if changed:
                self.reload()

        self.app.push_screen(DoubtsScreen(self.desk), closed)

    def action_places(self) -> None:
        """Where the corpus lies; where something was added, it is read at once."""

        def closed(added: bool | None) -> None:
            if added:
                self.action_read()

        self.app.push_screen(PlacesScreen(self.desk), closed)

    def on_paste(self, event: Paste) -> None:
        """Folders or files dropped onto the terminal arrive as their paths: offer to add and read them."""
        dropped = dropped_paths(event.text)
        if not dropped:
            return
        event.stop()
        desk = self.desk

        def add(answer: str | None) -> None:
            if answer == "add":
                self.start_job(
                    "add", lambda: desk.corpus.add_places(dropped), lambda _nothing: self.action_read()
                )

        more = f"等 {len(dropped)} 处" if len(dropped) > 1 else ""
        question = f"{from_home(dropped[0])}{more}，加进语料并读入。文件留在原处，只读不改。"
        self.app.push_screen(QuestionScreen("加材料", question, _ADD), add)

    def action_words(self) -> None:
        """The commonest words, and those of the drafter's own; where some were struck out, the index follows at once."""

        def closed(changed: bool | None) -> None:
            if changed:
                self.action_read()

        self.app.push_screen(WordsScreen(self.desk), closed)

    def action_samples(self) -> None:
        """Put the sample corpus into the workspace and read it."""
        put_in_samples(self, self.desk, self.action_read)

    def action_no_samples(self) -> None:
        """Take the sample corpus out of the workspace, and bring the corpus up to that."""
        take_out_samples(self, self.desk, self._reading.start)

    def action_read(self) -> None:
        """Bring the corpus up to its files."""
        self.say("正在更新语料，按 F10 可以停下")
        self._reading.start()

    def action_stop(self) -> None:
        """Stop reading after the file at hand."""
        if self._reading.under_way:
            self.say("读完手上这一篇就停")
            self._reading.stop()

    def action_back(self) -> None:
        """Back to where the drafter came from."""
        self.dismiss(None)

    # What the app tells

    def show_progress(self, progress: ReadingProgress) -> None:
        """Show how far reading has come."""
        self.say(f"{progress.text}，按 F10 可以停下")

    def reading_ended(self, message: ReadingEnded) -> None:
        """Show what is there now."""
        self.say("已停下，读过的都在" if message.report is None else "语料更新完毕")
        self.reload()

    def say(self, message: str) -> None:
        """Say what has just happened."""
        self.query_one(StatusLine).say(message)


def document_text(document: Document) -> str:
    """A document as text to read: its paragraphs under their headings."""
    lines: list[str] = []
    for section in document.root.walk():
        if section.heading:
            lines += ["", f"{section.enumerator}{section.heading}"]
        lines += [f"　　{paragraph}" for paragraph in section.paragraphs]
    return "\n".join(lines).strip("\n")


def _prompt(document: Document, facts: Style) -> Text:
    known = [document.date or "日期不详", document.genre, document.organ, document.path]
    return Text.assemble(
        document.title,
        ("\n" + "　".join(fact for fact in known if fact), facts),
        no_wrap=True,
        overflow="ellipsis",
    )

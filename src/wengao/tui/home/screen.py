"""The home screen (首页): drafts, templates, and the corpus."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical
from textual.widgets import Button, OptionList, Static

from wengao.errors import DraftLockedError
from wengao.tui.actions import Place, bindings
from wengao.tui.home.lists import DraftList, TemplateList
from wengao.tui.home.opening import OpenedDraft, open_for_writing, recover_for_writing
from wengao.tui.shared.bars import KeyBar, StatusLine
from wengao.tui.shared.questions import Answer, QuestionScreen
from wengao.tui.shared.screens import PlaceScreen
from wengao.tui.shared.texts import from_home
from wengao.tui.terminal import dropped_paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Paste
    from textual.widget import Widget

    from wengao.desk.desk import Desk
    from wengao.desk.values import CorpusOverview, DraftSummary, ImportedDraft
    from wengao.desk.workspace import Workspace
    from wengao.drafts.journal import Record
    from wengao.drafts.store import StoredDraft
    from wengao.templates.model import Template, TemplateSummary
    from wengao.tui.shared.corpus_reading import CorpusReading, ReadingEnded, ReadingProgress

_LOCKED = (Answer("cancel", "取消"), Answer("read", "只读打开"), Answer("take", "接管"))
_BARRED = (Answer("cancel", "取消"), Answer("read", "只读打开"))
_UNSAVED = (Answer("recover", "接着写"), Answer("decline", "不要了"))
_EMPTY = """这个工作区还没有语料，也没有文稿。
把往年的讲话、报告放进 {corpus}，再按 F9 更新语料，写稿时就有参考。
也可以先装入随附的样例语料试一试。"""


class HomeScreen(PlaceScreen):
    """What is there, and what can be begun. open_desk: the desk, opened when it is first asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.HOME)]
    places = (Place.HOME,)
    AUTO_FOCUS = "#drafts"

    def __init__(self, workspace: Workspace, open_desk: Callable[[], Desk], reading: CorpusReading) -> None:
        super().__init__()
        self.workspace = workspace
        self._open_desk = open_desk
        self._reading = reading
        self._templates_shown = False
        self._has_drafts: bool | None = None
        self._has_corpus = False
        self._office = bool(workspace.settings.office.url)
        self._offered = False
        self._refused_path = ""
        """Of an old document that was asked for and not imported: it stands there to be put right."""

    def compose(self) -> ComposeResult:
        """Title line, drafts and templates, the welcome of an empty workspace, status line, key bar."""
        with Horizontal(id="home-title"):
            yield Static("文稿", id="home-name")
            read_only = "" if os.access(self.workspace.root, os.W_OK) else "（只读：能看能检索，不能保存）"
            yield Static(f"{from_home(self.workspace.root)}{read_only}", id="home-place", markup=False)
        with Vertical(id="welcome") as welcome:
            welcome.display = False
            places = "、".join(self.workspace.shown(place) for place in self.workspace.corpus_places)
            yield Static(_EMPTY.format(corpus=places), markup=False)
            yield Button("装入样例语料（F4）", id="samples", variant="primary")
        with Horizontal(id="home-lists"):
            yield DraftList(id="drafts", classes="pane")
            yield TemplateList(id="templates", classes="pane")
        yield StatusLine()
        yield KeyBar(Place.HOME)

    def on_mount(self) -> None:
        """Name the panes."""
        self.query_one("#drafts").border_title = "文稿"
        self.query_one("#templates").border_title = "模板"

    def on_screen_resume(self) -> None:
        """Load what is there, behind the paint: drafts may have changed while another screen was shown."""
        self.call_after_refresh(self.reload)

    def reload(self) -> None:
        """Show what is there now."""

        def load() -> tuple[tuple[DraftSummary, ...], CorpusOverview]:
            return self.desk.drafts.summaries(), self.desk.corpus.overview()

        self.start_job("lists", load, self._show_lists)

    def _show_lists(self, lists: tuple[tuple[DraftSummary, ...], CorpusOverview]) -> None:
        drafts, overview = lists
        welcome = self.query_one("#welcome")
        welcome.display = not drafts and not overview.documents and not self._office
        nothing_to_do_there: list[Widget | None] = [None, self.query_one(DraftList)]
        if not welcome.display:
            nothing_to_do_there.append(self.query_one("#samples"))
        if not drafts and self.focused in nothing_to_do_there:
            self.query_one(TemplateList).focus()
        self._has_drafts, self._has_corpus = bool(drafts), bool(overview.documents) or self._office
        self.query_one(DraftList).show(drafts)
        when = f"{overview.last_read.astimezone():%Y-%m-%d %H:%M} 更新" if overview.last_read else "从未更新"
        office = ["也查办公室语料"] if self._office else []
        corpus = f"语料 {overview.documents} 篇 {overview.passages} 段"
        self.query_one(StatusLine).show_facts([corpus, *office, when])
        if self._templates_shown:
            self.sweep_memory()
        else:
            self.start_job("templates", self.desk.templates.summaries, self._show_templates)

    def _show_templates(self, templates: tuple[TemplateSummary, ...]) -> None:
        self._templates_shown = True
        self.query_one(TemplateList).show(templates)
        if not self._offered:
            self._offered = True
            self.start_job("recoverable", self.desk.history.recoverable, self._offer)
            if not self._has_drafts and not self._has_corpus and not self.desk.settings.guided:
                self.action_guide()
        self.start_job("warm-up", self._warm_up, lambda _nothing: self.sweep_memory(), lambda _error: None)

    def _warm_up(self) -> None:
        """Load what the next steps need while the drafter looks at the lists; runs in a thread."""
        import wengao.tui.home.template_form
        import wengao.tui.search.screen
        import wengao.tui.writing.screen  # noqa: F401 - imported to be there

        self.desk.search.find("工作", limit=1)

    @property
    def desk(self) -> Desk:
        """The desk; whoever asks first waits until it is open."""
        return self._open_desk()

    # Actions

    def action_open(self) -> None:
        """Open the highlighted draft, or begin one from the highlighted template."""
        if self.focused is self.query_one(TemplateList):
            self.action_new()
        else:
            draft = self.query_one(DraftList).draft
            if draft is not None:
                self.open_draft(draft.path)

    def open_draft(
        self, path: Path, *, take_over: bool = False, only_read: bool = False, hint: str = ""
    ) -> None:
        """Open a draft; one that is locked only when the drafter takes it over, or to be read. hint: told first there."""
        desk = self.desk

        def decide(answer: str | None) -> None:
            if answer in ("take", "read"):
                self.open_draft(path, take_over=answer == "take", only_read=answer == "read", hint=hint)

        def refused(error: Exception) -> None:
            if isinstance(error, DraftLockedError):
                answers = _LOCKED if error.can_take_over else _BARRED
                self.app.push_screen(QuestionScreen("文稿有人在写", str(error), answers), decide)
            else:
                self.tell_failure(error)

        self.start_job(
            "open",
            lambda: open_for_writing(desk, path, take_over=take_over, only_read=only_read),
            lambda opened: self._write(opened, hint, only_read=only_read),
            refused,
        )

    def action_rename(self) -> None:
        """Give the file of the highlighted draft another name."""
        from wengao.tui.shared.questions import LineQuestionScreen

        desk, chosen = self.desk, self.query_one(DraftList).draft
        if chosen is None:
            self.say("没有文稿可以改名")
            return

        def renamed(path: Path) -> None:
            self.say(f"文件名改成了 {path.name}")
            self.reload()

        def rename(name: str | None) -> None:
            if name is not None:
                self.start_job("rename", lambda: desk.drafts.rename(chosen.path, name), renamed)

        label = "文件名（不用写 .md；标题不变，要改标题请打开文稿按 F2）"
        self.app.push_screen(LineQuestionScreen("改文件名", label, chosen.path.stem), rename)

    def action_new(self) -> None:
        """Begin a draft from the highlighted template."""
        template = self.query_one(TemplateList).template
        if template is None:
            self.say("没有模板可用")
        elif template.problem:
            self.say(template.problem)
        else:
            name = template.name
            self.start_job("template", lambda: self.desk.templates.find(name), self._ask_fields)

    def _ask_fields(self, template: Template) -> None:
        from wengao.tui.home.template_form import TemplateForm

        def created(stored: StoredDraft | None) -> None:
            if stored is not None:
                self.open_draft(stored.path)

        self.app.push_screen(TemplateForm(self.desk, template), created)

    def _write(self, opened: OpenedDraft, hint: str = "", *, only_read: bool = False) -> None:
        from wengao.tui.writing.screen import WritingScreen

        why_read_only = "别处占用着这篇文稿" if only_read else "这个文件夹不能写"
        screen = WritingScreen(
            self.desk,
            opened.stored,
            draft_lock=opened.lock,
            on_disk=opened.on_disk,
            why_read_only=why_read_only if opened.read_only else "",
            first_hint=hint,
        )
        self.app.push_screen(screen)

    # What was not saved

    def _offer(self, records: tuple[Record, ...]) -> None:
        """Offer the texts that were not saved, one after the other."""
        if not records:
            return
        desk, record, rest = self.desk, records[0], records[1:]

        def decide(answer: str | None) -> None:
            if answer == "recover":
                self.start_job("open", lambda: recover_for_writing(desk, record), self._write)
            elif answer == "decline":
                self.start_job(
                    "decline", lambda: desk.history.decline(record), lambda _nothing: self._offer(rest)
                )

        when = f"{record.recorded_at.astimezone():%Y-%m-%d %H:%M}"
        away = record.draft_path.parent
        place = "" if away.is_dir() else f"原来的文件夹 {away} 已经不在，接着写会在这个工作区另存一份。"
        question = f"“{record.draft_path.stem}”在{when}写的文字没有保存。{place}"
        self.app.push_screen(QuestionScreen("上次没有保存", question, _UNSAVED), decide)

    def action_guide(self) -> None:
        """The three steps."""
        from wengao.tui.home.guide import GuideScreen

        desk = self.desk

        def read(wanted: str | None) -> None:
            self.start_job("guided", desk.settings.note_guided, lambda _nothing: None)
            if wanted == "samples":
                self.action_samples()

        self.app.push_screen(GuideScreen(offer_samples=not self._reading.under_way), read)

    def on_paste(self, event: Paste) -> None:
        """A file dropped onto the terminal arrives as its path: offer to import it."""
        dropped = dropped_paths(event.text)
        if len(dropped) == 1 and dropped[0].is_file():
            event.stop()
            self._ask_import(str(dropped[0]))
        elif dropped:
            event.stop()
            self.say("导入旧稿一次一个文件；要放进语料，按 F7 到语料屏再拖")

    def _file_of(self, path: str) -> Path:
        return self.workspace.root / Path(path.strip("\"'")).expanduser()

    def action_import(self) -> None:
        """Turn an old document into a draft whose facts are to be gone through."""
        self._ask_import(self._refused_path)

    def _ask_import(self, path: str) -> None:
        """path: of the old document, where it is known."""
        from wengao.tui.shared.questions import LineQuestionScreen

        def load(text: str | None) -> None:
            if text is not None:
                self._refused_path = text
                self._import(self._file_of(text))

        label = "旧稿的路径（docx、doc、wps、pdf、txt、md……），可以把文件拖进终端"
        self.app.push_screen(LineQuestionScreen("导入旧稿", label, path), load)

    def _import(self, source: Path) -> None:
        """Turn a file into a draft, and open that."""
        desk = self.desk

        def imported(outcome: ImportedDraft) -> None:
            self._refused_path = ""
            facts = len(outcome.facts)
            hint = f"旧稿有 {facts} 处要过目（Alt+R），" if facts else ""
            self.open_draft(outcome.stored.path, hint=hint)

        self.say("正在导入，请稍候")
        self.start_job("import", lambda: desk.drafts.import_document(source), imported)

    def action_corpus(self) -> None:
        """The documents of the corpus."""
        from wengao.tui.corpus.screen import CorpusScreen

        self.app.push_screen(CorpusScreen(self.desk, self._reading, self._import))

    def action_settings(self) -> None:
        """The settings."""
        from wengao.tui.home.settings import SettingsScreen

        self.app.push_screen(SettingsScreen(self.desk))

    def action_rules(self) -> None:
        """The rules of the check."""
        from wengao.tui.writing.rules import RulesScreen

        self.app.push_screen(RulesScreen(self.desk))

    def action_search(self) -> None:
        """Search the corpus."""
        from wengao.tui.search.screen import SearchScreen

        self.app.push_screen(SearchScreen(self.desk))

    def action_samples(self) -> None:
        """Put the sample corpus into the workspace and read it."""
        from wengao.tui.corpus.places import put_in_samples

        put_in_samples(self, self.desk, self.action_read)

    def action_no_samples(self) -> None:
        """Take the sample corpus out of the workspace, and bring the corpus up to that."""
        from wengao.tui.corpus.places import take_out_samples

        take_out_samples(self, self.desk, self._reading.start)

    def action_read(self) -> None:
        """Bring the corpus up to its files."""
        if not self._reading.under_way:
            self.say("正在更新语料，按 Esc 可以停下")
            self._templates_shown = False
        self._reading.start()

    def action_stop(self) -> None:
        """Stop reading after the file at hand."""
        if self._reading.under_way:
            self.say("读完手上这一篇就停")
            self._reading.stop()

    # What the app and the lists tell

    def show_progress(self, progress: ReadingProgress) -> None:
        """Show how far reading has come."""
        self.say(f"{progress.text}，按 Esc 可以停下")

    def reading_ended(self, message: ReadingEnded) -> None:
        """Say how reading ended."""
        report = message.report
        if message.error is not None:
            self.say("语料没有更新完")
            self.tell_failure(message.error)
        elif report is None:
            self.say("已停下，读过的都在，下次接着读")
        else:
            failed = f"，{len(report.failed)} 篇读不了" if report.failed else ""
            unread = f"，{len(report.unread)} 篇有认不出的字" if report.unread else ""
            self.say(
                f"语料更新完毕：读 {report.read} 篇，未变 {report.unchanged} 篇，"
                f"移除 {report.removed} 篇{failed}{unread}"
            )
        self.reload()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click in a list."""
        event.option_list.focus()
        if isinstance(event.option_list, TemplateList):
            self.action_new()
        else:
            self.action_open()

    def on_button_pressed(self) -> None:
        """The button of an empty workspace."""
        self.action_samples()

    def say(self, message: str) -> None:
        """Say what has just happened."""
        self.query_one(StatusLine).say(message)

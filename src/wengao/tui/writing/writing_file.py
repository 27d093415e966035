"""What a drafter does with the file of a draft: save, leave, export."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.desk.log import log_defect
from wengao.errors import DraftChangedError, DraftFormatError, InputError, WengaoError
from wengao.export.choices import ExportChoices
from wengao.language.slots import find_slots
from wengao.processes.showing import open_folder
from wengao.tui.shared.questions import Answer, LineQuestionScreen, QuestionScreen
from wengao.tui.writing.export import ExportChoice, ExportScreen
from wengao.tui.writing.writing_keeping import KeepingActions

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.desk.desk import Desk
    from wengao.drafts.lock import DraftLock
    from wengao.drafts.store import StoredDraft
    from wengao.export.exporting import ExportReport

_UNSAVED = (Answer("save", "保存"), Answer("discard", "不保存"), Answer("cancel", "取消"))
_REFUSED = (Answer("elsewhere", "另存到…"), Answer("again", "再试一次"), Answer("cancel", "取消"))
_CHANGED = (Answer("beside", "另存一份"), Answer("cancel", "取消"), Answer("overwrite", "覆盖"))


class FileActions(KeepingActions):
    """Nothing leaves the screen unsaved without the drafter's word, and nothing is written over somebody else's change."""

    def __init__(
        self, desk: Desk, stored: StoredDraft, *, draft_lock: DraftLock | None = None, on_disk: bool = True
    ) -> None:
        super().__init__(desk, stored, draft_lock=draft_lock, on_disk=on_disk)
        self._saving = False
        self._waiting: list[Callable[[], None]] = []

    def action_save(self) -> None:
        """Save."""
        if not self.refuses_changes():
            self.save()

    def action_home(self) -> None:
        """Back to the home screen."""
        self.leave(lambda: self.dismiss(None))

    def leave(self, then: Callable[[], object]) -> None:
        """Do `then`; with unsaved changes, only after the drafter has said what becomes of them."""
        self.draft_now()
        if not self.session.unsaved:
            then()
            return

        def decide(answer: str | None) -> None:
            if answer == "save":
                self.save(then)
            elif answer == "discard":
                self.start_job("abandon", self.abandon, lambda _nothing: then(), lambda _error: then())

        question = f"《{self.session.draft.title or self.session.stored.path.stem}》有改动还没有保存。"
        self.app.push_screen(QuestionScreen("离开文稿", question, _UNSAVED), decide)

    def save(self, then: Callable[[], object] | None = None, *, overwrite: bool = False) -> None:
        """Save, and do `then` once the file is written; saves wait for one another, each knows the one before."""
        if self._saving:
            self._waiting.append(lambda: self.save(then, overwrite=overwrite))
            return
        self._saving = True
        self.draft_now()
        desk, stored, lock = self.desk, self.session.for_saving(), self.draft_lock

        def save() -> StoredDraft:
            if lock is not None and lock.taken and not overwrite:
                raise DraftChangedError(
                    f"文稿 {stored.path} 已由别人接管，没有覆盖", "可以另存一份，两份都保留"
                )
            saved = desk.drafts.save(stored, overwrite=overwrite)
            if lock is not None and not lock.taken:
                with suppress(WengaoError):
                    lock.acquire()
            return saved

        self.start_job(
            "save",
            save,
            lambda saved: self._saved(saved, then),
            lambda error: self._not_saved(error, stored, then),
        )

    def _saved(self, stored: StoredDraft, then: Callable[[], object] | None) -> None:
        self.session.saved(stored)
        self._save_ended()
        if self.session.unsaved:
            self.record_anew()
        if self.problem and self.mended(stored, then):
            return
        self.say("；".join((f"已保存 {self.desk.workspace.shown(stored.path)}", *stored.told)))
        self.redraw()
        self.count_findings()
        if then is not None:
            then()

    def _not_saved(self, error: Exception, stored: StoredDraft, then: Callable[[], object] | None) -> None:
        self._save_ended()
        if not isinstance(error, DraftChangedError):
            self._offer_another_place(error, stored, then)
            return
        desk = self.desk

        def decide(answer: str | None) -> None:
            if answer == "beside":
                self._saving = True
                self.start_job(
                    "save",
                    lambda: desk.drafts.save_beside(stored),
                    lambda saved: self._saved(saved, then),
                    lambda error: self._not_saved_beside(error, stored, then),
                )
            elif answer == "overwrite":
                self.save(then, overwrite=True)

        question = f"{error.message}。另存一份则两份都保留。"
        self.app.push_screen(QuestionScreen("文件在别处改过", question, _CHANGED), decide)

    def _not_saved_beside(
        self, error: Exception, stored: StoredDraft, then: Callable[[], object] | None
    ) -> None:
        self._save_ended()
        self._offer_another_place(error, stored, then)

    def _offer_another_place(
        self, error: Exception, stored: StoredDraft, then: Callable[[], object] | None
    ) -> None:
        """The disk takes nothing, or the folder has gone: the text is recorded, and may be saved somewhere else."""
        if not isinstance(error, InputError):
            self.tell_failure(error)
            return
        desk, refusal = self.desk, str(error)

        def decide(answer: str | None) -> None:
            if answer == "elsewhere":
                self._ask_where("另存到哪里", stored, then)
            elif answer == "again":
                self.save(then)

        def ask(recorded: str) -> None:
            self.app.push_screen(QuestionScreen("没有保存", f"{refusal}。{recorded}", _REFUSED), decide)

        def record() -> str:
            desk.history.record(stored)
            return "写的文字已经留底，下次打开时也能找回。"

        self.start_job(
            "refusal", record, ask, lambda _error: ask("写的文字也没能留底，只在屏幕上，请另存到别处。")
        )

    def _ask_where(self, label: str, stored: StoredDraft, then: Callable[[], object] | None) -> None:
        def chosen(answer: str | None) -> None:
            if answer is not None:
                self._save_elsewhere(Path.home() / Path(answer.strip("\"'")).expanduser(), stored, then)

        usual = str(Path.home() / stored.path.name)
        self.app.push_screen(LineQuestionScreen("另存到", f"{label}（文件的路径）", usual), chosen)

    def _save_elsewhere(self, path: Path, stored: StoredDraft, then: Callable[[], object] | None) -> None:
        desk, old_lock = self.desk, self.draft_lock
        self._saving = True

        def save() -> tuple[StoredDraft, DraftLock | None]:
            saved = desk.drafts.save_elsewhere(stored, path)
            if old_lock is not None:
                old_lock.release()
            try:
                return saved, desk.drafts.lock(saved.path)
            except WengaoError:
                return saved, None

        def done(outcome: tuple[StoredDraft, DraftLock | None]) -> None:
            saved, self.draft_lock = outcome
            self._saved(saved, then)

        def failed(error: Exception) -> None:
            self._save_ended()
            if isinstance(error, WengaoError):
                self._ask_where(f"{error.message}，请换一个地方", stored, then)
            else:
                self.tell_failure(error)

        self.start_job("save", save, done, failed)

    def _save_ended(self) -> None:
        self._saving = False
        waiting, self._waiting = self._waiting, []
        for save in waiting:
            save()

    def mended(self, stored: StoredDraft, then: Callable[[], object] | None) -> bool:
        """Whether plain text that was saved is to be shown as a draft from now on."""
        raise NotImplementedError

    def rescue(self) -> list[str]:
        """Save unsaved text beside its file, where that still works; returns where it went."""
        try:
            self.draft_now()
            if not self.session.unsaved:
                return []
            return [str(self.desk.drafts.save_beside(self.session.for_saving()).path)]
        except Exception as error:  # noqa: BLE001 - the program is failing already; the first failure is the one to tell
            log_defect(error)
            self.keep()
            return []

    def action_export(self) -> None:
        """Ask how, then write the Word file."""
        if self.refuses_plain_text():
            return
        draft = self.draft_now()
        path = self.desk.workspace.export_folder / f"{self.session.stored.path.stem}.docx"
        sources = self.desk.workspace.settings.export.sources

        def ask(layouts: tuple[str, ...]) -> None:
            shown, slots = self.desk.workspace.shown(path), len(find_slots(draft.prose))
            self.app.push_screen(ExportScreen(shown, sources, layouts, slots), self._export)

        self.start_job("layouts", self.desk.export.layouts, ask)

    def _export(self, choice: ExportChoice | None) -> None:
        if choice is None:
            return
        desk, stored = self.desk, self.session.for_saving()
        path = desk.workspace.root / Path(choice.path).expanduser()
        self.say("正在导出，请稍候")

        def export() -> ExportReport:
            return desk.export.write(
                stored,
                path,
                layout=choice.layout or None,
                toc=choice.toc,
                sources=choice.sources,
                choices=ExportChoices(allow_slots=True),
            )

        self.start_job("export", export, lambda report: self._exported(report, choice))

    def _exported(self, report: ExportReport, choice: ExportChoice) -> None:
        left = f"，还有 {report.slots_left} 处空位" if report.slots_left else ""
        self.say(f"已导出 {self.desk.workspace.shown(report.path)}{left}")
        if choice.open_folder:
            self.start_job("folder", lambda: open_folder(report.path.parent), self._folder_opened)

    def _folder_opened(self, opened: bool) -> None:
        if not opened:
            self.say("本机没有可用的文件管理器，请自行打开导出文件夹")

    def count_findings(self) -> None:
        """Count what the checks find, for the status line."""
        if self.problem:
            return
        desk, draft = self.desk, self.session.for_saving().draft

        def counted(count: int) -> None:
            self.findings = count
            self.redraw()

        def not_counted(error: Exception) -> None:
            self.findings = None
            if not isinstance(error, DraftFormatError):
                self.tell_failure(error)

        self.start_job("count", lambda: len(desk.review.check(draft)), counted, not_counted)

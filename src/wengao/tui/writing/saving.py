"""What a drafter does with the file of a draft: save, leave, restore a version; and what becomes of it in an emergency."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.desk.log import log_defect
from wengao.errors import DraftChangedError, InputError, WengaoError
from wengao.tui.shared.questions import Answer, LineQuestionScreen, QuestionScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.desk.desk import Desk
    from wengao.drafts.history import Version
    from wengao.drafts.lock import DraftLock
    from wengao.drafts.store import StoredDraft
    from wengao.tui.shared.screens import PlaceScreen
    from wengao.tui.writing.keeping import Keeping
    from wengao.tui.writing.manuscript import Manuscript

_UNSAVED = (Answer("save", "保存"), Answer("discard", "不保存"), Answer("cancel", "取消"))
_REFUSED = (Answer("elsewhere", "另存到…"), Answer("again", "再试一次"), Answer("cancel", "取消"))
_CHANGED = (Answer("beside", "另存一份"), Answer("cancel", "取消"), Answer("overwrite", "覆盖"))


class Saving:
    """Nothing leaves the screen unsaved without the drafter's word, and nothing is written over somebody else's change.

    saved: called when the file has been written. reopen: puts another screen with the draft in the place of this one, and
    says why.
    """

    def __init__(
        self,
        screen: PlaceScreen,
        desk: Desk,
        manuscript: Manuscript,
        keeping: Keeping,
        saved: Callable[[], object],
        reopen: Callable[[StoredDraft, str], object],
    ) -> None:
        self._screen, self._desk, self._manuscript, self._keeping = screen, desk, manuscript, keeping
        self._session = manuscript.session
        self._tell_saved = saved
        self._reopen = reopen
        self._under_way = False
        self._waiting: list[Callable[[], None]] = []

    def save_if_allowed(self) -> None:
        """Save, unless the draft can only be read."""
        if not self._manuscript.refuses_changes():
            self.save()

    def go_home(self) -> None:
        """Back to the home screen."""
        self.leave(lambda: self._screen.dismiss(None))

    def restore(self, version: Version) -> None:
        """Put a version in the place of the text: it is opened anew, under the same lock."""
        desk, path = self._desk, self._session.stored.path
        told = f"已恢复 {version.saved_at.astimezone():%m-%d %H:%M} 的版本"
        self._screen.start_job(
            "restore",
            lambda: desk.drafts.restore(path, version.id),
            lambda stored: self._reopen(stored, told),
        )

    def rename(self) -> None:
        """Ask for another name of the draft's file, and give it that; what is typed is saved first."""
        if self._manuscript.refuses_changes():
            return

        stem = self._session.stored.path.stem

        def named(name: str | None) -> None:
            if name is not None and name.removesuffix(".md") != stem:
                self._manuscript.draft_now()
                if self._session.unsaved:
                    self.save(lambda: self._rename(name))
                else:
                    self._rename(name)

        label = "文件名（不用写 .md；标题不变，要改标题按 F2）；没保存的先保存"
        self._screen.app.push_screen(LineQuestionScreen("改文件名", label, stem), named)

    def _rename(self, name: str) -> None:
        if self._under_way:
            self._waiting.append(lambda: self._rename(name))
            return
        self._under_way = True
        keeping = self._keeping

        def renamed(path: Path) -> None:
            self._session.saved(replace(self._session.stored, path=path))
            self._save_ended()
            self._screen.say(f"文件名改成了 {self._desk.workspace.shown(path)}")
            self._tell_saved()

        def failed(error: Exception) -> None:
            self._save_ended()
            self._screen.tell_failure(error)

        self._screen.start_job("save", lambda: keeping.rename(name), renamed, failed)

    def leave(self, then: Callable[[], object]) -> None:
        """Do `then`; with unsaved changes, only after the drafter has said what becomes of them."""
        self._manuscript.draft_now()
        if not self._session.unsaved:
            then()
            return

        def decide(answer: str | None) -> None:
            if answer == "save":
                self.save(then)
            elif answer == "discard":
                self._screen.start_job(
                    "abandon", self._keeping.abandon, lambda _nothing: then(), lambda _error: then()
                )

        session = self._session
        question = f"《{session.draft.title or session.stored.path.stem}》有改动还没有保存。"
        self._screen.app.push_screen(QuestionScreen("离开文稿", question, _UNSAVED), decide)

    def save(self, then: Callable[[], object] | None = None, *, overwrite: bool = False) -> None:
        """Save, and do `then` once the file is written; saves wait for one another, each knows the one before."""
        if self._under_way:
            self._waiting.append(lambda: self.save(then, overwrite=overwrite))
            return
        self._under_way = True
        self._manuscript.draft_now()
        desk, stored, lock = self._desk, self._session.for_saving(), self._keeping.lock

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

        self._screen.start_job(
            "save",
            save,
            lambda saved: self._saved(saved, then),
            lambda error: self._not_saved(error, stored, then),
        )

    def _saved(self, stored: StoredDraft, then: Callable[[], object] | None) -> None:
        self._session.saved(stored)
        self._save_ended()
        if self._session.unsaved:
            self._keeping.record_anew()
        if self._manuscript.problem and self._mended(stored, then):
            return
        self._screen.say("；".join((f"已保存 {self._desk.workspace.shown(stored.path)}", *stored.told)))
        self._tell_saved()
        if then is not None:
            then()

    def _not_saved(self, error: Exception, stored: StoredDraft, then: Callable[[], object] | None) -> None:
        self._save_ended()
        if not isinstance(error, DraftChangedError):
            self._offer_another_place(error, stored, then)
            return
        desk = self._desk

        def decide(answer: str | None) -> None:
            if answer == "beside":
                self._under_way = True
                self._screen.start_job(
                    "save",
                    lambda: desk.drafts.save_beside(stored),
                    lambda saved: self._saved(saved, then),
                    lambda error: self._not_saved_beside(error, stored, then),
                )
            elif answer == "overwrite":
                self.save(then, overwrite=True)

        question = f"{error.message}。另存一份则两份都保留。"
        self._screen.app.push_screen(QuestionScreen("文件在别处改过", question, _CHANGED), decide)

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
            self._screen.tell_failure(error)
            return
        desk, refusal = self._desk, str(error)

        def decide(answer: str | None) -> None:
            if answer == "elsewhere":
                self._ask_where("另存到哪里", stored, then)
            elif answer == "again":
                self.save(then)

        def ask(recorded: str) -> None:
            self._screen.app.push_screen(
                QuestionScreen("没有保存", f"{refusal}。{recorded}", _REFUSED), decide
            )

        def record() -> str:
            desk.history.record(stored)
            return "写的文字已经留底，下次打开时也能找回。"

        self._screen.start_job(
            "refusal", record, ask, lambda _error: ask("写的文字也没能留底，只在屏幕上，请另存到别处。")
        )

    def _ask_where(self, label: str, stored: StoredDraft, then: Callable[[], object] | None) -> None:
        def chosen(answer: str | None) -> None:
            if answer is not None:
                self._save_elsewhere(Path.home() / Path(answer.strip("\"'")).expanduser(), stored, then)

        usual = str(Path.home() / stored.path.name)
        self._screen.app.push_screen(LineQuestionScreen("另存到", f"{label}（文件的路径）", usual), chosen)

    def _save_elsewhere(self, path: Path, stored: StoredDraft, then: Callable[[], object] | None) -> None:
        desk, old_lock = self._desk, self._keeping.lock
        self._under_way = True

        def save() -> tuple[StoredDraft, DraftLock | None]:
            saved = desk.drafts.save_elsewhere(stored, path)
            if old_lock is not None:
                old_lock.release()
            try:
                return saved, desk.drafts.lock(saved.path)
            except WengaoError:
                return saved, None

        def done(outcome: tuple[StoredDraft, DraftLock | None]) -> None:
            saved, self._keeping.lock = outcome
            self._saved(saved, then)

        def failed(error: Exception) -> None:
            self._save_ended()
            if isinstance(error, WengaoError):
                self._ask_where(f"{error.message}，请换一个地方", stored, then)
            else:
                self._screen.tell_failure(error)

        self._screen.start_job("save", save, done, failed)

    def _save_ended(self) -> None:
        self._under_way = False
        waiting, self._waiting = self._waiting, []
        for save in waiting:
            save()

    def _mended(self, stored: StoredDraft, then: Callable[[], object] | None) -> bool:
        """Whether plain text that was saved is shown as a draft from now on."""
        draft = self._manuscript.mended(stored)
        if draft is None or then is not None:
            return False
        self._reopen(draft, "文首信息改好了，已保存，又按文稿打开")
        return True

    def rescue(self) -> list[str]:
        """Save unsaved text beside its file, where that still works; returns where it went."""
        try:
            self._manuscript.draft_now()
            if not self._session.unsaved:
                return []
            return [str(self._desk.drafts.save_beside(self._session.for_saving()).path)]
        except Exception as error:  # noqa: BLE001 - the program is failing already; the first failure is the one to tell
            log_defect(error)
            self._keeping.keep()
            return []

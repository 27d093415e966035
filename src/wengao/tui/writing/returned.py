"""An exported Word file that was changed in WPS or Word: its changes are offered, never taken by themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.desk.watching import LOOK_EVERY, WordWatch
from wengao.tui.shared.questions import Answer, QuestionScreen

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.desk.desk import Desk
    from wengao.desk.values import ReturnedWord
    from wengao.drafts.model import Draft
    from wengao.tui.shared.screens import PlaceScreen
    from wengao.tui.writing.manuscript import Manuscript

_ANSWERS = (Answer("take", "并进来"), Answer("later", "先不并"))
_SHOWN = 4
"""Changes quoted in the question; more would not fit into its box on a small terminal."""
_QUOTED = 24


@dataclass(frozen=True, slots=True)
class _Exported:
    """A Word file, and the draft as it went into it: what is offered is the difference to that."""

    watch: WordWatch
    draft: Draft


class Returned:
    """Watches the Word file that was exported last. What it offers is one step of undo."""

    def __init__(self, screen: PlaceScreen, desk: Desk, manuscript: Manuscript) -> None:
        self._screen, self._desk, self._manuscript = screen, desk, manuscript
        self._exported: _Exported | None = None
        self._waiting = self._looking = False

    def watch(self, path: Path, draft: Draft) -> None:
        """Watch the file at `path` from now on, which `draft` was exported to."""
        if self._exported is None:
            self._screen.set_interval(LOOK_EVERY, self.look)

        def watched(watch: WordWatch) -> None:
            self._exported = _Exported(watch, draft)
            self._waiting = self._looking = False

        self._looking = True
        self._screen.start_job("watch", lambda: WordWatch(path), watched)

    def look(self) -> None:
        """Look whether the file was changed; a change waits until no dialogue stands before the text."""
        exported = self._exported
        if exported is None or self._looking or self._manuscript.read_only:
            return
        if self._screen.app.screen is not self._screen:
            return
        self._looking = True
        waiting, desk = self._waiting, self._desk

        def look() -> ReturnedWord | None:
            if not (exported.watch.changed() or waiting):
                return None
            return desk.drafts.changed_in_word(exported.watch.path, exported.draft)

        self._screen.start_job("watch", look, self._offer, self._unreadable)

    def _unreadable(self, error: Exception) -> None:
        """It was saved as something that cannot be read; what is saved next may be read again."""
        self._waiting = self._looking = False
        self._screen.say(f"导出的 Word 文件改过，但读不了：{error}")

    def _offer(self, returned: ReturnedWord | None) -> None:
        self._looking = False
        if returned is None:
            return
        self._waiting = self._screen.app.screen is not self._screen
        if self._waiting:
            return
        where = self._desk.workspace.shown(returned.file)
        if not returned.changes:
            self._screen.say(f"{where} 在 WPS 或 Word 里保存过，文字没有改动")
            return

        def decide(answer: str | None) -> None:
            if answer == "take":
                self._take(returned)
            else:
                self._screen.say(f"没有并。以后要并，在首页按 F6 导入 {where}")

        question = f"{where} 在 WPS 或 Word 里{_counted(returned)}：\n{_quoted(returned)}"
        self._screen.app.push_screen(QuestionScreen("Word 里改过", question, _ANSWERS), decide)

    def _take(self, returned: ReturnedWord) -> None:
        """Put the changes into the text; those of sections that were changed here meanwhile go into a draft beside it."""
        exported = self._exported
        if exported is None or self._manuscript.refuses_changes():
            return
        before, after = exported.draft, returned.draft
        apart = _changed_on_both_sides(before, after, self._manuscript.draft_now())
        taken = self._manuscript.take_changes(before, after, "并入 Word 里的改动")
        self._exported = _Exported(exported.watch, after)
        left = f"；{'；'.join(returned.told)}" if returned.told else ""
        if taken and not apart:
            self._screen.say(f"并进了 {len(returned.changes)} 处，按 Ctrl+Z 撤销{left}")
            return
        why = f"“{'”“'.join(apart)}”两边都改过，没有动" if taken else "标题有增减，没有直接并"
        desk, original = self._desk, self._manuscript.session.stored.path

        def beside() -> Path:
            return desk.drafts.import_document(returned.file, original=original).stored.path

        self._screen.start_job(
            "returned",
            beside,
            lambda path: self._screen.say(f"{why}；Word 里的全文另存为 {desk.workspace.shown(path)}{left}"),
        )


def _changed_on_both_sides(before: Draft, after: Draft, now: Draft) -> tuple[str, ...]:
    """The headings of the parts that were changed in Word and meanwhile here too."""
    if not len(before.parts) == len(after.parts) == len(now.parts):
        return ()
    return tuple(
        here.heading
        for old, new, here in zip(before.parts, after.parts, now.parts, strict=True)
        if (old.body != new.body and here.body.strip() not in (old.body.strip(), new.body.strip()))
        or (old.heading != new.heading and here.heading not in (old.heading, new.heading))
    )


def _counted(returned: ReturnedWord) -> str:
    counts = Counter(change.kind for change in returned.changes)
    return "、".join(f"{kind}了 {count} 处" for kind, count in counts.items())


def _quoted(returned: ReturnedWord) -> str:
    lines = [
        f"{change.kind}　{_short(change.before)} → {_short(change.after)}"
        if change.before and change.after
        else f"{change.kind}　{_short(change.before or change.after)}"
        for change in returned.changes[:_SHOWN]
    ]
    more = len(returned.changes) - _SHOWN
    return "\n".join([*lines, *([f"……还有 {more} 处"] if more > 0 else [])])


def _short(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1]}…"

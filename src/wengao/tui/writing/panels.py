"""What a drafter looks up about a draft: headings, slots, versions, sources, the facts of an old text, its like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.drafts.file_places import place_of
from wengao.drafts.markdown import write_draft
from wengao.drafts.model import Draft
from wengao.drafts.session import topic_and_genre
from wengao.language.slots import find_slots
from wengao.markup.inline import NOTE_REFERENCE
from wengao.tui.writing.compare import CompareScreen
from wengao.tui.writing.head import HeadScreen
from wengao.tui.writing.headings import HeadingsScreen
from wengao.tui.writing.history import HistoryScreen
from wengao.tui.writing.refresh import RefreshScreen
from wengao.tui.writing.slots import PlacedSlot, SlotsScreen
from wengao.tui.writing.sources import SourcesScreen

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.desk.desk import Desk
    from wengao.drafts.facts import Fact
    from wengao.drafts.history import Version
    from wengao.drafts.reuse import ReuseBlock
    from wengao.tui.shared.screens import PlaceScreen
    from wengao.tui.writing.manuscript import Manuscript
    from wengao.tui.writing.panes import Panes
    from wengao.tui.writing.saving import Saving
    from wengao.tui.writing.structure import Structure

_AROUND = 12
_MOST_COMPARED = 5


def _words_around(text: str, start: int, end: int) -> str:
    """What stands around a place, in one line, without the marks of source notes."""
    before, after = (NOTE_REFERENCE.sub("", part).replace("\n", " ") for part in (text[:start], text[end:]))
    return f"{before[-_AROUND:]}{text[start:end]}{after[:_AROUND]}".strip()


class Panels:
    """Each opens a list; what is chosen there is carried out here."""

    def __init__(
        self,
        screen: PlaceScreen,
        desk: Desk,
        manuscript: Manuscript,
        panes: Panes,
        structure: Structure,
        saving: Saving,
    ) -> None:
        self._screen, self._desk, self._manuscript = screen, desk, manuscript
        self._session = manuscript.session
        self._panes, self._structure, self._saving = panes, structure, saving

    def headings(self) -> None:
        """Offer headings for this section, and sets for it and the sections beside it."""
        if self._manuscript.refuses_changes():
            return
        draft, index = self._manuscript.draft_now(), self._session.index_of(self._manuscript.here)
        nodes = self._session.outline()
        if index is None or nodes[index].level <= 1:
            self._screen.say("先到要拟标题的那一节")
            return
        node = nodes[index]
        family = [other for other in nodes if other.parent == node.parent and other.level == node.level]
        siblings = [other.heading for other in family if other.index != index and other.heading]
        topic, genre = topic_and_genre(draft)

        def take(chosen: str | tuple[str, ...] | None) -> None:
            if isinstance(chosen, str):
                self._structure.take_heading(chosen)
            elif chosen is not None:
                self._take_set([self._session.key_of(other.index) for other in family], chosen)

        self._screen.app.push_screen(
            HeadingsScreen(self._desk, node.role, topic, genre, siblings, node.heading), take
        )

    def _take_set(self, keys: list[int], headings: tuple[str, ...]) -> None:
        """Give the sections of a family the headings of a set, in their order."""
        self._structure.take_headings(keys, headings)
        left = len(headings) - len(keys)
        self._screen.say(f"已换成套标题，还有 {left} 条没有用上" if left > 0 else "已换成套标题，可逐条撤销")

    def slots(self) -> None:
        """The slots of the draft."""
        self._manuscript.draft_now()

        def go(slot: PlacedSlot | None) -> None:
            if slot is not None:
                self._panes.go_to_text(slot.key, slot.start, slot.length)

        self._screen.app.push_screen(SlotsScreen(self._placed_slots()), go)

    def _placed_slots(self) -> list[PlacedSlot]:
        found = []
        for key in self._session.keys:
            text, part = self._session.text(key), self._session.part(key)
            for slot in find_slots(text):
                around = _words_around(text, slot.start, slot.end)
                heading = part.heading if part else ""
                found.append(PlacedSlot(key, heading, slot.label, slot.start, slot.end - slot.start, around))
        return found

    def history(self) -> None:
        """The versions of the draft."""
        path = self._session.stored.path

        def restore(version: Version | None) -> None:
            if version is not None and not self._manuscript.refuses_changes():
                self._saving.leave(lambda: self._saving.restore(version))

        self._screen.app.push_screen(HistoryScreen(self._desk, path), restore)

    def sources(self) -> None:
        """Where the text comes from."""
        draft = self._manuscript.draft_now()

        def go(block: ReuseBlock | None) -> None:
            if block is not None:
                key = self._session.key_of(block.part)
                start = max(self._session.text(key).find(block.text), 0)
                self._panes.go_to_text(key, start, len(block.text))

        self._screen.app.push_screen(SourcesScreen(self._desk, draft), go)

    def facts(self) -> None:
        """The facts of an old text."""
        if self._manuscript.refuses_changes():
            return
        self._manuscript.draft_now()
        before = self._session.for_saving().draft
        screen = RefreshScreen(self._desk, before)

        def take(outcome: Draft | Fact | None) -> None:
            if screen.draft != before:
                self._manuscript.take_changes(before, screen.draft, "更新旧内容")
                self._screen.say("更新清单里改的已经写进正文，可以撤销")
            if outcome is not None and not isinstance(outcome, Draft):
                column = self._column(screen.draft, outcome)
                place = place_of(self._session, outcome.line, column)
                self._panes.go_to_text(place.key, place.offset or 0, len(outcome.text) if place.offset else 0)

        self._screen.app.push_screen(screen, take)

    def _column(self, draft: Draft, fact: Fact) -> int:
        return fact.start - write_draft(draft).rfind("\n", 0, fact.start)

    def head(self) -> None:
        """The elements of an official document, in a form; what is taken is one step of undo."""
        manuscript = self._manuscript
        if manuscript.refuses_changes():
            return
        draft = manuscript.draft_now()

        def take(values: dict[str, str] | None) -> None:
            if values is None:
                return
            changed = self._desk.export.with_head(manuscript.draft_now(), values)
            with self._session.step("公文要素", manuscript.here):
                self._session.take_front(changed.front)
            manuscript.turned()
            self._screen.say("公文要素没有改动" if changed == draft else "公文要素已填好，可以撤销")

        self._screen.app.push_screen(HeadScreen(self._desk.export.head(draft)), take)

    def compare(self) -> None:
        """Documents of the draft's genre side by side with it, by role."""
        desk, draft, own = self._desk, self._manuscript.draft_now(), self._session.stored.path
        _, genre = topic_and_genre(draft)

        def find() -> list[Path]:
            alike = [document for document in desk.corpus.documents() if not genre or document.genre == genre]
            return [desk.workspace.root / document.path for document in alike[: _MOST_COMPARED - 1]]

        def show(paths: list[Path]) -> None:
            if paths:
                self._screen.app.push_screen(CompareScreen(desk, [own, *paths]))
            else:
                self._screen.say(f"语料里没有{genre or '同类的文档'}，先把往年的放进语料再更新")

        self._screen.start_job("alike", find, show)

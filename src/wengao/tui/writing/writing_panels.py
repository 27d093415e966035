"""What a drafter looks up about a draft: headings, slots, versions, sources, the facts of an old text, its like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.drafts.model import Draft
from wengao.drafts.session import topic_and_genre
from wengao.language.slots import find_slots
from wengao.tui.writing.writing_review import ReviewActions
from wengao.tui.writing.writing_structure import StructureActions

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.drafts.facts import Fact
    from wengao.drafts.history import Version
    from wengao.drafts.reuse import ReuseBlock
    from wengao.tui.writing.slots import PlacedSlot

_AROUND = 12
_NOTE_MARK = re.compile(r"\[\^[^\[\]\s]*\]")
_MOST_COMPARED = 5


def _words_around(text: str, start: int, end: int) -> str:
    """What stands around a place, in one line, without the marks of source notes."""
    before, after = (_NOTE_MARK.sub("", part).replace("\n", " ") for part in (text[:start], text[end:]))
    return f"{before[-_AROUND:]}{text[start:end]}{after[:_AROUND]}".strip()


class PanelActions(ReviewActions, StructureActions):
    """Each opens a list; what is chosen there is carried out here."""

    def action_headings(self) -> None:
        """Offer headings for this section, and sets for it and the sections beside it."""
        from wengao.tui.writing.headings import HeadingsScreen

        if self.refuses_changes():
            return
        draft, index = self.draft_now(), self.session.index_of(self.current)
        nodes = self.session.outline()
        if index is None or nodes[index].level <= 1:
            self.say("先到要拟标题的那一节")
            return
        node = nodes[index]
        family = [other for other in nodes if other.parent == node.parent and other.level == node.level]
        siblings = [other.heading for other in family if other.index != index and other.heading]
        topic, genre = topic_and_genre(draft)

        def take(chosen: str | tuple[str, ...] | None) -> None:
            if isinstance(chosen, str):
                self.change_heading(chosen)
            elif chosen is not None:
                self._take_set([self.session.key_of(other.index) for other in family], chosen)

        self.app.push_screen(HeadingsScreen(self.desk, node.role, topic, genre, siblings), take)

    def _take_set(self, keys: list[int], headings: tuple[str, ...]) -> None:
        """Give the sections of a family the headings of a set, in their order."""
        self.draft_now()
        for key, heading in zip(keys, headings, strict=False):
            self.session.rename(key, heading)
        self.redraw()
        self.follow_later()
        left = len(headings) - len(keys)
        self.say(f"已换成套标题，还有 {left} 条没有用上" if left > 0 else "已换成套标题，可逐条撤销")

    def action_slots(self) -> None:
        """The slots of the draft."""
        from wengao.tui.writing.slots import SlotsScreen

        self.draft_now()

        def go(slot: PlacedSlot | None) -> None:
            if slot is not None:
                self.go_to_text(slot.key, slot.start, slot.length)

        self.app.push_screen(SlotsScreen(self._placed_slots()), go)

    def _placed_slots(self) -> list[PlacedSlot]:
        from wengao.tui.writing.slots import PlacedSlot

        found = []
        for key in self.session.keys:
            text, part = self.session.text(key), self.session.part(key)
            for slot in find_slots(text):
                around = _words_around(text, slot.start, slot.end)
                heading = part.heading if part else ""
                found.append(PlacedSlot(key, heading, slot.label, slot.start, slot.end - slot.start, around))
        return found

    def action_history(self) -> None:
        """The versions of the draft."""
        from wengao.tui.writing.history import HistoryScreen

        path = self.session.stored.path

        def restore(version: Version | None) -> None:
            if version is not None and not self.refuses_changes():
                self.leave(lambda: self.restore(version))

        self.app.push_screen(HistoryScreen(self.desk, path), restore)

    def restore(self, version: Version) -> None:
        """Put a version in the place of the text."""
        raise NotImplementedError

    def action_sources(self) -> None:
        """Where the text comes from."""
        from wengao.tui.writing.sources import SourcesScreen

        draft = self.draft_now()

        def go(block: ReuseBlock | None) -> None:
            if block is not None:
                key = self.session.key_of(block.part)
                start = max(self.session.text(key).find(block.text), 0)
                self.go_to_text(key, start, len(block.text))

        self.app.push_screen(SourcesScreen(self.desk, draft), go)

    def action_refresh_list(self) -> None:
        """The facts of an old text."""
        from wengao.tui.writing.refresh import RefreshScreen

        if self.refuses_changes():
            return
        self.draft_now()
        before = self.session.for_saving().draft
        screen = RefreshScreen(self.desk, before)

        def take(outcome: Draft | Fact | None) -> None:
            if screen.draft != before:
                self.take_changes(before, screen.draft, "更新旧内容")
                self.say("更新清单里改的已经写进正文，可以撤销")
            if outcome is not None and not isinstance(outcome, Draft):
                column = self._column(screen.draft, outcome)
                place = self.session.place_of(outcome.line, column)
                self.go_to_text(place.key, place.offset or 0, len(outcome.text) if place.offset else 0)

        self.app.push_screen(screen, take)

    def _column(self, draft: Draft, fact: Fact) -> int:
        from wengao.drafts.markdown import write_draft

        return fact.start - write_draft(draft).rfind("\n", 0, fact.start)

    def action_compare(self) -> None:
        """Documents of the draft's genre side by side with it, by role."""
        from wengao.tui.writing.compare import CompareScreen

        desk, draft, own = self.desk, self.draft_now(), self.session.stored.path
        _, genre = topic_and_genre(draft)

        def find() -> list[Path]:
            alike = [document for document in desk.corpus.documents() if not genre or document.genre == genre]
            return [desk.workspace.root / document.path for document in alike[: _MOST_COMPARED - 1]]

        def show(paths: list[Path]) -> None:
            if paths:
                self.app.push_screen(CompareScreen(desk, [own, *paths]))
            else:
                self.say(f"语料里没有{genre or '同类的文档'}，先把往年的放进语料再更新")

        self.start_job("alike", find, show)

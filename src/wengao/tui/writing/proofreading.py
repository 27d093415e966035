"""Checking while one writes (随写随查): findings stand in the text, and are gone through one by one.

The draft is checked after a pause, in the check's own process, one check at a time; what comes back for a text that has
been changed meanwhile is not shown. A finding that was gone to is at hand: F9 puts it right and Del lets it stand, until
the drafter moves on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wengao.drafts.file_places import TextPlace, line_of, place_of
from wengao.errors import DraftFormatError
from wengao.tui.writing.marks import HEADING, FoundAt, place_findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from wengao.desk.desk import Desk
    from wengao.drafts.model import Draft
    from wengao.review.model import Finding
    from wengao.tui.shared.screens import PlaceScreen
    from wengao.tui.writing.editor import PartText
    from wengao.tui.writing.manuscript import Manuscript
    from wengao.tui.writing.overview import Overview
    from wengao.tui.writing.panes import Panes

_PAUSE = 0.8
"""Seconds after the last change before the draft is checked: longer than between two commits of an input method, so that
nothing is underlined in the middle of a clause."""

_NOT_YET_WRITTEN = frozenset({"GEN-1", "GEN-2", "GEN-10", "PLH-6"})
"""Rules on what is still to be written and how long it is: the outline tells that, and no place in the text is wrong."""


class Proofreading:
    """The findings of the draft that is written. checking: whether a check is under way."""

    def __init__(
        self, screen: PlaceScreen, desk: Desk, manuscript: Manuscript, panes: Panes, overview: Overview
    ) -> None:
        self._screen, self._desk, self._manuscript = screen, desk, manuscript
        self._session = manuscript.session
        self._panes, self._overview = panes, overview
        self._checked: Draft | None = None
        self._findings: tuple[Finding, ...] = ()
        self.checking = False
        self._waiting: list[Callable[[tuple[Finding, ...]], object]] = []
        self._pause: Timer | None = None
        self._at: FoundAt | None = None
        self._failure = ""
        """What kept the last check from being done: told once, and again whenever the drafter asks, not at every pause."""

    # Checking

    def look_later(self) -> None:
        """Check after a pause."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self._screen.set_timer(_PAUSE, self.look)

    def look(self, then: Callable[[tuple[Finding, ...]], object] | None = None) -> None:
        """Check the draft as it is, unless that is done; `then` gets what is found."""
        if self._manuscript.problem:
            return
        draft = self._manuscript.draft_now()
        if then is not None:
            self._waiting.append(then)
        if draft is self._checked:
            self._tell()
        elif not self.checking:
            self.checking = True
            self._screen.start_job(
                "proofread",
                lambda: self._desk.review.check(draft),
                lambda findings: self._looked(draft, findings),
                self._failed,
            )

    def look_again(self) -> None:
        """Check though the draft is as it was: the rules are others."""
        self._checked = None
        self.look()

    def _looked(self, draft: Draft, findings: tuple[Finding, ...]) -> None:
        self.checking = False
        if draft is not self._manuscript.draft_now():
            if self._waiting:
                self.look()
            else:
                self.look_later()
            return
        self._checked, self._findings, self._failure = draft, findings, ""
        marked = [finding for finding in findings if finding.rule not in _NOT_YET_WRITTEN]
        self._manuscript.show_marks(place_findings(self._session, marked))
        self._overview.count(len(findings))
        self._tell()

    def _tell(self) -> None:
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then(self._findings)

    def _failed(self, error: Exception) -> None:
        self.checking = False
        asked = bool(self._waiting)
        self._waiting.clear()
        self._overview.count(None)
        if not isinstance(error, DraftFormatError) and (asked or str(error) != self._failure):
            self._screen.tell_failure(error)
        self._failure = str(error)

    # Going through what was found

    def step(self, step: int) -> None:
        """To the next finding (1) or the one before (-1), going round the draft."""
        if self._manuscript.refuses_plain_text():
            return
        self.look(lambda _findings: self._step(step))

    def _step(self, step: int) -> None:
        everything = self._everything()
        if not everything:
            count = len(self._findings)
            self._screen.say(
                f"正文里没有标出的问题，F7 看全部 {count} 处" if count else "检查过了，没有发现问题"
            )
            return
        order = {key: number for number, key in enumerate(self._session.keys)}
        places = [(order[each.key], each.row, each.mark.column) for each in everything]
        at = self.at_hand
        if at is not None:
            number = next((number for number, each in enumerate(everything) if each == at), 0)
            number = (number + step) % len(everything)
        else:
            row, column = self._manuscript.cursor_place
            here = (order[self._manuscript.here], row if row or column else HEADING, column)
            before = sum(place < here for place in places)
            number = (before if step > 0 else before - 1) % len(everything)
        self.go_to(everything[number], f" {number + 1}/{len(everything)}")

    def _everything(self) -> list[FoundAt]:
        marks = self._manuscript.marks
        return [
            FoundAt(key, row, mark)
            for key in self._session.keys
            if key in marks
            for row, mark in marks[key].each()
        ]

    def go_to_finding(self, finding: Finding) -> None:
        """To a finding of the list, where it still stands."""
        found = next((each for each in self._everything() if each.finding == finding), None)
        if found is not None:
            self.go_to(found)
            return
        place = place_of(self._session, finding.line, finding.column)
        length = finding.length if place.offset is not None else 0
        self._panes.go_to_text(place.key, place.offset or 0, length)

    def go_to(self, found: FoundAt, number: str = "") -> None:
        """To a finding, which is at hand then. number: which of how many it is."""
        self._put_down()

        def arrived(text: PartText) -> None:
            if found.row == HEADING:
                text.go_to_heading()
            else:
                text.select(found.row, found.mark.column, found.mark.length)
            self._at = found
            self._panes.show_finding(found.finding, number + ("（标题里）" if found.row == HEADING else ""))

        self._panes.go_to_part(found.key, arrived)

    # The finding at hand

    @property
    def at_hand(self) -> FoundAt | None:
        """The finding that was gone to, as long as it stands selected in the text."""
        at = self._at
        if at is None or at.key != self._manuscript.here:
            return None
        selected = self._manuscript.selected
        if at.row == HEADING:
            stands = selected == ((0, 0), (0, 0))
        else:
            start, end = at.mark.column, at.mark.column + at.mark.length
            stands = selected == ((at.row, start), (at.row, end))
        marks = self._manuscript.marks.get(at.key)
        return at if stands and marks is not None and at.mark in marks.in_row(at.row) else None

    def moved(self) -> None:
        """The cursor is elsewhere, or the text another."""
        if self._at is not None and self.at_hand is None:
            self._put_down()

    def _put_down(self) -> None:
        self._at = None
        self._panes.show_finding(None)

    def here(self) -> FoundAt | None:
        """The finding at hand, or else the one that the cursor stands in."""
        at = self.at_hand
        if at is not None:
            return at
        key = self._manuscript.here
        row, column = self._manuscript.cursor_place
        marks = self._manuscript.marks.get(key)
        for mark in marks.in_row(row) if marks is not None else ():
            if mark.column <= column <= mark.column + mark.length:
                return FoundAt(key, row, mark)
        return None

    def as_now(self, found: FoundAt) -> Finding:
        """The finding with the line and column that it has in the draft as it is at this moment."""
        offset = None
        if found.row != HEADING:
            lines = self._session.text(found.key).split("\n")
            offset = sum(len(line) + 1 for line in lines[: found.row]) + found.mark.column
        line, column = line_of(self._session, TextPlace(found.key, offset))
        return replace(found.finding, line=line, column=found.finding.column if offset is None else column)

    def settled(self, found: FoundAt) -> None:
        """A finding was put right or let stand: its mark goes at once."""
        marks = self._manuscript.marks
        if found.key in marks:
            self._manuscript.show_marks({**marks, found.key: marks[found.key].without(found.row, found.mark)})
        self._put_down()
        self.look_later()

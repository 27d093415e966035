"""Findings as they stand in the text while one writes: where each is now; an edited paragraph has none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from wengao.drafts.file_places import places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wengao.drafts.session import DraftSession
    from wengao.review.model import Finding, Severity

HEADING = -1
"""The row of what is found in a part's heading."""


class MarkedFinding(NamedTuple):
    """A finding in the text that an editor shows: `length` characters from `column` of a paragraph."""

    column: int
    length: int
    finding: Finding


class FoundAt(NamedTuple):
    """Where a finding stands now. key: of its part. row: the number of the paragraph, HEADING for the heading."""

    key: int
    row: int
    mark: MarkedFinding

    @property
    def finding(self) -> Finding:
        """The finding, with the line and column it had when the draft was checked."""
        return self.mark.finding


@dataclass(slots=True)
class PartMarks:
    """The findings of one part, by paragraph. Whoever edits a paragraph takes its findings away, until the next check."""

    rows: dict[int, tuple[MarkedFinding, ...]]

    def in_row(self, row: int) -> tuple[MarkedFinding, ...]:
        """The findings of a paragraph, by column."""
        return self.rows.get(row, ())

    def edited(self, first: int, last: int, last_now: int) -> bool:
        """Paragraphs first to last were edited and end with last_now; returns whether findings of theirs are gone."""
        moved = last_now - last
        gone = any(row in self.rows for row in range(first, last + 1))
        if gone or moved:
            self.rows = {
                row + moved if row > last else row: found
                for row, found in self.rows.items()
                if not first <= row <= last
            }
        return gone

    def without(self, row: int, mark: MarkedFinding) -> PartMarks:
        """The marks without one of them."""
        return PartMarks({**self.rows, row: tuple(each for each in self.in_row(row) if each != mark)})

    def differing(self, others: PartMarks) -> set[int]:
        """The paragraphs whose findings are not the same as in other marks of the part."""
        return {row for row in {*self.rows, *others.rows} if self.in_row(row) != others.in_row(row)}

    def each(self) -> Iterator[tuple[int, MarkedFinding]]:
        """The findings by place, each with its paragraph."""
        for row in sorted(self.rows):
            for mark in self.rows[row]:
                yield row, mark

    def worst_of_heading(self) -> Severity | None:
        """The gravest that is found in the heading; None where nothing is."""
        grave = [mark.finding.severity for mark in self.in_row(HEADING)]
        return next((severity for severity in type(grave[0]) if severity in grave), None) if grave else None


def place_findings(session: DraftSession, findings: Sequence[Finding]) -> dict[int, PartMarks]:
    """The findings of the session's draft, as it is at this moment, by part."""
    places = places_of(session, [(finding.line, finding.column) for finding in findings])
    found: dict[int, dict[int, list[MarkedFinding]]] = {}
    texts = {place.key: session.text(place.key) for place in places}
    for finding, place in zip(findings, places, strict=True):
        row, mark = HEADING, MarkedFinding(0, 0, finding)
        if place.offset is not None:
            before = texts[place.key][: place.offset]
            row = before.count("\n")
            mark = MarkedFinding(place.offset - before.rfind("\n") - 1, finding.length, finding)
        found.setdefault(place.key, {}).setdefault(row, []).append(mark)
    return {
        key: PartMarks({row: tuple(sorted(marks, key=_column)) for row, marks in rows.items()})
        for key, rows in found.items()
    }


def _column(mark: MarkedFinding) -> int:
    return mark.column

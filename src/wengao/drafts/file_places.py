"""Where a line and column of a draft's file stand in the draft as it is being written, and the way back."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from wengao.drafts.markdown import write_draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.drafts.session import DraftSession


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A place in a draft: the part's key, and the offset in the text its editor shows; None for its heading."""

    key: int
    offset: int | None


def place_of(session: DraftSession, line: int, column: int) -> TextPlace:
    """Where a line and column of the draft's file (both from 1) stand."""
    return places_of(session, [(line, column)])[0]


def places_of(session: DraftSession, places: Sequence[tuple[int, int]]) -> tuple[TextPlace, ...]:
    """Where lines and columns of the draft's file (both from 1) stand; the draft is looked through once for all."""
    line_starts = [0, *accumulate(len(line) + 1 for line in write_draft(session.draft).split("\n"))]
    part_starts = _part_starts(session)
    last = len(line_starts) - 1
    return tuple(
        _place_at(session, line_starts[min(line - 1, last)] + column - 1, part_starts)
        for line, column in places
    )


def line_of(session: DraftSession, place: TextPlace) -> tuple[int, int]:
    """The line and column of the draft's file, both from 1, that a place stands at; a heading at column 1."""
    draft, index = session.draft, session.index_of(place.key)
    start = len(draft.front) if index is None else _part_starts(session)[index]
    if place.offset is not None:
        line = "" if index is None else draft.parts[index].line
        start += len(line) + session.body_offset(place.key, place.offset)
    passed = write_draft(draft)[:start]
    return passed.count("\n") + 1, start - passed.rfind("\n")


def _part_starts(session: DraftSession) -> list[int]:
    """Where each part begins in the file; last, where the file ends."""
    draft = session.draft
    lengths = (len(part.line) + len(part.body) for part in draft.parts)
    return [*accumulate(lengths, initial=len(draft.front) + len(draft.preamble))]


def _place_at(session: DraftSession, offset: int, part_starts: Sequence[int]) -> TextPlace:
    """The place of an offset in the file."""
    draft = session.draft
    if offset < part_starts[0] or not draft.parts:
        key, inside = session.keys[0], offset - len(draft.front)
    else:
        index = min(bisect_right(part_starts, offset), len(draft.parts)) - 1
        key, inside = session.key_of(index), offset - part_starts[index] - len(draft.parts[index].line)
        if inside < 0:
            return TextPlace(key, None)
    return TextPlace(key, min(max(inside - session.body_offset(key, 0), 0), len(session.text(key))))

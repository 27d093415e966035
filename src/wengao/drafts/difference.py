"""What differs between two texts, for people: paragraphs taken out, put in and rewritten, with the words that changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wengao.language.alike import Shared, changes_between, likeness, shared_runs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Change = Literal["same", "removed", "added"]
_ALIKE = 0.4
_SHORTEST_COMMON = 2
_LOOKED_AT = 50
"""How many of the lines that went are looked through for the one that a new line was made of."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line. change: whether both texts have it, only the earlier one (removed) or only the later one."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A line that differs, or that stands beside one that does.

    old_line, new_line: its number in the earlier and the later text, from 1; None where it is not there.
    pieces: the line in order; a rewritten line carries both what went and what came.
    """

    old_line: int | None
    new_line: int | None
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether the line differs."""
        return any(piece.change != "same" for piece in self.pieces)


def difference(old: str, new: str, *, context: int = 1) -> tuple[DifferenceLine, ...]:
    """The lines that differ between two texts, each with up to `context` unchanged lines of text around it.

    Blank lines are passed over. Equal texts give nothing.
    """
    old_lines, new_lines = _numbered(old), _numbered(new)
    changes = changes_between([line for _, line in old_lines], [line for _, line in new_lines])
    lines: list[DifferenceLine] = []
    for equal, old_start, old_end, new_start, new_end in changes:
        if equal:
            lines += [
                DifferenceLine(old_number, new_number, (Piece("same", line),))
                for (old_number, line), (new_number, _) in zip(
                    old_lines[old_start:old_end], new_lines[new_start:new_end], strict=True
                )
            ]
        else:
            lines += _replaced(old_lines[old_start:old_end], new_lines[new_start:new_end])
    near = {
        other
        for place, line in enumerate(lines)
        if line.changed
        for other in range(place - context, place + context + 1)
    }
    return tuple(line for place, line in enumerate(lines) if place in near)


def changed_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """One line against another: what both have, what went and what came, in order.

    A single character that both share counts only at the beginning and at the end.
    """
    ends = ((0, 0), (len(old) - 1, len(new) - 1))
    runs = [
        run
        for run in shared_runs_of(old, new)
        if run.size >= _SHORTEST_COMMON or (run.first, run.second) in ends
    ]
    pieces: list[Piece] = []
    old_place = new_place = 0
    for start, new_start, size in [*runs, Shared(len(old), len(new), 0)]:
        if start > old_place:
            pieces.append(Piece("removed", old[old_place:start]))
        if new_start > new_place:
            pieces.append(Piece("added", new[new_place:new_start]))
        if size:
            pieces.append(Piece("same", old[start : start + size]))
        old_place, new_place = start + size, new_start + size
    return tuple(pieces)


def _numbered(text: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _replaced(
    old_lines: Sequence[tuple[int, str]], new_lines: Sequence[tuple[int, str]]
) -> list[DifferenceLine]:
    """Lines that gave way to others: each new one is set against the next old one it is much like, in order."""
    lines: list[DifferenceLine] = []
    taken = 0
    for new_number, new_line in new_lines:
        match = next(
            (
                place
                for place in range(taken, min(taken + _LOOKED_AT, len(old_lines)))
                if likeness(old_lines[place][1], new_line) >= _ALIKE
            ),
            None,
        )
        if match is None:
            lines.append(DifferenceLine(None, new_number, (Piece("added", new_line),)))
            continue
        lines += [DifferenceLine(n, None, (Piece("removed", line),)) for n, line in old_lines[taken:match]]
        old_number, old_line = old_lines[match]
        lines.append(DifferenceLine(old_number, new_number, changed_pieces(old_line, new_line)))
        taken = match + 1
    lines += [DifferenceLine(n, None, (Piece("removed", line),)) for n, line in old_lines[taken:]]
    return lines

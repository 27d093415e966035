"""A paragraph as the strips of cells that the editor shows, one for each row it is wrapped to.

Textual 8.2.8 draws every row in sight anew for every key, and for each row cuts up its whole paragraph again, which in a
long paragraph takes longer than a frame. Here a paragraph is drawn once, and again when it or what is marked in it has
changed.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

_MOST_KEPT = 64
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)))
"""Characters that a terminal would obey instead of showing them; they are no cells wide."""


class Mark(NamedTuple):
    """A stretch of a paragraph, [start, end), and how it stands out."""

    start: int
    end: int
    style: Style


class ParagraphStrips:
    """The strips of the paragraphs that were drawn lately."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], list[Strip]] = {}

    def of(
        self, text: str, cuts: Sequence[int], marks: Sequence[Mark], width: int, style: Style
    ) -> list[Strip]:
        """The rows of a paragraph, cut at `cuts`, each `width` cells wide; later marks stand over earlier ones."""
        key = (text, tuple(cuts), tuple(marks), width, style)
        strips = self._kept.get(key)
        if strips is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            strips = [
                _row(text, start, end, marks, style).extend_cell_length(width, style)
                for start, end in pairwise((0, *cuts, len(text)))
            ]
            self._kept[key] = strips
        return strips


def _row(text: str, start: int, end: int, marks: Sequence[Mark], style: Style) -> Strip:
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end, *(min(max(edge, start), end) for mark in here for edge in mark[:2])}
    segments = []
    for first, last in pairwise(sorted(edges)):
        looks = [mark.style for mark in here if mark.start <= first and last <= mark.end]
        segments.append(Segment(text[first:last].translate(_CONTROLS), sum(looks, style)))
    return Strip(segments)

"""The rows of a paragraph as the strips of cells that the editor shows.

Textual 8.2.8 draws every row in sight anew for every key, and for each row cuts up its whole paragraph again, which in a
long paragraph takes longer than a frame. Here a row is drawn once, and again when it or what is marked in it has changed:
whoever types at the end of a long paragraph does not have its beginning drawn again.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from wengao.tui.textual_repairs.visible_text import PICTURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

_MOST_KEPT = 512


class Mark(NamedTuple):
    """A stretch of a text, [start, end), and how it stands out."""

    start: int
    end: int
    style: Style


class ParagraphStrips:
    """The strips of the rows that were drawn lately."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], Strip] = {}

    def row(self, text: str, start: int, end: int, marks: Sequence[Mark], width: int, style: Style) -> Strip:
        """The row [start, end) of a paragraph, `width` cells wide; later marks stand over earlier ones."""
        shown = text[start:end]
        here = tuple(
            Mark(max(mark.start - start, 0), min(mark.end, end) - start, mark.style)
            for mark in marks
            if mark.start < end and mark.end > start
        )
        key = (shown, here, width, style)
        strip = self._kept.get(key)
        if strip is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            strip = self._kept[key] = _drawn(shown, here, style).extend_cell_length(width, style)
        return strip


def _drawn(text: str, marks: Sequence[Mark], style: Style) -> Strip:
    edges = {0, len(text), *(edge for mark in marks for edge in mark[:2])}
    segments = []
    for first, last in pairwise(sorted(edges)):
        looks = [mark.style for mark in marks if mark.start <= first and last <= mark.end]
        segments.append(Segment(text[first:last].translate(PICTURES), sum(looks, style)))
    return Strip(segments)

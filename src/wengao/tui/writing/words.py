"""Moving and selecting by words: where the word before, after and at a place begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

Spans = Sequence[tuple[int, int]]
"""Words of a line as [start, end) offsets, in order; marks and spaces lie between them."""

_RUN = re.compile(r"\w+")


def runs(line: str) -> Spans:
    """What counts as words until the segmenter is loaded: whatever stands between two marks."""
    return [match.span() for match in _RUN.finditer(line)]


def word_before(spans: Spans, column: int) -> int:
    """The start of the last word that begins before `column`; the start of the line where there is none."""
    return max((start for start, _ in spans if start < column), default=0)


def word_after(spans: Spans, column: int, length: int) -> int:
    """The end of the first word that ends behind `column`; the end of the line where there is none."""
    return min((end for _, end in spans if end > column), default=length)


def word_at(spans: Spans, column: int, length: int) -> tuple[int, int]:
    """The word that `column` stands in, or the one mark that stands there."""
    for start, end in spans:
        if start <= column < end:
            return start, end
    return column, min(column + 1, length)

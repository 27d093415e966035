"""Highlights (命中处): where in a passage the words of a query stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.search.analysis import FUNCTION_WORDS, bigrams, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wengao.search.analysis import Analyser

Highlight = tuple[int, int]


class Highlighter:
    """Marks what was asked for in passages; the words of what was asked are cut once."""

    def __init__(self, asked: Sequence[str], analyser: Analyser) -> None:
        words = {word for one in asked for word in analyser.word_texts(one)}
        wanted = {fold(one).strip() for one in asked} | (words - FUNCTION_WORDS or words)
        self._wanted = {one for one in wanted if len(one) > 1} or wanted
        self._pairs = {pair for one in asked for pair in bigrams(fold(one))}

    def places(self, text: str) -> tuple[Highlight, ...]:
        """The [start, end) character offsets in `text` of what was asked for, in order and without overlap.

        Whole texts and their words are marked where any of them stands in the passage, else their character pairs.
        """
        folded = fold(text)
        return _merged(_occurrences(folded, self._wanted) or _occurrences(folded, self._pairs))


def _occurrences(folded: str, wanted: Iterable[str]) -> list[Highlight]:
    ranges = []
    for one in filter(None, wanted):
        start = folded.find(one)
        while start >= 0:
            ranges.append((start, start + len(one)))
            start = folded.find(one, start + 1)
    return ranges


def _merged(ranges: Iterable[Highlight]) -> tuple[Highlight, ...]:
    merged: list[Highlight] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)

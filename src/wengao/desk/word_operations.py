"""Words of a line, for moving and selecting by words."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from wengao.desk.base import DeskBase

if TYPE_CHECKING:
    from wengao.search.analysis import Analyser


class WordOperations(DeskBase, with_mistakes=True):
    """Operations on words. The segmenter is loaded with the first line."""

    def word_spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """The words of `text` as [start, end) character offsets, in order and without overlap; official terms stay whole."""
        spans: list[tuple[int, int]] = []
        end = 0
        for word in sorted(self._words_analyser.words(text), key=lambda word: (word.start, -word.end)):
            if word.start >= end:
                spans.append((word.start, word.end))
                end = word.end
        return tuple(spans)

    @cached_property
    def _words_analyser(self) -> Analyser:
        from wengao.search.analysis import Analyser

        return Analyser(self.workspace.index_folder)

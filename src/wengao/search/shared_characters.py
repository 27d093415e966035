"""Shared characters (单字): a second look at the best candidates, at the single characters of what was asked.

A question in other words than the text's (欠企业的钱 for 拖欠中小企业的账款) shares characters with it where it shares no
word. They are counted on the passages' own text, each as telling as the next: an index field of them finds as much, but
makes indexing and queries a fifth slower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.search.analysis import FUNCTION_WORDS, fold, searchable_characters

if TYPE_CHECKING:
    from collections.abc import Iterable

_USUAL_LENGTH = 100
"""Characters of a passage that is neither preferred for being short nor put back for being long."""


class SharedCharacters:
    """What passages share with some texts. k1, b: of BM25, as for words."""

    def __init__(self, asked: Iterable[str], k1: float, b: float) -> None:
        characters = {character for text in asked for character in searchable_characters(text)}
        self._characters = characters - FUNCTION_WORDS or characters
        self._k1, self._b = k1, b

    def score(self, text: str) -> float:
        """The BM25 of the characters in `text`, each with a weight of one: about one for each that is shared."""
        folded = fold(text)
        norm = self._k1 * (1 - self._b + self._b * len(folded) / _USUAL_LENGTH)
        counts = map(folded.count, self._characters)
        return sum(count * (self._k1 + 1) / (count + norm) for count in counts if count)

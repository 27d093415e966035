"""Words of the corpus and how often they stand in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wengao.search.analysis import Analyser

_SHORTEST = 2


def count_words(texts: Iterable[str], analyser: Analyser) -> Counter[str]:
    """How often each word of two characters or more stands in `texts`; numbers left out."""
    return Counter(
        word
        for text in texts
        for word in analyser.word_texts(text)
        if len(word) >= _SHORTEST and not any(char.isdigit() for char in word)
    )

"""Words of the corpus and how often they stand in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wengao.search.analysis import Analyser

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SHORTEST = 2


def count_words(texts: Iterable[str], cache_folder: Path) -> Counter[str]:
    """How often each word of two characters or more stands in `texts`; numbers left out.

    cache_folder: where a segmenter may keep its own dictionary cache.
    """
    analyser = Analyser(cache_folder)
    return Counter(
        word
        for text in texts
        for word in analyser.word_texts(text)
        if len(word) >= _SHORTEST and not any(char.isdigit() for char in word)
    )

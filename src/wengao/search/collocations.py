"""Words of the corpus: how often each stands there, and which stand before and after it (搭配)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from wengao.search.analysis import FUNCTION_WORDS, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wengao.search.analysis import Analyser

_SHORTEST_WORD = 2
_SPAN = 3
_LEAST_COUNT = 2
_CLAUSE_ENDS = "，。；：、！？,;:!?"
_MOST_EXAMPLE = 40
_CHAIN_MARK = re.compile("(?<![一二三四五六七八九十])[一二三四五六七八九十]++[是要个]")
"""一是, 二要, 三个: they number what is said and stand beside every word."""


@dataclass(frozen=True, slots=True)
class Collocation:
    """A word beside another. side: before or after it. count: in how many places. example: one of them."""

    word: str
    side: str
    count: int
    example: str


def collocations(texts: Iterable[str], wanted: str, analyser: Analyser) -> list[Collocation]:
    """The words that stand in one clause with `wanted`, at most three words away, most telling first.

    Most telling are those that stand beside it far oftener than their number in `texts` would bring with it. Those that
    do so once are given only where none does twice.
    """
    wanted = fold(wanted).strip()
    everywhere: Counter[str] = Counter()
    beside: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    for text in texts:
        for clause in _clauses(fold(text)):
            everywhere.update(_words(clause, analyser))
            if wanted not in clause:
                continue
            before, _, after = clause.partition(wanted)
            for side, near in (
                ("before", _telling(_words(before, analyser)[-_SPAN:])),
                ("after", _telling(_words(after, analyser)[:_SPAN])),
            ):
                for word in near:
                    beside[word, side] += 1
                    examples.setdefault((word, side), clause[:_MOST_EXAMPLE])
    total = everywhere.total() or 1
    held = sum(beside.values()) or 1

    def strength(key: tuple[str, str]) -> float:
        """Dunning's log-likelihood, its leading term: count times the logarithm of observed over expected."""
        expected = held * max(everywhere[key[0]], 1) / total
        return beside[key] * log(beside[key] / expected)

    drawn = [key for key in beside if strength(key) > 0]
    telling = [key for key in drawn if beside[key] >= _LEAST_COUNT] or drawn
    telling.sort(key=lambda key: (-strength(key), key))
    return [Collocation(word, side, beside[word, side], examples[word, side]) for word, side in telling]


def _clauses(text: str) -> Sequence[str]:
    for end in _CLAUSE_ENDS[1:]:
        text = text.replace(end, _CLAUSE_ENDS[0])
    return text.split(_CLAUSE_ENDS[0])


def _words(clause: str, analyser: Analyser) -> list[str]:
    """The words of a clause; two single characters side by side, such as 扛 and 牢, are a verb with its complement."""
    words: list[str] = []
    for word in analyser.words(clause):
        single = len(word.text) == 1 and word.text not in FUNCTION_WORDS and word.text.isalpha()
        if single and words and len(words[-1]) == 1 and words[-1] not in FUNCTION_WORDS:
            words[-1] += word.text
        else:
            words.append(word.text)
    return words


def _telling(words: Iterable[str]) -> set[str]:
    return {
        word
        for word in words
        if len(word) > 1
        and word not in FUNCTION_WORDS
        and not any(char.isdigit() for char in word)
        and not _CHAIN_MARK.fullmatch(word)
    }


def count_words(texts: Iterable[str], analyser: Analyser) -> Counter[str]:
    """How often each word of two characters or more stands in `texts`; numbers left out."""
    return Counter(
        word
        for text in texts
        for word in analyser.word_texts(text)
        if len(word) >= _SHORTEST_WORD and not any(char.isdigit() for char in word)
    )

"""Mining (挖词): words that the corpus uses as one and that the segmenter cuts apart.

Two to four neighbouring pieces make a word where they come together far oftener than their parts would by chance, and
where what stands before and after them varies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from wengao.search.analysis import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wengao.search.analysis import Analyser, Word

LEAST_COUNT = 4
"""How often a word must stand in the corpus."""

_LEAST_COHESION = 3.5
"""Natural logarithm of how much oftener the pieces stand together than by chance, at their weakest joint."""

_LEAST_NEIGHBOURS = 3
_NO_EDGE = frozenset("前后不所项率占每各这那没能比还次个年月日起内外中上下时该此再又已未很更最")
"""Single characters that lean on a number or on the next word and begin or end no word of their own."""
_NUMERALS = frozenset("一二两三四五六七八九十百千万亿几数第")
_MOST_PIECES, _SHORTEST, _LONGEST = 4, 3, 8


@dataclass(slots=True)
class _Seen:
    """How often a run of pieces was seen, and what stood beside it."""

    count: int
    before: set[str]
    after: set[str]


def mined_words(texts: Iterable[str], analyser: Analyser, known: frozenset[str]) -> list[tuple[str, int]]:
    """Words that are not `known`, with how often each stands in `texts`, commonest first."""
    singles: Counter[str] = Counter()
    runs: dict[tuple[str, ...], _Seen] = defaultdict(lambda: _Seen(0, set(), set()))
    for text in texts:
        for clause in _clauses(analyser.words(text)):
            singles.update(clause)
            _count_runs(clause, runs)
    total = singles.total() or 1
    counts = {pieces: seen.count for pieces, seen in runs.items()}
    found = {
        "".join(pieces): seen.count
        for pieces, seen in runs.items()
        if seen.count >= LEAST_COUNT
        and _SHORTEST <= sum(map(len, pieces)) <= _LONGEST
        and min(len(seen.before), len(seen.after)) >= _LEAST_NEIGHBOURS
        and _cohesion(pieces, counts, singles, total) >= _LEAST_COHESION
    }
    words = {word: count for word, count in found.items() if word not in known}
    return sorted(
        ((word, count) for word, count in words.items() if not _part_of_another(word, count, words)),
        key=lambda one: (-one[1], one[0]),
    )


def _clauses(words: Sequence[Word]) -> Iterable[list[str]]:
    """The pieces between marks, in order; put-together terms are left out for their parts."""
    clause: list[str] = []
    end = -1
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else None
        if following is not None and following.position == word.position:
            continue
        if word.start != end and clause:
            yield clause
            clause = []
        clause.append(word.text)
        end = word.end
    if clause:
        yield clause


def _count_runs(clause: list[str], runs: dict[tuple[str, ...], _Seen]) -> None:
    for start in range(len(clause)):
        for end in range(start + 2, min(start + _MOST_PIECES, len(clause)) + 1):
            pieces = clause[start:end]
            if not all(map(_may_be_part, pieces)):
                break
            if pieces[0] in _NO_EDGE or pieces[-1] in _NO_EDGE:
                continue
            seen = runs[tuple(pieces)]
            seen.count += 1
            seen.before.add(clause[start - 1] if start else "")
            seen.after.add(clause[end] if end < len(clause) else "")


def _may_be_part(piece: str) -> bool:
    return (
        piece not in FUNCTION_WORDS
        and piece[0] not in _NUMERALS
        and all("一" <= char <= "鿿" for char in piece)
    )


def _cohesion(
    pieces: tuple[str, ...], counts: dict[tuple[str, ...], int], singles: Counter[str], total: int
) -> float:
    """The pointwise mutual information at the weakest joint."""

    def count(part: tuple[str, ...]) -> int:
        # A part that begins or ends with an edge is counted by its rarest piece instead.
        return singles[part[0]] if len(part) == 1 else counts.get(part, min(singles[piece] for piece in part))

    return min(
        log(counts[pieces] * total / (max(count(pieces[:joint]), 1) * max(count(pieces[joint:]), 1)))
        for joint in range(1, len(pieces))
    )


def _part_of_another(word: str, count: int, words: dict[str, int]) -> bool:
    """Whether a word hardly stands but inside a longer one."""
    return any(
        word != other and word in other and other_count >= 0.8 * count for other, other_count in words.items()
    )

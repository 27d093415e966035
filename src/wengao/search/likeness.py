"""Likeness of texts (相近): a sketch that finds what may be said twice, and the share of character pairs that decides."""

from __future__ import annotations

from zlib import crc32

from wengao.search.analysis import bigrams, searchable_characters

NEAR_DUPLICATE = 0.8
"""Share of common character pairs (Jaccard) from which two passages count as one."""

SKETCH_SIZE = 8
"""How many hashes a sketch has at most."""

_SHINGLE = 4

_MARKS_ALLOWED = 0.8
"""How much the share of marks and spaces, which do not count, may shorten a text against its near-duplicate."""

Sketch = tuple[int, ...]
"""The smallest hashes of a text's runs of four characters: near-duplicates share some, other texts hardly ever."""


def sketch_of(text: str) -> Sketch:
    """The sketch of a text, the same in every process; marks, spaces and width of letters do not count."""
    encoded = searchable_characters(text).encode("utf-32-le")
    width = 4 * _SHINGLE
    last = max(len(encoded) - width, 0)
    hashes = {crc32(encoded[start : start + width]) for start in range(0, last + 1, 4)}
    return tuple(sorted(hashes)[:SKETCH_SIZE])


def near_duplicates(one: str, other: str) -> bool:
    """Whether two texts have so many character pairs in common that one will do for both."""
    return lengths_alike(len(one), len(other)) and pairs_alike(pairs_of(one), pairs_of(other))


def pairs_of(text: str) -> frozenset[str]:
    """The character pairs of a text; marks and spaces do not count."""
    return frozenset(bigrams(searchable_characters(text)))


def pairs_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether so many pairs are common that one text will do for both."""
    common = len(one & other)
    return common >= NEAR_DUPLICATE * (len(one) + len(other) - common)


def lengths_alike(one: int, other: int) -> bool:
    """Whether texts of so many characters can be near-duplicates at all."""
    shorter, longer = sorted((one, other))
    return shorter >= NEAR_DUPLICATE * longer * _MARKS_ALLOWED

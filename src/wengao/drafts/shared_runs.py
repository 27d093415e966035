"""Where two bodies of text share a run of characters, found by a rolling hash over windows of that length.

A run is as long as it can be: it ends where the texts differ or one of them ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

_MULTIPLIER = 0x9E3779B97F4A7C15
_TABLE_BITS = 22
_BLOCK = 2_000_000
_BETWEEN = "\0"


@dataclass(frozen=True, slots=True)
class SharedRun:
    """A run: in text number `own` at `own_start`, and in text number `other` at `other_start`; `length` characters."""

    own: int
    own_start: int
    other: int
    other_start: int
    length: int


def shared_runs(own: Sequence[str], others: Sequence[str], length: int) -> Iterator[SharedRun]:
    """The runs of at least `length` characters that a text of `own` and one of `others` share, in the order of `others`.

    Time grows with the characters of `others`, a block of them at a time; `own` is meant to be one draft.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    for number, text in enumerate(own):
        for start in range(len(text) - length + 1):
            places.setdefault(text[start : start + length], []).append((number, start))
    if not places:
        return
    table = _table(_BETWEEN.join(own), length)
    first = 0
    while first < len(others):
        end, characters = first, 0
        while end < len(others) and (end == first or characters < _BLOCK):
            characters += len(others[end]) + 1
            end += 1
        for number, positions in _candidates(others[first:end], table, length):
            yield from _runs(own, others, first + number, positions, places, length)
        first = end


def _table(text: str, length: int) -> NDArray[np.bool_]:
    """Which values of the hash the windows of `text` have."""
    import numpy as np

    table = np.zeros(1 << _TABLE_BITS, dtype=np.bool_)
    table[_hashes(text, length)] = True
    return table


def _candidates(
    texts: Sequence[str], table: NDArray[np.bool_], length: int
) -> Iterator[tuple[int, list[int]]]:
    """For each text where a window may be one of the draft's, its number and the positions of those windows."""
    import numpy as np

    found = np.flatnonzero(table[_hashes(_BETWEEN.join(texts), length)])
    starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
    numbers = np.searchsorted(starts, found, side="right") - 1
    cuts = np.flatnonzero(np.diff(numbers)) + 1
    for positions in np.split(found, cuts):
        if len(positions):
            number = int(np.searchsorted(starts, positions[0], side="right") - 1)
            yield number, (positions - starts[number]).tolist()


def _hashes(text: str, length: int) -> NDArray[np.uint64]:
    """The hash of each window of `length` characters, as an index of the table; empty for a shorter text.

    A window's value is a polynomial in its characters modulo 2**64, put together from those of halves: the windows of
    13 from those of 1, 3 and 6.
    """
    import numpy as np

    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if len(characters) < length:
        return np.empty(0, dtype=np.uint64)
    values, width = characters.astype(np.uint64), 1
    single = values
    for bit in bin(length)[3:]:
        values = values[: len(values) - width] * np.uint64(pow(_MULTIPLIER, width, 1 << 64)) + values[width:]
        width *= 2
        if bit == "1":
            values = values[:-1] * np.uint64(_MULTIPLIER) + single[width:]
            width += 1
    mixed = (values ^ (values >> np.uint64(32))) * np.uint64(_MULTIPLIER)
    return mixed >> np.uint64(64 - _TABLE_BITS)


def _runs(
    own: Sequence[str],
    others: Sequence[str],
    number: int,
    positions: Sequence[int],
    places: dict[str, list[tuple[int, int]]],
    length: int,
) -> Iterator[SharedRun]:
    text = others[number]
    reached: dict[tuple[int, int], int] = {}
    for position in positions:
        for own_number, start in places.get(text[position : position + length], ()):
            diagonal = (own_number, start - position)
            if reached.get(diagonal, -1) > position:
                continue
            mine = own[own_number]
            size = length
            while (
                start + size < len(mine)
                and position + size < len(text)
                and mine[start + size] == text[position + size]
            ):
                size += 1
            reached[diagonal] = position + size
            yield SharedRun(own_number, start, number, position, size)

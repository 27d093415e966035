"""Where two bodies of text share a run of characters, found by a rolling hash over windows of that length.

A run is as long as it can be: it ends where the texts differ or one of them ends. Of what a draft says over and over, each
place is told once, with the first text that has it: every place with every text would be the square of both.
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
_REFRAIN = 50
"""Places in the draft from which a run counts as said over and over; a slogan comes ten times in a long speech."""


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
    search = _Search(own, length)
    if not search.places:
        return
    table = _table(_BETWEEN.join(own), length)
    first = 0
    while first < len(others):
        end, characters = first, 0
        while end < len(others) and (end == first or characters < _BLOCK):
            characters += len(others[end]) + 1
            end += 1
        for number, positions in _candidates(others[first:end], table, length):
            yield from search.runs(others[first + number], first + number, positions)
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


class _Search:
    """The windows of a draft's texts. _told: which characters of each the runs of refrains have covered."""

    def __init__(self, own: Sequence[str], length: int) -> None:
        self._own = own
        self._length = length
        self._told = [bytearray(len(text)) for text in own]
        self.places: dict[str, list[tuple[int, int]]] = {}
        for number, text in enumerate(own):
            for start in range(len(text) - length + 1):
                self.places.setdefault(text[start : start + length], []).append((number, start))

    def runs(self, text: str, other: int, positions: Sequence[int]) -> Iterator[SharedRun]:
        """The runs that the draft shares with a text, number `other`, in which its windows may stand at `positions`."""
        reached: dict[tuple[int, int], int] = {}
        for position in positions:
            window = text[position : position + self._length]
            places = self.places.get(window, ())
            if len(places) > _REFRAIN:
                yield from self._refrain(text, other, position)
                continue
            for own, start in places:
                diagonal = (own, start - position)
                if reached.get(diagonal, -1) > position:
                    continue
                size = self._size(own, start, text, position)
                reached[diagonal] = position + size
                yield SharedRun(own, start, other, position, size)

    def _refrain(self, text: str, other: int, position: int) -> Iterator[SharedRun]:
        """The runs of a window that has many places; those that are told are no longer looked for."""
        window = text[position : position + self._length]
        for own, start in self.places[window]:
            told = self._told[own]
            if not told[start]:
                size = self._size(own, start, text, position, told)
                told[start : start + size] = b"\x01" * size
                yield SharedRun(own, start, other, position, size)
        self.places[window] = []

    def _size(self, own: int, start: int, text: str, position: int, told: bytearray | None = None) -> int:
        """How long the texts are the same from two places on; to where it was told, at least a window."""
        mine, size = self._own[own], self._length
        most = min(len(mine) - start, len(text) - position)
        while size < most and mine[start + size] == text[position + size]:
            if told is not None and told[start + size]:
                break
            size += 1
        return size

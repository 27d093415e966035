"""Near-duplicates: documents that share at least half of what the shorter of two says.

Each document is sketched by hashes of its runs of six characters, one in four kept; what two sketches share tells what
their texts share. In each group the most complete document stands for the others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from wengao.reading.models import Document

_MARKS = re.compile(r"[\W_]+")
_RUN = 6
_KEPT = 4
_FACTORS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1, 0xD3A2646D)
_LEAST_SHARED = 0.5
_LEAST_SIZE = 0.25
_SMALLEST_SKETCH = 24
_COMMONPLACE = 64
"""Of the documents that a run stands in, each is compared with so many at most: commonplace says nothing of two of them."""
_AT_ONCE = 4_000_000
"""Pairs of documents that are counted in one go: 32 MB, and twice that to put them in order."""


def sketch_of(document: Document) -> bytes:
    """The sketch of a document's paragraphs: sorted 32-bit hashes, little-endian; empty for a very short document."""
    import numpy

    text = "".join(paragraph for section in document.root.walk() for paragraph in section.paragraphs)
    characters = _MARKS.sub("", text)
    if len(characters) < _RUN:
        return b""
    codes = numpy.frombuffer(characters.encode("utf-32-le"), dtype="<u4").astype(numpy.uint64)
    count = len(codes) - _RUN + 1
    mixed = numpy.zeros(count, dtype=numpy.uint64)
    for place, factor in enumerate(_FACTORS):
        mixed += codes[place : place + count] * numpy.uint64(factor)
    mixed ^= mixed >> numpy.uint64(29)
    hashes = ((mixed * numpy.uint64(0xFF51AFD7ED558CCD)) >> numpy.uint64(32)).astype("<u4")
    kept = numpy.unique(hashes[hashes % _KEPT == 0])
    return kept.tobytes() if len(kept) >= _SMALLEST_SKETCH else b""


def leaders(sketches: Mapping[str, bytes], completeness: Mapping[str, tuple[int, ...]]) -> dict[str, str]:
    """For each document that has a more complete near-duplicate, the one that stands for it.

    completeness: the greater, the more complete. A document is compared with those that stand for others only, so that
    a chain of likenesses never makes one group of unlike documents.
    """
    order = sorted(sketches, key=lambda name: (completeness[name], name), reverse=True)
    same: dict[bytes, str] = {}
    found: dict[str, str] = {}
    single = []
    for name in order:
        sketch = sketches[name]
        if sketch and same.setdefault(sketch, name) != name:
            found[name] = same[sketch]
        elif sketch:
            single.append(name)
    shares = _shares([sketches[name] for name in single])
    leading: dict[int, str] = {}
    for position, name in enumerate(single):
        size = len(sketches[name])
        for other in shares.get(position, ()):
            if other in leading and _LEAST_SIZE <= size / len(sketches[leading[other]]) <= 1 / _LEAST_SIZE:
                found[name] = leading[other]
                break
        else:
            leading[position] = name
    return {name: found.get(leader, leader) for name, leader in found.items()}


def stand_apart(sketches: Mapping[str, bytes], some: Collection[str]) -> bool:
    """Whether none of some documents is like another one: then they change no group of near-duplicates."""
    names = [name for name, sketch in sketches.items() if sketch]
    wanted = {position for position, name in enumerate(names) if name in some}
    shares = _shares([sketches[name] for name in names], wanted)
    return not any(position in wanted or wanted.intersection(alike) for position, alike in shares.items())


def _shares(sketches: Sequence[bytes], wanted: Collection[int] | None = None) -> dict[int, list[int]]:
    """For each sketch the positions before its own of those that share enough with it, the most shared first.

    wanted: only what the sketches at these positions hold is counted; what others share comes out too low then.
    """
    import numpy

    if len(sketches) < 2:
        return {}
    arrays = [numpy.frombuffer(sketch, dtype="<u4") for sketch in sketches]
    sizes = numpy.array([len(array) for array in arrays])
    hashes = numpy.concatenate(arrays)
    owners = numpy.repeat(numpy.arange(len(arrays), dtype=numpy.int64), sizes)
    if wanted is not None:
        if not wanted:
            return {}
        held = numpy.isin(hashes, numpy.concatenate([arrays[position] for position in sorted(wanted)]))
        hashes, owners = hashes[held], owners[held]
    order = numpy.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    starts = numpy.flatnonzero(numpy.diff(hashes, prepend=hashes[0] ^ 1))
    counts = numpy.diff(starts, append=len(hashes))
    # Most runs stand in one document only: what is left is a tenth.
    held = numpy.repeat(counts > 1, counts)
    hashes, owners = hashes[held], owners[held]
    pairs = times = numpy.zeros(0, dtype=numpy.int64)
    waiting: list[NDArray[np.int64]] = []
    steps = min(int(counts.max()), _COMMONPLACE)
    for step in range(1, steps):
        equal = hashes[step:] == hashes[:-step]
        waiting.append(owners[:-step][equal] * len(arrays) + owners[step:][equal])
        if step == steps - 1 or sum(map(len, waiting)) > _AT_ONCE:
            pairs, times = _counted(pairs, times, waiting)
            waiting = []
    first, second = numpy.divmod(pairs, len(arrays))
    share = times / numpy.minimum(sizes[first], sizes[second])
    enough = share >= _LEAST_SHARED
    shares: dict[int, list[tuple[float, int]]] = {}
    for one, other, part in zip(
        first[enough].tolist(), second[enough].tolist(), share[enough].tolist(), strict=True
    ):
        shares.setdefault(max(one, other), []).append((-part, min(one, other)))
    return {position: [other for _, other in sorted(alike)] for position, alike in shares.items()}


def _counted(
    pairs: NDArray[np.int64], times: NDArray[np.int64], more: Sequence[NDArray[np.int64]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pairs in order and how often each was met, with more of them."""
    import numpy

    again, counts = numpy.unique(numpy.concatenate(more), return_counts=True)
    if not len(pairs):
        return again, counts
    together, where = numpy.unique(numpy.concatenate((pairs, again)), return_inverse=True)
    added = numpy.bincount(where, weights=numpy.concatenate((times, counts)))
    return together, added.astype(numpy.int64)


def completeness_of(characters: int, gaps: int) -> tuple[int, ...]:
    """How complete a document of so many characters and gaps is: whole ones before those with gaps, then by length."""
    return (0 if gaps else 1, characters)

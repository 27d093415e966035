"""How often the unit's own corpus says what (本单位计数): counted when the corpus is read, held beside the shipped table.

What a unit writes a hundred times is no typo there, however rare it is elsewhere. The file holds counts, no sentence; it
is written beside the library and read when a check first asks for it. A paragraph that stands in many documents counts
once, so that a typo that was copied is not taken for usage.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from wengao.review.pattern import Pattern
from wengao.review.typos.table import LONGEST_RUN, TypoTable, encode, numbers_of, run_keys, shipped_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    Ids = NDArray[np.int64]
    Counts = tuple[Ids, Ids]

_FORM = 1
_AT_ONCE = 2_000_000
"""Characters that are counted in one go; sorting them takes some 100 MB."""
_SHORTEST = 8
"""Characters of a paragraph that says something: page numbers and the like are left out."""
_OFTEN = 5
"""Paragraphs in which a unit has written a word; a slip of the pen does not come to five."""
_FAR_OFTENER = 30
"""Times as often as others do, in proportion; 时间 is in every corpus, and may still stand for 实践."""
_WRITTEN = Pattern("[\u3400-\u9fff]+")
"""Chinese characters alone: that a word stands before a comma says nothing."""
_MOST_DISTINCT = 3_000_000
"""Runs of one length that are kept: 24 MB of keys. Beyond, those counted once go first."""

_DAMAGED = (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile)


@dataclass(frozen=True)
class OwnCounts:
    """Counts of a corpus. runs: for one to four characters the keys in order and their counts.

    generation: of the library that was counted. documents: the ids of what was. paragraphs: what tells those that were
    counted from new ones, in order. total: characters.
    """

    generation: int = 0
    documents: frozenset[str] = frozenset()
    paragraphs: Ids = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    runs: tuple[Counts, ...] = ()
    total: int = 0

    def with_texts(
        self, texts: Iterable[str], characters: str, generation: int, documents: frozenset[str]
    ) -> OwnCounts:
        """The counts with those of more paragraphs. characters: of the shipped table. documents: those counted now."""
        numbers, seen = numbers_of(characters), set(map(int, self.paragraphs))
        counted, total = [self.runs], self.total
        piece: list[str] = []
        size = 0
        for text in texts:
            digest = _digest(text)
            if len(text) < _SHORTEST or digest in seen:
                continue
            seen.add(digest)
            piece.append(text)
            size += len(text)
            if size >= _AT_ONCE:
                counted.append(_counted(piece, numbers))
                total, piece, size = total + size, [], 0
        counted.append(_counted(piece, numbers))
        runs = tuple(
            _added([each[length] for each in counted if each], _MOST_DISTINCT)
            for length in range(LONGEST_RUN)
        )
        paragraphs = np.array(sorted(seen), dtype=np.int64)
        return OwnCounts(generation, documents, paragraphs, runs, total + size)


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=7).digest(), "big")


def _counted(texts: list[str], numbers: NDArray[np.int32]) -> tuple[Counts, ...]:
    ids, _ = encode("\n".join(texts), numbers)
    every = (np.unique(run_keys(ids, length), return_counts=True) for length in range(1, LONGEST_RUN + 1))
    return tuple((keys, counts.astype(np.int64)) for keys, counts in every)


def _added(tables: list[Counts], most: int | None = None) -> Counts:
    """Counts added up; where more than `most` differ, without those that are counted once."""
    keys, where = np.unique(np.concatenate([keys for keys, _ in tables]), return_inverse=True)
    weights = np.concatenate([counts for _, counts in tables]).astype(np.float64)
    counts = np.bincount(where, weights=weights, minlength=len(keys)).astype(np.int64)
    if most is not None and len(keys) > most:
        often = counts > 1
        return keys[often], counts[often]
    return keys, counts


def dump(counts: OwnCounts) -> bytes:
    """The counts as they lie on disk."""
    parts: dict[str, NDArray[np.generic]] = {
        "form": np.array([_FORM, counts.generation, counts.total], dtype=np.int64),
        "documents": np.array(sorted(counts.documents), dtype=np.str_),
        "paragraphs": counts.paragraphs,
    }
    for length, (keys, many) in enumerate(counts.runs, 1):
        parts[f"steps{length}"] = np.diff(keys, prepend=np.int64(0))
        parts[f"counts{length}"] = many.astype(np.uint32)
    raw = io.BytesIO()
    np.savez_compressed(raw, allow_pickle=False, **parts)
    return raw.getvalue()


def load(packed: bytes) -> OwnCounts | None:
    """The counts that `dump` wrote; None where it is another form, or damaged: they are counted anew then."""
    try:
        with np.load(io.BytesIO(packed), allow_pickle=False) as parts:
            form, generation, total = map(int, parts["form"])
            if form != _FORM:
                return None
            runs = tuple(
                (
                    np.cumsum(parts[f"steps{length}"], dtype=np.int64),
                    parts[f"counts{length}"].astype(np.int64),
                )
                for length in range(1, LONGEST_RUN + 1)
            )
            documents = frozenset(map(str, parts["documents"]))
            return OwnCounts(generation, documents, parts["paragraphs"], runs, total)
    except _DAMAGED:
        return None


@dataclass(frozen=True, slots=True)
class OwnCountsFile:
    """Where the counts lie, and what tells them from those that lay there before. changed: nanoseconds."""

    path: Path
    changed: int
    size: int

    @classmethod
    def at(cls, path: Path) -> OwnCountsFile | None:
        """The file as it is now; None where there is none."""
        try:
            facts = path.stat()
        except OSError:
            return None
        return cls(path, facts.st_mtime_ns, facts.st_size)

    def generation(self) -> int | None:
        """The generation of the library that was counted, without the counts; None where that cannot be read."""
        try:
            with np.load(self.path, allow_pickle=False) as parts:
                form, generation, _ = map(int, parts["form"])
        except _DAMAGED:
            return None
        return generation if form == _FORM else None

    def read(self) -> OwnCounts | None:
        """What it holds; None where that cannot be read."""
        try:
            return load(self.path.read_bytes())
        except OSError:
            return None


@dataclass(frozen=True)
class OwnUsage:
    """What a unit writes, beside what everybody writes: it speaks for what stands in a text, never for another word.

    Added to the shipped counts, a unit's own made common words likelier still, and more was told wrongly, not less.
    table: the shipped one. own: the unit's counts, None where there are none.
    """

    table: TypoTable
    own: OwnCounts | None = None

    def knows(self, text: str, start: int, end: int) -> bool:
        """Whether the unit writes text[start:end] again and again: far oftener than others, or beside what stands there."""
        word = text[start:end]
        mine = self._times(word)
        if mine >= _OFTEN:
            ids, _ = self.table.encode(word)
            others = int(self.table.count(run_keys(ids, len(ids)), len(ids))[0])
            if mine * self.table.total >= _FAR_OFTENER * others * self._total:
                return True
        before, after = text[max(start - 1, 0) : end], text[start : end + 1]
        return any(
            len(run) > len(word) and _WRITTEN.fullmatch(run) and self._times(run) >= _OFTEN
            for run in (before, after)
        )

    @property
    def _total(self) -> int:
        return self.own.total if self.own is not None else 0

    def _times(self, run: str) -> int:
        """In how many paragraphs, about, the unit has written a run of two to four characters; 0 for a longer one."""
        ids, _ = self.table.encode(run)
        if self.own is None or not self.own.runs or not 1 < len(ids) <= LONGEST_RUN or len(ids) != len(run):
            return 0
        keys, many = self.own.runs[len(ids) - 1]
        key = run_keys(ids, len(ids))[0]
        place = int(np.searchsorted(keys, key))
        return int(many[place]) if place < len(keys) and keys[place] == key else 0


@lru_cache(maxsize=2)
def own_usage(own: OwnCountsFile | None) -> OwnUsage:
    """What the counts of a file say, read once a process as long as they stay."""
    return OwnUsage(shipped_table(), own.read() if own is not None else None)

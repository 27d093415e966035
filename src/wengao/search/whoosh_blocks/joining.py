"""Joining segments of an index that is being built: read and written term by term, so that little is held in memory."""

from __future__ import annotations

from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from wengao.search.field_postings import TermPostings, compact
from wengao.search.whoosh_blocks.lexicon import Lexicon, TermInfo
from wengao.search.whoosh_blocks.mapped import MappedStorage
from wengao.search.whoosh_blocks.reading import Segment, block_of
from wengao.search.whoosh_blocks.writing import (
    finished_segment,
    segment_reader,
    segment_writer,
    take_over_documents,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.index import FileIndex
    from whoosh.reading import SegmentReader

_HELD = 5_000
"""Terms after which what was read of the segments is let go."""


class _Entry(NamedTuple):
    """A term of one segment. place: of the segment among those joined."""

    field: str
    term: str
    place: int
    info: TermInfo


def joined(index: FileIndex, segments: Sequence[W3Segment]) -> W3Segment:
    """One segment with the documents of several in their order; none of these documents may be deleted."""
    writer = segment_writer(index)
    readers = [segment_reader(writer, segment) for segment in segments]
    try:
        firsts = []
        for reader in readers:
            firsts.append(writer.docnum)
            take_over_documents(writer, Segment(reader, 0))
            for field in reader.indexed_field_names():
                writer.perdocwriter.add_length_total(field, reader.field_length(field))
            _let_go([reader])
        writer.pool = _JoinedPostings(readers, firsts)
        return finished_segment(writer)
    finally:
        for reader in readers:
            reader.close()


class _JoinedPostings:
    """The postings of several segments as those of one; takes the place of Whoosh's pool."""

    def __init__(self, readers: Sequence[SegmentReader], firsts: Sequence[int]) -> None:
        self._readers, self._firsts = readers, firsts

    def iter_postings(self) -> Iterator[tuple[str, str, TermPostings]]:
        """The postings by field and term, in the order that the index keeps."""
        entries = merge(*(_entries(place, reader) for place, reader in enumerate(self._readers)))
        for number, ((field, term), same) in enumerate(groupby(entries, itemgetter(0, 1)), 1):
            yield field, term, self._joined(same)
            if number % _HELD == 0:
                _let_go(self._readers)

    def cleanup(self) -> None:
        """Nothing is held."""

    def _joined(self, entries: Iterable[_Entry]) -> TermPostings:
        gaps: list[int] = []
        counts: list[int] = []
        before = 0
        for entry in entries:
            info, base = entry.info, self._firsts[entry.place]
            steps, held = block_of(self._readers[entry.place], info)
            gaps.append(base + info.first - before)
            gaps.extend(steps[1:])
            counts.extend(held or (1,) * len(steps))
            before = base + info.last
        most = max(counts)
        return TermPostings(
            compact(gaps),
            None if most == 1 else compact(counts),
            gaps[0],
            before,
            most,
            sum(counts),
            len(gaps),
        )


def _entries(place: int, reader: SegmentReader) -> Iterator[_Entry]:
    return (_Entry(field, term, place, info) for field, term, info in Lexicon(reader).entries())


def _let_go(readers: Iterable[SegmentReader]) -> None:
    for reader in readers:
        storage = reader._storage.a  # noqa: SLF001
        if isinstance(storage, MappedStorage):
            storage.let_go()

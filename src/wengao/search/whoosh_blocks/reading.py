"""Reading an index: whole posting blocks of terms, whole columns of documents."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate
from pickle import load
from struct import Struct
from typing import TYPE_CHECKING
from zlib import crc32

from whoosh.codec.whoosh3 import LENGTHS_COLUMN, WHOOSH3_HEADER_MAGIC, CorruptIndexError
from whoosh.util.numeric import byte_to_length

from wengao.search.whoosh_blocks.lexicon import Lexicon, TermInfo
from wengao.search.whoosh_blocks.mapped import part_of
from wengao.search.whoosh_blocks.opening import opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from whoosh.columns import Column, ColumnReader
    from whoosh.reading import IndexReader, SegmentReader

    Block = tuple[Sequence[int], Sequence[int] | None]
    """Gaps between document numbers, the first from 0, and frequencies; None where all are one."""

FIELD_LENGTHS = tuple(byte_to_length(code) for code in range(256))
"""The field length that each byte of a length column stands for."""

_MOST_REMEMBERED = 20_000
_HEAD_AT = len(WHOOSH3_HEADER_MAGIC) + Struct("!i").size
"""Where in a block the two pickles begin: what Whoosh's matchers look at first, and the numbers."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of the index. first: number of its first document in the whole index."""

    reader: SegmentReader
    first: int

    @property
    def size(self) -> int:
        """How many documents it has, deleted ones included."""
        return int(self.reader.doc_count_all())

    @property
    def deleted(self) -> frozenset[int]:
        """Which of its documents are deleted, by their number in the segment."""
        deleted: frozenset[int] = self.reader.deleted_docs_set
        return deleted


class Postings:
    """The postings behind one reader, with the whereabouts of each term remembered once it was looked up."""

    def __init__(self, reader: IndexReader) -> None:
        self.total = int(reader.doc_count_all())
        self.segments = [
            Segment(leaf, first) for leaf, first in reader.leaf_readers() if leaf.doc_count_all()
        ]
        self._reader = reader
        self._firsts = [segment.first for segment in self.segments]
        self._columns: dict[tuple[int, str], ColumnReader] = {}
        self._lexicons = [Lexicon(segment.reader) for segment in self.segments]
        self._infos: dict[tuple[str, str], tuple[int, list[TermInfo | None]]] = {}

    def document_frequency(self, field: str, term: str) -> int:
        """How many documents hold the term, deleted ones included."""
        return self._of(field, term)[0]

    def average_length(self, field: str) -> float:
        """The average number of terms in the field."""
        return float(self._reader.field_length(field)) / (self.total or 1)

    def block(self, place: int, field: str, term: str) -> Block | None:
        """A term's postings in the segment at `place`, deleted documents included; None where there are none."""
        info = self._of(field, term)[1][place]
        return None if info is None else block_of(self.segments[place].reader, info)

    def docnums(self, field: str, term: str) -> set[int]:
        """The numbers of the documents that hold a term, over all segments, without deleted ones."""
        return self._holding([info] if info else () for info in self._of(field, term)[1])

    def docnums_beginning(self, field: str, start_of_term: str) -> set[int]:
        """The numbers of the documents that hold a term which begins so, as for `docnums`."""
        return self._holding(lexicon.beginning(field, start_of_term) for lexicon in self._lexicons)

    def docnums_containing(self, field: str, part: str) -> set[int]:
        """The numbers of the documents that hold a term in which `part` stands, as for `docnums`."""
        return self._holding(lexicon.containing(field, part) for lexicon in self._lexicons)

    def frequencies(self, field: str) -> dict[str, int]:
        """The terms of a field, with how many documents hold each, deleted ones included."""
        found: dict[str, int] = {}
        for lexicon in self._lexicons:
            for term, holding in lexicon.frequencies(field):
                found[term] = found.get(term, 0) + holding
        return found

    def value(self, column: str, docnum: int) -> bytes:
        """The value of a column for the document of that number in the whole index."""
        place = bisect_right(self._firsts, docnum) - 1
        key = (place, column)
        if key not in self._columns:
            self._columns[key] = column_of(self.segments[place], column)
        return value_in(self._columns[key], docnum - self._firsts[place])

    def _holding(self, terms_by_segment: Iterable[Iterable[TermInfo]]) -> set[int]:
        """The documents that hold any of some terms of each segment."""
        found: set[int] = set()
        for segment, infos in zip(self.segments, terms_by_segment, strict=True):
            held: set[int] = set()
            for info in infos:
                held.update(_docnums(segment, info))
            found.update(segment.first + docnum for docnum in held - segment.deleted)
        return found

    def _of(self, field: str, term: str) -> tuple[int, list[TermInfo | None]]:
        """In how many documents a term stands, and where each segment keeps it."""
        key = (field, term)
        if key not in self._infos:
            if len(self._infos) >= _MOST_REMEMBERED:
                self._infos.clear()
            infos = [lexicon.find(field, term) for lexicon in self._lexicons]
            self._infos[key] = (sum(info.holding for info in infos if info is not None), infos)
        return self._infos[key]


def _docnums(segment: Segment, info: TermInfo) -> Iterable[int]:
    """The documents of a segment that hold a term. Of one or two the table of terms tells which."""
    if info.last >= segment.size:
        raise CorruptIndexError(f"no document {info.last}")
    if info.holding <= 2:
        return (info.first, info.last)
    return accumulate(block_of(segment.reader, info)[0])


def block_of(reader: SegmentReader, info: TermInfo) -> Block:
    """The postings of a term, which are one block.

    Raises CorruptIndexError where they are not what was written; what they are unpickled from is trusted then.
    """
    held = reader._terms._postfile.get(info.start, info.length)  # noqa: SLF001
    if not held or crc32(held) != info.checksum:
        raise CorruptIndexError(f"no postings at {info.start}")
    data = BytesIO(held)
    data.seek(_HEAD_AT)
    load(data)  # noqa: S301 - lies in the user's own cache folder, see index_folder
    gaps, counts, _ = load(data)  # noqa: S301
    return gaps, counts


def column_of(segment: Segment, name: str) -> ColumnReader:
    """A column of values of whatever length. Raises CorruptIndexError where it cannot be opened."""
    with opening():
        return segment.reader.column_reader(name, translate=False)


def value_in(column: ColumnReader, docnum: int) -> bytes:
    """A document's value. Raises CorruptIndexError where the column has none."""
    try:
        return bytes(column[docnum])
    except IndexError as error:
        raise CorruptIndexError(f"no value of {docnum}") from error


def length_codes(segment: Segment, field: str) -> bytes | memoryview:
    """The field lengths of a segment's documents, one byte each, see FIELD_LENGTHS; 0 where none was kept."""
    held = _column_bytes(segment, length_column(field), LENGTHS_COLUMN, 1)
    return held if len(held) == segment.size else bytes(held).ljust(segment.size, b"\0")


def column_rows(segment: Segment, field: str, width: int) -> bytes | memoryview:
    """The values of a column of fixed width for a segment's documents, one behind the other.

    Raises CorruptIndexError where some are missing.
    """
    held = _column_bytes(segment, field, segment.reader.schema[field].column_type, width)
    if len(held) != segment.size * width:
        raise CorruptIndexError(f"not all rows of {field}")
    return held


def _column_bytes(segment: Segment, name: str, column_type: Column, width: int) -> bytes | memoryview:
    with opening():
        column = segment.reader._perdoc._cached_reader(name, column_type)  # noqa: SLF001
    if column is None:
        return b""
    length = min(column._count, segment.size) * width  # noqa: SLF001
    return part_of(column._dbfile, column._basepos, length)  # noqa: SLF001


def length_column(field: str) -> str:
    """The name of the column of a field's lengths."""
    return f"_{field}_len"

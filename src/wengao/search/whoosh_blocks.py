"""The inside parts of Whoosh that wengao touches, all in this one module.

Whoosh sorts every posting on its own and writes it in blocks of 128. Here postings are grouped by term as they come,
and each term becomes one block: that is several times faster to write, and a whole block can be taken at once when
it is read. The files, segments, deletions and locks stay Whoosh's own, and its matchers read these blocks too.

Pinned to one version of whoosh3: tests/search/test_whoosh_blocks.py names every inside part that is relied on.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from operator import sub
from pickle import dumps
from typing import TYPE_CHECKING, Any

from whoosh.codec.whoosh3 import (
    LENGTHS_COLUMN,
    WHOOSH3_HEADER_MAGIC,
    W3Codec,
    W3FieldWriter,
    W3LeafMatcher,
    W3TermInfo,
)
from whoosh.reading import TermNotFound
from whoosh.system import pack_int, pack_ushort
from whoosh.util.numeric import byte_to_length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from whoosh.columns import Column
    from whoosh.fields import Schema
    from whoosh.index import FileIndex
    from whoosh.reading import IndexReader, SegmentReader
    from whoosh.writing import SegmentWriter

    Pairs = array[int]
    """Document number and frequency in turn, in the order of document numbers."""
    Block = tuple[Sequence[int], Sequence[int] | None]
    """Gaps between document numbers, the first from 0, and frequencies; None where all are one."""

FIELD_LENGTHS = tuple(byte_to_length(code) for code in range(256))
"""The field length that each byte of a length column stands for."""

_SHORT = 16
_MOST_REMEMBERED = 20_000
_SHORTEST_LENGTH, _LONGEST_LENGTH = 1, FIELD_LENGTHS[-1]


class GroupedPostings:
    """The postings of a segment that is being written, by field and term; takes the place of Whoosh's pool.

    size: how many postings it holds.
    """

    def __init__(self) -> None:
        self._fields: dict[str, dict[str, Pairs]] = defaultdict(partial(defaultdict, partial(array, "I")))
        self.size = 0

    def add_terms(self, field: str, docnum: int, terms: Iterable[str]) -> int:
        """Add the terms of one field of one document; returns how many there are, repeated ones counted."""
        of_field = self._fields[field]
        counts = Counter(terms)
        for term, count in counts.items():
            postings = of_field[term]
            postings.append(docnum)
            postings.append(count)
        self.size += len(counts)
        return counts.total()

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Add one posting of a segment that is being merged."""
        field, term, docnum, weight, _ = posting
        self._fields[field][term.decode()].extend((docnum, int(weight)))
        self.size += 1

    def iter_postings(self) -> Iterator[tuple[str, bytes, Pairs]]:
        """The postings by field and term, in the order that the index keeps."""
        for field in sorted(self._fields):
            terms = self._fields[field]
            for term in sorted(terms):
                yield field, term.encode(), terms[term]

    def cleanup(self) -> None:
        """Let the postings go."""
        self._fields.clear()


class BlockFieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes each term's postings as one block."""

    def add_postings(
        self, schema: Schema, lengths: object, items: Iterable[tuple[str, bytes, Pairs]]
    ) -> None:
        """Write all terms; `lengths` is not looked at, see `_bounds`."""
        del lengths
        last = None
        for field, term, postings in items:
            if field != last:
                if last is not None:
                    self.finish_field()
                self.start_field(field, schema[field])
                last = field
            info = self._write_term(postings[0::2], postings[1::2])
            self._tindex.add(pack_ushort(self._fieldid) + term, info.to_bytes())
        if last is not None:
            self.finish_field()

    def _write_term(self, docnums: Pairs, counts: Pairs) -> W3TermInfo:
        info = W3TermInfo()
        heaviest = max(counts)
        _bounds(info, docnums, counts, heaviest)
        gaps = _compact([docnums[0], *map(sub, docnums[1:], docnums)])
        block = dumps((gaps, None if heaviest == 1 else _compact(counts), None), 5)
        head = dumps((len(docnums), docnums[-1], float(heaviest), 0, 0, 255), 2)
        # The last block of a term carries its length as a negative number.
        written = b"".join((WHOOSH3_HEADER_MAGIC, pack_int(-(len(head) + len(block))), head, block))
        info.set_extent(self._postfile.tell(), len(written))
        self._postfile.write(written)
        return info


def _bounds(info: W3TermInfo, docnums: Pairs, counts: Pairs, heaviest: int) -> None:
    """Fill in a term's statistics. Field lengths serve only to skip blocks, so bounds that always hold will do."""
    info._weight, info._df = float(sum(counts)), len(docnums)  # noqa: SLF001
    info._minlength, info._maxlength, info._maxweight = _SHORTEST_LENGTH, _LONGEST_LENGTH, float(heaviest)  # noqa: SLF001
    info._minid, info._maxid = docnums[0], docnums[-1]  # noqa: SLF001


def _compact(numbers: Sequence[int]) -> Sequence[int]:
    """The numbers in the form that takes the fewest bytes in a pickle: an array, unless there are few."""
    if len(numbers) < _SHORT:
        return tuple(numbers)
    largest = max(numbers)
    return array("B" if largest < 1 << 8 else "H" if largest < 1 << 16 else "I", numbers)


class BlockCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with BlockFieldWriter."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(compression=0)

    def field_writer(self, storage: Any, segment: Any) -> BlockFieldWriter:
        """The writer of a segment's terms."""
        return BlockFieldWriter(self, storage, segment)


def block_writer(index: FileIndex) -> SegmentWriter:
    """A Whoosh writer that groups its postings."""
    writer = index.writer(codec=BlockCodec())
    writer.pool = GroupedPostings()
    return writer


def add_terms(
    writer: SegmentWriter,
    terms: Mapping[str, Iterable[str]],
    stored: Mapping[str, Any],
    columns: Mapping[str, bytes],
) -> int:
    """Add a document given by its fields' terms, its stored values and those of its columns.

    Returns how many postings are waiting.
    """
    per_document, pool, schema = writer.perdocwriter, writer.pool, writer.schema
    per_document.start_doc(writer.docnum)
    for field, values in terms.items():
        length = pool.add_terms(field, writer.docnum, values)
        per_document.add_field(field, schema[field], None, length if schema[field].scorable else 0)
    for field, value in stored.items():
        per_document.add_field(field, schema[field], value, 0)
    for field, row in columns.items():
        per_document.add_column_value(field, schema[field].column_type, row)
    per_document.finish_doc()
    writer._added = True  # noqa: SLF001
    writer.docnum += 1
    return int(pool.size)


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
        self._infos: dict[tuple[str, str], tuple[int, list[W3TermInfo | None]]] = {}

    def document_frequency(self, field: str, term: str) -> int:
        """How many documents hold the term, deleted ones included."""
        return self._of(field, term)[0]

    def average_length(self, field: str) -> float:
        """The average number of terms in the field."""
        return float(self._reader.field_length(field)) / (self.total or 1)

    def blocks(self, place: int, field: str, term: str) -> Iterator[Block]:
        """The blocks of a term's postings in the segment at `place`, deleted documents included."""
        info = self._of(field, term)[1][place]
        if info is None:
            return
        reader = self.segments[place].reader
        file, position = reader._terms._postfile, info.extent()[0]  # noqa: SLF001
        matcher = W3LeafMatcher(file, position, info.extent()[1], reader.schema[field].format)
        while True:
            matcher._read_data()  # noqa: SLF001
            gaps, counts, _ = matcher._data  # noqa: SLF001
            yield gaps, counts
            if matcher._lastblock:  # noqa: SLF001
                return
            matcher._next_block()  # noqa: SLF001

    def docnums(self, field: str, term: str) -> set[int]:
        """The numbers of the documents that hold a term, over all segments, without deleted ones."""
        found: set[int] = set()
        for place, segment in enumerate(self.segments):
            held = {docnum for gaps, _ in self.blocks(place, field, term) for docnum in accumulate(gaps)}
            found.update(segment.first + docnum for docnum in held - segment.deleted)
        return found

    def _of(self, field: str, term: str) -> tuple[int, list[W3TermInfo | None]]:
        """In how many documents a term stands, and where each segment keeps it."""
        key = (field, term)
        if key not in self._infos:
            if len(self._infos) >= _MOST_REMEMBERED:
                self._infos.clear()
            infos = [_info(segment.reader, field, term.encode()) for segment in self.segments]
            self._infos[key] = (sum(info.doc_frequency() for info in infos if info is not None), infos)
        return self._infos[key]


def _info(reader: SegmentReader, field: str, term: bytes) -> W3TermInfo | None:
    try:
        return reader._terms.term_info(field, term)  # noqa: SLF001
    except TermNotFound:
        return None


def length_codes(segment: Segment, field: str) -> bytes:
    """The field lengths of a segment's documents, one byte each, see FIELD_LENGTHS."""
    return _column_bytes(segment, f"_{field}_len", LENGTHS_COLUMN, 1)


def column_rows(segment: Segment, field: str, width: int) -> bytes:
    """The values of a column of fixed width for a segment's documents, one behind the other."""
    return _column_bytes(segment, field, segment.reader.schema[field].column_type, width)


def _column_bytes(segment: Segment, name: str, column_type: Column, width: int) -> bytes:
    wanted = segment.size * width
    column = segment.reader._perdoc._cached_reader(name, column_type)  # noqa: SLF001
    if column is None:
        return bytes(wanted)
    held = min(column._count * width, wanted)  # noqa: SLF001
    return bytes(column._dbfile.get(column._basepos, held)).ljust(wanted, b"\0")  # noqa: SLF001

"""Writing an index: postings grouped by term, one block a term, columns kept whole; merging segments."""

from __future__ import annotations

from array import array
from itertools import accumulate
from os import getpid
from pickle import dumps
from struct import Struct
from typing import TYPE_CHECKING, Any
from zlib import crc32

from whoosh.codec.whoosh3 import (
    WHOOSH3_HEADER_MAGIC,
    W3Codec,
    W3FieldWriter,
    W3PerDocWriter,
)
from whoosh.columns import FixedBytesColumn
from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.util.numeric import length_to_byte
from whoosh.util.numlists import GrowableArray
from whoosh.writing import SegmentWriter

from wengao.search.posting_groups import GroupedPostings
from wengao.search.whoosh_blocks.lexicon import CHECKSUM, EXTENT, SLOT, STATISTICS, Lexicon
from wengao.search.whoosh_blocks.mapped import BlockSegment
from wengao.search.whoosh_blocks.opening import SealedStorage, opening
from wengao.search.whoosh_blocks.reading import (
    Segment,
    block_of,
    column_of,
    length_codes,
    length_column,
    value_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.columns import Column
    from whoosh.fields import Schema
    from whoosh.filedb.filestore import FileStorage, Storage
    from whoosh.filedb.structfile import StructFile

    from wengao.search.field_postings import TermPostings


_CRC_HASH = 1
_SHORTEST_CODE, _LONGEST_CODE = 1, 255
"""Bounds of field lengths that hold for every term."""
_ENTRY = Struct("!ii")
_PLACE_BITS = 40
"""Bits of a place in a file of terms: a terabyte."""
_EMPTY_SLOT = bytes(SLOT.size)
_KEY_FIELD, _BLOCK_LENGTH = Struct("!H"), Struct("!i")


class TermWriter(OrderedHashWriter):  # type: ignore[misc]
    """Whoosh's table of terms, hashed with CRC instead of MD5; readers find in the file which it is.

    buckets: entries by the last byte of their hash, each as one number: the rest of the hash before its place in the file.
    Whoosh keeps tuples, which take fifteen times the memory.
    """

    def __init__(self, file: StructFile) -> None:
        HashWriter.__init__(self, file, hashtype=_CRC_HASH)
        self.index = GrowableArray("q")
        self.buckets = [array("Q") for _ in range(256)]
        self._end = file.tell()

    def add(self, key: bytes, value: bytes) -> None:
        """Add an entry; keys come in ascending order."""
        entry = b"".join((_ENTRY.pack(len(key), len(value)), key, value))
        code = crc32(key)
        self.buckets[code & 255].append(code >> 8 << _PLACE_BITS | self._end)
        self.index.append(self._end)
        self.dbfile.write(entry)
        self._end += len(entry)

    def _write_hashes(self) -> None:
        """Write the slots by which entries are found."""
        for last_byte, entries in enumerate(self.buckets):
            count = 2 * len(entries)
            self.directory.append((self._end, count))
            slots = [0] * count
            for entry in entries:
                place = (entry >> _PLACE_BITS) % count
                while slots[place]:
                    place = (place + 1) % count
                slots[place] = entry
            written = b"".join([_slot(entry, last_byte) for entry in slots])
            self.dbfile.write(written)
            self._end += len(written)


def _slot(entry: int, last_byte: int) -> bytes:
    """A slot with an entry as TermWriter keeps it; 0 for an empty one."""
    if not entry:
        return _EMPTY_SLOT
    return SLOT.pack(entry >> _PLACE_BITS << 8 | last_byte, entry & (1 << _PLACE_BITS) - 1)


class BlockFieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes each term's postings as one block."""

    _tindex: Any

    def __init__(self, codec: W3Codec, storage: Storage, segment: W3Segment) -> None:
        super().__init__(codec, storage, segment)
        file = self._tindex.dbfile
        file.seek(0)
        self._tindex = TermWriter(file)
        self._tindex.extras["fieldmap"] = self._fieldmap
        self._place = self._postfile.tell()

    def add_postings(
        self, schema: Schema, lengths: object, items: Iterable[tuple[str, str, TermPostings]]
    ) -> None:
        """Write all terms; `lengths` is not looked at: bounds of field lengths serve only to skip blocks."""
        del lengths
        last = None
        for field, term, postings in items:
            if field != last:
                if last is not None:
                    self.finish_field()
                self.start_field(field, schema[field])
                last = field
            self._write_term(_KEY_FIELD.pack(self._fieldid) + term.encode(), postings)
        if last is not None:
            self.finish_field()

    def _write_term(self, key: bytes, postings: TermPostings) -> None:
        gaps, counts, first, last, heaviest, total, holding = postings
        block = dumps((gaps, counts, None), 5)
        head = dumps((holding, last, float(heaviest), 0, 0, _LONGEST_CODE), 2)
        # The last block of a term carries its length as a negative number.
        length = _BLOCK_LENGTH.pack(-(len(head) + len(block)))
        written = b"".join((WHOOSH3_HEADER_MAGIC, length, head, block))
        info = STATISTICS.pack(0, total, holding, _SHORTEST_CODE, _LONGEST_CODE, heaviest, first, last)
        extent = EXTENT.pack(self._place, len(written))
        self._tindex.add(key, b"".join((info, extent, CHECKSUM.pack(crc32(written)))))
        self._postfile.write(written)
        self._place += len(written)


class BlockDocumentWriter(W3PerDocWriter):  # type: ignore[misc]
    """Keeps field lengths and rows of fixed width in memory, and writes each as one column."""

    def __init__(self, codec: W3Codec, storage: Storage, segment: W3Segment) -> None:
        super().__init__(codec, storage, segment)
        self._rows: dict[str, bytearray] = {}

    def add_length(self, field: str, length: int) -> None:
        """Note how many terms the document at hand has in a field."""
        self.add_row(length_column(field), bytes((length_to_byte(length),)))
        self._fieldlengths[field] += length

    def add_row(self, column: str, row: bytes) -> None:
        """Add the document's row of a column, all rows of which have one width."""
        rows = self._rows.setdefault(column, bytearray())
        rows.extend(bytes(self._docnum * len(row) - len(rows)))
        rows.extend(row)

    def add_value(self, column: str, column_type: Column, value: bytes) -> None:
        """Add the document's value of a column of whatever type."""
        if isinstance(column_type, FixedBytesColumn):
            self.add_row(column, value)
        else:
            self.add_column_value(column, column_type, value)

    def add_length_total(self, field: str, length: int) -> None:
        """Count terms of documents whose lengths were taken over as rows."""
        self._fieldlengths[field] += length

    def close(self) -> None:
        """Write the columns."""
        for column, rows in self._rows.items():
            self._cols.create_file(column).write(bytes(rows))
        super().close()


class BlockCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with the writers of this module."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(compression=0)

    def field_writer(self, storage: Storage, segment: W3Segment) -> BlockFieldWriter:
        """The writer of a segment's terms."""
        return BlockFieldWriter(self, storage, segment)

    def per_document_writer(self, storage: Storage, segment: W3Segment) -> BlockDocumentWriter:
        """The writer of a segment's columns."""
        return BlockDocumentWriter(self, storage, segment)

    def new_segment(self, storage: Storage, name: str) -> BlockSegment:
        """A segment that is about to be written."""
        del storage
        return BlockSegment(self, name)


def block_writer(index: FileIndex) -> SegmentWriter:
    """A Whoosh writer that groups its postings."""
    with opening():
        writer = index.writer(codec=BlockCodec())
    writer.pool = GroupedPostings()
    return writer


class _OwnTemporaries(SealedStorage):
    """The folder of an index in which several write at once; Whoosh's writers all use one folder of temporary files."""

    def temp_storage(self, name: str | None = None) -> FileStorage:
        """The folder of this process's temporary files."""
        return super().temp_storage(f"{name}.{getpid()}")


def segment_writer(index: FileIndex) -> SegmentWriter:
    """A writer of one segment, which the index learns of by commit_segments; takes no lock."""
    apart = FileIndex(_OwnTemporaries(index.storage.folder), indexname=index.indexname)
    with opening():
        writer = SegmentWriter(apart, codec=BlockCodec(), _lk=False)
    writer.pool = GroupedPostings()
    return writer


def finished_segment(writer: SegmentWriter) -> W3Segment:
    """The segment of a segment_writer, written."""
    segment = writer._finalize_segment()  # noqa: SLF001
    writer._finish()  # noqa: SLF001
    return segment


def commit_segments(index: FileIndex, segments: Iterable[W3Segment]) -> None:
    """Put finished segments into an index."""
    block_writer(index).commit(mergetype=lambda _, present: [*present, *segments])


def add_terms(writer: SegmentWriter, terms: Mapping[str, Iterable[str]], values: Mapping[str, bytes]) -> int:
    """Add a document given by its fields' terms and the values of its columns.

    Returns how many terms are waiting to be written.
    """
    per_document, pool, schema = writer.perdocwriter, writer.pool, writer.schema
    per_document.start_doc(writer.docnum)
    for field, texts in terms.items():
        length = pool.add_terms(field, writer.docnum, texts)
        if schema[field].scorable:
            per_document.add_length(field, length)
    for column, value in values.items():
        per_document.add_value(column, schema[column].column_type, value)
    _finish(writer)
    return int(pool.size)


def merge(writer: SegmentWriter, segment: W3Segment) -> None:
    """Take over the documents of another segment that are not deleted, and their postings."""
    reader = segment_reader(writer, segment)
    try:
        numbers = take_over_documents(writer, Segment(reader, 0))
        _take_over_postings(writer, reader, numbers)
    finally:
        reader.close()


def segment_reader(writer: SegmentWriter, segment: W3Segment) -> SegmentReader:
    """A reader of one segment of what a writer writes to."""
    with opening():
        return SegmentReader(writer.storage, writer.schema, segment)


def take_over_documents(writer: SegmentWriter, segment: Segment) -> list[int]:
    """Write the columns of a segment's documents; returns the new number of each, -1 for one that is deleted."""
    per_document = writer.perdocwriter
    fields = writer.schema.items()
    lengths = {length_column(name): length_codes(segment, name) for name, field in fields if field.scorable}
    columns = {name: field.column_type for name, field in fields if field.column_type}
    values = {name: column_of(segment, name) for name in columns}
    numbers = []
    for docnum in range(segment.size):
        if docnum in segment.deleted:
            numbers.append(-1)
            continue
        per_document.start_doc(writer.docnum)
        for name, codes in lengths.items():
            per_document.add_row(name, codes[docnum : docnum + 1])
        for name, column_type in columns.items():
            per_document.add_value(name, column_type, value_in(values[name], docnum))
        numbers.append(writer.docnum)
        _finish(writer)
    return numbers


def _take_over_postings(writer: SegmentWriter, reader: SegmentReader, numbers: Sequence[int]) -> None:
    scored = {name for name, field in writer.schema.items() if field.scorable}
    for field, term, info in Lexicon(reader).entries():
        gaps, counts = block_of(reader, info)
        docnums, held = [numbers[docnum] for docnum in accumulate(gaps)], counts or (1,) * len(gaps)
        if -1 in docnums:
            left = [pair for pair in zip(docnums, held, strict=True) if pair[0] >= 0]
            if not left:
                continue
            docnums, held = map(list, zip(*left, strict=True))
        writer.pool.take_over(field, term, docnums, held)
        if field in scored:
            writer.perdocwriter.add_length_total(field, sum(held))


def _finish(writer: SegmentWriter) -> None:
    writer.perdocwriter.finish_doc()
    writer._added = True  # noqa: SLF001
    writer.docnum += 1

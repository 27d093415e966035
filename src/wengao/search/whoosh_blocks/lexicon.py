"""The terms of a segment (词表): looked up, read in order, or looked through for a character.

Whoosh keeps them in one table: entries one behind the other in the order of field and term, behind them slots by which
one entry is found, and last the place of each entry. Whoosh's own way makes a dozen objects for each entry that it
passes; here the bytes are read where they lie.
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_right
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

from whoosh.codec.whoosh3 import CorruptIndexError, W3TermInfo

from wengao.search.whoosh_blocks.mapped import part_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whoosh.reading import SegmentReader

STATISTICS, EXTENT, CHECKSUM = W3TermInfo._struct, Struct("!qi"), Struct("!I")  # noqa: SLF001
"""What the table tells of a term: as Whoosh keeps it, where its postings lie, and their CRC, which Whoosh does not read."""

SLOT, _LENGTHS, _FIELD = Struct("!Iq"), Struct("!ii"), Struct("!H")
"""A slot: hash and place of an entry. What an entry begins with: how long key and value are. What a key begins with."""
_TERM_AT = _LENGTHS.size + _FIELD.size
_CHECKSUM_AT = STATISTICS.size + EXTENT.size
_VALUE = _CHECKSUM_AT + CHECKSUM.size
_FREQUENCY = Struct("!I")
_FREQUENCY_AT = Struct("!Bf").size


class TermInfo(NamedTuple):
    """What a segment knows of a term.

    holding: how many documents hold it. first, last: of them. start, length: where its postings lie, in bytes.
    checksum: their CRC.
    """

    holding: int
    first: int
    last: int
    start: int
    length: int
    checksum: int


class Lexicon:
    """The table of terms of one segment. Its methods raise CorruptIndexError or struct.error where it is damaged."""

    def __init__(self, reader: SegmentReader) -> None:
        self._table = reader._terms._tindex  # noqa: SLF001
        self._fields = reader._terms._fieldmap  # noqa: SLF001
        self._file = self._table.dbfile

    def find(self, field: str, term: str) -> TermInfo | None:
        """What is known of a term; None where the segment does not hold it."""
        number = self._fields.get(field)
        if number is None:
            return None
        key = _FIELD.pack(number) + term.encode()
        code, part = self._table.hashfn(key), self._file.get
        start, slots = self._table.tables[code & 255]
        for place in range(code >> 8, (code >> 8) + slots):
            held, entry = SLOT.unpack(part(start + place % slots * SLOT.size, SLOT.size))
            if not entry:
                return None
            if held == code:
                key_length, length = _LENGTHS.unpack(part(entry, _LENGTHS.size))
                found = part(entry + _LENGTHS.size, key_length + length)
                if found[:key_length] == key:
                    return _info(found, key_length)
        return None

    def frequencies(self, field: str) -> Iterator[tuple[str, int]]:
        """The terms of a field in order, with how many documents hold each."""
        start, end = self._extent(field)
        data = part_of(self._file, start, end - start)
        frequency_at = _FREQUENCY.unpack_from
        for term, value in _entries(data):
            yield _text(data[term:value]), frequency_at(data, value + _FREQUENCY_AT)[0]

    def entries(self) -> Iterator[tuple[str, str, TermInfo]]:
        """The terms of all fields, in the order of field and term."""
        names = {number: name for name, number in self._fields.items()}
        start, end = self._table.startofdata, self._table.endofdata
        data = part_of(self._file, start, end - start)
        for term, value in _entries(data):
            number = _FIELD.unpack_from(data, term - _FIELD.size)[0]
            if number not in names:
                raise CorruptIndexError(f"no field {number}")
            yield names[number], _text(data[term:value]), _info(data, value)

    def beginning(self, field: str, start_of_term: str) -> Iterator[TermInfo]:
        """The terms of a field that begin with a text."""
        wanted = start_of_term.encode()
        start, end = self._extent(field, wanted)
        data = part_of(self._file, start, end - start)
        for term, value in _entries(data):
            if data[term : term + len(wanted)] != wanted or value - term < len(wanted):
                return
            yield _info(data, value)

    def containing(self, field: str, part: str) -> Iterator[TermInfo]:
        """The terms of a field that hold a text anywhere.

        The bytes of all terms are looked through at once, which takes as long as reading one term in a hundred.
        """
        start, end = self._extent(field)
        data = part_of(self._file, start, end - start)
        entries = self._entry_places()
        before = -1
        for match in re.finditer(re.escape(part.encode()), data):
            entry = bisect_right(entries, start + match.start()) - 1
            term, value = _entry(data, entries[entry] - start)
            # What stands in an entry's numbers is no text.
            if entry != before and term <= match.start() and match.end() <= value:
                before = entry
                yield _info(data, value)

    def _extent(self, field: str, start_of_term: bytes = b"") -> tuple[int, int]:
        """Where the entries of a field lie that come no earlier than `start_of_term`."""
        number = self._fields.get(field)
        if number is None:
            return 0, 0
        start, end = (
            self._table.closest_key_pos(key)
            for key in (_FIELD.pack(number) + start_of_term, _FIELD.pack(number + 1))
        )
        last = self._table.endofdata
        return last if start is None else start, last if end is None else end

    def _entry_places(self) -> array[int]:
        table = self._table
        held = part_of(self._file, table.indexbase, table.indexlen * table.indexsize)
        places = array("q")
        if len(held) != table.indexlen * places.itemsize:
            raise CorruptIndexError("no places of terms")
        places.frombytes(held)
        if sys.byteorder == "little":
            places.byteswap()
        return places


def _entry(data: bytes | memoryview, place: int) -> tuple[int, int]:
    """Where the term and the value of the entry at `place` begin."""
    if not 0 <= place < len(data):
        raise CorruptIndexError(f"no term at {place}")
    return next(_entries(data, place))


def _entries(data: bytes | memoryview, place: int = 0) -> Iterator[tuple[int, int]]:
    """Where the term and the value of each entry begin, from the entry at `place` on."""
    lengths_at, key_at = _LENGTHS.unpack_from, _LENGTHS.size
    while place < len(data):
        key_length, length = lengths_at(data, place)
        if key_length < _FIELD.size or length != _VALUE:
            raise CorruptIndexError(f"no term at {place}")
        value = place + key_at + key_length
        yield place + _TERM_AT, value
        place = value + _VALUE


def _info(data: bytes | memoryview, value: int) -> TermInfo:
    _, _, holding, _, _, _, first, last = STATISTICS.unpack_from(data, value)
    start, length = EXTENT.unpack_from(data, value + STATISTICS.size)
    checksum = CHECKSUM.unpack_from(data, value + _CHECKSUM_AT)[0]
    return TermInfo(holding, first, last, start, length, checksum)


def _text(term: bytes | memoryview) -> str:
    try:
        return str(term, "utf-8")
    except UnicodeDecodeError as error:
        raise CorruptIndexError(f"no text: {error}") from error

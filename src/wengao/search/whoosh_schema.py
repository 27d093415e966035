"""The fields of the Whoosh index, and how a passage is written into them.

A change here needs a new SCHEMA_VERSION in index_folder, so that indexes made before it are built anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import fields as fields_of
from operator import attrgetter
from pickle import dumps, loads
from struct import Struct
from typing import TYPE_CHECKING
from zlib import crc32

from whoosh import analysis, columns, fields, formats
from whoosh.codec.whoosh3 import CorruptIndexError

from wengao.reading.models import Passage
from wengao.search.analysis import bigrams, fold
from wengao.search.facts import ROW, facts_of, packed
from wengao.search.wording import BIGRAMS, HEADINGS, TITLE, WORDS, PassageTerms, opening_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wengao.reading.models import Document
    from wengao.search.analysis import Analyser
    from wengao.search.facts import Label

OVERHEAD, OPENING, DOCUMENT = "overhead", "opening", "document"
RECORD, FACTS = "record", "facts"

OPENING_LENGTH = 2
"""Characters of a passage's opening that are looked up; the rest is proved on its text."""

FACTS_COLUMN = columns.FixedBytesColumn(ROW.size)
"""The column of rows of facts, see search.facts."""
RECORDS = columns.VarBytesColumn()
"""The column of records."""

_PASSAGE_VALUES = attrgetter(*(field.name for field in fields_of(Passage)))
_CHECKSUM = Struct("!I")


class CountedTerms(fields.FieldType):  # type: ignore[misc]
    """A field that is given its terms ready-made and keeps how often each stands in the passage.

    Keeps no positions: exact phrases are looked up by character pairs and proved on the stored text, so that a
    phrase is found wherever the segmenter cut it, and the index stays half as large.
    scored: whether field lengths are kept for BM25.
    """

    def __init__(self, *, scored: bool) -> None:
        super().__init__(formats.Existence(), analysis.IDAnalyzer(), scorable=scored)


def schema() -> fields.Schema:
    """The schema of the index."""
    scored = dict.fromkeys((WORDS, BIGRAMS, HEADINGS, TITLE), CountedTerms(scored=True))
    keys = dict.fromkeys((OVERHEAD, OPENING, DOCUMENT), CountedTerms(scored=False))
    return fields.Schema(**scored, **keys, record=fields.COLUMN(RECORDS), facts=fields.COLUMN(FACTS_COLUMN))


class PassageFields:
    """Turns passages into the fields of the index."""

    def __init__(self, analyser: Analyser, document: Document, label: Label | None = None) -> None:
        self._terms = PassageTerms(analyser, document)
        self._document = document
        self._label = label
        self._title_pairs = _pairs((document.title,))
        self._path: tuple[str, ...] = ()
        self._path_pairs = self._title_pairs

    def terms(self, passage: Passage) -> dict[str, Iterable[str]]:
        """The terms of each field of a passage."""
        if self._path != passage.heading_path:
            self._path = passage.heading_path
            self._path_pairs = self._title_pairs | _pairs(passage.heading_path)
        own = _pairs((passage.text,)) if passage.kind == "heading" else set()
        return {
            **self._terms.of(passage),
            OVERHEAD: self._path_pairs | own,
            DOCUMENT: (self._document.id,),
            OPENING: (opening_of(passage.text)[:OPENING_LENGTH],),
        }

    def values(self, passage: Passage) -> dict[str, bytes]:
        """The values of each column of a passage."""
        return {
            RECORD: Record(passage, self._document.title).stored(),
            FACTS: packed(facts_of(passage, self._document, self._label)),
        }


def _pairs(texts: Iterable[str]) -> set[str]:
    return {pair for text in texts for pair in bigrams(fold(text))}


@dataclass(frozen=True, slots=True)
class Record:
    """What is stored with a passage. title: of its document."""

    passage: Passage
    title: str

    def stored(self) -> bytes:
        """The record as the index keeps it."""
        values = dumps((_PASSAGE_VALUES(self.passage), self.title), 5)
        return _CHECKSUM.pack(crc32(values)) + values

    @staticmethod
    def read(stored: bytes) -> Record:
        """The record that `stored` was written from. Raises CorruptIndexError where it is not what was written."""
        held = stored[_CHECKSUM.size :]
        if stored[: _CHECKSUM.size] != _CHECKSUM.pack(crc32(held)):
            raise CorruptIndexError("no record")
        values, title = loads(held)  # noqa: S301 - lies in the user's own cache folder, see index_folder
        return Record(Passage(*values), title)

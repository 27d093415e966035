"""The fields of the Whoosh index, and how a passage is written into them.

A change here needs a new SCHEMA_VERSION in index_folder, so that indexes made before it are built anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import fields as fields_of
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from whoosh import analysis, fields, formats

from wengao.corpus.models import Passage
from wengao.prose.headings import shape_text
from wengao.search.analysis import bigrams, fold
from wengao.search.collapsing import sketch_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wengao.corpus.models import Document
    from wengao.search.analysis import Analyser
    from wengao.search.collapsing import Sketch

WORDS, BIGRAMS, HEADINGS, TITLE = "words", "bigrams", "headings", "title"
OVERHEAD = "overhead"
ROLE, GENRE, KIND, YEAR, ORGAN, DOCUMENT = "role", "genre", "kind", "year", "organ", "document"
OPENING, SHAPE = "opening", "shape"
RECORD = "record"

_PASSAGE_VALUES = attrgetter(*(field.name for field in fields_of(Passage)))
_CHAIN_OPENING = re.compile(r"^(?:[一二三四五六七八九十](?:是|要)|第[一二三四五六七八九十][，,、])")


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
    keys = (OVERHEAD, ROLE, GENRE, KIND, YEAR, ORGAN, DOCUMENT, OPENING, SHAPE)
    return fields.Schema(**scored, **dict.fromkeys(keys, CountedTerms(scored=False)), record=fields.STORED)


def opening_of(text: str) -> str:
    """A passage's folded text without the 一是, 二要 or 第三， that it begins with."""
    return fold(_CHAIN_OPENING.sub("", text.lstrip(), count=1))


def overhead_texts(document_title: str, passage: Passage) -> tuple[str, ...]:
    """What stands over a passage: the title, the headings, and its own text where it is a heading."""
    own = (passage.text,) if passage.kind == "heading" else ()
    return (document_title, *passage.heading_path, *own)


class PassageFields:
    """Turns passages into the fields of the index; the words of a heading path are cut once a section."""

    def __init__(self, analyser: Analyser, document: Document) -> None:
        self._analyser = analyser
        self._document = document
        self._title_words = analyser.word_texts(document.title)
        self._path_words: tuple[tuple[str, ...], list[str]] = ((), [])

    def terms(self, passage: Passage) -> dict[str, Iterable[str]]:
        """The terms of each field of a passage."""
        document = self._document
        overhead = overhead_texts(document.title, passage)
        return {
            WORDS: self._analyser.word_texts(passage.text),
            BIGRAMS: bigrams(fold(passage.text)),
            HEADINGS: self._words_of(passage.heading_path),
            TITLE: self._title_words,
            OVERHEAD: {pair for text in overhead for pair in bigrams(fold(text))},
            ROLE: _key(passage.role),
            GENRE: _key(document.genre),
            KIND: _key(passage.kind),
            YEAR: _key(document.year),
            ORGAN: _key(document.organ),
            DOCUMENT: _key(document.id),
            OPENING: _key(opening_of(passage.text)[:2]),
            SHAPE: _key(shape_text(passage.text) if passage.kind == "heading" else None),
        }

    def stored(self, passage: Passage) -> dict[str, Any]:
        """What is stored with a passage."""
        document = self._document
        sketch = sketch_of(passage.text)
        record = Record(passage, document.title, document.genre, document.year, sketch)
        return {RECORD: record.stored()}

    def _words_of(self, path: tuple[str, ...]) -> list[str]:
        if self._path_words[0] != path:
            words = [word for heading in path for word in self._analyser.word_texts(heading)]
            self._path_words = (path, words)
        return self._path_words[1]


def _key(value: str | int | None) -> tuple[str, ...]:
    return (str(value),) if value else ()


@dataclass(frozen=True, slots=True)
class Record:
    """What is stored with a passage, so that candidates need no look into the library.

    title, genre, year: of the passage's document. sketch: see collapsing.sketch_of.
    """

    passage: Passage
    title: str
    genre: str
    year: int | None
    sketch: Sketch

    def stored(self) -> tuple[Any, ...]:
        """The record in the plain values that the index keeps."""
        return (_PASSAGE_VALUES(self.passage), self.title, self.genre, self.year, self.sketch)

    @staticmethod
    def read(stored: tuple[Any, ...]) -> Record:
        """The record that `stored` was written from."""
        values, *rest = stored
        return Record(Passage(*values), *rest)

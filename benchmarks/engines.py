"""The engines that the search benchmark compares, each behind the same two calls: `build` and `search`.

All are given the same passages as they stand, and cut words and character pairs of text, headings and title themselves
(`Cutting`): what that takes is counted for each. "wengao" is the search as drafters use it: it reads a library, and ranks,
proves, collapses and spreads what it finds. "wengao 只算词" is its technique over the words of the texts alone, without
pairs, headings, titles, filters and what is made of them: the baseline of quality, and no more than that.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from wengao.search.analysis import Analyser, bigrams, fold
from wengao.search.ranking import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

FIELDS = {
    "words": 1.0,
    "pairs": WEIGHTS.text.bigrams,
    "headings": WEIGHTS.text.headings,
    "title": WEIGHTS.text.title,
}
"""The fields that every engine holds, with what a term in each counts for."""


@dataclass(frozen=True, slots=True)
class Row:
    """A passage with what stands over it."""

    id: str
    text: str
    headings: tuple[str, ...] = ()
    title: str = ""


class Cutting:
    """Cuts texts into the terms of the fields. cache_folder: see Analyser."""

    def __init__(self, cache_folder: Path) -> None:
        self._analyser = Analyser(cache_folder)
        # As in the index itself: what stands over many passages is cut once.
        self._kept = lru_cache(maxsize=64)(self._analyser.word_texts)

    def words(self, text: str) -> list[str]:
        """The words of a text."""
        return self._analyser.word_texts(text)

    def fields(self, row: Row) -> dict[str, list[str]]:
        """The terms of each field of a passage."""
        return {
            "words": self.words(row.text),
            "pairs": list(bigrams(fold(row.text))),
            "headings": [word for heading in row.headings for word in self._kept(heading)],
            "title": list(self._kept(row.title)),
        }

    def asked(self, text: str) -> dict[str, list[str]]:
        """The terms that a query asks each field for."""
        words = list(dict.fromkeys(self.words(text)))
        pairs = list(dict.fromkeys(bigrams(fold(text))))
        return {field: pairs if field == "pairs" else words for field in FIELDS}


class Engine(Protocol):
    """One way to search. folder: where the index may lie."""

    def __init__(self, folder: Path, cutting: Cutting) -> None: ...

    def build(self, rows: Iterable[Row]) -> None:
        """Index the passages, and make ready to search."""

    def search(self, text: str, count: int) -> list[str]:
        """The ids of the best passages for a query as typed."""


class WengaoWords:
    """Wengao's technique over a Whoosh index of the words alone: grouped postings, whole blocks, NumPy."""

    def __init__(self, folder: Path, cutting: Cutting) -> None:
        self._folder = folder
        self._cutting = cutting

    def build(self, rows: Iterable[Row]) -> None:
        from whoosh import fields, index

        from wengao.search.array_scoring import ArrayScoring
        from wengao.search.facts import CODED, NUMBERED, Facts, packed
        from wengao.search.whoosh_blocks import Postings, add_terms, block_writer
        from wengao.search.whoosh_schema import FACTS_COLUMN, RECORDS, CountedTerms

        schema = fields.Schema(
            words=CountedTerms(scored=True), record=fields.COLUMN(RECORDS), facts=fields.COLUMN(FACTS_COLUMN)
        )
        opened = index.create_in(str(self._folder), schema)
        writer = block_writer(opened)
        facts = packed(Facts(**dict.fromkeys((*CODED, *NUMBERED), 0), sketch=(1,)))
        for one in rows:
            terms = {"words": self._cutting.words(one.text)}
            add_terms(writer, terms, {"record": one.id.encode(), "facts": facts})
        writer.commit()
        self._reader = opened.reader()
        self._postings = Postings(self._reader)
        self._scoring = ArrayScoring(self._postings, WEIGHTS, "facts")

    def search(self, text: str, count: int) -> list[str]:
        from wengao.search.engine import EngineRequest
        from wengao.search.text_scoring import FieldTerms, Scoring

        words = dict.fromkeys(self._cutting.words(text))
        held = [word for word in words if self._postings.document_frequency("words", word)]
        scoring = Scoring(EngineRequest(limit=count), (FieldTerms("words", held, 1.0),), (), "")
        return [
            self._postings.value("record", hit.number).decode() for hit in self._scoring.score(scoring).best
        ]


class StockWhoosh:
    """Whoosh as its documents show it: TEXT fields, its own writer and searcher."""

    def __init__(self, folder: Path, cutting: Cutting) -> None:
        self._folder = folder
        self._cutting = cutting

    def build(self, rows: Iterable[Row]) -> None:
        from whoosh import fields, index
        from whoosh.analysis import RegexTokenizer

        texts = {
            name: fields.TEXT(analyzer=RegexTokenizer(r"\S+"), field_boost=weight)
            for name, weight in FIELDS.items()
        }
        opened = index.create_in(str(self._folder), fields.Schema(id=fields.ID(stored=True), **texts))
        writer = opened.writer(limitmb=256)
        for row in rows:
            cut = {name: " ".join(terms) for name, terms in self._cutting.fields(row).items()}
            writer.add_document(id=row.id, **cut)
        writer.commit()
        self._searcher = opened.searcher()

    def search(self, text: str, count: int) -> list[str]:
        from whoosh.query import Or, Term

        asked = self._cutting.asked(text)
        query = Or([Term(name, term) for name, terms in asked.items() for term in terms])
        return [hit["id"] for hit in self._searcher.search(query, limit=count)]


class Fts5:
    """SQLite FTS5 with its bm25 (k1 1.2, b 0.75), a column a field."""

    def __init__(self, folder: Path, cutting: Cutting) -> None:
        self._connection = sqlite3.connect(folder / "fts5.db")
        self._cutting = cutting

    def build(self, rows: Iterable[Row]) -> None:
        run = self._connection.execute
        run(
            f"CREATE VIRTUAL TABLE passages USING fts5(id UNINDEXED, {', '.join(FIELDS)}, tokenize='unicode61')"
        )
        values = f"({', '.join('?' * (len(FIELDS) + 1))})"
        cut = ((row.id, *(" ".join(terms) for terms in self._cutting.fields(row).values())) for row in rows)
        with self._connection:
            self._connection.executemany(f"INSERT INTO passages VALUES {values}", cut)
        with self._connection:
            run("INSERT INTO passages(passages) VALUES ('optimize')")

    def search(self, text: str, count: int) -> list[str]:
        parts = []
        for name, terms in self._cutting.asked(text).items():
            quoted = ('"' + term.replace('"', '""') + '"' for term in terms)
            if either := " OR ".join(quoted):
                parts.append(f"({name} : ({either}))")
        if not parts:
            return []
        weights = ", ".join(map(str, (0.0, *FIELDS.values())))
        query = f"SELECT id FROM passages WHERE passages MATCH ? ORDER BY bm25(passages, {weights}) LIMIT ?"
        found = self._connection.execute(query, (" OR ".join(parts), count))
        return [identity for (identity,) in found]


class Bm25s:
    """bm25s: scores computed beforehand, sparse matrices in NumPy; the index is not kept incrementally.

    It knows no fields: the terms carry theirs, and all count alike.
    """

    def __init__(self, folder: Path, cutting: Cutting) -> None:
        self._folder = folder
        self._cutting = cutting

    def build(self, rows: Iterable[Row]) -> None:
        import bm25s

        self._ids: list[str] = []
        cut: list[list[str]] = []
        for row in rows:
            self._ids.append(row.id)
            cut.append(_with_fields(self._cutting.fields(row)))
        self._model = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
        self._model.index(cut, show_progress=False)
        self._model.save(str(self._folder / "bm25s"))

    def search(self, text: str, count: int) -> list[str]:
        asked = _with_fields(self._cutting.asked(text))
        if not any(term in self._model.vocab_dict for term in asked):
            return []
        found, _ = self._model.retrieve([asked], k=min(count, len(self._ids)), show_progress=False)
        return [self._ids[number] for number in found[0]]


def _with_fields(cut: Mapping[str, Sequence[str]]) -> list[str]:
    return [f"{name[0]}:{term}" for name, terms in cut.items() for term in terms]


class Tantivy:
    """tantivy (Rust) with its whitespace tokenizer, a field each."""

    def __init__(self, folder: Path, cutting: Cutting) -> None:
        self._folder = folder
        self._cutting = cutting

    def build(self, rows: Iterable[Row]) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        for name in FIELDS:
            builder.add_text_field(name, stored=False, tokenizer_name="whitespace")
        self._schema = builder.build()
        place = self._folder / "tantivy"
        place.mkdir()
        self._index = tantivy.Index(self._schema, path=str(place))
        writer = self._index.writer(heap_size=200_000_000, num_threads=1)
        for row in rows:
            cut = {name: " ".join(terms) for name, terms in self._cutting.fields(row).items()}
            writer.add_document(tantivy.Document(id=row.id, **cut))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, text: str, count: int) -> list[str]:
        import tantivy

        should = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, name, term), weight),
            )
            for (name, terms), weight in zip(self._cutting.asked(text).items(), FIELDS.values(), strict=True)
            for term in terms
        ]
        found = self._searcher.search(tantivy.Query.boolean_query(should), count).hits
        return [self._searcher.doc(address)["id"][0] for _, address in found]


class Wengao:
    """The search as drafters use it, over a library (library.db beside the index's folder)."""

    def __init__(self, folder: Path, cutting: Cutting) -> None:
        self._folder = folder

    def build(self, rows: Iterable[Row]) -> None:
        from wengao.library import Library
        from wengao.search.service import PassageSearch

        self._library: Any = Library(self._folder.parent / ".wengao" / "library.db")
        self._search = PassageSearch(self._library, self._folder)
        self._search.synchronise()

    def search(self, text: str, count: int) -> list[str]:
        from wengao.search.analysis import searchable_characters

        if not searchable_characters(text):
            return []
        plain = "".join(" " if char in '"“”「」『』：:－-' else char for char in text)
        return [hit.passage.id for hit in self._search.search(plain, limit=count).hits]


ENGINES: dict[str, type[Engine]] = {
    "wengao": Wengao,
    "Whoosh 原样": StockWhoosh,
    "SQLite FTS5": Fts5,
    "bm25s": Bm25s,
    "tantivy": Tantivy,
    "wengao 只算词": WengaoWords,
}
"""By the name that the table shows; the last is no rival, see above."""

"""The engines that the search benchmark compares, each behind the same two calls: `build` and `search`.

All but "wengao" are given the same words, cut beforehand, and rank by BM25 over them alone. "wengao" is the search as
drafters use it: it reads a library, cuts the words itself, indexes character pairs, headings and titles beside them,
and ranks, proves, collapses and spreads what it finds.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    Row = tuple[str, list[str]]
    """The id of a passage and its words."""


class Engine(Protocol):
    """One way to search. folder: where the index may lie."""

    def __init__(self, folder: Path) -> None: ...

    def build(self, rows: Iterable[Row]) -> None:
        """Index the passages, and make ready to search."""

    def search(self, text: str, words: Sequence[str], count: int) -> list[str]:
        """The ids of the best passages; `text` is the query as typed, `words` the same cut."""


class WengaoWords:
    """Wengao's technique over a Whoosh index of the same words: grouped postings, whole blocks, NumPy."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, rows: Iterable[Row]) -> None:
        from whoosh import fields, index

        from wengao.search.array_scoring import ArrayScoring
        from wengao.search.facts import CODED, NUMBERED, Facts, packed
        from wengao.search.ranking import WEIGHTS
        from wengao.search.whoosh_blocks import Postings, add_terms, block_writer
        from wengao.search.whoosh_schema import FACTS_COLUMN, RECORDS, CountedTerms

        schema = fields.Schema(
            words=CountedTerms(scored=True), record=fields.COLUMN(RECORDS), facts=fields.COLUMN(FACTS_COLUMN)
        )
        opened = index.create_in(str(self._folder), schema)
        writer = block_writer(opened)
        row = packed(Facts(**dict.fromkeys((*CODED, *NUMBERED), 0), sketch=(1,)))
        for identity, words in rows:
            add_terms(writer, {"words": words}, {"record": identity.encode(), "facts": row})
        writer.commit()
        self._reader = opened.reader()
        self._postings = Postings(self._reader)
        self._scoring = ArrayScoring(self._postings, WEIGHTS, "facts")

    def search(self, text: str, words: Sequence[str], count: int) -> list[str]:
        from wengao.search.engine import EngineRequest
        from wengao.search.text_scoring import FieldTerms, Scoring

        held = [word for word in dict.fromkeys(words) if self._postings.document_frequency("words", word)]
        scoring = Scoring(EngineRequest(limit=count), (FieldTerms("words", held, 1.0),), (), "")
        return [
            self._postings.value("record", hit.number).decode() for hit in self._scoring.score(scoring).best
        ]


class StockWhoosh:
    """Whoosh as its documents show it: a TEXT field, its own writer and searcher."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, rows: Iterable[Row]) -> None:
        from whoosh import fields, index
        from whoosh.analysis import RegexTokenizer

        schema = fields.Schema(id=fields.ID(stored=True), body=fields.TEXT(analyzer=RegexTokenizer(r"\S+")))
        opened = index.create_in(str(self._folder), schema)
        writer = opened.writer(limitmb=256)
        for identity, words in rows:
            writer.add_document(id=identity, body=" ".join(words))
        writer.commit()
        self._searcher = opened.searcher()

    def search(self, text: str, words: Sequence[str], count: int) -> list[str]:
        from whoosh.query import Or, Term

        query = Or([Term("body", word) for word in dict.fromkeys(words)])
        return [hit["id"] for hit in self._searcher.search(query, limit=count)]


class Fts5:
    """SQLite FTS5 with its bm25 (k1 1.2, b 0.75)."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "fts5.db")

    def build(self, rows: Iterable[Row]) -> None:
        run = self._connection.execute
        run("CREATE VIRTUAL TABLE passages USING fts5(id UNINDEXED, body, tokenize='unicode61')")
        with self._connection:
            self._connection.executemany(
                "INSERT INTO passages VALUES (?, ?)",
                ((identity, " ".join(words)) for identity, words in rows),
            )
        with self._connection:
            run("INSERT INTO passages(passages) VALUES ('optimize')")

    def search(self, text: str, words: Sequence[str], count: int) -> list[str]:
        asked = " OR ".join('"' + word.replace('"', '""') + '"' for word in dict.fromkeys(words))
        found = self._connection.execute(
            "SELECT id FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT ?", (asked, count)
        )
        return [identity for (identity,) in found]


class Bm25s:
    """bm25s: scores computed beforehand, sparse matrices in NumPy; the index is not kept incrementally."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, rows: Iterable[Row]) -> None:
        import bm25s

        every = list(rows)
        self._ids = [identity for identity, _ in every]
        self._model = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
        self._model.index([words for _, words in every], show_progress=False)
        self._model.save(str(self._folder / "bm25s"))

    def search(self, text: str, words: Sequence[str], count: int) -> list[str]:
        asked = list(dict.fromkeys(words))
        if not any(word in self._model.vocab_dict for word in asked):
            return []
        found, _ = self._model.retrieve([asked], k=min(count, len(self._ids)), show_progress=False)
        return [self._ids[number] for number in found[0]]


class Tantivy:
    """tantivy (Rust) with its whitespace tokenizer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, rows: Iterable[Row]) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("body", stored=False, tokenizer_name="whitespace")
        self._schema = builder.build()
        place = self._folder / "tantivy"
        place.mkdir()
        self._index = tantivy.Index(self._schema, path=str(place))
        writer = self._index.writer(heap_size=200_000_000, num_threads=1)
        for identity, words in rows:
            writer.add_document(tantivy.Document(id=identity, body=" ".join(words)))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, text: str, words: Sequence[str], count: int) -> list[str]:
        import tantivy

        should = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "body", word))
            for word in dict.fromkeys(words)
        ]
        found = self._searcher.search(tantivy.Query.boolean_query(should), count).hits
        return [self._searcher.doc(address)["id"][0] for _, address in found]


class Wengao:
    """The search as drafters use it, over a library (library.db beside the index's folder)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, rows: Iterable[Row]) -> None:
        from wengao.corpus.library import Library
        from wengao.search.service import PassageSearch

        self._library: Any = Library(self._folder.parent / ".wengao" / "library.db")
        self._search = PassageSearch(self._library, self._folder)
        self._search.synchronise()

    def search(self, text: str, words: Sequence[str], count: int) -> list[str]:
        from wengao.search.analysis import searchable_characters

        if not searchable_characters(text):
            return []
        plain = "".join(" " if char in '"“”「」『』：:－-' else char for char in text)
        return [hit.passage.id for hit in self._search.search(plain, limit=count).hits]


ENGINES: dict[str, type[Engine]] = {
    "wengao": Wengao,
    "wengao 只算词": WengaoWords,
    "Whoosh 原样": StockWhoosh,
    "SQLite FTS5": Fts5,
    "bm25s": Bm25s,
    "tantivy": Tantivy,
}
"""By the name that the table shows."""

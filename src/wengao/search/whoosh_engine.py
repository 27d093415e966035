"""The embedded engine: a Whoosh index in one folder.

Ranks with Whoosh's own matchers. Takes no locks against other processes and rebuilds nothing: search.index_folder
does. One engine serves one thread at a time.
"""

from __future__ import annotations

from contextlib import contextmanager
from math import log
from typing import TYPE_CHECKING, Any

from whoosh import index, scoring, writing
from whoosh.query import And, AndMaybe, Every, NullQuery, Or, Query, Term
from whoosh.reading import SegmentReader

from wengao.search import whoosh_schema as schema
from wengao.search.analysis import FUNCTION_WORDS, bigrams, fold
from wengao.search.damage import reporting_damage
from wengao.search.engine import EngineAnswer, EngineHit
from wengao.search.ranking import WEIGHTS
from wengao.search.whoosh_schema import PassageFields, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from whoosh.searching import Searcher

    from wengao.search.analysis import Analyser
    from wengao.search.engine import DocumentPassages, EngineRequest
    from wengao.search.ranking import Weights

MOST_SEGMENTS = 8
MOST_TERMS = 64
"""How many words and how many character pairs of a query are scored: the rarest, which tell the most."""

_MUCH_DELETED = 0.3
_PARTICLES = frozenset("的了和与及")


class PassageBM25(scoring.BM25F):  # type: ignore[misc]
    """BM25 whose idf never falls below zero, over all segments."""

    def idf(self, searcher: Searcher, fieldname: str, text: str) -> float:
        """ln(1 + (N - n + 0.5) / (n + 0.5)), deleted passages that are not yet merged away included."""
        parent = searcher.get_parent()
        holding, total = parent.doc_frequency(fieldname, text), parent.doc_count_all()
        return log(1 + (total - holding + 0.5) / (holding + 0.5))


def merge_policy(writer: writing.SegmentWriter, segments: list[Any]) -> list[Any]:
    """Keep few segments: merge what is largely deleted, and the smaller half where there would be too many."""
    by_size = sorted(segments, key=lambda segment: segment.doc_count())
    crowded = len(segments) >= MOST_SEGMENTS
    merged = [
        segment
        for place, segment in enumerate(by_size)
        if segment.deleted_count() > _MUCH_DELETED * segment.doc_count_all()
        or (crowded and place < len(by_size) - MOST_SEGMENTS // 2)
    ]
    for segment in merged:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in merged]


class WhooshEngine:
    """A SearchEngine over the Whoosh index in `folder`, which must be there (see `create`).

    Every method raises DamagedIndexError where the index cannot be read.
    """

    def __init__(self, folder: Path, analyser: Analyser, weights: Weights = WEIGHTS) -> None:
        self._analyser = analyser
        self._weights = weights
        self._open_searcher: Searcher | None = None
        with reporting_damage(folder):
            self._index = index.open_dir(str(folder))
        self._folder = folder

    @classmethod
    def create(cls, folder: Path, analyser: Analyser, weights: Weights = WEIGHTS) -> WhooshEngine:
        """A new, empty index in `folder`, which must be there and empty."""
        index.create_in(str(folder), schema.schema())
        return cls(folder, analyser, weights)

    def close(self) -> None:
        """Let go of the index's files."""
        if self._open_searcher is not None:
            self._open_searcher.close()
            self._open_searcher = None

    def add(self, documents: Iterable[DocumentPassages]) -> None:
        """See SearchEngine."""
        with self._writing() as writer:
            for document, passages in documents:
                writer.delete_by_term(schema.DOCUMENT, document.id)
                fields = PassageFields(self._analyser, document)
                for passage in passages:
                    writer.add_document(**fields(passage))

    def remove(self, document_ids: Iterable[str]) -> None:
        """See SearchEngine."""
        with self._writing() as writer:
            for document_id in document_ids:
                writer.delete_by_term(schema.DOCUMENT, document_id)

    @contextmanager
    def _writing(self) -> Iterator[writing.SegmentWriter]:
        with reporting_damage(self._folder):
            writer = self._index.writer(compound=False)
            try:
                yield writer
            except BaseException:
                writer.cancel()
                raise
            writer.commit(mergetype=merge_policy)
        self.close()

    @property
    def count(self) -> int:
        """See SearchEngine."""
        with reporting_damage(self._folder):
            return int(self._searcher.doc_count())

    @property
    def generation(self) -> int:
        """See SearchEngine."""
        with reporting_damage(self._folder):
            return int(self._index.latest_generation())

    def organs(self) -> tuple[str, ...]:
        """See SearchEngine."""
        with reporting_damage(self._folder):
            return tuple(self._lexicon(schema.ORGAN))

    def query(self, request: EngineRequest) -> EngineAnswer:
        """See SearchEngine."""
        with reporting_damage(self._folder):
            allowed, barred = self._allowed(request), self._barred(request)
            if allowed is not None and not allowed:
                return EngineAnswer(0, ())
            if request.words:
                return self._scored(request, allowed, barred)
            return self._listed(request, allowed, barred)

    @property
    def _searcher(self) -> Searcher:
        if self._open_searcher is None:
            weighting = PassageBM25(B=self._weights.b, K1=self._weights.k1)
            self._open_searcher = self._index.searcher(weighting=weighting)
        return self._open_searcher

    # What must and must not be

    def _allowed(self, request: EngineRequest) -> set[int] | None:
        """The passages that meet every condition of the request; None where it has none."""
        conditions = [
            self._any_of(schema.ROLE, request.roles),
            self._any_of(schema.GENRE, request.genres),
            self._any_of(schema.KIND, request.kinds),
            self._any_of(schema.SHAPE, request.shapes),
            self._organs_like(request.organs),
            self._years(request.years),
            *(self._holding(phrase) for phrase in request.phrases),
            *(self._under(title) for title in request.titles),
            self._opening_with(request.openings),
        ]
        met = [docnums for docnums in conditions if docnums is not None]
        return set.intersection(*met) if met else None

    def _barred(self, request: EngineRequest) -> set[int]:
        return {docnum for phrase in request.excluded for docnum in self._holding(phrase)}

    def _docnums(self, condition: Query) -> set[int]:
        return set(self._searcher.docs_for_query(condition))

    def _any_of(self, field: str, values: Sequence[str]) -> set[int] | None:
        return self._docnums(_either(field, values)) if values else None

    def _organs_like(self, parts: Sequence[str]) -> set[int] | None:
        if not parts:
            return None
        named = [organ for organ in self._lexicon(schema.ORGAN) if any(part in organ for part in parts)]
        return self._docnums(_either(schema.ORGAN, named))

    def _years(self, years: tuple[int | None, int | None] | None) -> set[int] | None:
        if years is None:
            return None
        first, last = years
        within = [
            year
            for year in self._lexicon(schema.YEAR)
            if (first is None or int(year) >= first) and (last is None or int(year) <= last)
        ]
        return self._docnums(_either(schema.YEAR, within))

    def _holding(self, phrase: str) -> set[int]:
        wanted = _plain(phrase)
        return self._proved(schema.BIGRAMS, phrase, lambda record: wanted in _plain(record.passage.text))

    def _under(self, title: str) -> set[int]:
        wanted = _plain(title)
        return self._proved(
            schema.OVERHEAD,
            title,
            lambda record: any(
                wanted in _plain(text) for text in schema.overhead_texts(record.title, record.passage)
            ),
        )

    def _opening_with(self, openings: Sequence[str]) -> set[int] | None:
        if not openings:
            return None
        wanted = tuple(_plain(opening) for opening in openings)
        firsts = [first for first in self._lexicon(schema.OPENING) if first.startswith(_firsts(wanted))]
        return {
            docnum
            for docnum in self._docnums(_either(schema.OPENING, firsts))
            if _plain(schema.opening_of(self._record(docnum).passage.text)).startswith(wanted)
        }

    def _proved(self, field: str, text: str, holds: Callable[[Record], bool]) -> set[int]:
        """The passages whose record holds `text`, looked up by its character pairs and then proved."""
        candidates = self._docnums(self._candidates(field, text))
        return {docnum for docnum in candidates if holds(self._record(docnum))}

    def _candidates(self, field: str, text: str) -> Query:
        pairs = set(bigrams(fold(text)))
        whole = [Term(field, pair) for pair in pairs if len(pair) > 1]
        if whole:
            return And(whole)
        around = [term for term in self._lexicon(field) if not pairs.isdisjoint(term)]
        return _either(field, around)

    # What matches, in which order

    def _scored(self, request: EngineRequest, allowed: set[int] | None, barred: set[int]) -> EngineAnswer:
        results = self._searcher.search(
            self._wording(request.words),
            limit=request.limit,
            filter=allowed,
            mask=barred or None,
            optimize=False,
        )
        hits = [self._hit(docnum, score) for score, docnum in results.top_n]
        if allowed is None or not request.phrases:
            return EngineAnswer(len(results), tuple(hits))
        # A phrase of one character may stand where no word and no pair of the query does.
        unscored = allowed - barred - {docnum for _, docnum in results.top_n}
        hits += [self._hit(docnum, 0.0) for docnum in sorted(unscored)[: request.limit - len(hits)]]
        return EngineAnswer(len(allowed - barred), tuple(hits))

    def _wording(self, texts: Sequence[str]) -> Query:
        weights = self._weights.text
        words = {word for text in texts for word in self._analyser.word_texts(text)}
        words = words - FUNCTION_WORDS or words
        pairs = {pair for text in texts for pair in bigrams(fold(text))}
        pairs = {pair for pair in pairs if _PARTICLES.isdisjoint(pair)} or pairs
        matching = Or(
            [
                *self._rarest(schema.WORDS, words, weights.words),
                *self._rarest(schema.BIGRAMS, pairs, weights.bigrams),
                *self._rarest(schema.HEADINGS, words, weights.headings),
            ]
        )
        return AndMaybe(matching, Or(self._rarest(schema.TITLE, words, weights.title)))

    def _rarest(self, field: str, terms: Iterable[str], weight: float) -> list[Query]:
        reader = self._searcher.reader()
        frequencies = {term: reader.doc_frequency(field, term) for term in sorted(terms)}
        held = sorted((term for term in frequencies if frequencies[term]), key=frequencies.__getitem__)
        return [Term(field, term, boost=weight) for term in held[:MOST_TERMS]]

    def _listed(self, request: EngineRequest, allowed: set[int] | None, barred: set[int]) -> EngineAnswer:
        matching = (self._docnums(Every()) if allowed is None else allowed) - barred
        hits: list[EngineHit] = []
        left = set(matching)
        for year in sorted(self._lexicon(schema.YEAR), reverse=True):
            of_year = sorted(left & self._docnums(Term(schema.YEAR, year)))
            left.difference_update(of_year)
            hits += [self._hit(docnum, 0.0) for docnum in of_year[: request.limit - len(hits)]]
        hits += [self._hit(docnum, 0.0) for docnum in sorted(left)[: request.limit - len(hits)]]
        return EngineAnswer(len(matching), tuple(hits))

    def _hit(self, docnum: int, score: float) -> EngineHit:
        record = self._record(docnum)
        return EngineHit(record.passage, score, record.genre, record.year)

    def _record(self, docnum: int) -> Record:
        return Record.read(self._searcher.stored_fields(docnum)[schema.RECORD])

    def _lexicon(self, field: str) -> Iterator[str]:
        return (term.decode() for term in self._searcher.reader().lexicon(field))


def _either(field: str, values: Iterable[str]) -> Query:
    terms = [Term(field, value) for value in values]
    return Or(terms) if terms else NullQuery


def _plain(text: str) -> str:
    return "".join(fold(text).split())


def _firsts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text[:2] for text in texts)

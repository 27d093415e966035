"""The embedded engine: a Whoosh index in one folder.

Takes no locks against other processes and rebuilds nothing: search.index_folder
does. One engine serves one thread at a time.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wengao.search import whoosh_schema as schema
from wengao.search.analysis import bigrams, fold
from wengao.search.damage import reporting_damage
from wengao.search.engine import NO_LABELS, EngineAnswer, EngineHit
from wengao.search.facts import CODED, ROW, code_of, unpacked
from wengao.search.plain_scoring import PlainScoring
from wengao.search.ranking import WEIGHTS, telling_texts
from wengao.search.segment_building import build, index_document
from wengao.search.sounds import SoundingVocabulary, commonest
from wengao.search.text_scoring import AskedText, FieldTerms, Scored, Scoring
from wengao.search.whoosh_blocks import (
    Postings,
    block_writer,
    column_rows,
    create_index,
    merge,
    open_index,
    open_reader,
)
from wengao.search.whoosh_schema import Record
from wengao.search.wording import (
    BIGRAMS,
    MOST_TERMS,
    WORDS,
    Wording,
    opening_of,
    overhead_texts,
    plain,
    scored_pairs,
    scores_every_phrase,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Protocol

    from whoosh.index import FileIndex
    from whoosh.reading import IndexReader
    from whoosh.writing import SegmentWriter

    from wengao.reading.models import Passage
    from wengao.search.analysis import Analyser
    from wengao.search.engine import DocumentPassages, EngineRequest, SeenBy
    from wengao.search.facts import Label
    from wengao.search.ranking import Weights

    class PassageScoring(Protocol):
        """One of the ways of scoring."""

        def score(self, scoring: Scoring) -> Scored:
            """The best passages."""


MOST_SEGMENTS = 8
"""Small segments that are let stand; large ones are not counted."""
LARGE_SEGMENT = 10_000
"""Passages from which a segment is large."""
_TELLING_PAIRS = 2
"""How many of a text's character pairs tell about how many passages hold it: a third one seldom takes any away."""
MOST_TERMS_WAITING = 8_000_000
"""Terms that are held in memory before they are written as a segment; about 200 MB while they are put in order."""
MOST_PLAIN = 100_000
"""Postings that the first question may have to be answered in plain Python: NumPy takes about as long to load."""

_MOST_SEEN_KEPT = 8
"""Limits whose passages are remembered: whoever shares an embedded engine are a few."""
_LONGEST_NUMBER = 10
"""Digits of a passage's number."""
_MUCH_DELETED = 0.3


def merge_policy(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Keep few segments: merge what is largely deleted, and some of the smaller ones where there would be too many.

    A large segment is never merged for its company's sake, so that merging never holds much in memory.
    """
    small = [segment for segment in segments if segment.doc_count() < LARGE_SEGMENT]
    crowding = _smallest_alike(small) if len(small) >= MOST_SEGMENTS else []
    merged = [
        segment
        for segment in segments
        if segment in crowding or segment.deleted_count() > _MUCH_DELETED * segment.doc_count_all()
    ]
    for segment in merged:
        merge(writer, segment)
    return [segment for segment in segments if segment not in merged]


def _smallest_alike(segments: list[Any]) -> list[Any]:
    """The two smallest segments, and each next one that is no larger than those before it together, up to a large one.

    So a passage is copied, as a rule, only into a segment twice as large as the one that it comes from.
    """
    first, second, *others = sorted(segments, key=lambda segment: segment.doc_count())
    chosen, passages = [first, second], first.doc_count() + second.doc_count()
    for segment in others:
        if segment.doc_count() > passages or passages >= LARGE_SEGMENT:
            break
        chosen.append(segment)
        passages += segment.doc_count()
    return chosen


class WhooshEngine:
    """A SearchEngine over the Whoosh index in `folder`, which must be there (see `create`).

    Every method raises DamagedIndexError where the index cannot be read.
    """

    def __init__(self, folder: Path, analyser: Analyser, weights: Weights = WEIGHTS) -> None:
        self._folder = folder
        self._analyser = analyser
        self._weights = weights
        self._wording = Wording(analyser, weights, self._rarest)
        self._open_reader: IndexReader | None = None
        self._open_postings: Postings | None = None
        self._open_scoring: PassageScoring | None = None
        self._asked_before = False
        self._holding_of: dict[tuple[str, SeenBy | None], int] = {}
        self._seen_of: dict[SeenBy, frozenset[int]] = {}
        self._vocabulary: SoundingVocabulary | None = None
        with reporting_damage(folder):
            self._index = open_index(folder)

    @classmethod
    def create(cls, folder: Path, analyser: Analyser, weights: Weights = WEIGHTS) -> WhooshEngine:
        """A new, empty index in `folder`, which must be there and empty."""
        create_index(folder, schema.schema())
        return cls(folder, analyser, weights)

    def build(self, documents: Iterable[DocumentPassages], jobs: int | None = None) -> None:
        """Fill an index that has just been created; seen at once or not at all. jobs: see `segment_building.build`."""
        with reporting_damage(self._folder):
            build(self._index, self._folder, self._analyser, documents, jobs)
            self.close()

    def close(self) -> None:
        """Let go of the index's files."""
        reader, self._open_reader = self._open_reader, None
        # What still looks into the mapped files goes first.
        self._open_postings = self._open_scoring = None
        self._holding_of = {}
        self._seen_of = {}
        self._vocabulary = None
        self._asked_before = False
        if reader is not None:
            reader.close()

    def add(self, documents: Iterable[DocumentPassages], labels: Mapping[str, Label] = NO_LABELS) -> None:
        """See SearchEngine; of many documents the first may be seen before the last."""
        with reporting_damage(self._folder):
            waiting = 0
            with self._writing() as writers:
                for document, passages in documents:
                    if waiting > MOST_TERMS_WAITING:
                        writers.renew()
                    self._forget(writers.writer, document.id)
                    waiting = index_document(
                        writers.writer, self._analyser, document, passages, labels.get(document.id)
                    )

    def remove(self, document_ids: Iterable[str]) -> None:
        """See SearchEngine."""
        unwanted = list(document_ids)
        if not unwanted:
            return
        with reporting_damage(self._folder), self._writing() as writers:
            for document_id in unwanted:
                self._forget(writers.writer, document_id)

    def _forget(self, writer: SegmentWriter, document_id: str) -> None:
        for docnum in self._postings.docnums(schema.DOCUMENT, document_id):
            writer.delete_document(docnum)

    @contextmanager
    def _writing(self) -> Iterator[_Writers]:
        writers = _Writers(self._index)
        try:
            yield writers
        except BaseException:
            writers.writer.cancel()
            raise
        writers.writer.commit(mergetype=merge_policy)
        self.close()

    def holding(self, text: str, *, seen_by: SeenBy | None = None) -> int:
        """See SearchEngine."""
        key = (text, seen_by)
        if key not in self._holding_of:
            with reporting_damage(self._folder):
                pairs = sorted(set(bigrams(fold(text))), key=self._pair_frequency)
                held = self._candidates(BIGRAMS, set(pairs[:_TELLING_PAIRS]))
                self._holding_of[key] = len(held if seen_by is None else held & self._seen(seen_by))
        return self._holding_of[key]

    def count(self, *, seen_by: SeenBy | None = None) -> int:
        """See SearchEngine."""
        with reporting_damage(self._folder):
            return int(self._reader.doc_count()) if seen_by is None else len(self._seen(seen_by))

    @property
    def generation(self) -> int:
        """See SearchEngine."""
        with reporting_damage(self._folder):
            return int(self._index.latest_generation())

    def query(self, request: EngineRequest, *, seen_by: SeenBy | None = None) -> EngineAnswer:
        """See SearchEngine."""
        with reporting_damage(self._folder):
            request = request.limited_to(seen_by)
            if not request.facts.keys() <= set(CODED):
                # Nothing has a value in a column that there is not.
                return EngineAnswer(0, ())
            allowed, barred = self._allowed(request), self._barred(request)
            groups = self._wording.groups(request)
            asked = self._asked(request.asked, groups)
            scoring = Scoring(request, groups, asked, BIGRAMS, allowed, barred)
            if not groups:
                return self._answer(self._score(scoring))
            return self._answer(self._scored(scoring))

    def passages(self, keys: Collection[str], *, seen_by: SeenBy | None = None) -> Mapping[str, Passage]:
        """See SearchEngine. A key from before the last change gives nothing."""
        with reporting_damage(self._folder):
            numbers = self._numbers(keys)
            if seen_by is not None:
                seen = self._seen(seen_by)
                numbers = {key: number for key, number in numbers.items() if number in seen}
            return {key: self._record(number).passage for key, number in numbers.items()}

    def frequencies(self, words: Collection[str], *, seen_by: SeenBy | None = None) -> Mapping[str, int]:
        """See SearchEngine; passages that are no longer there may still count."""
        with reporting_damage(self._folder):
            if seen_by is None:
                held = {word: self._postings.document_frequency(WORDS, fold(word)) for word in words}
            else:
                seen = self._seen(seen_by)
                held = {word: len(self._postings.docnums(WORDS, fold(word)) & seen) for word in words}
            return {word: count for word, count in held.items() if count}

    def sounding(
        self, spellings: Collection[str], *, initials: bool = False, seen_by: SeenBy | None = None
    ) -> Mapping[str, str]:
        """See SearchEngine; the words are read when first needed after a change."""
        with reporting_damage(self._folder):
            if self._vocabulary is None:
                self._vocabulary = SoundingVocabulary(lambda: self._postings.frequencies(WORDS))
            typed = self._vocabulary.typed(spellings, initials=initials)
            if seen_by is None:
                return {spelling: words[0] for spelling, words in typed.items()}
            seen = self.frequencies([word for words in typed.values() for word in words], seen_by=seen_by)
            return commonest(typed, seen)

    def _answer(self, scored: Scored) -> EngineAnswer:
        before = self._key_opening
        return EngineAnswer(
            scored.total,
            tuple(
                EngineHit(f"{before}{number}", score, facts, exact)
                for number, score, facts, exact in scored.best
            ),
        )

    @property
    def _key_opening(self) -> str:
        """What a key begins with: numbers hold for one generation of the index."""
        return f"{self._reader.generation()}."

    def _numbers(self, keys: Iterable[str]) -> dict[str, int]:
        """The numbers of passages by key; a key that is of another generation, or made up, has none."""
        opening, total = self._key_opening, self._postings.total
        numbers = ((key, key[len(opening) :]) for key in keys if key.startswith(opening))
        return {
            key: int(number)
            for key, number in numbers
            if number.isascii()
            and number.isdecimal()
            and len(number) <= _LONGEST_NUMBER
            and int(number) < total
        }

    def _seen(self, seen_by: SeenBy) -> frozenset[int]:
        """The numbers of the passages that may be seen."""
        if seen_by not in self._seen_of:
            if len(self._seen_of) >= _MOST_SEEN_KEPT:
                self._seen_of.clear()
            codes = [(name, set(map(code_of, names))) for name, names in seen_by.conditions.items()]
            self._seen_of[seen_by] = frozenset(
                segment.first + place
                for segment in self._postings.segments
                for place, facts in enumerate(unpacked(column_rows(segment, schema.FACTS, ROW.size)))
                if place not in segment.deleted and all(getattr(facts, name) in held for name, held in codes)
            )
        return self._seen_of[seen_by]

    @property
    def _reader(self) -> IndexReader:
        if self._open_reader is None:
            self._open_reader = open_reader(self._index)
        return self._open_reader

    @property
    def _postings(self) -> Postings:
        if self._open_postings is None:
            self._open_postings = Postings(self._reader)
        return self._open_postings

    def _pair_frequency(self, pair: str) -> int:
        return self._postings.document_frequency(BIGRAMS, pair)

    # What must and must not be

    def _allowed(self, request: EngineRequest) -> frozenset[int] | None:
        """The passages that meet every condition on texts; None where there is none."""
        conditions = [
            *(self._holding(phrase) for phrase in request.phrases),
            *(self._under(title) for title in request.titles),
            *([self._opening_with(request.openings)] if request.openings else ()),
        ]
        return frozenset(set.intersection(*conditions)) if conditions else None

    def _barred(self, request: EngineRequest) -> frozenset[int]:
        return frozenset(docnum for phrase in request.excluded for docnum in self._holding(phrase))

    def _holding(self, phrase: str) -> set[int]:
        wanted = plain(phrase)
        return self._proved(BIGRAMS, phrase, lambda record: wanted in plain(record.passage.text))

    def _under(self, title: str) -> set[int]:
        wanted = plain(title)
        return self._proved(
            schema.OVERHEAD,
            title,
            lambda record: any(
                wanted in plain(text) for text in overhead_texts(record.title, record.passage)
            ),
        )

    def _opening_with(self, openings: Sequence[str]) -> set[int]:
        wanted = tuple(plain(opening) for opening in openings)
        return {
            docnum
            for opening in wanted
            for docnum in self._postings.docnums_beginning(schema.OPENING, opening[: schema.OPENING_LENGTH])
            if plain(opening_of(self._record(docnum).passage.text)).startswith(wanted)
        }

    def _proved(self, field: str, text: str, holds: Callable[[Record], bool]) -> set[int]:
        """The passages whose record holds `text`, looked up by its character pairs and then proved."""
        pairs = set(bigrams(fold(text)))
        candidates = self._candidates(field, pairs)
        if pairs == {plain(text)}:
            # One pair is its own proof.
            return candidates
        return {docnum for docnum in candidates if holds(self._record(docnum))}

    def _candidates(self, field: str, pairs: set[str]) -> set[int]:
        """The passages that have all the pairs; for lone characters alone, those that have each in some pair."""
        whole = [pair for pair in pairs if len(pair) > 1]
        if not whole:
            found_by_character = [self._postings.docnums_containing(field, character) for character in pairs]
            return set.intersection(*found_by_character) if found_by_character else set()
        whole.sort(key=lambda pair: self._postings.document_frequency(field, pair))
        found = self._postings.docnums(field, whole[0])
        for pair in whole[1:]:
            if not found:
                break
            found &= self._postings.docnums(field, pair)
        return found

    # What matches, in which order

    def _scored(self, scoring: Scoring) -> Scored:
        any_terms = any(group.matching and group.terms for group in scoring.groups)
        scored = self._score(scoring) if any_terms else Scored(0, ())
        if not scoring.request.phrases or scores_every_phrase(scoring.request, scoring.groups):
            return scored
        # A phrase of one character may stand where no word and no pair of the query does.
        listed = self._score(replace(scoring, groups=()))
        found = {hit.number for hit in scored.best}
        unscored = [hit for hit in listed.best if hit.number not in found]
        return Scored(listed.total, [*scored.best, *unscored][: scoring.request.limit])

    def _score(self, scoring: Scoring) -> Scored:
        """The best passages: the first question is answered in plain Python, the others with NumPy."""
        if self._open_scoring is None:
            in_python = PlainScoring(self._postings, self._weights, schema.FACTS)
            if not self._asked_before and in_python.effort(scoring) <= MOST_PLAIN:
                self._asked_before = True
                return in_python.score(scoring)
            self._open_scoring = self._arrays()
        return self._open_scoring.score(scoring)

    def _arrays(self) -> PassageScoring:
        """Scoring with NumPy, which is loaded now."""
        from wengao.search.array_scoring import ArrayScoring

        return ArrayScoring(self._postings, self._weights, schema.FACTS)

    def _asked(self, texts: Sequence[str], groups: Sequence[FieldTerms]) -> tuple[AskedText, ...]:
        scored = scored_pairs(groups)
        lengths = {text: len(telling) for text in texts for telling in telling_texts((text,))}
        total = sum(lengths.values())
        asked = []
        for text, length in lengths.items():
            pairs = set(bigrams(fold(text)))
            # A pair that no passage holds is in no group, and rules the whole text out.
            if all(self._postings.document_frequency(BIGRAMS, pair) for pair in pairs):
                asked.append(AskedText(frozenset(pairs & scored), length / total))
        return tuple(asked)

    def _rarest(self, field: str, terms: Iterable[str]) -> list[str]:
        frequencies = {term: self._postings.document_frequency(field, term) for term in sorted(terms)}
        held = sorted((term for term in frequencies if frequencies[term]), key=frequencies.__getitem__)
        return held[:MOST_TERMS]

    def _record(self, docnum: int) -> Record:
        return Record.read(self._postings.value(schema.RECORD, docnum))


class _Writers:
    """A writer, and the next one when it is full."""

    def __init__(self, opened: FileIndex) -> None:
        self._index = opened
        self.writer = block_writer(opened)

    def renew(self) -> None:
        """Write what is waiting as a segment of its own."""
        self.writer.commit(merge=False)
        self.writer = block_writer(self._index)

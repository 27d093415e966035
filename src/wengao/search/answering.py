"""Answering a query over an open engine: candidates are ranked, collapsed, read, spread over documents and marked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from wengao.errors import UnknownNameError
from wengao.search.analysis import fold, searchable_characters
from wengao.search.collapsing import CollapsedHit, apart, collapse, spread
from wengao.search.engine import EngineRequest
from wengao.search.facts import code_of
from wengao.search.highlighting import Highlighter
from wengao.search.query import Query
from wengao.search.ranking import (
    SharedCharacters,
    exact_factor,
    exact_share,
    factors_for,
    rank,
    telling_texts,
    with_factor,
    with_wanted,
    with_whole,
)
from wengao.search.results import SearchHit, SearchResult
from wengao.search.suggesting import SoundingWords, near_shapes
from wengao.search.understanding import Understood, understood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from wengao.reading.models import Document, Passage
    from wengao.search.analysis import Analyser
    from wengao.search.engine import EngineHit, Factors, ReadingEngine
    from wengao.search.passage_source import PassageSource
    from wengao.search.ranking import RankedHit, SearchContext, Weights

PAGE = 20
"""How many hits are read at a glance: among them what is said twice is shown once."""
_CANDIDATES, _CANDIDATES_PER_HIT = 50, 4
_MORE = 6
"""How many times as many candidates are asked for where too few are left of the first ones."""
_MOST_CANDIDATES = 2000
_READ_BEYOND = 20
"""How many hits below the last one that is wanted are read to see whether they stand higher by their text."""
_READ_AHEAD = 5
"""Passages that are asked of the engine, perhaps over a network, with one that was not among those of a page."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Hits, how many there are in all, and the share of what is held that was looked through for them."""

    total: int
    hits: tuple[SearchHit, ...]
    answered: float


class Answering:
    """What one question is answered with.

    documents: those of the library by code. year: in which the drafter writes. more_names: organs, speakers or levels of
    documents that are not listed.
    """

    def __init__(
        self,
        library: PassageSource,
        documents: Mapping[int, Document],
        analyser: Analyser,
        weights: Weights,
        context: SearchContext,
        year: int,
        more_names: Callable[[str], Iterable[str]] = lambda _field: (),
    ) -> None:
        self._documents = documents
        self._analyser = analyser
        self._weights = weights
        self._context = context
        self._more_names = more_names
        self._factors = factors_for(context, year, library.starred(), weights)

    def search(
        self, engine: ReadingEngine, text: str, query: Query, limit: int, *, plain: bool = False
    ) -> SearchResult:
        """The hits of a query; where there are none, those of its words taken as pinyin, or else a suggestion.

        plain: whether the words are only looked for as they are written, see search.understanding.

        Hits that merely share letters with what was typed (zrlt and result) are no better than none.

        Raises UnknownNameError for an organ, speaker or level that no document has.
        """
        meaning = Understood(query) if plain else understood(query, engine, self._analyser)
        found = self._hits(engine, meaning, limit)
        if self._context.gathering or (found.total and not _only_letters_of(query, found.hits)):
            return _result(text, found, understood=str(meaning), added=meaning.added)
        sounding = SoundingWords(engine)
        meant = sounding.typed_as_pinyin(query)
        if meant is not None:
            found_meant = self._hits(engine, Understood(meant), limit)
            if found_meant.hits:
                return _result(text, found_meant, understood=str(meant), by_sound=True)
        if found.total:
            return _result(text, found)
        return replace(
            _result(text, found), hits=(), suggestion=self._suggestion(engine, text, query, sounding)
        )

    def like(self, engine: ReadingEngine, passage: Passage, limit: int) -> SearchResult:
        """Passages whose words are those of `passage`."""
        factors = replace(self._factors, exact=1.0)
        request = EngineRequest(words=(passage.text,), factors=factors, limit=self._candidates(limit))
        answer = engine.query(request)
        own = next((hit.facts for hit in answer.hits if hit.facts.passage == code_of(passage.id)), None)
        others = [hit for hit in answer.hits if own is None or not hit.facts.overlaps(own)]
        hits = self._shown(_Texts(engine), others, factors, Understood(Query()), (passage.text,), limit)
        total = answer.total - len(answer.hits) + len(others)
        return _result(passage.text, _Found(total, hits, answer.answered))

    def _hits(self, engine: ReadingEngine, meaning: Understood, limit: int) -> _Found:
        request = self._request_for(meaning, limit)
        marked = (*meaning.asked, *meaning.added, *meaning.query.openings)
        texts = _Texts(engine)
        while True:
            answer = engine.query(request)
            shown = self._shown(texts, answer.hits, request.factors, meaning, marked, limit)
            if len(shown) >= limit or answer.total <= request.limit or request.limit >= _MOST_CANDIDATES:
                return _Found(answer.total, shown, answer.answered)
            # Near-duplicates and overlapping passages left too few.
            request = replace(request, limit=request.limit * _MORE)

    def _shown(
        self,
        texts: _Texts,
        candidates: Sequence[EngineHit],
        factors: Factors,
        meaning: Understood,
        marked: Sequence[str],
        limit: int,
    ) -> tuple[SearchHit, ...]:
        left_out = {code_of(passage) for passage in self._context.left_out}
        open_to = [
            hit
            for hit in candidates
            if hit.facts.passage not in left_out and hit.facts.document in self._documents
        ]
        ranked = rank(open_to, factors, self._context, self._weights)
        scored = any(one.hit.score for one in ranked)
        page = min(limit, PAGE) if scored else limit
        texts.expect(islice(apart(ranked), page + _READ_BEYOND + _READ_AHEAD), page + _READ_BEYOND)
        collapsed = collapse(ranked, texts.text_of, page + _READ_BEYOND)
        best = self._read(collapsed, factors, meaning, texts)
        if scored:
            best = spread(best, page, self._weights)[:page]
        if page < limit:
            # Whoever asks for more than a page wants all there is: near-duplicates too, behind the page.
            shown = {one.ranked.hit.key for one in best}
            every = islice(apart(ranked), limit + _READ_BEYOND)
            behind = [CollapsedHit(one, 0) for one in every if one.hit.key not in shown]
            best = [*best, *self._read(behind, factors, meaning, texts)]
        highlighter = Highlighter(marked, self._analyser)
        hits = (self._hit(one, texts, highlighter) for one in best)
        return tuple(islice((hit for hit in hits if hit is not None), limit))

    def _read(
        self, collapsed: Iterable[CollapsedHit], factors: Factors, meaning: Understood, texts: _Texts
    ) -> list[CollapsedHit]:
        """The hits in order, with the factors that their texts decide: what they share with what was asked."""
        weights = self._weights
        asked, instead = telling_texts(meaning.asked), dict(meaning.reworded)
        shared = SharedCharacters(
            (*meaning.query.phrases, *meaning.words, *meaning.added), weights.k1, weights.b
        )
        read = []
        for one in collapsed:
            ranked = one.ranked
            if ranked.hit.exact or (instead and ranked.hit.score):
                share = exact_share(texts.text_of(ranked.hit), asked, instead)
                ranked = with_factor(ranked, "exact", exact_factor(share, factors))
                if exact_share(texts.text_of(ranked.hit), tuple(instead)):
                    ranked = with_factor(ranked, "as_asked", weights.as_asked)
            if ranked.hit.score and asked:
                characters = weights.text.characters * shared.score(texts.text_of(ranked.hit))
                ranked = with_factor(ranked, "characters", 1.0 + characters / ranked.hit.score)
            read.append(replace(one, ranked=ranked))
        return sorted(read, key=lambda one: -one.ranked.score)

    def _hit(self, one: CollapsedHit, texts: _Texts, highlighter: Highlighter) -> SearchHit | None:
        """The hit as it is shown; None where its passage has gone meanwhile."""
        passage = texts.of(one.ranked.hit)
        if passage is None:
            return None
        return SearchHit(
            passage,
            self._documents[one.ranked.hit.facts.document],
            one.ranked.score,
            highlighter.places(passage.text),
            one.duplicates,
            one.ranked.why,
        )

    # What the engine is asked

    def _request_for(self, meaning: Understood, limit: int) -> EngineRequest:
        """A lone character is looked for as written, it makes no pair."""
        query, weights = meaning.query, self._weights
        words = (*meaning.words, *query.phrases)
        lone = tuple(text for text in query.words if len(searchable_characters(text)) == 1)
        facts = {
            "role": query.roles,
            "genre": query.genres,
            "kind": query.kinds,
            "shape": query.shapes,
            "organ": self._named("单位", query.organs, "organ"),
            "speaker": self._named("讲话人", query.speakers, "speaker"),
            "level": self._named("级别", query.levels, "level"),
        }
        return EngineRequest(
            words=words,
            added=(
                *((text, weights.hoped) for text in meaning.more),
                *((said, weights.asked_anew) for said, _ in meaning.reworded),
                *((text, weights.reworded) for text in meaning.added),
            ),
            hoped=tuple((text, weights.hoped) for text in meaning.hopes),
            titled=bool(query.roles) or any(cue.part or cue.kinds for cue in meaning.wanted),
            asked=meaning.asked,
            phrases=(*query.phrases, *(lone if len(query.words) == 1 else ())),
            excluded=query.excluded,
            titles=query.titles,
            openings=query.openings,
            facts={column: names for column, names in facts.items() if names},
            years=query.years,
            factors=with_whole(
                with_wanted(self._factors, meaning.wanted, weights),
                () if query.kinds else query.roles,
                weights,
            ),
            limit=self._candidates(limit),
        )

    def _candidates(self, limit: int) -> int:
        """How many candidates leave `limit` hits, as a rule."""
        return max(_CANDIDATES, _CANDIDATES_PER_HIT * limit) + len(self._context.left_out)

    def _named(self, what: str, parts: Sequence[str], field: str) -> tuple[str, ...]:
        """The documents' names that hold one of the parts. Raises UnknownNameError for a part that none holds."""
        if not parts:
            return ()
        own = (getattr(document, field) for document in self._documents.values())
        names = sorted({name for name in (*own, *self._more_names(field)) if name})
        for part in parts:
            if not any(part in name for name in names):
                raise UnknownNameError(what, part, names)
        return tuple(name for name in names if any(part in name for part in parts))

    def _suggestion(self, engine: ReadingEngine, text: str, query: Query, sounding: SoundingWords) -> str:
        """The first other query that finds something.

        Headings of a shape near the one asked for; a phrase that sounds alike; a looser query; words that sound alike.
        """
        for near in near_shapes(query):
            if self._finds(engine, replace(query, shapes=(near,))):
                return fold(text).replace(query.shapes[0], near, 1)
        bare = query.without_filters()
        phrases = replace(bare, words=())
        looser = (bare, bare.without_quotes())
        for other in (*sounding.alike(phrases), *looser, *sounding.alike(bare)):
            words = str(other)
            if words != text.strip() and not other.empty and self._finds(engine, other):
                return words
        return ""

    def _finds(self, engine: ReadingEngine, query: Query) -> bool:
        return engine.query(self._request_for(Understood(query), 1)).total > 0


def _only_letters_of(query: Query, hits: Sequence[SearchHit]) -> bool:
    """Whether words of Latin letters were typed, and no hit holds one of them as it was typed."""
    words = [fold(word).casefold() for word in query.words]
    typed = "".join(words)
    if query.phrases or not (typed.isascii() and typed.isalpha()):
        return False
    return not any(word in fold(hit.passage.text).casefold() for hit in hits for word in words)


def _result(
    text: str, found: _Found, *, understood: str = "", by_sound: bool = False, added: tuple[str, ...] = ()
) -> SearchResult:
    return SearchResult(
        text,
        found.total,
        0.0,
        found.hits,
        understood=understood,
        by_sound=by_sound,
        added=added,
        answered=found.answered,
    )


class _Texts:
    """The passages of hits, each read once, together with those that will be asked for next."""

    def __init__(self, engine: ReadingEngine) -> None:
        self._engine = engine
        self._read: dict[str, Passage | None] = {}
        self._expected: list[str] = []
        self._at_once = 1

    def expect(self, ranked: Iterable[RankedHit], at_once: int) -> None:
        """In which order hits are likely to be asked for, and how many of them for certain."""
        self._expected = [one.hit.key for one in ranked]
        self._at_once = at_once

    def text_of(self, hit: EngineHit) -> str:
        """The text of a hit; empty where its passage has gone meanwhile."""
        passage = self.of(hit)
        return "" if passage is None else passage.text

    def of(self, hit: EngineHit) -> Passage | None:
        """The passage of a hit; None where it has gone meanwhile."""
        if hit.key not in self._read:
            ahead = (key for key in self._expected if key != hit.key and key not in self._read)
            wanted = [hit.key, *islice(ahead, self._at_once - 1)]
            held = self._engine.passages(wanted)
            self._read.update((key, held.get(key)) for key in wanted)
            self._at_once = _READ_AHEAD
        return self._read[hit.key]

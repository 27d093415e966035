"""A request in the server's language, and its answer in ours.

The server scores and weighs as search.engine.weigh does, so that the best candidates are among those it gives. Its score is
the product; what the text alone scored is that divided by the weights again, for the ranking to multiply anew.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

from wengao.search.analysis import bigrams, fold
from wengao.search.engine import EngineAnswer, EngineHit, weigh
from wengao.search.facts import CODED, OPENING_PARAGRAPHS, code_of
from wengao.search.opensearch.mapping import (
    CHARACTERS,
    OPENING,
    OPENING_LENGTH,
    ORDER,
    OVERHEAD,
    PARAGRAPH,
    RECORD,
    RESULT_WINDOW,
    VERSION,
    YEAR,
    code_text,
    facts_in,
    spaced,
)
from wengao.search.ranking import telling_texts
from wengao.search.text_scoring import AskedText
from wengao.search.wording import plain, scored_pairs, scores_every_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wengao.search.engine import EngineRequest, Factors, SeenBy
    from wengao.search.text_scoring import FieldTerms

    Query = dict[str, Any]

NOTHING: Query = {"match_none": {}}
_CUT_SHORT = 0.5
"""What an answer counts for of which the server says only that time ran out: it does not tell how far it came."""


class Asked:
    """What the server is asked for a request.

    groups: see search.wording. gain: what the server's scores lack of ours, see engine.
    """

    def __init__(self, request: EngineRequest, groups: Sequence[FieldTerms], gain: float) -> None:
        self._request = request
        self._groups = groups
        self._gain = gain
        self._listing = not groups
        self.texts = asked_texts(request.asked, groups)

    def body(self, seconds: float) -> dict[str, Any]:
        """The body of the search. seconds: that a shard may take."""
        by_year = {YEAR: {"order": "desc", "missing": 0}}
        in_turn: list[Any] = [{VERSION: "asc"}, {ORDER: "asc"}]
        if self._listing:
            sort = [by_year, *in_turn]
        elif self._unscored_too:
            sort = ["_score", by_year, *in_turn]
        else:
            sort = ["_score", *in_turn]
        return {
            "query": self._query(),
            "size": min(self._request.limit, RESULT_WINDOW),
            "sort": sort,
            "track_scores": not self._listing,
            "track_total_hits": True,
            "timeout": f"{int(seconds * 1000)}ms",
            "_source": [RECORD],
        }

    @property
    def _unscored_too(self) -> bool:
        """Whether a phrase of one character may stand where no word and no pair of the query does."""
        return bool(self._request.phrases) and not scores_every_phrase(self._request, self._groups)

    def _query(self) -> Query:
        conditions = conditions_of(self._request)
        if self._listing:
            return {"bool": conditions}
        matching = [clause for group in self._groups if group.matching for clause in self._scored(group)]
        lifting = [clause for group in self._groups if not group.matching for clause in self._scored(group)]
        if not matching:
            if not self._unscored_too:
                return NOTHING
            found: Query = {"bool": {**conditions, "should": lifting}}
        elif self._unscored_too:
            found = {"bool": {**conditions, "should": [*matching, *lifting], "minimum_should_match": 0}}
        else:
            any_of = {"bool": {"should": matching, "minimum_should_match": 1}}
            found = {"bool": {**conditions, "must": [any_of], "should": lifting}}
        return self._weighed(found)

    def _scored(self, group: FieldTerms) -> Iterable[Query]:
        boost = group.weight * self._gain
        return ({"term": {group.field: {"value": term, "boost": boost}}} for term in group.terms)

    def _weighed(self, query: Query) -> Query:
        factors = self._request.factors
        for functions, mode in (
            (_of_facts(factors), "multiply"),
            (_of_age(factors), "sum"),
            (self._of_wording(), "sum"),
        ):
            if functions:
                query = {
                    "function_score": {
                        "query": query,
                        "functions": functions,
                        "score_mode": mode,
                        "boost_mode": "multiply",
                    }
                }
        return query

    def _of_wording(self) -> list[Query]:
        gain = self._request.factors.exact - 1
        shares: list[Query] = [
            {"filter": _all_of("bigrams", text.pairs), "weight": gain * text.share}
            for text in self.texts
            if text.pairs
        ]
        return [{"weight": 1.0}, *shares] if gain and shares else []

    def answer(self, said: Mapping[str, Any]) -> EngineAnswer:
        """What the server's answer says."""
        hits = tuple(self._hit(hit) for hit in said["hits"]["hits"])
        return EngineAnswer(int(said["hits"]["total"]["value"]), hits, answered(said))

    def _hit(self, hit: Mapping[str, Any]) -> EngineHit:
        record = hit["_source"][RECORD]
        facts = facts_in(record)
        if self._listing or not hit["_score"]:
            return EngineHit(hit["_id"], 0.0, facts)
        factors = self._request.factors
        exact = self._exact(record["passage"][_TEXT_PLACE])
        weight = prod(weigh(facts, factors).values()) * (1 + (factors.exact - 1) * exact)
        return EngineHit(hit["_id"], float(hit["_score"]) / weight, facts, exact)

    def _exact(self, text: str) -> float:
        if not self.texts:
            return 0.0
        held = set(bigrams(fold(text)))
        return sum(asked.share for asked in self.texts if asked.pairs and asked.pairs <= held)


_TEXT_PLACE = 4
"""Where the text stands among the values of a passage."""


def answered(said: Mapping[str, Any]) -> float:
    """The share of what is held that an answer comes from."""
    shards = said["_shards"]
    share = shards["successful"] / shards["total"] if shards["total"] else 1.0
    return float(min(share, _CUT_SHORT) if said.get("timed_out") else share)


def asked_texts(texts: Sequence[str], groups: Iterable[FieldTerms]) -> tuple[AskedText, ...]:
    """The texts whose standing in a passage counts, with their pairs as far as they are scored."""
    scored = scored_pairs(groups)
    lengths = {text: len(telling) for text in texts for telling in telling_texts((text,))}
    total = sum(lengths.values())
    return tuple(
        AskedText(frozenset(set(bigrams(fold(text))) & scored), length / total)
        for text, length in lengths.items()
    )


def conditions_of(request: EngineRequest) -> dict[str, list[Query]]:
    """What must and must not be, as the parts of a bool query."""
    must = [
        *map(standing, request.phrases),
        *(_phrase(OVERHEAD, title) for title in request.titles),
        *([_any_of(map(_opening, request.openings))] if request.openings else ()),
        *(having(name, values) for name, values in request.facts.items()),
    ]
    if request.years is not None:
        first, last = request.years
        bounds = {name: year for name, year in (("gte", first), ("lte", last)) if year is not None}
        must.append({"range": {YEAR: bounds or {"gte": 1}}})
    return {"filter": must, "must_not": [standing(text) for text in request.excluded]}


def seen(seen_by: SeenBy | None) -> list[Query]:
    """The conditions of a limit."""
    return [having(name, values) for name, values in seen_by.conditions.items()] if seen_by else []


def having(name: str, values: Iterable[str]) -> Query:
    """What has one of the values in a coded column of facts; nothing for a column that there is not."""
    if name not in CODED:
        return NOTHING
    return {"terms": {name: [code_text(code_of(value)) for value in values]}}


def standing(text: str) -> Query:
    """What holds a text as written, marks of width and spaces aside."""
    return _phrase(CHARACTERS, text)


def _phrase(field: str, text: str) -> Query:
    if not any(bigrams(fold(text))):
        return NOTHING
    wanted = plain(text)
    phrase: Query = {"match_phrase": {field: spaced(text)}} if len(wanted) > 1 else {"term": {field: wanted}}
    if field != CHARACTERS:
        return phrase
    # The pairs are far rarer than the characters, and leave few passages to look through.
    pairs = frozenset(pair for pair in bigrams(fold(text)) if len(pair) > 1)
    return {"bool": {"filter": [*_terms("bigrams", pairs), phrase]}}


def _opening(text: str) -> Query:
    wanted = plain(text)
    begins: Query = {"prefix": {OPENING: wanted[:OPENING_LENGTH]}} if wanted else NOTHING
    return begins if len(wanted) <= OPENING_LENGTH else {"bool": {"filter": [begins, standing(text)]}}


def _any_of(queries: Iterable[Query]) -> Query:
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}


def _all_of(field: str, terms: Iterable[str]) -> Query:
    return {"bool": {"filter": _terms(field, terms)}}


def _terms(field: str, terms: Iterable[str]) -> list[Query]:
    return [{"term": {field: term}} for term in sorted(terms)]


# Factors


def _of_facts(factors: Factors) -> list[Query]:
    functions: list[Query] = []
    for name, by_code in (
        ("role", factors.roles),
        ("genre", factors.genres),
        ("kind", factors.kinds),
        ("passage", factors.starred),
    ):
        functions += (
            {"filter": _coded(name, codes), "weight": factor}
            for factor, codes in _by_value(by_code).items()
            if factor != 1.0
        )
    if factors.opening != 1.0:
        opening = {"range": {PARAGRAPH: {"lt": OPENING_PARAGRAPHS}}}
        functions.append({"filter": opening, "weight": factors.opening})
    return functions


def _of_age(factors: Factors) -> list[Query]:
    """Recency: what every ageing kind keeps, and what its age leaves of the rest; others keep all."""
    lost = 1.0 - factors.oldest
    if not factors.half_lives or not lost:
        return []
    ageing = _coded("kind", factors.half_lives)
    dated = {"exists": {"field": YEAR}}
    functions: list[Query] = [
        {"filter": ageing, "weight": factors.oldest},
        {"filter": {"bool": {"must_not": [ageing]}}, "weight": 1.0},
        {"filter": {"bool": {"filter": [ageing], "must_not": [dated]}}, "weight": lost * 0.5},
        # What is dated later than the year that is counted back from has no age yet.
        {"filter": {"bool": {"filter": [ageing, {"range": {YEAR: {"gt": factors.year}}}]}}, "weight": lost},
    ]
    for half_life, codes in _by_value(factors.half_lives).items():
        past = {"range": {YEAR: {"lte": factors.year}}}
        functions.append(
            {
                "filter": {"bool": {"filter": [_coded("kind", codes), past]}},
                "exp": {YEAR: {"origin": factors.year, "scale": half_life, "decay": 0.5}},
                "weight": lost,
            }
        )
    return functions


def _coded(name: str, codes: Iterable[int]) -> Query:
    return {"terms": {name: [code_text(code) for code in sorted(codes)]}}


def _by_value(by_code: Mapping[int, float]) -> dict[float, list[int]]:
    found: dict[float, list[int]] = {}
    for code, value in by_code.items():
        found.setdefault(value, []).append(code)
    return found

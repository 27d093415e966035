"""What desk and gateway say to each other: versioned JSON, read strictly on both sides.

A desk asks in the words of search.engine, never in those of the engine behind the gateway; what somebody may see is no
part of any question. Whatever is not as it should be is refused by name (WireError), so that nothing gets through by
being overlooked.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from wengao.reading.models import Document, Passage, Section
from wengao.search.engine import EngineAnswer, EngineHit, EngineRequest, Factors
from wengao.search.facts import CODED, Facts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    ValueT = TypeVar("ValueT")

PRODUCT = "wengao-office"
API = 1
"""Raised when a desk of before would misunderstand an answer; fields that are added do not raise it."""

MOST_CANDIDATES = 2000
MOST_KEYS = 500
MOST_TEXTS = 2000
"""Pinyin of sixty letters has 1,830 parts; no other question has so many texts."""
LONGEST_TEXT = 10_000
"""Characters of one text; a passage that others are to resemble is the longest, paragraphs of more are not looked at."""
_MOST_VALUES = 2000
_LONGEST_NAME = 400

_LIMITS = ("unit", "secrecy")
_COLUMNS = frozenset(CODED) - frozenset(_LIMITS)
_TEXTS = ("words", "asked", "phrases", "excluded", "titles", "openings")
_WEIGHED = ("added", "hoped")
_BY_CODE = ("roles", "genres", "kinds", "half_lives")
_NUMBERS = ("opening", "oldest", "exact")
_DOCUMENT = ("id", "path", "title", "genre", "date", "organ", "speaker", "level", "gaps", "post", "place", "meeting",
             "holder", "secrecy")  # fmt: skip
_PASSAGE = tuple(field.name for field in fields(Passage))
_FACTS = tuple(field.name for field in fields(Facts))
_PASSAGE_VALUES, _FACTS_VALUES = attrgetter(*_PASSAGE), attrgetter(*_FACTS)
_LARGEST_CODE = (1 << 64) - 1


class WireError(ValueError):
    """What was said is not as it should be; says what."""


# Questions


def request_to_json(request: EngineRequest) -> dict[str, Any]:
    """A request as it is sent. The drafter's stars stay at home: the desk weighs them itself."""
    factors = request.factors
    return {
        **{name: list(getattr(request, name)) for name in _TEXTS},
        **{name: [list(pair) for pair in getattr(request, name)] for name in _WEIGHED},
        "titled": request.titled,
        "facts": {name: list(values) for name, values in request.facts.items()},
        "years": None if request.years is None else list(request.years),
        "limit": request.limit,
        "factors": {
            **{
                name: {str(code): value for code, value in getattr(factors, name).items()}
                for name in _BY_CODE
            },
            **{name: getattr(factors, name) for name in _NUMBERS},
            "year": factors.year,
        },
    }


def request_from_json(value: object) -> EngineRequest:
    """The request that was sent. Raises WireError for a field that is unknown, of the wrong type or too large."""
    given = _object(value, "request", {*_TEXTS, *_WEIGHED, "titled", "facts", "years", "limit", "factors"})
    facts = _mapping(given.get("facts", {}), "facts")
    for name in facts:
        if name not in _COLUMNS:
            raise WireError(f"facts.{name[:_LONGEST_NAME]}")
    values: dict[str, Any] = {
        **{name: texts_from_json(given.get(name, []), name) for name in _TEXTS},
        **{name: _weighed(given.get(name, []), name) for name in _WEIGHED},
    }
    return EngineRequest(
        **values,
        titled=_of_type(given.get("titled", False), bool, "titled"),
        facts={name: texts_from_json(values, f"facts.{name}") for name, values in facts.items()},
        years=_years(given.get("years")),
        factors=_factors(given.get("factors", {})),
        limit=_number(given.get("limit", 150), "limit", 1, MOST_CANDIDATES),
    )


def texts_from_json(value: object, name: str, most: int = MOST_TEXTS) -> tuple[str, ...]:
    """A list of texts. Raises WireError for anything else, or where it is too long."""
    texts = _list(value, name, most)
    for text in texts:
        if not isinstance(text, str) or len(text) > LONGEST_TEXT:
            raise WireError(name)
    return tuple(texts)


def text_from_json(value: object, name: str, longest: int = LONGEST_TEXT) -> str:
    """A text. Raises WireError for anything else, or where it is too long."""
    text = _of_type(value, str, name)
    if len(text) > longest:
        raise WireError(name)
    return text


def object_from_json(value: object, name: str, known: set[str]) -> Mapping[str, Any]:
    """An object with no other fields than these. Raises WireError for anything else."""
    return _object(value, name, known)


# Answers


def answer_to_json(answer: EngineAnswer, documents: Mapping[str, Document]) -> dict[str, Any]:
    """An answer with the heads of the documents that its hits are from."""
    return {
        "total": int(answer.total),
        "answered": answer.answered,
        "hits": [
            [hit.key, float(hit.score), float(hit.exact), _facts_values(hit.facts)] for hit in answer.hits
        ],
        "documents": [document_to_json(document) for document in documents.values()],
    }


def answer_from_json(value: object) -> tuple[EngineAnswer, tuple[Document, ...]]:
    """The answer that was sent, and the documents of its hits. Raises WireError for what is none."""
    given = _mapping(value, "answer")
    hits = tuple(_hit(one) for one in _list(given.get("hits"), "hits", 10 * MOST_CANDIDATES))
    documents = tuple(
        document_from_json(one) for one in _list(given.get("documents"), "documents", 10 * MOST_CANDIDATES)
    )
    total = _number(given.get("total"), "total", 0, 1 << 53)
    return EngineAnswer(total, hits, float(_real(given.get("answered", 1.0), "answered"))), documents


def document_to_json(document: Document) -> dict[str, Any]:
    """The head of a document."""
    return {name: getattr(document, name) for name in _DOCUMENT}


def document_from_json(value: object, *, origin: str = "office") -> Document:
    """The head of a document, its text left out. Raises WireError for what is none."""
    given = _object(value, "document", set(_DOCUMENT))
    gaps = _number(given.get("gaps", 0), "document.gaps", 0, 1 << 31)
    date = given.get("date")
    texts: dict[str, Any] = {
        name: text_from_json(given.get(name, ""), f"document.{name}", LONGEST_TEXT)
        for name in _DOCUMENT
        if name not in ("gaps", "date")
    }
    if not texts["id"] or (date is not None and not _is_date(date)):
        raise WireError("document")
    return Document(**texts, gaps=gaps, date=date, root=Section("", 0), origin=origin)


def passage_to_json(passage: Passage) -> list[Any]:
    """A passage, its fields in order."""
    return [list(value) if isinstance(value, tuple) else value for value in _PASSAGE_VALUES(passage)]


def passage_from_json(value: object) -> Passage:
    """The passage that was sent. Raises WireError for what is none."""
    given = dict(zip(_PASSAGE, _list(value, "passage", len(_PASSAGE)), strict=False))
    if len(given) < len(_PASSAGE):
        raise WireError("passage")
    texts = {
        name: text_from_json(given[name], name, 1 << 20)
        for name in ("id", "document_id", "kind", "text", "place")
    }
    numbers = {
        name: _number(given[name], name, 0, (1 << 32) - 1)
        for name in ("ordinal", "level", "paragraph", "start", "end")
    }
    role = given["role"]
    if role is not None and not isinstance(role, str):
        raise WireError("role")
    path = texts_from_json(given["heading_path"], "heading_path")
    return Passage(**texts, **numbers, role=role, heading_path=path)  # type: ignore[arg-type] # by name


def passages_from_json(value: object, asked: Collection[str]) -> dict[str, Passage]:
    """The passages that were asked for by key. Raises WireError for what is none."""
    return {key: passage_from_json(one) for key, one in _mapping(value, "passages").items() if key in asked}


@dataclass(frozen=True, slots=True)
class Handed:
    """A document that is handed in. digest: of all of it, by which it is known again."""

    document: Document
    digest: str
    passages: tuple[Passage, ...]


def handed_to_json(handed: Handed) -> dict[str, Any]:
    """A document as it is handed in."""
    return {
        "document": document_to_json(handed.document),
        "digest": handed.digest,
        "passages": [passage_to_json(one) for one in handed.passages],
    }


def handed_from_json(value: object) -> Handed:
    """The document that was handed in. Raises WireError for what is none, or where passages of another are with it."""
    given = _object(value, "handed", {"document", "digest", "passages"})
    document = document_from_json(given.get("document"))
    passages = tuple(passage_from_json(one) for one in _list(given.get("passages"), "passages", 1 << 20))
    if any(one.document_id != document.id for one in passages):
        raise WireError("passages.document_id")
    return Handed(document, text_from_json(given.get("digest"), "digest", _LONGEST_NAME), passages)


def _facts_values(facts: Facts) -> list[Any]:
    """The values of a row in order; an engine may keep them as numbers of its own."""
    return [
        [int(one) for one in value] if isinstance(value, tuple) else int(value)
        for value in _FACTS_VALUES(facts)
    ]


def _hit(value: object) -> EngineHit:
    given = _list(value, "hit", 4)
    if len(given) != 4:
        raise WireError("hit")
    key, score, exact, facts = given
    values = _list(facts, "facts", len(_FACTS))
    if len(values) != len(_FACTS):
        raise WireError("facts")
    named = {
        name: tuple(_number(one, name, 0, _LARGEST_CODE) for one in _list(part, name, 64))
        if name == "sketch"
        else _number(part, name, 0, _LARGEST_CODE)
        for name, part in zip(_FACTS, values, strict=True)
    }
    return EngineHit(
        text_from_json(key, "key", _LONGEST_NAME),
        float(_real(score, "score")),
        Facts(**named),  # type: ignore[arg-type] # the sketch alone is a tuple
        float(_real(exact, "exact")),
    )


# Parts


def _factors(value: object) -> Factors:
    given = _object(value, "factors", {*_BY_CODE, *_NUMBERS, "year"})
    coded = {name: _coded(given.get(name, {}), f"factors.{name}") for name in _BY_CODE}
    numbers = {
        name: float(_real(given[name], f"factors.{name}")) for name in _NUMBERS if given.get(name) is not None
    }
    return replace(Factors(**coded), **numbers, year=_number(given.get("year", 0), "factors.year", 0, 9999))  # type: ignore[arg-type] # by name


def _coded(value: object, name: str) -> dict[int, float]:
    codes = _mapping(value, name)
    if len(codes) > _MOST_VALUES:
        raise WireError(name)
    found = {}
    for code, factor in codes.items():
        if not (code.isascii() and code.isdecimal()) or len(code) > 20:
            raise WireError(name)
        found[int(code)] = float(_real(factor, name))
    return found


def _weighed(value: object, name: str) -> tuple[tuple[str, float], ...]:
    pairs = [_list(pair, name, 2) for pair in _list(value, name, MOST_TEXTS)]
    if any(len(pair) != 2 for pair in pairs):
        raise WireError(name)
    return tuple((text_from_json(text, name), float(_real(weight, name))) for text, weight in pairs)


def _years(value: object) -> tuple[int | None, int | None] | None:
    if value is None:
        return None
    ends = _list(value, "years", 2)
    if len(ends) != 2:
        raise WireError("years")
    first, last = (None if end is None else _number(end, "years", 0, 9999) for end in ends)
    return first, last


def _is_date(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 10 and value[:4].isascii() and value[:4].isdecimal()


def _of_type(value: object, kind: type[ValueT], name: str) -> ValueT:
    if not isinstance(value, kind):
        raise WireError(name)
    return value


def _number(value: object, name: str, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise WireError(name)
    return value


def _real(value: object, name: str) -> float:
    if type(value) not in (int, float) or not -1e9 <= value <= 1e9:  # type: ignore[operator] # a number by now
        raise WireError(name)
    return value  # type: ignore[return-value] # a number by now


def _list(value: object, name: str, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise WireError(name)
    return value


def _mapping(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WireError(name)
    return value


def _object(value: object, name: str, known: set[str]) -> dict[str, Any]:
    given = _mapping(value, name)
    for field in given:
        if field not in known:
            raise WireError(f"{name}.{field[:_LONGEST_NAME]}")
    return given

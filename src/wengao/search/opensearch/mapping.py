"""The indexes of an office's engine, and a passage as they hold it.

    NAME-passages   one record a passage and version of its document, routed by document
    NAME-words      the words by their sound
    NAME-state      what is seen, and who is writing, see writing
    NAME            an alias of NAME-passages through a filter: what is seen

All text is cut by us, so that both engines cut alike; the server splits it at spaces. Words and pairs carry no positions:
phrases are looked up by characters, which do, so that no wrong cut can hide a passage.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from wengao.reading.models import Passage
from wengao.search.facts import CODED, ROW, facts_from, facts_of, packed
from wengao.search.wording import (
    BIGRAMS,
    HEADINGS,
    TITLE,
    WORDS,
    PassageTerms,
    opening_of,
    overhead_texts,
    plain,
)

if TYPE_CHECKING:
    from wengao.reading.models import Document
    from wengao.search.analysis import Analyser
    from wengao.search.facts import Facts, Label
    from wengao.search.ranking import Weights

MAPPING_VERSION = 1
"""Goes up with each change of the fields or of what is written into them; an index of another one is not used."""

CHARACTERS, OVERHEAD, OPENING = "characters", "overhead", "opening"
YEAR, PARAGRAPH, VERSION, ORDER, RECORD = "year", "paragraph", "version", "order", "record"
OPENING_LENGTH = 40
"""Characters of a passage's opening that are looked up by themselves; what is asked for beyond is looked up as a phrase."""
SYLLABLES, INITIALS = "syllables", "initials"

_SCORED = (WORDS, BIGRAMS, HEADINGS, TITLE)
_KEPT = frozenset({"document"})
"""Codes that are asked for as values, not only looked up: which documents are there."""
RESULT_WINDOW = 10_000
"""Candidates at most, the server's own limit."""


def stamp(analyser: Analyser) -> dict[str, Any]:
    """What an index was made with: version of the mapping, segmenter with version, digest of the dictionary."""
    return {"mapping": MAPPING_VERSION, "segmenter": analyser.name, "terms": analyser.terms_digest}


def passages_index(analyser: Analyser, weights: Weights, shards: int, replicas: int) -> dict[str, Any]:
    """Settings and mapping of the index of passages."""
    scored = {
        "type": "text",
        "analyzer": "whitespace",
        "index_options": "freqs",
        "norms": True,
        "similarity": "ours",
    }
    read = {"type": "text", "analyzer": "whitespace", "index_options": "positions", "norms": False}
    code = {"type": "keyword", "doc_values": False, "norms": False}
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            # Seen is what writing publishes; the server need not look by itself.
            "refresh_interval": "-1",
            "max_result_window": RESULT_WINDOW,
            "similarity": {
                "ours": {"type": "BM25", "k1": weights.k1, "b": weights.b, "discount_overlaps": False}
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": stamp(analyser),
            "_routing": {"required": True},
            "_source": {"includes": [RECORD]},
            "properties": {
                **dict.fromkeys(_SCORED, scored),
                CHARACTERS: read,
                OVERHEAD: read,
                OPENING: code,
                **{name: {**code, "doc_values": name in _KEPT} for name in CODED},
                YEAR: {"type": "short"},
                PARAGRAPH: {"type": "integer"},
                VERSION: {"type": "long"},
                ORDER: {"type": "long"},
                RECORD: {"type": "object", "enabled": False},
            },
        },
    }


def words_index(replicas: int) -> dict[str, Any]:
    """Settings and mapping of the index of words by their sound; the id of a record is the word."""
    sound = {"type": "keyword", "norms": False}
    return {
        "settings": {"number_of_shards": 1, "number_of_replicas": replicas},
        "mappings": {"dynamic": "strict", "properties": {SYLLABLES: sound, INITIALS: sound}},
    }


def state_index(replicas: int) -> dict[str, Any]:
    """Settings and mapping of the index of the one record of state."""
    return {
        "settings": {"number_of_shards": 1, "number_of_replicas": replicas},
        "mappings": {"enabled": False},
    }


def code_text(code: int) -> str:
    """A code of facts as it is looked up."""
    return f"{code:016x}"


class PassageRecords:
    """Turns the passages of a document into the records of the index."""

    def __init__(self, analyser: Analyser, document: Document, label: Label | None) -> None:
        self._terms = PassageTerms(analyser, document)
        self._document = document
        self._label = label

    def of(self, passage: Passage, version: int, order: int) -> dict[str, Any]:
        """The record of a passage in a version of what is held. order: among the passages of that version."""
        facts = facts_of(passage, self._document, self._label)
        values: dict[str, Any] = {field: " ".join(terms) for field, terms in self._terms.of(passage).items()}
        values[CHARACTERS] = spaced(passage.text)
        values[OVERHEAD] = [spaced(text) for text in overhead_texts(self._document.title, passage)]
        values[OPENING] = plain(opening_of(passage.text))[:OPENING_LENGTH]
        values |= {
            name: code_text(code) for name in CODED if (code := getattr(facts, name)) or name in _LIMITS
        }
        if facts.year:
            values[YEAR] = facts.year
        values[PARAGRAPH] = facts.paragraph
        values[VERSION], values[ORDER] = version, order
        values[RECORD] = {"passage": astuple(passage), "facts": b64encode(packed(facts)).decode("ascii")}
        return values


_LIMITS = frozenset({"unit", "secrecy"})
"""Facts that are looked up also where there are none: what carries no label is seen by whoever may see that."""


def passage_of(record: dict[str, Any]) -> Passage:
    """The passage of a record."""
    values = list(record["passage"])
    # The heading path, the one value that JSON has no form for.
    values = [tuple(value) if isinstance(value, list) else value for value in values]
    return Passage(*values)


def facts_in(record: dict[str, Any]) -> Facts:
    """The facts of a record."""
    return facts_from(ROW.unpack(b64decode(record["facts"])))


def spaced(text: str) -> str:
    """The characters of a text, marks among them, as the server splits them: one a word."""
    return " ".join(plain(text))

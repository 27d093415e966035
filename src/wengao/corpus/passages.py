"""From a document to its passages: headings, paragraphs, and what within a paragraph can be used on its own."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from wengao.corpus.chains import starts_across
from wengao.corpus.lines import document_lines
from wengao.corpus.models import Passage
from wengao.corpus.units import Unit, paragraph_units
from wengao.language.aims import aims_of_heading, first_words
from wengao.language.topics import topic_of_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wengao.corpus.lines import Line
    from wengao.corpus.models import Document

_ID_LENGTH = 12


def passages_of(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in the order of its text, a paragraph before what is cut out of it."""
    lines = document_lines(document)
    numbered = _Ids(document.id)
    found: list[Passage] = []
    for line, unit in _units(lines):
        found.append(
            Passage(
                id=numbered.next_id(unit.kind, unit.text),
                document_id=document.id,
                ordinal=len(found),
                kind=unit.kind,
                text=unit.text,
                role=line.role,
                level=line.level,
                heading_path=line.heading_path,
                place=line.place,
                paragraph=line.number,
                start=unit.start,
                end=unit.end,
            )
        )
    return tuple(found)


_SHORTEST_SERVING = 40
"""Characters of the shortest paragraph that can serve a section; what is shorter leads in or closes."""

_OF_FIRST_SENTENCE = 0.8
"""What an aim counts for that only the first sentence names, not the heading."""

_MARKED = 3.0
"""The weight of a heading's marks at which it is all about one aim."""


def aims_of(document: Document, passages: Sequence[Passage]) -> tuple[tuple[str, str, float], ...]:
    """The aims (用意) of the paragraphs of a document as passage id, aim and weight (0 to 1).

    The lowest heading above a paragraph tells what it is for, or else its first sentence.
    """
    topic = topic_of_title(document.title)
    found: list[tuple[str, str, float]] = []
    by_heading: dict[str, dict[str, float]] = {}
    for passage in passages:
        if passage.kind != "paragraph" or len(passage.text) < _SHORTEST_SERVING:
            continue
        heading = passage.heading_path[-1] if passage.heading_path else ""
        if heading not in by_heading:
            by_heading[heading] = aims_of_heading(heading, topic)
        weights = {aim: min(weight / _MARKED, 1.0) for aim, weight in by_heading[heading].items()}
        for aim, weight in aims_of_heading(first_words(passage.text), topic).items():
            weights[aim] = max(weights.get(aim, 0.0), min(weight / _MARKED, 1.0) * _OF_FIRST_SENTENCE)
        found += [(passage.id, aim, round(weight, 3)) for aim, weight in weights.items()]
    return tuple(found)


class _Ids:
    """Ids of passages: 12 hex digits of document, kind, text, and how often that text came before."""

    def __init__(self, document_id: str) -> None:
        self._document_id = document_id
        self._seen: dict[str, int] = {}

    def next_id(self, kind: str, text: str) -> str:
        """The id of the next passage of this kind and text."""
        key = f"{self._document_id}\0{kind}\0{text}"
        self._seen[key] = count = self._seen.get(key, 0) + 1
        return hashlib.sha256(f"{key}\0{count}".encode()).hexdigest()[:_ID_LENGTH]


def _units(lines: Sequence[Line]) -> Iterator[tuple[Line, Unit]]:
    paragraphs = [(line.number, line.section, line.text) for line in lines if not line.is_heading]
    across = starts_across(paragraphs)
    for line in lines:
        if line.is_heading:
            yield line, Unit("heading", line.text, 0, len(line.text))
            continue
        for unit in paragraph_units(line.text, across.get(line.number)):
            yield line, unit

"""Wording (所问的词): the words and character pairs of a request, by field, as every engine scores them.

And of a passage what conditions on texts look at: its opening, what stands over it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wengao.search.analysis import FUNCTION_WORDS, bigrams, fold
from wengao.search.text_scoring import FieldTerms

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from wengao.reading.models import Document, Passage
    from wengao.search.analysis import Analyser
    from wengao.search.engine import EngineRequest
    from wengao.search.ranking import Weights

    Rarest = Callable[[str, Collection[str]], list[str]]
    """Of the terms of a field those that are scored: the rarest MOST_TERMS, rarest first."""

WORDS, BIGRAMS, HEADINGS, TITLE = "words", "bigrams", "headings", "title"
"""The fields that are scored: words and character pairs of the text, words of what stands over it."""

MOST_TERMS = 64
"""How many words and how many character pairs of a query are scored: the rarest, which tell the most."""
_CHAIN_OPENING = re.compile(r"^(?:[一二三四五六七八九十](?:是|要)|第[一二三四五六七八九十][，,、])")
_PARTICLES = frozenset("的了和与及")


class Wording:
    """Turns requests into terms to be scored."""

    def __init__(self, analyser: Analyser, weights: Weights, rarest: Rarest) -> None:
        self._analyser = analyser
        self._weights = weights.text
        self._rarest = rarest

    def groups(self, request: EngineRequest) -> tuple[FieldTerms, ...]:
        """The terms of all that is to be scored; one that is asked for in several places is scored in the first."""
        groups = list(self._of(request.words, titled=request.titled)) if request.words else []
        for texts, matching in ((request.added, True), (request.hoped, False)):
            for text, weight in texts:
                scored = {(group.field, term) for group in groups for term in group.terms}
                wording = self._of((text,), titled=request.titled)
                groups += _beside(wording, scored, weight, matching=matching)
        return tuple(groups)

    def _of(self, texts: Iterable[str], *, titled: bool = False) -> tuple[FieldTerms, ...]:
        """The terms of some texts by field. titled: whether those in the title count in full and make a match."""
        weights = self._weights
        title = weights.titled if titled else weights.title
        texts = tuple(texts)
        words = {word for text in texts for word in self._analyser.word_texts(text)}
        words = words - FUNCTION_WORDS or words
        pairs = {pair for text in texts for pair in bigrams(fold(text))}
        pairs = {pair for pair in pairs if _PARTICLES.isdisjoint(pair)} or pairs
        return (
            FieldTerms(WORDS, self._rarest(WORDS, words), weights.words),
            FieldTerms(BIGRAMS, self._rarest(BIGRAMS, pairs), weights.bigrams),
            FieldTerms(HEADINGS, self._rarest(HEADINGS, words), weights.headings),
            FieldTerms(TITLE, self._rarest(TITLE, words), title, matching=titled),
        )


class PassageTerms:
    """Turns the passages of a document into the terms that are scored; a heading path is cut once a section."""

    def __init__(self, analyser: Analyser, document: Document) -> None:
        self._analyser = analyser
        self._title_words = analyser.word_texts(document.title)
        self._path: tuple[str, ...] = ()
        self._path_words: list[str] = []

    def of(self, passage: Passage) -> dict[str, Iterable[str]]:
        """The terms of each field of a passage."""
        if self._path != passage.heading_path:
            self._path = passage.heading_path
            self._path_words = [word for heading in self._path for word in self._analyser.word_texts(heading)]
        return {
            WORDS: self._analyser.word_texts(passage.text),
            BIGRAMS: bigrams(fold(passage.text)),
            HEADINGS: self._path_words,
            TITLE: self._title_words,
        }


def scored_pairs(groups: Iterable[FieldTerms]) -> set[str]:
    """The character pairs that are scored."""
    return {pair for group in groups if group.field == BIGRAMS for pair in group.terms}


def scores_every_phrase(request: EngineRequest, groups: Iterable[FieldTerms]) -> bool:
    """Whether a pair of a phrase is scored, so that no passage with the phrases is without a score."""
    pairs = {pair for phrase in request.phrases for pair in bigrams(fold(phrase)) if len(pair) > 1}
    return not scored_pairs(groups).isdisjoint(pairs)


def plain(text: str) -> str:
    """A text as phrases are compared: folded, without spaces."""
    return "".join(fold(text).split())


def opening_of(text: str) -> str:
    """A passage's folded text without the 一是, 二要 or 第三， that it begins with."""
    return fold(_CHAIN_OPENING.sub("", text.lstrip(), count=1))


def overhead_texts(document_title: str, passage: Passage) -> tuple[str, ...]:
    """What stands over a passage: the title, the headings, and its own text where it is a heading."""
    own = (passage.text,) if passage.kind == "heading" else ()
    return (document_title, *passage.heading_path, *own)


def _beside(
    groups: Iterable[FieldTerms], scored: Collection[tuple[str, str]], weight: float, *, matching: bool
) -> Iterator[FieldTerms]:
    """The groups of a text that is scored with a weight beside what is scored already."""
    for group in groups:
        terms = [term for term in group.terms if (group.field, term) not in scored]
        yield replace(group, terms=terms, weight=group.weight * weight, matching=group.matching and matching)

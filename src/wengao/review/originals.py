"""The words of the corpus that a draft is held against: originals of quotations, sentences that figures came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from wengao.language.alike import changes_between, likeness
from wengao.language.names import find_people

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wengao.drafts.reuse import CorpusText

_ANCHOR = 6
"""Characters of a piece by which the original of a quotation is looked for: fewer are said everywhere."""
_MOST_ANCHORS = 12
_MOST_CANDIDATES = 40
_LEAST_LIKENESS = 0.75
"""From here on two wordings are of one sentence: a few words of thirty differ."""
_SHORTEST_CLAUSE = 10
"""Characters of a clause without its figures; shorter ones are alike by chance."""
_SENTENCE = re.compile(r"[^。！？；\n]{1,400}[。！？；]?")
_CLAUSE = re.compile(r"[^，。！？；：\n]{1,200}")
_FIGURE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d年月日])")
_FIGURES = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d{2}年")
_DATE = re.compile(r"\d{1,2}月\d{1,2}日")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2}(?:村|镇|乡|县|区|市|街道|社区|水库|大桥|河|山)")
_SHORTEST_FACT = 20
"""Characters of a sentence that is known by all its other words."""
_END, _LONGEST_CHANGE = 4, 3
_MARKS = re.compile(r"[\s，。；：、！？“”‘’]")


@dataclass(frozen=True, slots=True)
class Original:
    """Where words stand in the corpus. document: title. place: such as 二（一）第1段. text: as it stands there."""

    document: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A piece that is otherwise in the original: said[start:end], and what stands there instead."""

    start: int
    end: int
    said: str
    original: str


@dataclass(frozen=True)
class Originals:
    """The texts of the corpus. Reading them is put off until something is asked."""

    read: Callable[[], Sequence[CorpusText]]

    @cached_property
    def _texts(self) -> Sequence[CorpusText]:
        return self.read()

    def holds(self, words: str) -> bool:
        """Whether the words stand in the corpus as they are."""
        return any(words in text.text for text in self._texts)

    def nearest(self, words: str) -> Original | None:
        """The sentence of the corpus that the words are nearly those of; None where there is none.

        Pieces of the words are looked for first; only texts that hold one are compared.
        """
        step = max(_ANCHOR, len(words) // _MOST_ANCHORS)
        anchors = [words[at : at + _ANCHOR] for at in range(0, max(len(words) - _ANCHOR + 1, 1), step)]
        candidates = [text for text in self._texts if any(anchor in text.text for anchor in anchors)]
        best: tuple[float, Original] | None = None
        for text in candidates[:_MOST_CANDIDATES]:
            for piece in _pieces(text.text, words, anchors):
                alike = likeness(piece, words)
                if alike >= _LEAST_LIKENESS and (best is None or alike > best[0]):
                    best = alike, Original(text.document_title, text.place, piece)
        return best[1] if best else None

    def figures(self, sentence: str) -> tuple[Original, list[Difference]] | None:
        """The sentence of the corpus with the same words and other figures; None where none has, or one has the same.

        Of a sentence that is not there whole, a clause of it whose figure has the same digits turned round (12345, 12354).
        """
        whole = self._compared(sentence, 0)
        if whole is not None:
            return whole
        for match in _CLAUSE.finditer(sentence):
            found = self._compared(match[0], match.start())
            turned = [each for each in found[1] if _turned(each)] if found else []
            if found and turned:
                return found[0], turned
        return None

    def named_otherwise(self, sentence: str) -> tuple[Original, Difference] | None:
        """The sentence of the corpus that differs in one date, person or place alone; None where none does, or one is the
        same.
        """
        near = [original for key in _ends(sentence) for original in self._by_ends.get(key, ())]
        if any(original.text == sentence for original in near):
            return None
        for original in near:
            span = _differing(sentence, original.text)
            named = _name_around(sentence, *span) if span is not None else None
            if named is not None:
                start, end = named
                return original, Difference(start, end, sentence[start:end], original.text[start:end])
        return None

    @cached_property
    def _by_ends(self) -> dict[tuple[int, str], list[Original]]:
        """The longer sentences of the corpus with figures, by their length and what they begin and end with."""
        found: dict[tuple[int, str], list[Original]] = {}
        for text in self._texts:
            for match in _SENTENCE.finditer(text.text):
                for key in _ends(match[0]):
                    found.setdefault(key, []).append(Original(text.document_title, text.place, match[0]))
        return found

    def _compared(self, piece: str, offset: int) -> tuple[Original, list[Difference]] | None:
        key = _without_figures(piece)
        found = self._by_words.get(key) if key else None
        said = _FIGURE.findall(piece)
        if not found or any(_FIGURE.findall(original.text) == said for original in found):
            return None
        original = found[0]
        pairs = zip(_FIGURE.finditer(piece), _FIGURE.findall(original.text), strict=False)
        differences = [
            Difference(offset + match.start(), offset + match.end(), match[0], other)
            for match, other in pairs
            if match[0] != other
        ]
        return (original, differences) if differences else None

    @cached_property
    def _by_words(self) -> dict[str, list[Original]]:
        """The sentences and clauses of the corpus that have figures, by their words without them."""
        found: dict[str, list[Original]] = {}
        for text in self._texts:
            for pattern in (_SENTENCE, _CLAUSE):
                for match in pattern.finditer(text.text):
                    key = _without_figures(match[0])
                    if key:
                        found.setdefault(key, []).append(Original(text.document_title, text.place, match[0]))
        return found


def _ends(sentence: str) -> tuple[tuple[int, str], ...]:
    """The length of a sentence with its first and with its last characters; empty where it is short or has no figures."""
    if len(sentence) < _SHORTEST_FACT or not _FIGURES.search(sentence):
        return ()
    return (len(sentence), sentence[:_END]), (len(sentence), sentence[-_END:])


def _differing(one: str, other: str) -> tuple[int, int] | None:
    """The span in which two equally long sentences differ, where it is a short one."""
    places = [place for place, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
    return (places[0], places[-1] + 1) if places and places[-1] - places[0] < _LONGEST_CHANGE else None


def _name_around(sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """The date, person or place that text[start:end] is part of; a date counts where its year is told."""
    spans = [(each.start, each.end) for each in find_people(sentence)]
    spans += [match.span() for match in _PLACE.finditer(sentence)]
    spans += [match.span() for match in _DATE.finditer(sentence)] if _YEAR.search(sentence) else []
    return next(((first, last) for first, last in spans if first <= start and end <= last), None)


def _turned(difference: Difference) -> bool:
    """Whether a figure has the digits of the other in another order, at least three of them."""
    one, other = difference.said.replace(".", ""), difference.original.replace(".", "")
    return len(one) > 2 and sorted(one) == sorted(other)


def _without_figures(clause: str) -> str:
    """A clause with its figures folded; empty where it has none, or too few words to be known by. Years stay."""
    if not _FIGURE.search(clause):
        return ""
    folded = _MARKS.sub("", _FIGURE.sub("#", clause))
    return folded if len(folded) >= _SHORTEST_CLAUSE else ""


def _pieces(text: str, words: str, anchors: Sequence[str]) -> list[str]:
    """The stretches of a text as long as the words that hold one of the anchors where the words hold it."""
    pieces = []
    for anchor in anchors:
        at = text.find(anchor)
        if at != -1:
            start = max(0, at - words.index(anchor))
            piece = text[start : start + len(words)]
            pieces.append(_to_sentence(text, start, piece))
    return pieces


def _to_sentence(text: str, start: int, piece: str) -> str:
    """A stretch moved to the borders of quotation marks and sentences near its ends."""
    begin = max(piece.rfind(mark, 0, len(piece) // 4) for mark in "“。！？；：") + 1
    tail = text[start + begin : start + len(piece) + len(piece) // 4]
    ends = [at for mark in "”。！？；" if (at := tail.find(mark, len(piece) * 3 // 4)) != -1]
    return tail[: min(ends)] if ends else piece[begin:]


def told_differences(said: str, original: str) -> str:
    """How two wordings differ, as a message says it: “部份”原文是“部分”."""
    told = []
    for change in changes_between(said, original):
        if change.equal:
            continue
        one = said[max(0, change.start - 1) : change.end + 1]
        other = original[max(0, change.other - 1) : change.other_end + 1]
        told.append(f"“{one}”原文是“{other}”")
    return "，".join(told[:4])

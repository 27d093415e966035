"""Sentences, and 字数 as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENERS = {
    "“": "”",
    "‘": "’",
    "（": "）",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
}
_CLOSERS = frozenset(_OPENERS.values())
_ENDINGS = frozenset("。！？!?")
_LONGEST_QUOTATION = 200
_WIDE = re.compile(
    r"[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"
)
_NARROW_RUN = re.compile(
    r"[^\s\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]+"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters: text[start:end]."""

    start: int
    end: int


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a paragraph, in order and without a gap.

    A sentence ends at 。！？ and what closes after it (”）》). Inside a quotation or a bracket that closes within 200
    characters only a full stop that stands right before the closing mark ends it, and only with that mark.
    """
    spans: list[Span] = []
    start, index, length = 0, 0, len(text)
    awaited: list[str] = []
    while index < length:
        char = text[index]
        index += 1
        if char in _OPENERS and text.find(_OPENERS[char], index, index + _LONGEST_QUOTATION) != -1:
            awaited.append(_OPENERS[char])
        elif awaited and char == awaited[-1]:
            awaited.pop()
            if not awaited and text[index - 2] in _ENDINGS and _sentence_may_start(text, index):
                spans.append(Span(start, index))
                start = index
        elif char in _ENDINGS and not awaited:
            while index < length and (text[index] in _ENDINGS or text[index] in _CLOSERS):
                index += 1
            spans.append(Span(start, index))
            start = index
    if text[start:].strip():
        spans.append(Span(start, length))
    return tuple(span for span in spans if text[span.start : span.end].strip())


def _sentence_may_start(text: str, index: int) -> bool:
    """Whether what follows a quotation that ended with a full stop begins anew: “……。”他说 and “……。”的 go on."""
    return index >= len(text) or text[index] not in "，、；：的地得是说道等和与这"


def count_characters(text: str) -> int:
    """字数 as Word shows it: each Chinese character and full-width mark is one, each run of other signs is one."""
    return len(_WIDE.findall(text)) + len(_NARROW_RUN.findall(text))

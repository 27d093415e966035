"""Sentences, and 字数 as Word counts them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_CLOSERS = "".join(_OPENERS.values())
_ENDINGS = "。！？!?"
_MARK = re.compile(f"[{''.join(_OPENERS)}{_CLOSERS}{_ENDINGS}]")
_AFTER_ENDING = re.compile(f"[{_ENDINGS}{_CLOSERS}]*")
_LONGEST_QUOTATION = 200
_WIDE = re.compile(
    r"[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"
)
_NARROW_RUN = re.compile(
    r"[^\s\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]+"
)


class Span(NamedTuple):
    """A half-open range of characters: text[start:end]. A named tuple, for a corpus makes a hundred thousand."""

    start: int
    end: int


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a paragraph, in order and without a gap.

    A sentence ends at 。！？ and what closes after it (”）》). Inside a quotation or a bracket that closes within 200
    characters only a full stop that stands right before the closing mark ends it, and only with that mark.
    """
    spans: list[Span] = []
    start = 0
    for end in _sentence_ends(text):
        spans.append(Span(start, end))
        start = end
    if start < len(text):
        spans.append(Span(start, len(text)))
    return tuple(span for span in spans if not text[span.start : span.end].isspace())


def _sentence_ends(text: str) -> Iterator[int]:
    """Where sentences end. Only the marks are looked at, with the closing marks that are still awaited."""
    awaited: list[str] = []
    passed = 0
    for found in _MARK.finditer(text):
        mark, index = found[0], found.end()
        if index <= passed:
            continue
        if awaited and mark == awaited[-1]:
            awaited.pop()
            if not awaited and text[index - 2] in _ENDINGS and _sentence_may_start(text, index):
                yield index
        elif mark in _OPENERS:
            if text.find(_OPENERS[mark], index, index + _LONGEST_QUOTATION) != -1:
                awaited.append(_OPENERS[mark])
        elif mark in _ENDINGS and not awaited:
            after = _AFTER_ENDING.match(text, index)
            passed = after.end() if after else index
            yield passed


def _sentence_may_start(text: str, index: int) -> bool:
    """Whether what follows a quotation that ended with a full stop begins anew: “……。”他说 and “……。”的 go on."""
    return index >= len(text) or text[index] not in "，、；：的地得是说道等和与这"


def count_characters(text: str) -> int:
    """字数 as Word shows it: each Chinese character and full-width mark is one, each run of other signs is one."""
    return len(_WIDE.findall(text)) + len(_NARROW_RUN.findall(text))

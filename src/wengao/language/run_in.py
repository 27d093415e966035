"""Run-in headings (段首小标题): （一）加强领导。各单位要…… has its heading as the first sentence of its paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wengao.language.numbering import Enumerator, split_enumerator

_SENTENCE = re.compile(r"[^。！？；：\n]*。")
_LONGEST = 30
"""Characters of a heading sentence with its number; what is longer is a sentence of the text."""


@dataclass(frozen=True, slots=True)
class RunInHeading:
    """A heading that opens a paragraph. end: where its sentence ends in the line, its full stop included."""

    enumerator: Enumerator
    end: int


def run_in_heading(line: str) -> RunInHeading | None:
    """The heading that the first sentence of a numbered paragraph is, where more text follows it; None otherwise."""
    enumerator, rest = split_enumerator(line)
    sentence = _SENTENCE.match(rest) if enumerator is not None else None
    if enumerator is None or sentence is None or not rest[sentence.end() :].strip():
        return None
    end = len(line.rstrip()) - len(rest) + sentence.end()
    start = len(line) - len(line.lstrip())
    return RunInHeading(enumerator, end) if end - start <= _LONGEST and len(sentence[0]) > 1 else None

"""Line breaks in a Word file that stand where paragraphs end (软回车), as copies of web pages have them.

Each part becomes a paragraph of its own, set as the whole was, so that a title, a salutation and the text can be set each
in its own manner. A break that only divides a title by its sense stays.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from wengao.language.dates import is_date, is_date_line
from wengao.language.numbering import split_enumerator
from wengao.word.runs import body_paragraphs
from wengao.word.text import W, paragraph_text

_ENDS_PARAGRAPH = re.compile(r"[。！？：；:;!?]\s*$")
_OPENS_PARAGRAPH = re.compile(r"^(?:　{1,}| {2,}|\t)")
_MOST_SIGNING = 3
_WHOLE_LINE = ("textWrapping", None)


def split_soft_breaks(body: Any) -> int:
    """Divide the paragraphs of a body (w:body) at their line breaks where these end paragraphs; returns how many came about.

    A paragraph in which a field reaches over a break is left alone, as is a break inside a link or a tracked change.
    """
    return sum(_divided(element) for element in list(body_paragraphs(body)))


def _divided(element: Any) -> int:
    """How many paragraphs came about of one."""
    lines = paragraph_text(element).text.split("\n")
    if len(lines) <= _MOST_SIGNING and is_date(lines[-1].strip()) and not _is_dated_line(lines[-1]):
        return 0  # a signature on lines of its own is set as one
    breaks = [
        mark
        for run in element.findall(W + "r")
        for mark in run.findall(W + "br")
        if mark.get(W + "type") in _WHOLE_LINE
    ]
    if len(lines) < 2 or len(breaks) != len(lines) - 1 or element.find(f".//{W}fldChar") is not None:
        return 0
    ends = [mark for number, mark in enumerate(breaks) if _is_end(lines[number], lines[number + 1])]
    for mark in reversed(ends):
        _divide(element, mark)
    return len(ends)


def _is_end(before: str, after: str) -> bool:
    """Whether a paragraph ends between two lines."""
    return bool(
        _ENDS_PARAGRAPH.search(before)
        or _OPENS_PARAGRAPH.match(after)
        or split_enumerator(after)[0] is not None
        or split_enumerator(before)[0] is not None
        or _is_dated_line(after)
        or _is_dated_line(before)
    )


def _is_dated_line(line: str) -> bool:
    """Whether a line is a date in brackets, as it stands below a title; a bare one ends a signature, which stays whole."""
    return line.strip().startswith(("（", "(")) and is_date_line(line.strip())


def _divide(element: Any, mark: Any) -> None:
    """Move what follows a break into a paragraph of its own; the break goes."""
    run = mark.getparent()
    new = element.makeelement(element.tag)
    properties = element.find(W + "pPr")
    if properties is not None:
        new.append(deepcopy(properties))
        for last in properties.findall(W + "sectPr"):
            properties.remove(last)
    rest = run.makeelement(run.tag)
    manner = run.find(W + "rPr")
    if manner is not None:
        rest.append(deepcopy(manner))
    rest.extend(list(mark.itersiblings()))
    following = list(run.itersiblings())
    run.remove(mark)
    new.append(rest)
    new.extend(following)
    element.addnext(new)

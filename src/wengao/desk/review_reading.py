"""A document that is no draft, made ready to be checked as it was written: nothing cleaned, a line a paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.drafts.markdown import parse_draft
from wengao.markup.escaping import escaped_inline, escaped_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wengao.drafts.model import Draft
    from wengao.reading.models import Section

_MARKS = re.compile(r"[^\u3400-\u9fff0-9A-Za-z]+")
_LOOK_AHEAD = 6
_FIRST_LINES = 20
_MOST_LINES = 5
"""Lines among which a title begins, and that it may stand on."""
_LONGEST_NUMBER = 4
_DEEPEST = 5
_LONGEST_HEADING = 40
_SURE_LEVELS = 2


def draft_as_written(path: Path, shown_path: str) -> Draft:
    """The text of a .docx, .txt … as a draft whose Nth line is the file's Nth paragraph (a line of a .txt).

    Reading for the corpus cleans punctuation and takes numbers off headings; here both stay, so that they can be checked.
    Raises UnreadableFileError with the reason.
    """
    from wengao.reading.formats import read_raw
    from wengao.reading.from_file import document_of

    raw = read_raw(path)
    document = document_of(raw, path, shown_path).document
    written, title = raw.text.split("\n"), _bare(document.title)
    parted = _last_line_of(title, written)
    headings = [*([] if parted >= 0 else [(title, 1)]), *_headings(document.root)]
    lines = []
    for number, line in enumerate(written):
        level = 1 if number == parted else _level(line, headings) or _level_by_number(line.strip())
        text = escaped_inline(line)
        lines.append(f"{'#' * level} {text.strip()}" if level else escaped_line(text))
    return parse_draft("\n".join(lines) + "\n")


def _last_line_of(title: str, lines: list[str]) -> int:
    """Which line is the last of a title that stands on several, and names what the paper is; -1 where it stands on one."""
    for start, line in enumerate(lines[:_FIRST_LINES]):
        text = _bare(line)
        for end in range(start + 1, min(start + _MOST_LINES, len(lines))):
            if not text or not title.startswith(text):
                break
            text += _bare(lines[end])
            if text == title and _bare(lines[end]):
                return end
    return -1


def _headings(section: Section) -> Iterator[tuple[str, int]]:
    for child in section.children:
        yield _bare(child.heading), min(child.level + 1, _DEEPEST)
        yield from _headings(child)


def _level(line: str, headings: list[tuple[str, int]]) -> int:
    """The level of the heading that a line is, 0 for none; that heading and those before it are taken off the list."""
    bare = _bare(line)
    for place, (heading, level) in enumerate(headings[:_LOOK_AHEAD]):
        addressed = level == 1 and line.rstrip().endswith(("：", ":"))
        if (
            heading
            and not addressed
            and bare.endswith(heading)
            and len(bare) - len(heading) <= _LONGEST_NUMBER
        ):
            del headings[: place + 1]
            return level
    return 0


def _level_by_number(line: str) -> int:
    """The level that the number before a short line without a full stop speaks for, 0 for none."""
    from wengao.review.enumerators import opening_numeral

    if len(line) > _LONGEST_HEADING or line[-1:] in "。；：，;:,":
        return 0
    numeral = opening_numeral(line)
    return numeral.level + 1 if numeral is not None and numeral.level <= _SURE_LEVELS else 0


def _bare(text: str) -> str:
    return _MARKS.sub("", text)

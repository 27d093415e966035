"""Notes on pages (PDF, OFD): marks raised above the line (上标), and the notes at the foot that they point to.

What is raised belongs to the line of what stands beside it. It is left out where it can only be the mark of a note; the 2
of km2 is none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wengao.reading.formats.pages.columns import Glyphs

_SMALLER = 0.8
"""How large raised type is at most, against that of the line."""
_RAISED = (0.12, 0.7)
_NEAR = (-0.4, 0.6)
_NEAR_BEFORE = (-0.4, 2.5)
"""How high it stands, how far behind what goes before it, and how far before a line that it opens, in sizes of its type."""
_LONGEST_MARK = 4
_NUMBER = r"\d{1,3}(?:[,，、~～–-]\d{1,3})*"
_SURE_MARK = re.compile(rf"[①-⑳]|[\[［〔【]注?{_NUMBER}[\]］〕】]|[(（]{_NUMBER}[)）]|[*＊※†‡]{{1,3}}")
_BARE_MARK = re.compile(rf"{_NUMBER}|[ivx]{{1,5}}|[a-z]")
_AFTER_WORDS = re.compile("[\u3400-\u9fff，。、；：？！…”’》）】〕」』]$")
_UNIT = "米"
"""After it a raised 2 or 3 may say that it is squared or cubed."""
_AFTER_MARK = re.compile(r"[\s、．:：]*(?:\.(?!\d))?\s*")
_SMALLER_NOTES = 0.3
"""Points by which the type of notes is smaller than that of the text."""


def on_the_line(glyphs: Iterable[Glyphs]) -> tuple[list[Glyphs], tuple[str, ...]]:
    """The text of a page with what is raised set on its line and marks of notes taken out, and these marks.

    glyphs: in the order in which the page sets them.
    """
    placed: list[Glyphs] = []
    marks: list[str] = []
    raised: list[Glyphs] = []
    line: int | None = None
    for glyph in glyphs:
        if not glyph.text.strip():
            placed.append(glyph)
            continue
        if line is not None:
            end = (raised or placed[line : line + 1])[-1].right
            if _is_raised(glyph, placed[line]) and _is_near(end, glyph.left, placed[line].size, _NEAR):
                raised.append(glyph)
                continue
            marks += _settled(raised, placed, line)
        raised = []
        _lower_what_opens(placed, glyph)
        line = len(placed)
        placed.append(glyph)
    if line is not None:
        marks += _settled(raised, placed, line)
    return placed, tuple(marks)


def split_notes(lines: Sequence[Glyphs], marks: Sequence[str], size: float) -> tuple[list[Glyphs], list[str]]:
    """The lines of a page without the notes at its foot, and the text of each note without its mark.

    marks: what points to notes on this page. size: of the type of the text.
    """
    foot = len(lines)
    while foot and lines[foot - 1].size < size - _SMALLER_NOTES:
        foot -= 1
    opening = [place for place in range(foot, len(lines)) if marks and _opens(lines[place].text, marks[0])]
    if not opening:
        return list(lines), []
    notes: list[str] = []
    for line in lines[opening[-1] :]:
        text = line.text.strip()
        if len(notes) < len(marks) and _opens(text, marks[len(notes)]):
            notes.append(_AFTER_MARK.sub("", text.removeprefix(marks[len(notes)]), count=1))
        else:
            notes[-1] += text
    return list(lines[: opening[-1]]), notes


def _is_raised(glyph: Glyphs, line: Glyphs) -> bool:
    low, high = (share * line.size for share in _RAISED)
    return glyph.size <= line.size * _SMALLER and low <= glyph.baseline - line.baseline <= high


def _is_near(end: float, start: float, size: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] * size <= start - end <= bounds[1] * size


def _settled(raised: Sequence[Glyphs], placed: list[Glyphs], line: int) -> list[str]:
    """Set what is raised on the line, or leave it out if it is marks, which are returned.

    The gap that these leave behind is no space: what they stood behind reaches over it.
    """
    if not raised:
        return []
    before = placed[line]
    marks = _marks_in("".join(glyph.text.strip() for glyph in raised), before.text.strip())
    if marks:
        placed[line] = replace(before, right=max(before.right, raised[-1].right))
    else:
        placed += [replace(glyph, baseline=before.baseline) for glyph in raised]
    return marks


def _marks_in(text: str, before: str) -> list[str]:
    """The marks that a raised text consists of; none where it may be something else. before: what it stands behind."""
    marks = [match[0] for match in _SURE_MARK.finditer(text)]
    if "".join(marks) == text:
        return marks
    squared = text in ("2", "3") and before.endswith(_UNIT)
    return [text] if _BARE_MARK.fullmatch(text) and _AFTER_WORDS.search(before) and not squared else []


def _lower_what_opens(placed: list[Glyphs], glyph: Glyphs) -> None:
    """Set a raised mark that opens a line on that line; `glyph` is what follows it."""
    start = glyph.left
    for place in range(len(placed) - 1, max(len(placed) - 1 - _LONGEST_MARK, -1), -1):
        mark = placed[place]
        if not mark.text.strip():
            continue
        if not (_is_raised(mark, glyph) and _is_near(mark.right, start, glyph.size, _NEAR_BEFORE)):
            return
        placed[place] = replace(mark, baseline=glyph.baseline)
        start = mark.left


def _opens(text: str, mark: str) -> bool:
    """Whether a mark opens a line that goes on after it: the 1 of 1见《条例》, not that of 10月 or 1.5."""
    rest = text.strip().removeprefix(mark)
    return rest != text.strip() and bool(_AFTER_MARK.sub("", rest, count=1)[:1].strip("0123456789."))

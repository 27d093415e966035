"""Marks of punctuation put right in a Word file: where, and only where, the fixes of the text's own check would.

What is found by that check's rules (PUN) in the text of the paragraphs comes back as edits of the paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wengao.drafts.markdown import parse_draft, write_draft
from wengao.language.alike import changes_between
from wengao.markup.escaping import escaped_inline, escaped_line
from wengao.review.fixing import fix_draft
from wengao.review.settings import ReviewSettings
from wengao.word.runs import TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FAMILY = "PUN"
_LEVELS = {"title": "# ", "heading1": "## ", "heading2": "### ", "heading3": "#### ", "heading4": "##### "}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a paragraph as a line of a draft. paragraph: its place among those given. offset: where it begins there."""

    paragraph: int
    offset: int
    text: str
    written: str
    prefix: str


def mends_of(
    texts: Sequence[str], kinds: Sequence[str], settings: ReviewSettings | None = None
) -> Mapping[int, list[TextEdit]]:
    """The edits that put the marks in `texts` right, by the place of the text; kinds: what each paragraph is."""
    lines = [line for place in range(len(texts)) for line in _lines(place, texts[place], kinds[place])]
    text = "\n" + "\n".join(line.written for line in lines) + "\n"
    mended = write_draft(fix_draft(parse_draft(text), _only_marks(settings or ReviewSettings()))).split("\n")
    found: dict[int, list[TextEdit]] = {}
    if len(mended) != len(lines) + 2:
        return found
    for line, new in zip(lines, mended[1:-1], strict=True):
        if new != line.written and new.startswith(line.prefix):
            found.setdefault(line.paragraph, []).extend(_edits(line, new))
    return found


def _only_marks(settings: ReviewSettings) -> ReviewSettings:
    from wengao.review.registry import RULES

    others = frozenset(rule.id for rule in RULES if rule.family != FAMILY)
    return replace(settings, off=settings.off | others, remembered=None)


def _lines(paragraph: int, text: str, kind: str) -> Iterator[_Line]:
    offset = 0
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip())
        bare = line.strip()
        prefix = _LEVELS.get(kind, "") if bare else ""
        written = prefix + (escaped_inline(bare) if prefix else escaped_line(escaped_inline(bare)))
        yield _Line(paragraph, offset + indent, bare, written, prefix)
        offset += len(line) + 1


def _edits(line: _Line, new: str) -> Iterator[TextEdit]:
    """What differs between a line as it was written and as it is now, as edits of its paragraph."""
    places = _places(line)
    if places is None:
        return
    for equal, start, end, new_start, new_end in changes_between(line.written, new):
        if not equal:
            yield TextEdit(line.offset + places[start], line.offset + places[end], new[new_start:new_end])


def _places(line: _Line) -> list[int] | None:
    """For each place in the written line the one in the text; None where the two do not go together."""
    places, at = [], 0
    written = line.written[len(line.prefix) :]
    for index, char in enumerate(written):
        places.append(at)
        if at < len(line.text) and line.text[at] == char:
            at += 1
        elif char != "\\" or index + 1 == len(written):
            return None
    return [0] * len(line.prefix) + [*places, at] if at == len(line.text) else None

"""Text that is read out of a file, with the way back from every character to its place there; and what is no text.

Comments, <!-- … -->, hold guidance and are no part of the text. One that is never closed is text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OPENS, _CLOSES = "<!--", "-->"


def comment_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the comments of `text` begin and end, in one pass over it however many are never closed."""
    spans: list[tuple[int, int]] = []
    position = 0
    while (start := text.find(_OPENS, position)) >= 0:
        closed = text.find(_CLOSES, start + len("<!"))
        if closed < 0:
            break
        position = closed + len(_CLOSES)
        spans.append((start, position))
    return tuple(spans)


def comment_text(comment: str) -> str:
    """What a comment says, without its marks."""
    return comment.removeprefix(_OPENS).removesuffix(_CLOSES).strip()


def comments_with_breaks(text: str) -> tuple[tuple[int, int], ...]:
    """Where the comments of `text` stand, the line break after each included."""
    return tuple((start, end + text.startswith("\n", end)) for start, end in comment_spans(text))


def without_comments(text: str) -> str:
    """`text` without its comments and the line breaks after them."""
    pieces: list[str] = []
    position = 0
    for start, end in comments_with_breaks(text):
        pieces.append(text[position:start])
        position = end
    return "".join([*pieces, text[position:]])


_SPACES = " \t\u3000\xa0"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")


class Stretch(NamedTuple):
    """A piece of text. A named tuple, for every line of a corpus becomes a few.

    positions, sources: equally long, at least one; the run of characters from text[positions[i]] on stands in the file
    from sources[i].
    """

    text: str
    positions: tuple[int, ...]
    sources: tuple[int, ...]

    def source(self, position: int) -> int:
        """Where in the file the character at `position` stands."""
        run = bisect_right(self.positions, position) - 1
        return self.sources[run] + position - self.positions[run]

    def runs(self) -> Iterator[tuple[int, int, int]]:
        """Each run of characters: its position, and where in the file it begins and ends."""
        ends = (*self.positions[1:], len(self.text))
        for position, source, end in zip(self.positions, self.sources, ends, strict=True):
            yield position, source, source + end - position

    def between(self, start: int, end: int) -> Stretch:
        """The stretch of text[start:end]."""
        if start == 0 and end == len(self.text):
            return self
        if len(self.positions) == 1:
            return Stretch(self.text[start:end], (0,), (self.sources[0] + start,))
        first = bisect_right(self.positions, start) - 1
        last = max(bisect_right(self.positions, max(end - 1, start)), first + 1)
        return Stretch(
            self.text[start:end],
            tuple(max(position - start, 0) for position in self.positions[first:last]),
            (self.source(start), *self.sources[first + 1 : last]),
        )

    def from_position(self, start: int) -> Stretch:
        """The stretch from `start` on."""
        return self.between(start, len(self.text))

    def stripped(self) -> Stretch:
        """Without white space at its ends, full-width and no-break spaces too."""
        text = self.text
        start = len(text) - len(text.lstrip().lstrip(_SPACES))
        end = len(text.rstrip().rstrip(_SPACES))
        return self if end - start == len(text) else self.between(start, max(start, end))


def stretch_of(text: str, start: int, end: int, without: Sequence[tuple[int, int]]) -> Stretch:
    """text[start:end] without some spans of it, and without what cannot be printed: control and half characters."""
    if not without and _UNPRINTABLE.search(text, start, end) is None:
        return Stretch(text[start:end], (0,), (start,))
    pieces: list[str] = []
    positions: list[int] = []
    sources: list[int] = []
    length = 0
    for begin, stop in _kept(text, start, end, without):
        pieces.append(text[begin:stop])
        positions.append(length)
        sources.append(begin)
        length += stop - begin
    if not pieces:
        return Stretch("", (0,), (start,))
    return Stretch("".join(pieces), tuple(positions), tuple(sources))


def printable(text: str) -> str:
    """The text without what a Word file cannot hold: control characters and half characters."""
    return _UNPRINTABLE.sub("", text)


def _kept(text: str, start: int, end: int, without: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    dropped = [*without, *(match.span() for match in _UNPRINTABLE.finditer(text, start, end))]
    kept: list[tuple[int, int]] = []
    for begin, stop in sorted(dropped):
        if begin > start:
            kept.append((start, begin))
        start = max(start, stop)
    return [*kept, (start, end)] if end > start else kept

"""Finding words in a draft and replacing them (查找、替换): in what a reader sees, wherever markup stands in between.

What is looked through is the text of paragraphs, items, cells and headings as markup.inline reads it. Comments, front
matter and source notes are no part of it, nor are headings that only the outline shows; marks of emphasis and of notes
inside a word do not hide it. A replacement leaves the marks of notes where they are. It is made only where the line then
reads as it should; what cannot be made so is told, and left to the drafter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from wengao.drafts.markdown import write_draft
from wengao.language.slots import find_slots
from wengao.markup.blocks import Kind, read_lines
from wengao.markup.escaping import escaped_inline
from wengao.markup.inline import NOTE_REFERENCE, read_inline
from wengao.markup.stretches import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wengao.drafts.model import Draft
    from wengao.markup.blocks import Line
    from wengao.markup.inline import Inline

_AROUND = 14
_MOST_TRIED = 200
"""Hits of one line that are tried one by one where they cannot be replaced together: each is a reading of the line."""

_Change = tuple[tuple[int, int], str]
"""A span of a text, and what is to stand there."""


@dataclass(frozen=True, slots=True)
class TextHit:
    """A place where the words stand.

    index: of the part in the draft; None before the first heading. heading: whether it stands in the part's heading.
    start, end: in the part's body, or in its heading's text, with the markup inside it. text: the words as a reader sees
    them. excerpt: with the words around them, in 〔〕.
    """

    index: int | None
    heading: bool
    start: int
    end: int
    text: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """A draft with words replaced. replaced: the hits that were; left: those that could not be, and stand as they stood."""

    draft: Draft
    replaced: tuple[TextHit, ...]
    left: tuple[TextHit, ...]


def find_text(draft: Draft, wanted: str, *, headings: bool = True) -> tuple[TextHit, ...]:
    """Every place of the words, in the order of the draft; capital and small letters are alike.

    headings: whether the title and the headings are looked through too.
    """
    if not wanted:
        return ()
    pattern = re.compile(re.escape(wanted), re.IGNORECASE)
    hits = list(_hits_in_body(draft.preamble, pattern, None))
    for index, part in enumerate(draft.parts):
        if headings and not part.untitled:
            heading = _Seen.of_line(part.heading)
            hits += [_hit(heading, span, index, heading=True) for span in heading.spans(pattern)]
        hits += _hits_in_body(part.body, pattern, index)
    return tuple(hits)


def replace_text(draft: Draft, hits: Iterable[TextHit], new: str) -> Replacement:
    """The draft with hits of it replaced by `new`, one line of plain text; empty takes them out."""
    replaced: list[TextHit] = []
    changed = draft
    in_order = sorted(hits, key=lambda hit: (-1 if hit.index is None else hit.index, hit.heading))
    for (index, in_heading), group in groupby(in_order, key=lambda hit: (hit.index, hit.heading)):
        wanted = tuple(group)
        if index is None:
            body, done = _replaced_in_body(draft.preamble, wanted, new)
            changed = replace(changed, preamble=body)
        elif in_heading:
            heading, done = _replaced_in_heading(draft.parts[index].heading, wanted, new)
            part = changed.parts[index]
            changed = changed.with_part(index, part.with_heading(heading) if done else part)
        else:
            body, done = _replaced_in_body(draft.parts[index].body, wanted, new)
            changed = changed.with_part(index, replace(changed.parts[index], body=body))
        replaced += done
    made = set(replaced)
    given = tuple(sorted(in_order, key=lambda hit: (_place(hit), not hit.heading, hit.start)))
    return Replacement(
        changed, tuple(hit for hit in given if hit in made), tuple(hit for hit in given if hit not in made)
    )


def hit_places(draft: Draft, hits: Sequence[TextHit]) -> tuple[tuple[int, int], ...]:
    """The line and column of the draft's file, both from 1, that each hit stands at; a heading's at column 1."""
    text = write_draft(draft)
    bodies = len(draft.front) + len(draft.preamble)
    starts = [*accumulate((len(part.line) + len(part.body) for part in draft.parts), initial=bodies)]
    breaks = [match.start() for match in re.finditer("\n", text)]
    places = []
    for hit in hits:
        offset = len(draft.front) + hit.start
        if hit.index is not None:
            offset = starts[hit.index]
            offset += 0 if hit.heading else len(draft.parts[hit.index].line) + hit.start
        line = _count_below(breaks, offset)
        places.append((line + 1, offset - (breaks[line - 1] + 1 if line else 0) + 1))
    return tuple(places)


def _count_below(numbers: Sequence[int], limit: int) -> int:
    from bisect import bisect_left

    return bisect_left(numbers, limit)


def _place(hit: TextHit) -> int:
    return -1 if hit.index is None else hit.index


@dataclass(frozen=True)
class _Seen:
    """A line or cell as a reader sees it. source: where its markup stands. line: its number among those of its body."""

    markup: Stretch
    inline: Inline
    line: int = 0

    @staticmethod
    def of_line(text: str) -> _Seen:
        return _Seen(Stretch(text, (0,), (0,)), read_inline(text))

    @property
    def text(self) -> str:
        return self.inline.text

    @cached_property
    def sources(self) -> tuple[int, ...]:
        """Where each character of the text stands."""
        return tuple(
            self.markup.source(run.start + place)
            for run in self.inline.runs
            for place in range(len(run.piece.standing))
        )

    def spans(self, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
        """Where the pattern stands in the text."""
        return [match.span() for match in pattern.finditer(self.text)]

    def sits(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters of a span of the text begin and end, with the markup between them."""
        return self.sources[start], self.sources[end - 1] + 1


def _hit(seen: _Seen, span: tuple[int, int], index: int | None, *, heading: bool) -> TextHit:
    start, end = span
    text = seen.text
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    return TextHit(
        index, heading, *seen.sits(start, end), text[start:end], f"{before}〔{text[start:end]}〕{after}"
    )


def _hits_in_body(body: str, pattern: re.Pattern[str], index: int | None) -> Iterator[TextHit]:
    for _, seen in _seen_lines(body, pattern):
        for span in seen.spans(pattern):
            yield _hit(seen, span, index, heading=False)


def _seen_lines(body: str, pattern: re.Pattern[str] | None = None) -> Iterator[tuple[Line, _Seen]]:
    """What a reader sees of a body, each with its line; only where the pattern's signs all are, if one is given."""
    signs = set(re.sub(r"\\(.)", r"\1", pattern.pattern)) if pattern is not None else set()
    signs = {sign for sign in signs if not sign.isascii()}
    if not signs.issubset(body):
        return
    for line in read_lines(body):
        if line.silent or not signs.issubset(line.bare.text):
            continue
        if line.kind is Kind.ROW:
            for cell in line.cells:
                yield line, _Seen(cell, read_inline(cell.text), line.number)
        else:
            yield line, _Seen(line.content, line.inline, line.number)


# Replacing


def _replaced_in_heading(heading: str, hits: Sequence[TextHit], new: str) -> tuple[str, tuple[TextHit, ...]]:
    line = _Rewritten(heading, _Seen.of_line(heading), Kind.HEADING)
    done = line.take(hits, new)
    return line.raw.strip(), done if line.raw.strip() else ()


def _replaced_in_body(body: str, hits: Sequence[TextHit], new: str) -> tuple[str, tuple[TextHit, ...]]:
    pieces: list[str] = []
    done: list[TextHit] = []
    position = 0
    waiting = sorted(hits, key=lambda hit: hit.start)
    for line, group in groupby(_seen_lines(body), key=lambda each: each[0]):
        raw, shift = body[line.start : line.end], 0
        for _, seen in group:
            own: list[TextHit] = []
            last = seen.sources[-1] if seen.sources else -1
            while waiting and waiting[0].start <= last:
                own.append(waiting.pop(0))
            if own:
                rewritten = _Rewritten(raw, seen, line.kind, line.start - shift)
                done += rewritten.take(own, new)
                shift += len(rewritten.raw) - len(raw)
                raw = rewritten.raw
        pieces += [body[position : line.start], raw]
        position = line.end
    return "".join((*pieces, body[position:])), tuple(done)


class _Rewritten:
    """A line while words of it are replaced. raw: as it now stands. start: what `raw` begins at, as sources are counted."""

    def __init__(self, raw: str, seen: _Seen, kind: Kind, start: int = 0) -> None:
        self.raw = raw
        self._seen, self._kind, self._start = seen, kind, start
        self._slots = [(slot.start, slot.end) for slot in find_slots(seen.text)]
        self._place = {source: place for place, source in enumerate(seen.sources)}

    def take(self, hits: Sequence[TextHit], new: str) -> tuple[TextHit, ...]:
        """Replace hits, all at once where that reads right, else one by one; returns those that were."""
        spans = {hit: span for hit in hits if (span := self._span(hit)) is not None}
        written = escaped_inline(new) if self._kind is not Kind.CODE else new
        if "\n" in new or (self._kind is Kind.ROW and "|" in new):
            return ()
        in_order = sorted(spans, key=lambda hit: hit.start)
        raw = _cut(self.raw, [change for hit in in_order for change in self._first_way(spans[hit], written)])
        if self._reads(raw, _cut(self._seen.text, [(spans[hit], new) for hit in in_order])):
            self.raw = raw
            return tuple(in_order)
        tried = in_order[-_MOST_TRIED:]
        return tuple(reversed([hit for hit in reversed(tried) if self._take_one(spans[hit], new, written)]))

    def _take_one(self, span: tuple[int, int], new: str, written: str) -> bool:
        expected = _cut(self._now, [(span, new)])
        for way in (self._first_way, self._last_way, self._whole_way):
            raw = _cut(self.raw, way(span, written))
            if self._reads(raw, expected):
                self.raw = raw
                self._text = expected
                return True
        return False

    _text: str | None = None

    @property
    def _now(self) -> str:
        return self._seen.text if self._text is None else self._text

    def _span(self, hit: TextHit) -> tuple[int, int] | None:
        """Where the hit stands in the text; None where it cuts a slot in two, or is not there."""
        start, last = self._place.get(hit.start), self._place.get(hit.end - 1)
        if start is None or last is None or self._seen.text[start : last + 1] != hit.text:
            return None
        end = last + 1
        for first, behind in self._slots:
            apart = end <= first or start >= behind
            inside = first < start and end < behind
            if not (apart or inside or (start <= first and behind <= end)):
                return None
        return start, end

    def _stands(self, span: tuple[int, int]) -> list[tuple[int, int]]:
        """The runs of characters that a span of the text consists of, as they stand in `raw`."""
        runs: list[tuple[int, int]] = []
        for source in self._seen.sources[slice(*span)]:
            place = source - self._start
            if runs and runs[-1][1] == place:
                runs[-1] = (runs[-1][0], place + 1)
            else:
                runs.append((place, place + 1))
        return runs

    def _first_way(self, span: tuple[int, int], written: str) -> list[_Change]:
        """The new words where the first run stands; marks of emphasis and notes stay."""
        first, *others = self._stands(span)
        return [(first, written), *((run, "") for run in others)]

    def _last_way(self, span: tuple[int, int], written: str) -> list[_Change]:
        """The new words where the last run stands."""
        *others, last = self._stands(span)
        return [*((run, "") for run in others), (last, written)]

    def _whole_way(self, span: tuple[int, int], written: str) -> list[_Change]:
        """The new words in place of all from the first character to the last; of what stood between only notes stay."""
        runs = self._stands(span)
        start, end = runs[0][0], runs[-1][1]
        start -= self.raw[max(start - 1, 0) : start] == "\\"
        notes = "".join(match[0] for match in NOTE_REFERENCE.finditer(self.raw[start:end]))
        return [((start, end), written + notes)]

    def _reads(self, raw: str, text: str) -> bool:
        """Whether a line reads as `text`, and is still what it was."""
        if self._kind is Kind.CODE:
            return True
        if self._kind is Kind.ROW:
            return raw.count("|") == self.raw.count("|") and self._cell_reads(raw, text)
        if self._kind is Kind.HEADING:
            inline = read_inline(raw)
            return inline.text == text and inline.notes == self._seen.inline.notes
        lines = [line for line in read_lines(raw) if line.kind is not Kind.BLANK]
        if not text and not lines:
            return True
        return (
            len(lines) == 1
            and lines[0].kind is self._kind
            and lines[0].inline.text == text
            and lines[0].inline.notes == self._seen.inline.notes
        )

    def _cell_reads(self, raw: str, text: str) -> bool:
        start = self._seen.markup.sources[0] - self._start
        end = start + len(self._seen.markup.text) + len(raw) - len(self.raw)
        inline = read_inline(raw[start:end])
        return inline.text.strip() == text.strip() and inline.notes == self._seen.inline.notes


def _cut(text: str, changes: Sequence[_Change]) -> str:
    """The text with spans of it, in their order, written anew."""
    pieces: list[str] = []
    position = 0
    for (start, end), written in changes:
        pieces += [text[position:start], written]
        position = end
    return "".join((*pieces, text[position:]))

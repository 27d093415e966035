"""Breaking a title into lines (标题回行): by sense, in the shape of a trapezoid or a diamond (GB/T 9704-2012 7.3.1).

Every way to break where a line may end is weighed; the lightest is taken. The weights are of our own making, found on the
titles of tests/export/test_title_lines.py. Where the drafter has set the mark of a break (see markup.headings), the line
ends there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from math import ceil, comb
from typing import TYPE_CHECKING

from wengao.export.title_words import cuttable, is_ordinal, segmented, title_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wengao.export.title_words import Cuttable

SUBTITLE_MARK = "——"
_NEVER_OPENS = frozenset("的地得了着过和与及暨并或等，。、；：！？”’）》〉】〕—")
_NEVER_OPEN_WORDS = frozenset(
    {"上", "中", "下", "里", "内", "外", "会", "会上", "们", "以及", "并且", "上的"}
)
_NEVER_CLOSES = frozenset("“‘《〈【〔（、—")
_NEVER_CLOSE_WORDS = frozenset((*"在于对为以把被向从由让使将就按经各全该第", "关于", "对于", "根据", "按照"))
_JOINS = frozenset({"和", "与", "及", "暨", "以及"})
_SCOPE = re.compile(r"[全各本我][国省市区县镇乡村州盟旗校系级地个]|[省市县区镇乡]级|我们|有关|主要|重大|重点")
"""What says of whom or of what kind the next words are; it stands before them on their line."""

_TIME = re.compile(
    r"[12]\d{3}(?:[—–\-~～至]\d{2,4})?年|第[一二三四]季度|“?十[一二三四五六]五”?(?:时期|期间|规划)"
)
_PAIRS = {"“": "”", "《": "》", "（": "）", "〈": "〉", "〔": "〕", "【": "】"}
_SHORTEST_WELL = 5
_LAST_WELL = 5
_MOST_LINES = 5
_LINES_BEYOND = 1
"""How many lines more than the fewest are weighed: a third one may be what keeps the words together."""

_MOST_WAYS = 30_000
_WIDTH_OF_LATIN = 0.6
"""Of a full-width character, what a digit takes in the widest of the fonts that stand in for 小标宋: else a full line of a
title runs over by one character."""

_TORN = 40.0
"""Ending a line inside a name or a number: only where nothing else keeps to the width."""

_CUT_AT_PARTICLE = 15.0
_CUT_INSIDE_MEETING = 3.0
_CUT_INSIDE_PAIR = 2.5
_CUT_BETWEEN_WORDS = 1.4
_SHORT_LINE = 4.0
_SHORT_LAST_LINE = 1.5
_RECTANGLE = 1.0
_HOURGLASS = 5.0
_ZIGZAG = 1.5
_UNEVENNESS = 5.0
_ANOTHER_LINE = 3.0


def split_subtitle(title: str) -> tuple[str, str]:
    """The title and its subtitle (with its ——), which is empty where there is none."""
    main, mark, rest = title.partition(SUBTITLE_MARK)
    if not main.strip() or not rest.strip():
        return title.strip(), ""
    return main.strip(), mark + rest.strip()


def break_title(title: str, longest: int) -> tuple[str, ...]:
    """The lines of `title`, each at most `longest` full-width characters wide (a half-width sign is half of one).

    No line is one character alone, and no word, name or number is torn unless it is too long by itself. A line break in
    the title is one that the drafter wants.
    """
    return tuple(line for forced in title.split("\n") for line in _broken(forced.strip(), longest))


def _broken(text: str, longest: int) -> tuple[str, ...]:
    if _width(text) <= longest:
        return (text,) if text else ()
    if _width(text) > longest * _MOST_LINES:
        return _filled(_words(text, longest), longest)
    piece = cuttable(text)
    return (
        _lightest(text, _edges(piece, longest, torn=False), longest)
        or _lightest(text, _edges(piece, longest, torn=True), longest)
        or _filled(_words(text, longest), longest)
    )


@dataclass(frozen=True, slots=True)
class _Edge:
    """A place to cut at, and what it weighs."""

    at: int
    weight: float


def _edges(piece: Cuttable, longest: int, *, torn: bool) -> list[_Edge]:
    """The places to cut at. torn: also those inside names, at a price, and inside words that no line holds."""
    edges, at = [], 0
    text = "".join(piece.words)
    for before, after in pairwise(piece.words):
        if torn:
            edges += [_Edge(at + step, _TORN) for step in range(longest, len(before), longest)]
        at += len(before)
        if torn or at not in piece.bonds:
            gap = _Gap(text, at, before, after)
            weight = _weight_of(gap) + _TORN * (at in piece.bonds)
            inside = at in piece.soft and before not in _JOINS and not gap.before_time
            edges.append(_Edge(at, weight + _CUT_INSIDE_MEETING * inside))
    if torn and piece.words:
        edges += [_Edge(at + step, _TORN) for step in range(longest, len(piece.words[-1]), longest)]
    return edges


def _lightest(text: str, edges: Sequence[_Edge], longest: int) -> tuple[str, ...]:
    """The best way to break at some of the edges, or nothing where none keeps to `longest`."""
    best: tuple[float, tuple[str, ...]] | None = None
    fewest = ceil(_width(text) / longest)
    most = 0
    for count in range(fewest, max(fewest, _MOST_LINES) + 1):
        if comb(len(edges), count - 1) > _MOST_WAYS or (best and count > most + _LINES_BEYOND):
            break
        for cuts in combinations(edges, count - 1):
            bounds = (0, *(cut.at for cut in cuts), len(text))
            lines = tuple(text[start:end].strip() for start, end in pairwise(bounds))
            widths = [_line_width(line) for line in lines]
            if max(widths) > longest or min(map(len, lines)) < 2:
                continue
            most = most or count
            weight = _shape_weight(widths) + sum(cut.weight for cut in cuts) + _ANOTHER_LINE * (count - 2)
            if best is None or weight < best[0]:
                best = (weight, lines)
    return best[1] if best else ()


def _filled(words: list[str], longest: int) -> tuple[str, ...]:
    """Lines filled one after the other, for a title that is too long to weigh."""
    lines = [""]
    for word in words:
        if lines[-1] and _width(lines[-1] + word) > longest:
            lines.append("")
        lines[-1] += word
    if len(lines) > 1 and len(lines[-1].strip()) < 2:
        lines[-2:] = [lines[-2][:-1], lines[-2][-1] + lines[-1]]
    return tuple(line.strip() for line in lines if line.strip())


def _shape_weight(widths: list[float]) -> float:
    longest, shortest = max(widths), min(widths)
    weight = _UNEVENNESS * (longest - shortest) / longest
    if longest - shortest < 1:
        weight += _RECTANGLE
    inner = widths[1:-1]
    if inner and max(inner) < min(widths[0], widths[-1]):
        weight += _HOURGLASS
    elif inner and min(inner) < min(widths[0], widths[-1]):
        weight += _ZIGZAG
    if widths[-1] < _LAST_WELL:
        weight += _SHORT_LAST_LINE
    return weight + _SHORT_LINE * sum(width < _SHORTEST_WELL for width in widths)


@dataclass(frozen=True, slots=True)
class _Gap:
    """Between two words of a title: where, and which they are."""

    text: str
    at: int
    before: str
    after: str

    @property
    def at_particle(self) -> bool:
        """Whether a line would begin with what hangs on the words before it, or end with what leads to those after it."""
        opens = self.after[0] in _NEVER_OPENS or self.after in _NEVER_OPEN_WORDS
        return opens or self.before[-1] in _NEVER_CLOSES or self.before in _NEVER_CLOSE_WORDS

    @property
    def depth(self) -> int:
        """In how many pairs of quotation marks and brackets it lies."""
        passed = self.text[: self.at]
        return sum(passed.count(opens) > passed.count(closes) for opens, closes in _PAIRS.items())

    @property
    def before_time(self) -> bool:
        """Whether a year or a time of several follows."""
        return _TIME.match(self.text, self.at) is not None

    @property
    def after_time(self) -> bool:
        """Whether it follows one."""
        return self.before in ("年", "年度") or _TIME.fullmatch(self.before) is not None

    @property
    def between_carrier_and_time(self) -> bool:
        """做好|2026年…: better than in what the verb carries, worse than before the verb."""
        return self.before_time and self.before in title_words().carriers


_WEIGHTS: tuple[tuple[Callable[[_Gap], bool], float], ...] = (
    (lambda gap: gap.before[-1].isspace() or gap.before[-1] in "，；：", -4.0),
    (lambda gap: gap.text.startswith("关于", gap.at), -4.0),
    (lambda gap: gap.before[-1] in "”》）" and gap.after in title_words().heads, 2.0),
    (lambda gap: gap.before[-1] in "”》）", -1.0),
    (lambda gap: gap.before in _JOINS, 0.4),
    (lambda gap: gap.after in title_words().heads, 3.0),
    (lambda gap: _SCOPE.fullmatch(gap.before) is not None, 3.0),
    (lambda gap: gap.between_carrier_and_time, 2.0),
    (lambda gap: gap.before_time, 0.3),
    (lambda gap: gap.after[0] == "（", 2.0),
    (lambda gap: gap.after[0].isdecimal(), 2.5),
    (lambda gap: gap.after_time, 2.0),
    (lambda gap: is_ordinal(gap.before), 2.5),
    (lambda gap: gap.before in title_words().carriers, 2.0),
    (lambda gap: gap.after in title_words().carriers, 0.2),
    (lambda gap: gap.before in title_words().heads or gap.before == "的", 0.8),
)
"""What it weighs to end a line in a gap: the first that holds counts."""


def _weight_of(gap: _Gap) -> float:
    if gap.at_particle:
        return _CUT_AT_PARTICLE
    weight = next((weight for holds, weight in _WEIGHTS if holds(gap)), _CUT_BETWEEN_WORDS)
    return weight + _CUT_INSIDE_PAIR * gap.depth


def _words(text: str, longest: int) -> list[str]:
    """The words of `text`, none wider than a line."""
    return [
        word[start : start + longest]
        for word in segmented(text)
        for start in range(0, len(word), longest if _width(word) > longest else max(len(word), 1))
    ]


@lru_cache(maxsize=4096)
def _line_width(line: str) -> float:
    return _width(line)


def _width(text: str) -> float:
    """Full-width characters; a half-width sign is half of one, a digit or letter a little more."""
    return sum(
        _WIDTH_OF_LATIN if char.isascii() and char.isalnum() else 0.5 if ord(char) < 0x2000 else 1.0
        for char in text
    )

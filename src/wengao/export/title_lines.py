"""Breaking a title into lines (标题回行): by sense, in the shape of a trapezoid or a diamond (GB/T 9704-2012 7.3.1).

Every way to break at a word's edge is weighed; the lightest is taken. The weights are of our own making.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from math import ceil, comb
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

SUBTITLE_MARK = "——"
_NEVER_OPENS = frozenset("的地得了着过上中下里内外会们等，。、；：！？”’）》〉】〕")
_NEVER_CLOSES = frozenset("在于对为以把被向从由让使和与及暨或第（“‘《〈【〔、")
_BETTER_NOT_OPENS = frozenset("和与及暨并或")
_PAIRS = {"“": "”", "《": "》", "（": "）", "〈": "〉", "〔": "〕", "【": "】"}
_OPENS_THE_MATTER = "关于"
_SHORTEST_WELL = 4
_MOST_LINES = 5
_MOST_WAYS = 50_000

_CUT_AT_PARTICLE = 6.0
_CUT_BEFORE_CONJUNCTION = 1.0
_CUT_INSIDE_PAIR = 3.0
_CUT_AFTER_SPACE = -4.0
_CUT_BEFORE_THE_MATTER = -3.0
_CUT_AFTER_CLOSING = -1.0
_SHORT_LINE = 4.0
_RECTANGLE = 1.5
_HOURGLASS = 5.0
_UNEVENNESS = 4.0


def split_subtitle(title: str) -> tuple[str, str]:
    """The title and its subtitle (with its ——), which is empty where there is none."""
    main, mark, rest = title.partition(SUBTITLE_MARK)
    if not main.strip() or not rest.strip():
        return title.strip(), ""
    return main.strip(), mark + rest.strip()


def break_title(title: str, longest: int) -> tuple[str, ...]:
    """The lines of `title`, each at most `longest` full-width characters wide (a half-width sign is half of one).

    No line is one character alone, and no word is cut unless a word by itself is too long.
    """
    text = title.strip()
    fewest = ceil(_width(text) / longest)
    if fewest <= 1:
        return (text,) if text else ()
    words = _words(text, longest)
    for count in range(fewest, max(fewest, _MOST_LINES) + 1):
        if comb(len(words), count - 1) > _MOST_WAYS:
            break
        broken = _lightest(text, words, count, longest)
        if broken:
            return broken
    return _filled(words, longest)


def _lightest(text: str, words: list[str], count: int, longest: int) -> tuple[str, ...]:
    """The best way to break into `count` lines, or nothing where none keeps to `longest`."""
    edges = [sum(len(word) for word in words[:index]) for index in range(1, len(words))]
    best: tuple[float, tuple[str, ...]] | None = None
    for cuts in combinations(edges, count - 1):
        bounds = (0, *cuts, len(text))
        lines = tuple(text[start:end].strip() for start, end in pairwise(bounds))
        widths = [_width(line) for line in lines]
        if max(widths) > longest or min(len(line) for line in lines) < 2:
            continue
        weight = _shape_weight(widths) + sum(_cut_weight(text, cut) for cut in cuts)
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
    return weight + _SHORT_LINE * sum(width < _SHORTEST_WELL for width in widths)


def _cut_weight(text: str, cut: int) -> float:
    before, after = text[cut - 1], text[cut]
    weight = 0.0
    if after in _NEVER_OPENS or before in _NEVER_CLOSES:
        weight += _CUT_AT_PARTICLE
    if after in _BETTER_NOT_OPENS:
        weight += _CUT_BEFORE_CONJUNCTION
    if any(text[:cut].count(opens) > text[:cut].count(closes) for opens, closes in _PAIRS.items()):
        weight += _CUT_INSIDE_PAIR
    if text.startswith(_OPENS_THE_MATTER, cut):
        weight += _CUT_BEFORE_THE_MATTER
    if before.isspace():
        weight += _CUT_AFTER_SPACE
    elif before in "，；：”》）":
        weight += _CUT_AFTER_CLOSING
    return weight


def _words(text: str, longest: int) -> list[str]:
    """The words of `text`, none wider than a line."""
    words: list[str] = []
    for word in _segment(text):
        pieces = (
            [word]
            if _width(word) <= longest
            else [word[i : i + longest] for i in range(0, len(word), longest)]
        )
        words += pieces
    return words


def _segment(text: str) -> Iterable[str]:
    """The words of `text`; which of the two segmenters is installed depends on the machine."""
    try:
        import rjieba
    except ImportError:
        import jieba

        return cast("Iterable[str]", jieba.cut(text))
    return cast("Iterable[str]", rjieba.cut(text))


def _width(text: str) -> float:
    """Full-width characters; a half-width sign is half of one."""
    return sum(0.5 if ord(char) < 0x2000 else 1.0 for char in text)

"""What within a paragraph can be used on its own: points, sentences, quotations, examples, figures, parallels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from wengao.corpus.parallels import has_parallel
from wengao.corpus.raw import GAP
from wengao.language.figures import has_figures_with_units
from wengao.language.ordinals import points_within
from wengao.language.sentences import Span, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_KINDS = ("paragraph", "point", "example", "quotation", "sentence", "figures", "parallel")
_KIND_ORDER = {kind: rank for rank, kind in enumerate(_KINDS)}
_SHORTEST_SENTENCE = 6
_FEWEST_FIGURES = 2
_SENTENCE_END = re.compile(r"[。！？!?][”’）》」』]*$")
_QUOTED = re.compile(r"“(?P<inside>[^“”]{6,120})”")
_HAN = re.compile("[\u4e00-\u9fff]")
_FEWEST_QUOTED = 6
_INTRODUCED = re.compile(
    r"(?:[曰云]|有言|所言|说过?|讲过?|常言道?|古语|古人|俗话说?|老话说?|谚语|诗句?|名言|古训|强调|指出|》[^，。]{0,6})[：，:,]?$"
)
_QUOTATION_ENDS = re.compile(r"^(?:[，。；：！？—]|$)")
_SOURCE_AFTER = re.compile(r"[，。]?(?:（[^（）]{0,12}《[^《》]+》[^（）]{0,8}）|——[^，。；]{2,24}。?$)")
"""Where a quotation was taken from, after it: （《荀子·劝学》）, ——《左传》."""
_EXAMPLE = re.compile(
    r"\s*(?:(?:还|再|又)?(?:比如|例如|譬如|比方说)[，,、：]?|以[^，。]{2,20}为例|某[省市县区乡镇街村单部企学院校])"
)
_NEXT_EXAMPLE = re.compile(r"；(?=[还再又](?:比如|例如|譬如))")
_GOES_ON = tuple("还再又")
_EXAMPLE_HEAD_LENGTH = 25
_EXAMPLE_SENTENCES = 6
_AFTER_EXAMPLE = re.compile(
    r"^(?:同时|因此|为此|我们|要|各级|总之|由此|可见|实践证明|[一二三四五六七八九十][是要]|第[一二三四五六七八九十])"
)


class Unit(NamedTuple):
    """A piece of a paragraph. kind: id of a kind of passage. start, end: character offsets in the paragraph."""

    kind: str
    text: str
    start: int
    end: int


def paragraph_units(text: str, point_start: int | None = None) -> tuple[Unit, ...]:
    """The units of a paragraph: itself first, then what it holds, in the order of the text.

    point_start: where a point begins that goes on to the paragraph's end (see chains.starts_across).
    Half sentences beside a gap belong to no unit.
    """
    runs = _complete_runs(text)
    whole = [unit for run in runs for unit in _run_paragraph(text, run, has_gap=GAP in text)]
    points = _points(text, point_start)
    count = sum(len(run) for run in runs)
    pieces = [
        unit for run in runs for unit in _pieces(text, run, points, alone=count == 1 and GAP not in text)
    ]
    points = points or _example_points(pieces)
    return tuple(sorted([*whole, *points, *pieces], key=_order))


def _order(unit: Unit) -> tuple[int, int, int, int]:
    return (0 if unit.kind == "paragraph" else 1, unit.start, -unit.end, _KIND_ORDER[unit.kind])


def _complete_runs(text: str) -> list[list[Span]]:
    """The sentences of a paragraph in runs without a gap, half sentences beside a gap left out."""
    runs = []
    offset = 0
    pieces = text.split(GAP)
    for index, piece in enumerate(pieces):
        spans = list(sentences(piece))
        if offset:
            spans = [Span(span.start + offset, span.end + offset) for span in spans]
        if index > 0:
            spans = spans[1:]
        if (
            index < len(pieces) - 1
            and spans
            and not _SENTENCE_END.search(text[spans[-1].start : spans[-1].end])
        ):
            spans = spans[:-1]
        if spans:
            runs.append(spans)
        offset += len(piece) + len(GAP)
    return runs


def _run_paragraph(text: str, run: Sequence[Span], *, has_gap: bool) -> Iterator[Unit]:
    if not has_gap or len(run) > 1:
        yield _unit("paragraph", text, run[0].start, run[-1].end)


def _points(text: str, point_start: int | None) -> list[Unit]:
    spans = points_within(text)
    if not spans and point_start is not None:
        spans = [Span(point_start, len(text))]
    return [
        _unit("point", text, span.start, span.end) for span in spans if GAP not in text[span.start : span.end]
    ]


def _pieces(text: str, run: Sequence[Span], points: Iterable[Unit], *, alone: bool) -> Iterator[Unit]:
    ends = sorted({unit.start for unit in points})
    for index, span in enumerate(run):
        sentence = text[span.start : span.end]
        if not alone and len(sentence.strip()) >= _SHORTEST_SENTENCE:
            yield _unit("sentence", text, span.start, span.end)
        if has_figures_with_units(sentence, _FEWEST_FIGURES):
            yield _unit("figures", text, span.start, span.end)
        if has_parallel(sentence):
            yield _unit("parallel", text, span.start, span.end)
        if _holds_quotation(sentence):
            closes = sentence.rstrip().endswith("”") and index + 1 < len(run)
            yield _unit("quotation", text, span.start, run[index + 1].end if closes else span.end)
        if _EXAMPLE.match(sentence):
            yield from _examples(text, span.start, _end_of_example(text, run[index:], ends))


def _holds_quotation(sentence: str) -> bool:
    """Whether a sentence quotes a saying: one that opens it, that its source follows, or that words like ……曰 lead to."""
    for match in _QUOTED.finditer(sentence):
        inside, before, after = match["inside"], sentence[: match.start()].strip(), sentence[match.end() :]
        if len(_HAN.findall(inside)) < _FEWEST_QUOTED:
            continue
        has_clauses = any(mark in inside for mark in "，；。？！")
        if _SOURCE_AFTER.match(after):
            return True
        if not before and (inside[-1] in "。！？" or _QUOTATION_ENDS.match(after)):
            return True
        if _INTRODUCED.search(before[-8:]) and (has_clauses or _QUOTATION_ENDS.match(after)):
            return True
    return False


def _examples(text: str, start: int, end: int) -> Iterator[Unit]:
    """The examples between two offsets: 比如……；还比如……；再比如……。 is three."""
    for mark in _NEXT_EXAMPLE.finditer(text, start, end):
        yield _unit("example", text, start, mark.start())
        start = mark.end()
    yield _unit("example", text, start, end)


def _example_points(pieces: Iterable[Unit]) -> list[Unit]:
    """Examples that make a chain (比如…还比如…再比如…) are its points too: one looks for them as 案例 or as 点."""
    examples = [unit for unit in pieces if unit.kind == "example"]
    chained = any(unit.text.startswith(_GOES_ON) for unit in examples[1:])
    return [unit._replace(kind="point") for unit in examples] if chained else []


def _end_of_example(text: str, run: Sequence[Span], point_starts: Sequence[int]) -> int:
    """An example whose first sentence is a mere headline goes on, up to the next one, the next point, or a conclusion."""
    first = run[0]
    limit = next((start for start in point_starts if start > first.start), len(text))
    end = min(first.end, limit)
    if first.end - first.start > _EXAMPLE_HEAD_LENGTH:
        return end
    for span in run[1:_EXAMPLE_SENTENCES]:
        sentence = text[span.start : span.end].lstrip()
        if span.start >= limit or _EXAMPLE.match(sentence) or _AFTER_EXAMPLE.match(sentence):
            break
        end = span.end
    return end


def _unit(kind: str, text: str, start: int, end: int) -> Unit:
    """A unit with the blanks at its ends left out."""
    piece = text[start:end].rstrip()
    stripped = piece.lstrip()
    start += len(piece) - len(stripped)
    return Unit(kind, stripped, start, start + len(stripped))

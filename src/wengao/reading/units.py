"""What of paragraphs can be used on its own: points, sentences, quotations, examples, figures, parallels (排比).

Points and examples may be paragraphs of their own (一要…… 二要……, 比如…… 还比如…… 再比如……) or stand within one: points
there are language.ordinals.points_within. Parallels are told by their shape, without knowing the words.
"""

from __future__ import annotations

import re
from itertools import pairwise
from operator import eq
from typing import TYPE_CHECKING, NamedTuple

from wengao.language import ordinals
from wengao.language.figures import has_figures_with_units
from wengao.language.ordinals import points_within
from wengao.language.sentences import Span, sentences
from wengao.reading.raw import GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_FEWEST = 3
_SEPARATORS = "；，、"
_COMMA_LENGTH = 4
_PAUSE_LENGTH = 5
_SEMICOLON_LENGTH = 6
_MOST_DIFFERENCE = 2
_LEAD = re.compile(r"^[^：]{0,40}：")
_NAME_ENDING = re.compile(r"(?:[局委部办会厅院校镇乡县区市村]|街道|书记|主任|同志|公司|[长员])$")
_DIGIT = re.compile(r"[\dA-Za-z]")
_TRIM = "。！？!?”“’‘（）《》"


def has_parallel(sentence: str) -> bool:
    """Whether a sentence has three neighbouring clauses of equal shape.

    Equal shape: between ；, the same first two characters and no more than a third longer or shorter; between ，or 、,
    the same length and the same character in the same place, or nearly the same length, the same first character and
    another in the same place from the end (以钉钉子精神抓落实、以绣花功夫抓管理).
    Lists of offices, places and posts are not parallels.
    """
    if max(map(sentence.count, _SEPARATORS)) < _FEWEST - 1:
        return False
    body = _LEAD.sub("", sentence.strip().rstrip(_TRIM))
    return (
        _has_run(_clauses(body, "；"), _same_opening, _SEMICOLON_LENGTH)
        or any(
            _has_run(_clauses(part, "，"), _same_frame, _COMMA_LENGTH)
            for part in body.split("；")
            if part.count("，") > 1
        )
        or any(
            _has_run(_clauses(part, "、"), _same_frame, _PAUSE_LENGTH)
            for part in (re.split("[，；]", body) if "、" in body else ())
            if part.count("、") > 1
        )
    )


def _clauses(text: str, separator: str) -> list[str]:
    if text.count(separator) < _FEWEST - 1:
        return []
    return [clause.strip(_TRIM) for clause in text.split(separator)]


def _has_run(clauses: Sequence[str], alike: Callable[[str, str], bool], shortest: int) -> bool:
    if len(clauses) < _FEWEST:
        return False
    run = 1
    for first, second in pairwise(clauses):
        fits = len(first) >= shortest and alike(first, second) and not _is_listing(first, second)
        run = run + 1 if fits else 1
        if run >= _FEWEST:
            return True
    return False


def _same_opening(first: str, second: str) -> bool:
    shorter, longer = sorted((len(first), len(second)))
    return first[:2] == second[:2] and shorter * 4 >= longer * 3


def _same_frame(first: str, second: str) -> bool:
    if len(first) == len(second):
        return any(map(eq, first, second))
    return (
        abs(len(first) - len(second)) <= _MOST_DIFFERENCE
        and first[:1] == second[:1]
        and any(map(eq, first[:0:-1], second[:0:-1]))
    )


def _is_listing(first: str, second: str) -> bool:
    both_names = bool(_NAME_ENDING.search(first) and _NAME_ENDING.search(second))
    return both_names or bool(_DIGIT.search(first) or _DIGIT.search(second))


_EXAMPLE_OPENS = re.compile(r"(?:^|(?<=[。；]))(?:比如|例如|譬如)[，、：]?")
_EXAMPLE_GOES_ON = re.compile(r"^(?:还|再|又)(?:比如|例如|譬如)")


def starts_across(paragraphs: Sequence[tuple[int, int, str]]) -> dict[int, int]:
    """Where points and examples begin that are paragraphs of their own.

    paragraphs: number, section and text of each. Returns the offset of the beginning by the number of its paragraph.
    """
    found = ordinals.points_across(paragraphs)
    for index in range(len(paragraphs)):
        found.update(_examples_from(paragraphs, index))
    return found


def _examples_from(paragraphs: Sequence[tuple[int, int, str]], index: int) -> dict[int, int]:
    """Examples in paragraphs of their own: 比如…… at the end of one, 还比如……, 再比如…… each opening one."""
    number, section, text = paragraphs[index]
    if "如" not in text or (opening := _EXAMPLE_OPENS.search(text)) is None:
        return {}
    chain = {number: opening.start()}
    for place in range(index + 1, len(paragraphs)):
        number, other_section, text = paragraphs[place]
        if other_section != section or not _EXAMPLE_GOES_ON.match(text):
            break
        chain[number] = 0
    return chain if len(chain) > 1 else {}


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

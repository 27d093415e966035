"""The text below a heading, line by line: paragraphs, list items, quotations, tables, and what prints nothing.

Each line is a paragraph, as the drafter sees it in the editor: official Chinese is not wrapped by hand, and a missing
blank line between two paragraphs, or between 单位 and 日期, must not run them together. A comment takes the line breaks
inside it along. A table is a line with | above a rule of dashes with |, and the lines with | that follow; lines that begin
and end with | are one without a rule too. A line right above a table that opens with 表 and a colon or a number is its
caption (表题); a picture that stands alone on its line is set with the words in its brackets as its caption (图题).
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from wengao.markup.headings import break_spans, read_heading
from wengao.markup.inline import Inline, plain, read_inline
from wengao.markup.stretches import Stretch, comment_spans, stretch_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Alignment = Literal["left", "center", "right"]

NOTE_DEFINITION = re.compile(r"^\[\^(?P<id>[^\[\]\s]+)\]:[ \t]*")
"""What opens the definition of a note: [^s1]: ."""
_CONTINUED = ("    ", "\t")
_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})")
_ITEM = re.compile(r"^(?P<indent>[ \t]*)(?:[-*+]|(?P<number>\d{1,3}[.)]))[ \t]+(?=\S)")
_RULE_SIGNS = "-*_="
_SHORTEST_RULE = 3
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+")
_TABLE_RULE_CELL = re.compile(r"\s*:?-+:?\s*")
_CELL_BREAK = re.compile(r"(?<!\\)\|")
_CAPTION = re.compile(
    r"[ \t\u3000]*表[ \t]*(?:\d{1,3}(?:[-.]\d{1,3})?[：:. \t\u3000]*|[：:])[ \t\u3000]*(?=[^\s\d：:])"
)
_LONGEST_CAPTION = 60
_LONGEST_PICTURE = 1000
"""Characters of a line that is looked at for a picture: caption and file name; looking takes time by their square."""
_PICTURE = re.compile(
    r"[ \t\u3000]*!\[(?P<alt>[^\[\]]*)\]\((?:<(?P<bracketed>[^<>]+)>|(?P<target>[^()\"]+?))"
    r"[ \t]*(?:[ \t]\"[^\"()]*\")?\)[ \t\u3000]*"
)
_BULLET = "——"
"""What an item without a number is printed with."""
MOST_COLUMNS = 63
"""Columns of a table in Word; a wider one could not be printed, and every row takes as much room as the widest."""
_ENDS_OF_SENTENCES = ("。", "；", "，", "、", "！", "？")
_INDENT = 2
"""Spaces that put an item a level deeper."""


class Kind(Enum):
    """What a line is. Those from RULE on print nothing."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    ROW = "row"
    CAPTION = "caption"
    PICTURE = "picture"
    RULE = "rule"
    TABLE_RULE = "table rule"
    FENCE = "fence"
    NOTE = "note"
    BLANK = "blank"


_SILENT = frozenset({Kind.RULE, Kind.TABLE_RULE, Kind.FENCE, Kind.NOTE, Kind.BLANK})


@dataclass(frozen=True)
class Line:
    """A line, with the line breaks of comments inside it.

    start, end: where it stands in the text, its line break left out. number: from 0, lines that comments take up counted.
    bare: all of it but comments. content: what is to be read of it, marks of lists and quotations left out. mark: what an
    item is printed with; a note's label; the file of a picture. depth: how deep an item lies in its list, from 0; a
    heading's level. cells: of a row, or of the rule below a table's head.
    """

    kind: Kind
    start: int
    end: int
    number: int
    bare: Stretch
    content: Stretch
    mark: str = ""
    depth: int = 0
    cells: tuple[Stretch, ...] = ()

    @property
    def silent(self) -> bool:
        """Whether it prints nothing, whatever it holds."""
        return self.kind in _SILENT

    @property
    def shown_mark(self) -> str:
        """The mark as it is printed; a picture's is its file, and is not."""
        return "" if self.kind is Kind.PICTURE else self.mark

    @property
    def marked(self) -> Stretch:
        """What is to be read of it, with the number or mark that it opens with."""
        return _paragraph(self.bare)

    @cached_property
    def inline(self) -> Inline:
        """What its content reads as."""
        return plain(self.content.text) if self.kind is Kind.CODE else read_inline(self.content.text)


class _Place(NamedTuple):
    """A line that is to be understood: where it stands, and what stands on it beside comments."""

    start: int
    end: int
    number: int
    bare: Stretch

    def line(
        self,
        kind: Kind,
        content: Stretch | None = None,
        *,
        mark: str = "",
        depth: int = 0,
        cells: tuple[Stretch, ...] = (),
    ) -> Line:
        shown = self.bare.stripped() if content is None else content
        return Line(kind, self.start, self.end, self.number, self.bare, shown, mark, depth, cells)


@dataclass(frozen=True)
class Table:
    """A table. rows: the first is the head; all have as many cells as there are alignments. number: of its first line."""

    rows: tuple[tuple[Stretch, ...], ...]
    alignments: tuple[Alignment, ...]
    number: int


def read_lines(text: str) -> tuple[Line, ...]:
    """Every line of `text`, in order and without a gap but for the line breaks between them."""
    return tuple(_lines(list(_places(text))))


def read_blocks(text: str) -> tuple[Line | Table, ...]:
    """What `text` prints: its lines that are not silent, the rows of a table as one."""
    return tuple(_blocks(read_lines(text)))


def visible_text(text: str) -> str:
    """What a reader of the print sees of `text`, a paragraph or a row of a table a line, cells set apart by a tab."""
    shown = []
    for block in read_blocks(text):
        if isinstance(block, Table):
            shown += ["\t".join(read_inline(cell.text).text for cell in row) for row in block.rows]
        else:
            shown.append(block.shown_mark + block.inline.text)
    return "\n".join(one for one in shown if one.strip())


def _places(text: str) -> Iterator[_Place]:
    comments = deque(comment_spans(text))
    start = number = 0
    while start <= len(text):
        inside: list[tuple[int, int]] = []
        end = _line_end(text, start)
        while comments and comments[0][0] < end:
            inside.append(comments.popleft())
            if inside[-1][1] > end:
                end = _line_end(text, inside[-1][1])
        if "#" in text[start:end]:
            inside += ((start + begin, start + stop) for begin, stop in break_spans(text[start:end]))
        yield _Place(start, end, number, stretch_of(text, start, end, inside))
        number += text.count("\n", start, end) + 1
        start = end + 1


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _lines(places: Sequence[_Place]) -> Iterator[Line]:
    fence, in_note, in_table = "", False, False
    for index, place in enumerate(places):
        text = place.bare.text
        defined = NOTE_DEFINITION.match(text)
        in_table = in_table and "|" in text
        if fence:
            closed = _closes(text, fence)
            yield place.line(Kind.FENCE if closed else Kind.CODE if text.strip() else Kind.BLANK)
            fence = "" if closed else fence
        elif opened := _FENCE.match(text):
            fence, in_note, in_table = opened["fence"], False, False
            yield place.line(Kind.FENCE)
        elif defined or (in_note and text.startswith(_CONTINUED)):
            in_note, in_table = True, False
            yield _note(place, defined)
        else:
            in_note = in_note and not text.strip()
            if index and not in_table and _opens_table(places, index - 1):
                in_table = True
                yield place.line(Kind.TABLE_RULE, cells=_cells(place.bare))
            elif in_table or _opens_table(places, index):
                yield place.line(Kind.ROW, cells=_cells(place.bare))
            elif _is_barred(text):
                kind = Kind.TABLE_RULE if _is_table_rule(text) else Kind.ROW
                yield place.line(kind, cells=_cells(place.bare))
            else:
                yield _caption(place, places[index + 1 : index + 4]) or _picture(place) or _line(place)


def _caption(place: _Place, below: Sequence[_Place]) -> Line | None:
    """The caption of the table that follows, perhaps after an empty line; None for any other line. below: the next three."""
    text = place.bare.text
    match = _CAPTION.match(text) if len(text) <= _LONGEST_CAPTION else None
    if match is None or text.rstrip().endswith(_ENDS_OF_SENTENCES):
        return None
    first = next((index for index, one in enumerate(below[:2]) if one.bare.text.strip()), None)
    if first is None or not (_opens_table(below, first) or _is_barred(below[first].bare.text)):
        return None
    return place.line(Kind.CAPTION, place.bare.from_position(match.end()).stripped())


def _picture(place: _Place) -> Line | None:
    """A picture alone on its line: its caption is what is read of it."""
    text = place.bare.text
    match = _PICTURE.fullmatch(text) if "![" in text and len(text) <= _LONGEST_PICTURE else None
    if match is None:
        return None
    file = (match["bracketed"] or match["target"]).strip()
    return place.line(Kind.PICTURE, place.bare.between(*match.span("alt")).stripped(), mark=file)


def _note(place: _Place, defined: re.Match[str] | None) -> Line:
    content = place.bare.from_position(defined.end() if defined else 0).stripped()
    return place.line(Kind.NOTE, content, mark=defined["id"] if defined else "")


def _closes(line: str, fence: str) -> bool:
    match = _FENCE.match(line)
    return match is not None and line.strip().startswith(fence) and not line.strip().strip(fence[0])


def _line(place: _Place) -> Line:
    """A line that is not in a fence, a note or a table."""
    text = place.bare.text
    if not text.strip():
        return place.line(Kind.BLANK)
    if heading := read_heading(text):
        content = place.bare.between(heading.start, heading.start + len(heading.text))
        return place.line(Kind.HEADING, content, depth=heading.level)
    if _is_rule(text):
        return place.line(Kind.RULE)
    if quote := _QUOTE.match(text):
        return place.line(Kind.QUOTE, _paragraph(place.bare.from_position(quote.end())))
    if item := _ITEM.match(text):
        mark = item["number"].replace(")", ".") if item["number"] else _BULLET
        depth = len(item["indent"].expandtabs(4)) // _INDENT
        content = _paragraph(place.bare.from_position(item.end()))
        return place.line(Kind.ITEM, content, mark=mark, depth=depth)
    return place.line(Kind.PARAGRAPH, _paragraph(place.bare))


def _paragraph(stretch: Stretch) -> Stretch:
    """Without the spaces that drafters indent with (the style indents), and without the mark of a hard break."""
    stripped = stretch.stripped()
    text = stripped.text
    breaks = len(text) > 1 and (len(text) - len(text.rstrip("\\"))) % 2
    return stripped.between(0, len(text) - 1).stripped() if breaks else stripped


def _is_rule(line: str) -> bool:
    if line.lstrip()[:1] not in _RULE_SIGNS:
        return False
    signs = "".join(line.split())
    return len(signs) >= _SHORTEST_RULE and signs[0] in _RULE_SIGNS and not signs.strip(signs[0])


def _opens_table(places: Sequence[_Place], index: int) -> bool:
    """Whether a line is the head of a table: the next one is a rule."""
    if index + 1 >= len(places) or "|" not in places[index].bare.text:
        return False
    return _is_table_rule(places[index + 1].bare.text)


def _is_table_rule(text: str) -> bool:
    return "|" in text and all(_TABLE_RULE_CELL.fullmatch(cell) for cell in _inner(text).split("|"))


def _is_barred(text: str) -> bool:
    bare = text.strip()
    return len(bare) > 1 and bare.startswith("|") and bare.endswith("|") and not bare.endswith("\\|")


def _inner(line: str) -> str:
    inner = line.strip().removeprefix("|")
    return inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner


def _cells(stretch: Stretch) -> tuple[Stretch, ...]:
    begin = stretch.text.index(stripped) if (stripped := stretch.text.strip()) else 0
    begin += stripped.startswith("|")
    inner = _inner(stretch.text)
    cells, position = [], 0
    for match in _CELL_BREAK.finditer(inner):
        cells.append(stretch.between(begin + position, begin + match.start()).stripped())
        position = match.end()
    return (*cells, stretch.between(begin + position, begin + len(inner)).stripped())


def _blocks(lines: Iterable[Line]) -> Iterator[Line | Table]:
    for tabular, group in groupby(lines, lambda line: line.kind in (Kind.ROW, Kind.TABLE_RULE)):
        if tabular:
            yield from _tables(tuple(group))
        else:
            yield from (
                line for line in group if line.kind is Kind.PICTURE or (not line.silent and line.content.text)
            )


def _tables(lines: Sequence[Line]) -> Iterator[Line | Table]:
    """The table of lines that follow one another. All rows are as wide as the widest, so that no cell is lost.

    Rows of a table with more columns than Word can set are paragraphs, their bars as they stand.
    """
    rows = [line for line in lines if line.kind is Kind.ROW]
    if not rows:
        return
    rule = next((line for line in lines if line.kind is Kind.TABLE_RULE), rows[0])
    width = max(len(line.cells) for line in lines)
    if width > MOST_COLUMNS:
        yield from (replace(line, kind=Kind.PARAGRAPH, cells=()) for line in rows)
        return
    empty = (Stretch("", (0,), (rows[0].end,)),) * width
    alignments: list[Alignment] = [_alignment(cell.text) for cell in rule.cells if rule.kind is not Kind.ROW]
    alignments += ["left"] * (width - len(alignments))
    yield Table(tuple((*row.cells, *empty)[:width] for row in rows), tuple(alignments), rows[0].number)


def _alignment(cell: str) -> Alignment:
    if cell.endswith(":"):
        return "center" if cell.startswith(":") else "right"
    return "left"

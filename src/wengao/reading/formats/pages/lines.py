"""Documents with fixed pages (PDF, OFD): the lines of a page are joined back into paragraphs.

Running heads, running feet and page numbers are no part of the text, and told apart from it: they stand at a page's edge,
page after page. Notes at the foot of a page follow the text.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from wengao.files.decoding import whole_characters
from wengao.language.names import ends_with_post
from wengao.reading.formats.pages.columns import Cell, Columns, Glyphs, columns_of, in_reading_order
from wengao.reading.formats.pages.notes import on_the_line, split_notes
from wengao.reading.formats.pages.tables import ruled_tables, with_cells_apart
from wengao.reading.raw import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wengao.reading.formats.pages.tables import Rules

PAGE_NUMBERS, RUNNING = "页码", "页眉页脚"
"""Kinds of what is left out of the text."""
_EDGE_LINES = 2
_LEAST_SHARE_OF_PAGES = 0.6
_FEWEST_REPEATS = 3
_PAGE_NUMBER = re.compile(r"^[—–\-－·. ]*\d{1,4}[—–\-－·. ]*$|^第\s?\d+\s?页(?:\s?[，,/]?\s?共\s?\d+\s?页)?$")
_NUMBERS = re.compile(r"\d+")
_SPACES = re.compile(r"\s")
_SAME_BASELINE = 0.35
_WIDE_SPACE = "\u3000"
_WIDE_GAP = "  "
_WORD_GAP = 1.2
_LATIN_GAP = 0.2
_SHORT_OF_MARGIN = 1.6
_INDENT = 0.8
_LARGE = 1.15
_LARGE_LEADING = 2.4
_SAME_SIZE = 1.0
_ENDS_SENTENCE = tuple("。！？")
_MID_SENTENCE = tuple("，、；：（")
_WIDER_LEADING = 1.3
_LEAST_LEADING = 0.9
_NARROW = 0.55
"""Width of a Latin letter or digit, in sizes of its type."""
_UNBROKEN = re.compile(r"[（(〔\[“‘《【]*(?:[!-~]+|.)[）)〕\]”’》】，。、；：！？％]*")
"""What opens a line and cannot be parted: （1994）, 12km2，."""
_STANDS_APART = re.compile(r"(?:第[一二三四五六七八九十百零〇\d]{1,6}[条章节]|\d{1,2}月\d{1,2}日)$")
"""What a space follows that is no accident of setting: 第一条 为了……, 2010年9月29日 ……通过."""
_LONGEST_APART = 8
_LONGEST_POST = 24
"""Characters of a post that opens a line, a name behind it: 自治区主席 买买提·艾力."""
_NUMBER_ALONE = re.compile(r"(?:\d{1,3}[、.．]|[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)、])")
_OPENS_ITEM = re.compile(
    r"^(?:\d{1,3}[、.．](?!\d)|[（(]?[一二三四五六七八九十]{1,3}[）)、]"
    r"|第[一二三四五六七八九十百零〇\d]{1,6}[条章节编][\s　])"
)
_ADDRESSEES = re.compile(
    r"[^。；！？]{2,400}(?:[省市县区州盟旗军厅局委办部院会司处校队所站]|单位|部门|机构|同志)[：:]"
)
"""To whom a paper goes (主送机关), with a paragraph of its own."""
_DEEPEST_INDENT = 4.0
"""Characters; what is set further from the margin is set in the middle or at the right, and is no paragraph that goes on."""
_CHARACTER_GAP = 0.8
"""Sizes of type; a space of this width sets two names apart: 国务院办公厅　中央军委办公厅."""
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says. lines: each what shares a baseline. marks: of notes, taken out of the lines."""

    lines: list[Glyphs]
    marks: tuple[str, ...] = ()


def lines_of_pages(pages: Iterable[Iterable[Glyphs]], ruled: Sequence[Rules] = ()) -> list[Page]:
    """The lines of each page from top to bottom, column by column, the text of each from left to right.

    ruled: the rules of each page, where they are known.
    """
    found: list[Page] = []
    columns: Columns | None = None
    for number, page in enumerate(pages):
        glyphs, marks = on_the_line(page)
        table_rows: list[Glyphs] = []
        if number < len(ruled):
            glyphs, table_rows = ruled_tables(glyphs, ruled[number], _text_of_cell)
        rows = _rows(glyphs)
        columns = columns_of(rows, columns)
        lines = [_line(row) for row in in_reading_order(rows, columns)]
        found.append(Page(_with_rows(with_cells_apart(lines), table_rows), marks))
    return found


def _text_of_cell(glyphs: list[Glyphs]) -> str:
    """The text in a cell of a table, its lines as one."""
    text = ""
    for row in _rows(glyphs):
        line = _line(row).text.strip()
        text += _glue(text, line) + line
    return text


def _with_rows(lines: list[Glyphs], rows: list[Glyphs]) -> list[Glyphs]:
    """The lines of a page with the rows of its tables, each before the first line that stands below it."""
    for row in rows:
        place = next((at for at, line in enumerate(lines) if line.baseline < row.baseline), len(lines))
        lines = [*lines[:place], row, *lines[place:]]
    return lines


def _rows(glyphs: Iterable[Glyphs]) -> list[list[Glyphs]]:
    rows: list[list[Glyphs]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.baseline, glyph.left)):
        apart = max(2.0, glyph.size * _SAME_BASELINE)
        if rows and abs(rows[-1][-1].baseline - glyph.baseline) <= apart:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        row.sort(key=lambda glyph: glyph.left)
    return [bare for row in rows if (bare := _from_first_character(row))]


def _from_first_character(row: Sequence[Glyphs]) -> list[Glyphs]:
    """A row without the spaces that stand before and after its text."""
    inked = [place for place, glyph in enumerate(row) if glyph.text.strip()]
    return list(row[inked[0] : inked[-1] + 1]) if inked else []


def _needs_space(text: str, glyph: Glyphs, gap: float, *, apart: bool) -> bool:
    """Whether a space stands before a glyph: between words of letters, or where one is set that means something."""
    between = gap > glyph.size * _LATIN_GAP and _are_letters(text[-1], glyph.text[0])
    if not apart:
        return between
    named = len(text) <= _LONGEST_POST and ends_with_post(text)
    return between or named or _STANDS_APART.search(text[-_LONGEST_APART:]) is not None


def _are_han(first: str, second: str) -> bool:
    return _HAN.match(first) is not None and _HAN.match(second) is not None


def _line(row: list[Glyphs]) -> Glyphs:
    """A row as one piece of text: wide gaps and spaces as wide as a character kept, those that only set it apart not."""
    text, end, spaced, apart = "", row[0].left, False, False
    cells: list[Cell] = []
    begin, left = 0, row[0].left
    for glyph in row:
        if glyph.text.isspace():
            spaced = spaced or (bool(text) and _WIDE_SPACE in glyph.text)
            apart = True
            continue
        gap = glyph.left - end
        if spaced:
            text += _WIDE_SPACE
        elif text and gap > glyph.size * _WORD_GAP and not _NUMBER_ALONE.fullmatch(text):
            cells.append(Cell(left, end, text[begin:]))
            text += _WIDE_GAP
            begin, left = len(text), glyph.left
        elif text and _needs_space(text, glyph, gap, apart=apart):
            text += " "
        elif text and apart and gap > glyph.size * _CHARACTER_GAP and _are_han(text[-1], glyph.text[0]):
            text += _WIDE_SPACE
        text += glyph.text
        end, spaced, apart = max(end, glyph.right), False, False
    cells.append(Cell(left, end, text[begin:]))
    size = statistics.median(glyph.size for glyph in row)
    indent = len(text) - len(text.lstrip(_WIDE_SPACE))
    return Glyphs(row[0].baseline, row[0].left + indent * size, end, size, text, row[0].columns, tuple(cells))


def paragraphs(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The paragraphs that the lines of these pages make, then the notes.

    A line goes on in the next one where it reaches the right margin, or what follows would not have gone in, and the
    next begins at the left one, in type of the same size and no further below than other lines; lines of a large title go
    on where they stand close together, rows of a table never. Margins are those of the column.
    """
    running = _running(pages)
    bare = [Page(_without_edges(page.lines, running), page.marks) for page in pages]
    if not any(page.lines for page in bare):
        return ()
    size = statistics.mode(line.size for page in bare for line in page.lines)
    split = [split_notes(page.lines, page.marks, size) for page in bare]
    notes = [Block(f"注：{whole_characters(note)}") for _, found in split for note in found]
    return (*_joined([line for lines, _ in split for line in lines]), *notes)


def left_at_edges(pages: Sequence[Page]) -> tuple[tuple[str, str], ...]:
    """What stands at the edges of these pages and is in none of their paragraphs, page by page, with its kind."""
    running = _running(pages)
    return tuple(
        (kind, line.text.strip()) for page in pages for line, kind in _edge_kinds(page.lines, running) if kind
    )


def _joined(kept: Sequence[Glyphs]) -> tuple[Block, ...]:
    """The paragraphs of these lines."""
    if not kept:
        return ()
    body = statistics.mode(round(line.size) for line in kept)
    margins = {columns: _margins(kept, columns, body) for columns in {line.columns for line in kept}}
    leading = [above.baseline - below.baseline for above, below in pairwise(kept)]
    found = [kept[0].text]
    for place, (last, line) in enumerate(pairwise(kept)):
        ends = _is_set_apart(leading, place, body) or _ADDRESSEES.fullmatch(found[-1]) is not None
        if not ends and _goes_on(last, line, body, margins[line.columns]):
            found[-1] += _glue(found[-1], line.text) + line.text
        else:
            found.append(line.text)
    return tuple(Block(whole_characters(text)) for text in found)


def _is_set_apart(leading: Sequence[float], place: int, body: float) -> bool:
    """Whether a line stands further below the one before it than its neighbours do (段间距).

    leading: from each line to the next; below zero where that one is on the next page or in the next column.
    """
    beside = [leading[other] for other in (place - 1, place + 1) if 0 <= other < len(leading)]
    return any(_LEAST_LEADING * body < other < leading[place] / _WIDER_LEADING for other in beside)


def _margins(lines: Sequence[Glyphs], columns: int, body: float) -> tuple[float, float]:
    """Where lines of so many columns begin and end. body: the size of the text."""
    alike = [line for line in lines if line.columns == columns]
    text_lines = [line for line in alike if abs(line.size - body) < _SAME_SIZE] or alike
    return statistics.mode(round(line.left) for line in text_lines), _right_margin(text_lines)


def _right_margin(lines: Sequence[Glyphs]) -> float:
    """Where full lines end: the right end that most lines share, or the outermost where none is shared."""
    ends = Counter(round(line.right / 4) * 4 for line in lines)
    shared = [end for end, count in ends.items() if count >= max(2, len(lines) // 10)]
    return max(shared) if shared else max(line.right for line in lines)


def _glue(before: str, after: str) -> str:
    return " " if _are_letters(before[-1:], after[:1]) else ""


def _are_letters(first: str, second: str) -> bool:
    """Whether two characters are Latin letters, between which a gap is a space; digits are set loosely."""
    return (first + second).isascii() and first.isalpha() and second.isalpha()


def _goes_on(last: Glyphs, line: Glyphs, body: float, margins: tuple[float, float]) -> bool:
    if abs(last.size - line.size) >= _SAME_SIZE or last.columns != line.columns:
        return False
    if last.is_row or line.is_row or (_WIDE_GAP in last.text and _WIDE_GAP in line.text):
        return False
    if line.size >= body * _LARGE:
        return 0 < last.baseline - line.baseline <= line.size * _LARGE_LEADING
    if _OPENS_ITEM.match(line.text) and not last.text.endswith(_MID_SENTENCE):
        return False
    left, right = margins
    if last.left > left + body * _DEEPEST_INDENT:
        return False
    full = right - last.right < body * _SHORT_OF_MARGIN or (
        not _is_prose(last.text) and right - last.right < _width_of_opening(line)
    )
    return full and line.left < left + body * _INDENT


def _width_of_opening(line: Glyphs) -> float:
    """How much room the first of a line takes that cannot be parted from what follows."""
    opening = _UNBROKEN.match(line.text)
    return sum(_NARROW if char.isascii() else 1.0 for char in opening[0]) * line.size if opening else 0.0


def _key(text: str) -> str:
    return _NUMBERS.sub("#", _SPACES.sub("", text))


def _running(pages: Sequence[Page]) -> frozenset[str]:
    """What stands at the edges of most pages, numbers apart."""
    edges = Counter(key for page in pages for key in {_key(line.text) for line in _edges(page.lines)})
    fewest = max(_FEWEST_REPEATS, _LEAST_SHARE_OF_PAGES * len(pages))
    return frozenset(key for key, count in edges.items() if count >= fewest)


def _edges(page: Sequence[Glyphs]) -> list[Glyphs]:
    return [*page[:_EDGE_LINES], *page[max(len(page) - _EDGE_LINES, _EDGE_LINES) :]]


def _edge_kinds(page: Sequence[Glyphs], running: frozenset[str]) -> Iterator[tuple[Glyphs, str]]:
    """The lines of a page, each with the kind of what stands at its edge; empty for a line of the text."""
    edges = {id(line) for line in _edges(page)}
    for line in page:
        kind = ""
        if id(line) in edges and _PAGE_NUMBER.match(line.text.strip()):
            kind = PAGE_NUMBERS
        elif id(line) in edges and _key(line.text) in running and not _is_prose(line.text):
            kind = RUNNING
        yield line, kind


def _without_edges(page: Sequence[Glyphs], running: frozenset[str]) -> list[Glyphs]:
    return [line for line, kind in _edge_kinds(page, running) if not kind]


def _is_prose(text: str) -> bool:
    return text.rstrip().endswith(_ENDS_SENTENCE)

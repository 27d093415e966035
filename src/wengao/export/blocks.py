"""The Markdown below a heading, as blocks: paragraphs, list items, quotations and tables.

Each line is a paragraph, as the drafter sees it in the editor: official Chinese is not wrapped by hand, and a missing
blank line between two paragraphs, or between 单位 and 日期, must not run them together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from wengao.drafts.inline import Inline, plain, read_inline
from wengao.prose.comments import replace_comments

if TYPE_CHECKING:
    from collections.abc import Iterator

Alignment = Literal["left", "center", "right"]

_LOST_LINE = "\x01"
"""Stands for a line break inside a comment; printable() has taken it out of the text itself."""

_NOTE_DEFINITION = re.compile(r"^\[\^(?P<id>[^\]\s]+)\]:")
_CONTINUED = ("    ", "\t")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_ITEM = re.compile(r"^(?P<indent>[ \t]*)(?:[-*+]|(?P<number>\d{1,3}[.)]))[ \t]+(?P<text>\S.*)$")
_RULE = re.compile(r"^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_CELL_BREAK = re.compile(r"(?<!\\)\|")
_HARD_BREAK = re.compile(r"\\$")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph.

    mark: what a list item opens with. depth: how deep the item lies in its list, from 0. line: where it stands, from 0.
    """

    content: Inline
    kind: Literal["paragraph", "item", "quote"] = "paragraph"
    mark: str = ""
    depth: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A simple table.

    rows: the first is the head; all have as many cells as `alignments` has members. line: of its head, from 0.
    """

    rows: tuple[tuple[Inline, ...], ...]
    alignments: tuple[Alignment, ...]
    line: int = 0


def printable(text: str) -> str:
    """The text without what a Word file cannot hold: control characters and half characters."""
    return _UNPRINTABLE.sub("", text)


def read_blocks(markdown: str) -> tuple[Text | TableBlock, ...]:
    """The blocks of a part's text; comments (guidance among them) and the definitions of notes are left out."""
    uncommented = replace_comments(printable(markdown), lambda comment: _LOST_LINE * comment.count("\n"))
    return tuple(_blocks(list(_without_notes(_placed_lines(uncommented)))))


def _placed_lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its place in the text, from 0; lines that a comment took up count too."""
    place = 0
    for line in text.split("\n"):
        yield place, line.replace(_LOST_LINE, "")
        place += 1 + line.count(_LOST_LINE)


def note_definitions(markdown: str) -> tuple[str, ...]:
    """The labels of the notes that are defined in a text."""
    return tuple(match["id"] for line in markdown.split("\n") if (match := _NOTE_DEFINITION.match(line)))


def _without_notes(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines without notes. A note's definition goes on in the indented lines that follow it."""
    inside = False
    for place, line in lines:
        if _NOTE_DEFINITION.match(line):
            inside = True
        elif not (inside and line.startswith(_CONTINUED)):
            inside = inside and not line.strip()
            yield place, line


def _blocks(lines: list[tuple[int, str]]) -> Iterator[Text | TableBlock]:
    index = 0
    fence = ""
    while index < len(lines):
        place, line = lines[index]
        index += 1
        opened = _FENCE.match(line)
        if fence:
            if opened and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            elif line.strip():
                yield Text(plain(line.strip()), line=place)
        elif opened:
            fence = opened[1]
        elif "|" in line and index < len(lines) and _is_table_rule(lines[index][1]):
            end = index + 1
            while end < len(lines) and "|" in lines[end][1]:
                end += 1
            rows = [line, *(row for _, row in lines[index + 1 : end])]
            yield replace(_table(rows, lines[index][1]), line=place)
            index = end
        elif line.strip() and not _RULE.match(line):
            yield replace(_text(line), line=place)


def _is_table_rule(line: str) -> bool:
    return "|" in line and _TABLE_RULE.match(line) is not None


def _text(line: str) -> Text:
    quote = _QUOTE.match(line)
    if quote:
        return Text(read_inline(_bare(line[quote.end() :])), kind="quote")
    item = _ITEM.match(line)
    if item:
        mark = item["number"].replace(")", ".") if item["number"] else "——"
        depth = len(item["indent"].expandtabs(4)) // 2
        return Text(read_inline(_bare(item["text"])), kind="item", mark=mark, depth=depth)
    return Text(read_inline(_bare(line)))


def _bare(line: str) -> str:
    """The line without the spaces that drafters indent with (the style indents), and without a hard break."""
    return _HARD_BREAK.sub("", line.strip()).strip()


def _table(lines: list[str], rule: str) -> TableBlock:
    alignments = tuple(_alignment(cell) for cell in _cells(rule))
    rows = []
    for line in lines:
        cells = [read_inline(cell) for cell in _cells(line)][: len(alignments)]
        rows.append((*cells, *([Inline(())] * (len(alignments) - len(cells)))))
    return TableBlock(tuple(rows), alignments)


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip() for cell in _CELL_BREAK.split(inner)]


def _alignment(cell: str) -> Alignment:
    if cell.endswith(":"):
        return "center" if cell.startswith(":") else "right"
    return "left"

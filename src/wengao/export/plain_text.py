"""A printed text as plain text (.txt) and as clean Markdown (.md): no front matter, no sources, numbers written out.

Footnotes stand at the end. What is struck out is left out of plain text, which cannot strike, and stays marked in Markdown.
"""

from __future__ import annotations

import re
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from wengao.export.printed import Paragraph, Picture, Table, Title
from wengao.markup.escaping import escaped_inline, escaped_line, written_inline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wengao.export.footnotes import Footnote
    from wengao.export.printed import Printed
    from wengao.markup.inline import Piece

_BAR = "\\|"
_INDENTED = ("body", "quote", "attendance", "heading")


def plain_text(blocks: Sequence[Printed], footnotes: Mapping[str, Footnote] = MappingProxyType({})) -> str:
    """The text as it is typed into a message: paragraphs open with two spaces, an empty line where one is printed."""
    marks = {label: footnote.mark for label, footnote in footnotes.items()}
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Title):
            lines += block.lines
        elif isinstance(block, Table):
            lines += ["\t".join(_text(cell, marks) for cell in row) for row in block.rows]
        elif isinstance(block, Picture):
            lines.append(f"［{block.label}　{_text(block.caption, marks)}］" if block.caption else "［图］")
        elif isinstance(block, Paragraph):
            lines += _lines(block, marks)
        else:
            lines += block.text.replace("\t", "　").split("\n")
    if footnotes:
        lines += ["", *(f"　　{footnote.mark}{footnote.text}" for footnote in footnotes.values())]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _lines(block: Paragraph, marks: Mapping[str, str]) -> list[str]:
    """The lines of a paragraph; none of one that is struck out as a whole."""
    text = _text(block.pieces, marks)
    if not text and any(piece.struck for piece in block.pieces):
        return []
    return [f"　　{text}"] if block.style.startswith(_INDENTED) else text.replace("\t", "　").split("\n")


def clean_markdown(
    blocks: Sequence[Printed], footnotes: Mapping[str, Footnote] = MappingProxyType({})
) -> str:
    """The text as Markdown that any program opens: headings with their numbers, emphasis, tables."""
    paragraphs: list[str] = []
    for block in blocks:
        if isinstance(block, Title):
            paragraphs.append(f"# {escaped_inline(block.text, everywhere=True)}")
        elif isinstance(block, Table):
            paragraphs.append(_table(block, footnotes))
        elif isinstance(block, Picture):
            label = f"{block.label}　" if block.caption else ""
            paragraphs.append(f"![{label}{_written(block.caption, footnotes)}](<{block.file}>)")
        elif isinstance(block, Paragraph):
            paragraphs.append(_paragraph(block, footnotes))
        else:
            paragraphs += [escaped_inline(line, everywhere=True) for line in block.text.split("\n")]
    paragraphs += [
        f"[^{footnote.number}]: {written_inline(footnote.pieces, everywhere=True)}"
        for footnote in footnotes.values()
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def _written(pieces: Sequence[Piece], footnotes: Mapping[str, Footnote]) -> str:
    """Pieces as Markdown, note marks by their numbers."""
    written = ""
    for is_mark, group in groupby(pieces, lambda piece: piece.note in footnotes):
        if is_mark:
            written += "".join(f"[^{footnotes[piece.note].number}]" for piece in group)
        else:
            written += written_inline(tuple(group), everywhere=True)
    return written


def _paragraph(block: Paragraph, footnotes: Mapping[str, Footnote]) -> str:
    if block.style.startswith("heading"):
        return f"{'#' * (int(block.style[-1]) + 1)} {_written(block.pieces, footnotes)}"
    text = _written(block.pieces, footnotes).replace("\t", "　")
    return f"> {text}" if block.style == "quote" else escaped_line(text, items=False)


def _table(block: Table, footnotes: Mapping[str, Footnote]) -> str:
    rules = {"left": "---", "center": ":-:", "right": "--:"}
    rows = [
        f"| {' | '.join(_written(cell, footnotes).replace('|', _BAR) for cell in row)} |"
        for row in block.rows
    ]
    rule = f"| {' | '.join(rules[alignment] for alignment in block.alignments)} |"
    return "\n".join([rows[0], rule, *rows[1:]])


def _text(pieces: Sequence[Piece], marks: Mapping[str, str]) -> str:
    return "".join(marks.get(piece.note, "") if piece.note else piece.standing for piece in pieces)

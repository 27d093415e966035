"""A printed text as plain text (.txt) and as clean Markdown (.md): no front matter, no notes, numbers written out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.export.printed import Paragraph, Table, Title, block_style
from wengao.markup.escaping import escaped_inline, escaped_line, written_inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.export.printed import Printed
    from wengao.markup.inline import Piece

_BAR = "\\|"
_INDENTED = ("body", "quote", "attendance", "heading")


def plain_text(blocks: Sequence[Printed]) -> str:
    """The text as it is typed into a message: paragraphs open with two spaces, an empty line where one is printed."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Title):
            lines += block.lines
        elif isinstance(block, Table):
            lines += ["\t".join(_text(cell) for cell in row) for row in block.rows]
        elif block_style(block).startswith(_INDENTED):
            lines.append(f"　　{block.text}")
        else:
            lines += block.text.replace("\t", "　").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def clean_markdown(blocks: Sequence[Printed]) -> str:
    """The text as Markdown that any program opens: headings with their numbers, emphasis, tables."""
    paragraphs: list[str] = []
    for block in blocks:
        if isinstance(block, Title):
            paragraphs.append(f"# {escaped_inline(block.text, everywhere=True)}")
        elif isinstance(block, Table):
            paragraphs.append(_table(block))
        elif isinstance(block, Paragraph):
            paragraphs.append(_paragraph(block))
        else:
            paragraphs += [escaped_inline(line, everywhere=True) for line in block.text.split("\n")]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def _paragraph(block: Paragraph) -> str:
    if block.style.startswith("heading"):
        return f"{'#' * (int(block.style[-1]) + 1)} {escaped_inline(block.text, everywhere=True)}"
    text = written_inline(block.pieces, everywhere=True).replace("\t", "　")
    return f"> {text}" if block.style == "quote" else escaped_line(text, items=False)


def _table(block: Table) -> str:
    rules = {"left": "---", "center": ":-:", "right": "--:"}
    rows = [
        f"| {' | '.join(written_inline(cell, everywhere=True).replace('|', _BAR) for cell in row)} |"
        for row in block.rows
    ]
    rule = f"| {' | '.join(rules[alignment] for alignment in block.alignments)} |"
    return "\n".join([rows[0], rule, *rows[1:]])


def _text(cell: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in cell)

"""A printed text as plain text (.txt) and as clean Markdown (.md): no front matter, no notes, numbers written out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.export.printed import Paragraph, Table, Title, block_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.drafts.inline import Piece
    from wengao.export.printed import Printed

_INDENTED = ("body", "quote", "attendance", "heading")
_SPECIAL = re.compile(r"([\\`*_\[\]<>~|])")
_BLOCK_START = re.compile(r"^(#{1,6}|[-+>]|\d{1,3}[.)])(?=\s)")


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
            paragraphs.append(f"# {_escaped(block.text)}")
        elif isinstance(block, Table):
            paragraphs.append(_table(block))
        elif isinstance(block, Paragraph):
            paragraphs.append(_paragraph(block))
        else:
            paragraphs += [_escaped(line) for line in block.text.split("\n")]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def _paragraph(block: Paragraph) -> str:
    if block.style.startswith("heading"):
        return f"{'#' * (int(block.style[-1]) + 1)} {_escaped(block.text)}"
    text = "".join(_marked(piece) for piece in block.pieces).replace("\t", "　")
    return f"> {text}" if block.style == "quote" else _BLOCK_START.sub(r"\\\1", text)


def _marked(piece: Piece) -> str:
    marks = ("**" if piece.bold else "") + ("*" if piece.italic else "")
    struck = "~~" if piece.struck else ""
    return f"{marks}{struck}{_escaped(piece.text)}{struck}{marks[::-1]}"


def _table(block: Table) -> str:
    rules = {"left": "---", "center": ":-:", "right": "--:"}
    rows = [
        f"| {' | '.join(''.join(_marked(piece) for piece in cell) for cell in row)} |" for row in block.rows
    ]
    rule = f"| {' | '.join(rules[alignment] for alignment in block.alignments)} |"
    return "\n".join([rows[0], rule, *rows[1:]])


def _text(cell: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in cell)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)

"""Footnotes (脚注) of a draft in what is printed: where each is referred to, its number, its text.

Notes that say where an inserted passage came from (出处) are none of them: they are printed only where the drafter asks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wengao.drafts.sources import source_notes
from wengao.export.printed import Paragraph, Picture, Table
from wengao.markup.blocks import Kind, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wengao.drafts.model import Draft
    from wengao.export.printed import Printed
    from wengao.markup.inline import Piece

_CIRCLED = 0x2460
_MOST_CIRCLED = 20


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote that the printed text refers to. number: from 1, in the order of the text. pieces: its text."""

    number: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The plain text, without what is struck out."""
        return "".join(piece.standing for piece in self.pieces)

    @property
    def mark(self) -> str:
        """Its mark in plain text: ①; 〔21〕 beyond the last circled number."""
        return chr(_CIRCLED + self.number - 1) if self.number <= _MOST_CIRCLED else f"〔{self.number}〕"


def defined_footnotes(draft: Draft) -> dict[str, tuple[Piece, ...]]:
    """The footnotes of a draft by label, sources left out."""
    sources = {note.id for note in source_notes(draft)}
    return {
        line.mark: line.inline.pieces
        for text in (draft.preamble, *(part.body for part in draft.parts), draft.tail)
        for line in read_lines(text)
        if line.kind is Kind.NOTE and line.mark and line.mark not in sources
    }


def footnotes_of(draft: Draft, blocks: Sequence[Printed]) -> dict[str, Footnote]:
    """The footnotes that the printed text refers to, by label, numbered in its order."""
    defined = defined_footnotes(draft)
    referred = dict.fromkeys(piece.note for piece in pieces_of(blocks) if piece.note in defined)
    return {label: Footnote(number, defined[label]) for number, label in enumerate(referred, 1)}


def lost_notes(draft: Draft, footnotes: Mapping[str, Footnote]) -> tuple[str, ...]:
    """What the drafter should know: the footnotes that nothing printed refers to."""
    lost = sorted(defined_footnotes(draft).keys() - footnotes.keys())
    return (f"有 {len(lost)} 条脚注没有导出（正文里没有标着它的地方）：{'、'.join(lost)}",) if lost else ()


def without_marks(blocks: Iterable[Printed], footnotes: Mapping[str, Footnote]) -> tuple[Printed, ...]:
    """The blocks without the marks of notes that are no footnotes."""
    return tuple(_kept(block, footnotes) for block in blocks)


def _kept(block: Printed, footnotes: Mapping[str, Footnote]) -> Printed:
    def kept(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        return tuple(piece for piece in pieces if not piece.note or piece.note in footnotes)

    if isinstance(block, Paragraph):
        return replace(block, pieces=kept(block.pieces))
    if isinstance(block, Picture):
        return replace(block, caption=kept(block.caption))
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(kept(cell) for cell in row) for row in block.rows))
    return block


def pieces_of(blocks: Iterable[Printed]) -> Iterator[Piece]:
    """The pieces of paragraphs and cells, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.pieces
        elif isinstance(block, Picture):
            yield from block.caption
        elif isinstance(block, Table):
            yield from (piece for row in block.rows for cell in row for piece in cell)

"""Source notes (出处) in Word: as comments on the paragraphs that carry them, or as a table at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wengao.drafts.sources import source_notes
from wengao.export.printed import Paragraph, Picture, Printed, Table
from wengao.export.word.body import add_pieces, add_styled, set_block
from wengao.export.word.styles import CONTENTS_HEADING
from wengao.markup.inline import Piece
from wengao.markup.stretches import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.drafts.model import Draft
    from wengao.drafts.sources import SourceNote
    from wengao.export.layout import Layout

_APPENDIX_HEADING = "引用出处"
_APPENDIX_HEAD = ("序号", "位置", "出处")


@dataclass(frozen=True, slots=True)
class PlacedSource:
    """A source note at the place that refers to it. block: index among the printed blocks."""

    block: int
    place: str
    note: SourceNote

    @property
    def text(self) -> str:
        """The source as it is printed: 《……讲话》三（一）第2段，2025-03-18."""
        date = f"，{self.note.date}" if self.note.date else ""
        return printable(f"《{self.note.title}》{self.note.place}{date}")


def placed_sources(draft: Draft, blocks: Sequence[Printed]) -> tuple[PlacedSource, ...]:
    """The source notes that the printed text refers to, in its order; other footnotes are left out."""
    by_id = {note.id: note for note in source_notes(draft)}
    return tuple(
        PlacedSource(index, block.place, by_id[label])
        for index, block in enumerate(blocks)
        if isinstance(block, Paragraph | Table | Picture)
        for label in block.notes
        if label in by_id
    )


def set_appendix(document: Any, layout: Layout, sources: Sequence[PlacedSource]) -> None:
    """A page with the table 序号, 位置, 出处."""
    heading = add_styled(document, CONTENTS_HEADING)
    heading.paragraph_format.page_break_before = True
    add_pieces(heading, [Piece(_APPENDIX_HEADING)], layout)
    document.add_paragraph()
    rows = [_APPENDIX_HEAD, *((str(number), one.place, one.text) for number, one in enumerate(sources, 1))]
    cells = tuple(tuple((Piece(text),) for text in row) for row in rows)
    set_block(document, layout, Table(cells, ("center", "left", "left")))
    document.add_paragraph()

"""Setting tables: columns by what stands in them, the head repeated on each page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wengao.export.columns import column_widths
from wengao.export.layout import POINTS_PER_MM, twips_of_mm, twips_of_points
from wengao.export.word.runs import runs_xml
from wengao.export.word.styles import NAMESPACE, WORD_STYLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wengao.export.layout import Layout
    from wengao.export.printed import Table
    from wengao.markup.inline import Piece


def set_table(document: Any, layout: Layout, block: Table, numbers: Mapping[str, int]) -> list[Any]:
    """A table as wide as the type area; its head is repeated on each page and no row is torn.

    One on its side is as wide as the type area is high.
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn
    from docx.shared import Twips
    from docx.text.paragraph import Paragraph as WordParagraph
    from docx.text.run import Run

    room = layout.page.text_height if block.on_its_side else layout.page.text_width
    first = [twips_of_points(width) for width in column_widths(block, room * POINTS_PER_MM, layout)[:-1]]
    widths = [*first, twips_of_mm(room) - sum(first)]
    table = document.add_table(rows=0, cols=len(block.alignments), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Twips(width)
    runs: list[Any] = []
    for index, cells in enumerate(block.rows):
        row = parse_xml(_row_xml(layout, cells, widths, block.alignments, numbers, is_head=index == 0))
        table._tbl.append(row)  # noqa: SLF001 - python-docx has no public name for a table's element
        runs += [
            Run(run, WordParagraph(line, document._body))  # noqa: SLF001 - nor for what holds the text
            for line in row.iter(qn("w:p"))
            for run in line.iterchildren(qn("w:r"))
        ]
    return runs


def _row_xml(
    layout: Layout,
    cells: Sequence[Sequence[Piece]],
    widths: Sequence[int],
    alignments: Sequence[str],
    numbers: Mapping[str, int],
    *,
    is_head: bool,
) -> str:
    """A row of a table, written at once: python-docx takes a millisecond for each cell that it sets by itself."""
    style = WORD_STYLES["table_head" if is_head else "table"].id
    made = []
    for pieces, width, alignment in zip(cells, widths, alignments, strict=True):
        aligned = "" if is_head or alignment == "left" else f'<w:jc w:val="{alignment}"/>'
        runs = runs_xml(pieces, layout, numbers)
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{aligned}</w:pPr>{runs}</w:p></w:tc>'
        )
    repeated = "<w:tblHeader/>" if is_head else ""
    return f'<w:tr xmlns:w="{NAMESPACE}"><w:trPr><w:cantSplit/>{repeated}</w:trPr>{"".join(made)}</w:tr>'

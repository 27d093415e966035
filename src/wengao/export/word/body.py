"""Setting printed blocks on a python-docx document: paragraphs, titles, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wengao.drafts.inline import Piece, plain
from wengao.export.layout import twips_of_mm, twips_of_points
from wengao.export.printed import Blank, Mark, Paragraph, Printed, Space, Table, Title
from wengao.export.word.official import set_imprint, set_mark, set_space
from wengao.export.word.styles import WORD_STYLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.export.layout import Layout
    from wengao.export.printed import Tab

_SIGNATURE_OVERHANG = 2
"""Characters by which a date may run over the edge rather than break, in a font whose digits are wide."""

_NARROWEST_COLUMN, _WIDEST_COLUMN = 3, 24


def set_block(document: Any, layout: Layout, block: Printed) -> list[Any]:
    """Add `block` to the end of `document`; the runs it was set with, for comments and bookmarks to hold on to."""
    if isinstance(block, Blank):
        document.add_paragraph()
        return []
    if isinstance(block, Title):
        return _title(document, layout, block)
    if isinstance(block, Table):
        return _table(document, layout, block)
    if isinstance(block, Paragraph):
        return _paragraph(document, layout, block)
    if isinstance(block, Space):
        set_space(document, layout, block)
    elif isinstance(block, Mark):
        set_mark(document, layout, block)
    else:
        set_imprint(document, layout, block)
    return []


def element_of(paragraph: Any) -> Any:
    """The w:p element of a python-docx paragraph."""
    return paragraph.paragraph_format.element


def add_pieces(paragraph: Any, pieces: Sequence[Piece], layout: Layout) -> list[Any]:
    """Add runs for `pieces` to a python-docx paragraph. A slot is highlighted."""
    from docx.enum.text import WD_COLOR_INDEX

    runs = []
    for piece in pieces:
        run = paragraph.add_run(piece.text)
        _hint_chinese(run)
        if piece.font:
            _set_font(run, layout.fonts[piece.font][0])
        for name, wanted in (("bold", piece.bold), ("italic", piece.italic), ("strike", piece.struck)):
            if wanted:
                setattr(run.font, name, True)
        if piece.slot:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        runs.append(run)
    return runs


def _hint_chinese(run: Any) -> None:
    """Without the hint “”——… are taken for Latin signs and set half as wide."""
    from docx.oxml.ns import qn

    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def _set_font(run: Any, name: str) -> None:
    from docx.oxml.ns import qn

    fonts = run.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("ascii", "eastAsia", "hAnsi", "cs"):
        fonts.set(qn(f"w:{slot}"), name)


def _paragraph(document: Any, layout: Layout, block: Paragraph) -> list[Any]:
    paragraph = document.add_paragraph(style=WORD_STYLES[block.style].name)
    size = getattr(layout.styles, block.style).size
    if block.left:
        _indent(paragraph, "left", block.left, size)
    if block.hanging is not None:
        _indent(paragraph, "hanging", block.hanging, size)
    if block.new_page:
        paragraph.paragraph_format.page_break_before = True
    if block.tab is not None:
        _set_tab(paragraph, block.tab, size)
    if block.style == "signature":
        _indent(paragraph, "right", -_SIGNATURE_OVERHANG, size)
    return add_pieces(paragraph, block.pieces, layout)


def _indent(paragraph: Any, side: str, characters: float, size: float) -> None:
    from docx.oxml.ns import qn

    indents = element_of(paragraph).get_or_add_pPr().get_or_add_ind()
    indents.set(qn(f"w:{side}Chars"), str(round(characters * 100)))
    indents.set(qn(f"w:{side}"), str(twips_of_points(characters * size)))


def _set_tab(paragraph: Any, tab: Tab, size: float) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Twips

    alignment = WD_TAB_ALIGNMENT.RIGHT if tab.align == "right" else WD_TAB_ALIGNMENT.LEFT
    paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(twips_of_points(tab.at * size)), alignment)


def _title(document: Any, layout: Layout, block: Title) -> list[Any]:
    paragraph = document.add_paragraph(style=WORD_STYLES["title"].name)
    if block.new_page:
        paragraph.paragraph_format.page_break_before = True
    runs: list[Any] = []
    for line in block.lines:
        if runs:
            runs[-1].add_break()
        runs += add_pieces(paragraph, plain(line).pieces, layout)
    return runs


def _table(document: Any, layout: Layout, block: Table) -> list[Any]:
    """A table as wide as the type area; its head is repeated on each page and no row is torn."""
    from docx.shared import Twips

    widths = _column_widths(block, twips_of_mm(layout.page.text_width))
    table = document.add_table(rows=len(block.rows), cols=len(block.alignments), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Twips(width)
    runs: list[Any] = []
    for index, (row, cells) in enumerate(zip(table.rows, block.rows, strict=True)):
        _keep_whole(row, repeated=index == 0)
        for column, (cell, pieces) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = Twips(widths[column])
            paragraph = cell.paragraphs[0]
            paragraph.style = document.styles[WORD_STYLES["table" if index else "table_head"].name]
            if index and block.alignments[column] != "left":
                _align(paragraph, block.alignments[column])
            runs += add_pieces(paragraph, pieces, layout)
    return runs


def _align(paragraph: Any, alignment: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}[alignment]


def _keep_whole(row: Any, *, repeated: bool) -> None:
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no public name for a row's element
    properties.append(OxmlElement("w:cantSplit"))
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))


def _column_widths(block: Table, whole: int) -> list[int]:
    """Twips for each column, by the longest text in it and within bounds; together they are `whole`."""
    longest = [
        max(sum(len(piece.text) for piece in row[i]) for row in block.rows)
        for i in range(len(block.alignments))
    ]
    weights = [min(max(length, _NARROWEST_COLUMN), _WIDEST_COLUMN) for length in longest]
    widths = [whole * weight // sum(weights) for weight in weights]
    return [*widths[:-1], whole - sum(widths[:-1])]

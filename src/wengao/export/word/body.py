"""Setting printed blocks on a python-docx document: paragraphs, titles, tables."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from wengao.export.layout import twips_of_mm, twips_of_points
from wengao.export.printed import TAB, Blank, JointSignature, Mark, Paragraph, Printed, Space, Table, Title
from wengao.export.word.official import set_imprint, set_joint_signature, set_mark, set_space
from wengao.export.word.styles import NAMESPACE, WORD_STYLES, WordStyle
from wengao.markup.inline import Piece, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wengao.export.layout import Layout
    from wengao.export.printed import Tab

_SIGNATURE_OVERHANG = 2
"""Characters by which a date may run over the edge rather than break, in a font whose digits are wide."""

_LONG_LATIN = re.compile(r"[!-~]{16,}")
"""An address or the like: longer than half a line, so that keeping it whole would tear the line before."""

_AFTER_WORD_WRAP = (
    "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid",
    "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection",
    "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
_NARROWEST_COLUMN, _WIDEST_COLUMN = 3, 24


def set_block(
    document: Any, layout: Layout, block: Printed, numbers: Mapping[str, int] = MappingProxyType({})
) -> list[Any]:
    """Add `block` to the end of `document`; the runs it was set with, for comments and bookmarks to hold on to.

    numbers: of the footnotes, by label.
    """
    if isinstance(block, Blank):
        blank = add_paragraph(document)
        if block.keep:
            blank.paragraph_format.keep_with_next = True
        return []
    if isinstance(block, Title):
        return _title(document, layout, block)
    if isinstance(block, Table):
        return _table(document, layout, block, numbers)
    if isinstance(block, Paragraph):
        return _paragraph(document, layout, block, numbers)
    if isinstance(block, JointSignature):
        set_joint_signature(document, layout, block)
    elif isinstance(block, Space):
        set_space(document, layout, block)
    elif isinstance(block, Mark):
        set_mark(document, layout, block)
    else:
        set_imprint(document, layout, block)
    return []


def element_of(paragraph: Any) -> Any:
    """The w:p element of a python-docx paragraph."""
    return paragraph.paragraph_format.element


def add_styled(document: Any, style: WordStyle) -> Any:
    """A new paragraph at the end of `document`. The style goes by its id: looking names up takes longer than all else."""
    paragraph = add_paragraph(document)
    set_style(paragraph, style)
    return paragraph


def add_paragraph(document: Any) -> Any:
    """A new paragraph at the end of `document`: python-docx looks through the whole body for where that is."""
    from docx.oxml import OxmlElement
    from docx.text.paragraph import Paragraph as WordParagraph

    element = OxmlElement("w:p")
    body = document.element.body
    last = next(body.iterchildren(reversed=True), None)
    if last is not None and last.tag.endswith("}sectPr"):
        last.addprevious(element)
    else:
        body.append(element)
    return WordParagraph(element, document._body)  # noqa: SLF001 - python-docx has no public name for what holds the text


def set_style(paragraph: Any, style: WordStyle) -> None:
    """Give a python-docx paragraph a style of ours."""
    element_of(paragraph).get_or_add_pPr().style = style.id


def add_pieces(
    paragraph: Any,
    pieces: Sequence[Piece],
    layout: Layout,
    numbers: Mapping[str, int] = MappingProxyType({}),
    manner: str = "",
) -> list[Any]:
    """Add runs for `pieces` to a python-docx paragraph. A slot is highlighted. numbers: of the footnotes, by label.

    manner: as for run_xml.
    """
    from docx.oxml import parse_xml
    from docx.text.run import Run

    xml = _runs_xml(pieces, layout, numbers, manner)
    line = element_of(paragraph)
    runs = []
    for element in list(parse_xml(f'<w:p xmlns:w="{NAMESPACE}">{xml}</w:p>')):
        line.append(element)
        runs.append(Run(element, paragraph))
    return runs


def _runs_xml(pieces: Sequence[Piece], layout: Layout, numbers: Mapping[str, int], manner: str = "") -> str:
    return "".join(
        _reference_xml(numbers[piece.note]) if piece.note in numbers else run_xml(piece, layout, manner)
        for piece in pieces
    )


def _reference_xml(number: int) -> str:
    """The mark of a footnote."""
    return (
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:vertAlign w:val="superscript"/></w:rPr>'
        f'<w:footnoteReference w:id="{number}"/></w:r>'
    )


def run_xml(piece: Piece, layout: Layout, manner: str = "") -> str:
    """A run. Without the hint “”——… are taken for Latin signs and set half as wide. manner: further properties."""
    name = quoteattr(layout.fonts[piece.font][0]) if piece.font else ""
    font = f" w:ascii={name} w:eastAsia={name} w:hAnsi={name} w:cs={name}" if name else ""
    marks = (
        ("<w:b/>" if piece.bold else "")
        + ("<w:i/>" if piece.italic else "")
        + ("<w:strike/>" if piece.struck else "")
    )
    slot = '<w:highlight w:val="yellow"/>' if piece.slot else ""
    text = "<w:tab/>".join(_text_xml(text) for text in piece.text.split(TAB))
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"{font}/>{marks}{manner}{slot}</w:rPr>{text}</w:r>'


def _text_xml(text: str) -> str:
    space = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<w:t{space}>{escape(text)}</w:t>" if text else ""


def _paragraph(document: Any, layout: Layout, block: Paragraph, numbers: Mapping[str, int]) -> list[Any]:
    paragraph = add_styled(document, WORD_STYLES[block.style])
    form, advance = paragraph.paragraph_format, layout.advance(block.style)
    if block.left:
        _indent(paragraph, "left", block.left * advance)
    if block.hanging is not None:
        _indent(paragraph, "hanging", block.hanging * advance)
        _indent(paragraph, "firstLineChars", 0)
    if block.right is not None:
        _end_at_the_right(paragraph, block.right * advance)
    if block.new_page:
        form.page_break_before = True
    if block.keep:
        form.keep_with_next = True
    if block.tab is not None:
        _set_tab(paragraph, block.tab, advance, layout)
    if block.style == "signature" and block.right is None:
        _indent(paragraph, "right", -_SIGNATURE_OVERHANG * advance)
    if _LONG_LATIN.search(block.text):
        _break_inside_words(paragraph)
    manner = "" if block.spacing is None else f'<w:spacing w:val="{twips_of_points(block.spacing)}"/>'
    return add_pieces(paragraph, block.pieces, layout, numbers, manner)


def _indent(paragraph: Any, side: str, points: float) -> None:
    """In points alone: what a character of an indent is, programs reckon each in its own way."""
    from docx.oxml.ns import qn

    indents = element_of(paragraph).get_or_add_pPr().get_or_add_ind()
    indents.set(qn(f"w:{side}"), str(twips_of_points(points)))


def _end_at_the_right(paragraph: Any, points: float) -> None:
    """The line ends so far from the edge, whatever its characters measure."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if points:
        _indent(paragraph, "right", points)


def _break_inside_words(paragraph: Any) -> None:
    """An address breaks where the line is full, and no line beside it is stretched.

    Else it goes to the next line as a whole; LibreOffice knows no such breaks, so that the lines are not justified.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    element = OxmlElement("w:wordWrap")
    element.set(qn("w:val"), "0")
    element_of(paragraph).get_or_add_pPr().insert_element_before(element, *_AFTER_WORD_WRAP)


def _set_tab(paragraph: Any, tab: Tab, advance: float, layout: Layout) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Twips

    at = twips_of_points(tab.at * advance)
    if tab.align == "right":
        edge = twips_of_mm(layout.page.text_width)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(edge - at), WD_TAB_ALIGNMENT.RIGHT)
    else:
        paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(at), WD_TAB_ALIGNMENT.LEFT)


def _title(document: Any, layout: Layout, block: Title) -> list[Any]:
    paragraph = add_styled(document, WORD_STYLES["title"])
    if block.new_page:
        paragraph.paragraph_format.page_break_before = True
    runs: list[Any] = []
    for line in block.lines:
        if runs:
            runs[-1].add_break()
        runs += add_pieces(paragraph, plain(line).pieces, layout)
    return runs


def _table(document: Any, layout: Layout, block: Table, numbers: Mapping[str, int]) -> list[Any]:
    """A table as wide as the type area; its head is repeated on each page and no row is torn."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn
    from docx.shared import Twips
    from docx.text.paragraph import Paragraph as WordParagraph
    from docx.text.run import Run

    widths = _column_widths(block, twips_of_mm(layout.page.text_width))
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
        runs = _runs_xml(pieces, layout, numbers)
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{aligned}</w:pPr>{runs}</w:p></w:tc>'
        )
    repeated = "<w:tblHeader/>" if is_head else ""
    return f'<w:tr xmlns:w="{NAMESPACE}"><w:trPr><w:cantSplit/>{repeated}</w:trPr>{"".join(made)}</w:tr>'


def _column_widths(block: Table, whole: int) -> list[int]:
    """Twips for each column, by the longest text in it and within bounds; together they are `whole`."""
    longest = [
        max(sum(len(piece.text) for piece in row[i]) for row in block.rows)
        for i in range(len(block.alignments))
    ]
    weights = [min(max(length, _NARROWEST_COLUMN), _WIDEST_COLUMN) for length in longest]
    widths = [whole * weight // sum(weights) for weight in weights]
    return [*widths[:-1], whole - sum(widths[:-1])]

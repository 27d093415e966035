"""Setting printed blocks on a python-docx document: paragraphs, titles, tables."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from wengao.export.layout import twips_of_mm, twips_of_points
from wengao.export.printed import (
    Blank,
    JointSignature,
    Mark,
    Paragraph,
    Picture,
    Printed,
    Space,
    Table,
    Title,
)
from wengao.export.word.official import set_imprint, set_joint_signature, set_mark, set_space
from wengao.export.word.pictures import add_picture, picture_bytes
from wengao.export.word.runs import runs_xml
from wengao.export.word.styles import NAMESPACE, PICTURE, WORD_STYLES, WordStyle
from wengao.export.word.tables import set_table
from wengao.markup.inline import Piece, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

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


def set_block(
    document: Any,
    layout: Layout,
    block: Printed,
    numbers: Mapping[str, int] = MappingProxyType({}),
    folder: Path | None = None,
) -> list[Any]:
    """Add `block` to the end of `document`; the runs it was set with, for comments and bookmarks to hold on to.

    numbers: of the footnotes, by label. folder: where the draft lies, and its pictures beside it.
    """
    if isinstance(block, Blank):
        blank = add_paragraph(document)
        if block.keep:
            blank.paragraph_format.keep_with_next = True
        return []
    if isinstance(block, Title):
        return _title(document, layout, block)
    if isinstance(block, Table):
        return set_table(document, layout, block, numbers)
    if isinstance(block, Picture):
        return _picture(document, layout, block, numbers, folder)
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

    xml = runs_xml(pieces, layout, numbers, manner)
    line = element_of(paragraph)
    runs = []
    for element in list(parse_xml(f'<w:p xmlns:w="{NAMESPACE}">{xml}</w:p>')):
        line.append(element)
        runs.append(Run(element, paragraph))
    return runs


def _picture(
    document: Any, layout: Layout, block: Picture, numbers: Mapping[str, int], folder: Path | None
) -> list[Any]:
    """The picture, and its caption on the same page."""
    data = picture_bytes(block, folder)
    paragraph = add_styled(document, PICTURE)
    runs = [add_picture(paragraph, block, data, layout)]
    if block.caption:
        paragraph.paragraph_format.keep_with_next = True
        pieces = (Piece(f"{block.label}　"), *block.caption)
        runs = add_pieces(add_styled(document, WORD_STYLES["caption"]), pieces, layout, numbers)
    return runs


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

"""The table of contents (目录): a TOC field in a section of its own before the title, with its entries filled in.

The field is not marked to be updated: Word asks about such fields each time the file is opened. The page numbers that
are filled in are reckoned from the layout, and the drafter is told to update the field before printing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wengao.export.pagination import pages_of
from wengao.export.printed import Paragraph
from wengao.export.word.body import add_paragraph, add_pieces, add_styled, element_of
from wengao.export.word.package import section_xml
from wengao.export.word.styles import CONTENTS_HEADING, contents_style
from wengao.markup.inline import Piece, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.export.layout import Layout
    from wengao.export.printed import Mark, Printed

_HEADING = "目　录"
_OUTLINE_HEADING = "提　纲"
_ALL_LEVELS = 4


def listed_headings(blocks: Sequence[Printed], levels: int) -> dict[int, int]:
    """The headings that the table lists: index among the printed blocks, and level from 1."""
    styles = {f"heading{level}": level for level in range(1, levels + 1)}
    return {
        index: styles[block.style]
        for index, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.style in styles
    }


def set_contents(document: Any, layout: Layout, blocks: Sequence[Printed], paper: Mark | None = None) -> None:
    """Add the table of contents to `document`, which is still empty, and end its section."""
    headings = listed_headings(blocks, layout.contents.levels)
    pages = pages_of(blocks, layout)
    add_pieces(add_styled(document, CONTENTS_HEADING), [Piece(_HEADING)], layout)
    add_paragraph(document)
    opening = _field_start(f' TOC \\o "1-{layout.contents.levels}" \\h \\z ')
    for index, level in headings.items():
        paragraph = add_styled(document, contents_style(level))
        element_of(paragraph).extend(opening)
        opening = []
        _set_entry(paragraph, layout, blocks[index].text, anchor_name(index), pages[index])
    last = add_paragraph(document)
    element_of(last).append(_field_mark("end"))
    _end_section(last, layout)
    _restart_numbers(document, layout, paper)


def set_outline(document: Any, layout: Layout, blocks: Sequence[Printed], paper: Mark | None = None) -> None:
    """Add a page of all headings (提纲) to `document`, which is still empty, and end its section."""
    headings = listed_headings(blocks, _ALL_LEVELS)
    if not headings:
        return
    add_pieces(add_styled(document, CONTENTS_HEADING), [Piece(_OUTLINE_HEADING)], layout)
    add_paragraph(document)
    for index, level in headings.items():
        paragraph = add_styled(document, contents_style(level))
        add_pieces(paragraph, plain(blocks[index].text).pieces, layout)
    _end_section(paragraph, layout)
    _restart_numbers(document, layout, paper)


def mark_heading(runs: Sequence[Any], index: int) -> None:
    """Put the bookmark that the entry points to around a heading's runs."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(index))
    start.set(qn("w:name"), anchor_name(index))
    runs[0].element.addprevious(start)
    runs[-1].element.addnext(end)


def anchor_name(index: int) -> str:
    """The bookmark of the printed block at `index`."""
    return f"_Toc{index:08d}"


def _set_entry(paragraph: Any, layout: Layout, text: str, anchor: str, page: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    line = element_of(paragraph)
    before = len(line)
    add_pieces(paragraph, plain(text).pieces, layout)
    paragraph.add_run("\t")
    line.extend(_field_start(f" PAGEREF {anchor} \\h "))
    add_pieces(paragraph, [Piece(str(page))], layout)
    line.append(_field_mark("end"))
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    link.set(qn("w:history"), "1")
    link.extend(line[before:])
    line.append(link)


def _field_start(instruction: str) -> list[Any]:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    code = OxmlElement("w:r")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = instruction
    code.append(text)
    return [_field_mark("begin"), code, _field_mark("separate")]


def _field_mark(kind: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    return run


def _end_section(paragraph: Any, layout: Layout) -> None:
    from docx.oxml import parse_xml

    element_of(paragraph).get_or_add_pPr().append(parse_xml(section_xml(layout, numbered=False)))


def _restart_numbers(document: Any, layout: Layout, paper: Mark | None) -> None:
    """The text's own section counts from 1."""
    from docx.oxml import parse_xml

    body = document.element.body
    body.replace(body.sectPr, parse_xml(section_xml(layout, starts_at=1, paper=paper)))

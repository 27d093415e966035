"""Setting what only official documents have: the mark, the red rule, the imprint, and the letter's paper (信函)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from wengao.export.layout import POINTS_PER_MM, twips_of_mm, twips_of_points
from wengao.export.official import (
    BETWEEN_RULES,
    DOUBLE_RULE_HEIGHT,
    MARK_ABOVE_INK,
    MARK_LINE,
    THICK_RULE,
    THIN_RULE,
    paper_rule_top,
    room_under_rule,
)
from wengao.export.pagination import SEAL_LINES
from wengao.export.printed import TAB
from wengao.export.word.styles import MARK, NAMESPACE, WORD_STYLES

if TYPE_CHECKING:
    from wengao.export.layout import Layout
    from wengao.export.printed import Imprint, JointSignature, Mark, Space

HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_THICK, _THIN = 8, 6
"""Eighths of a point: 0.35 mm outside and 0.25 mm between (GB/T 9704-2012 7.4.1)."""

_RED_RULE = 12
"""Eighths of a point; about half a millimetre."""

_ANCHOR_HEIGHT = 1.0
_LABELS = ("抄送：", "主送：")
_RUN_FONT = '<w:rFonts w:hint="eastAsia"/>'
_PAPER_RULE_EDGE = 20.0
"""Millimetres from the sheet's left and right edge to the letter's double rules, 170 mm long, and from its foot to the
lower one (GB/T 9704-2012 10.1)."""


def set_space(document: Any, layout: Layout, block: Space) -> None:
    """An empty paragraph of the block's height, with the red rule at its foot where it has one."""
    _append(
        document,
        _space_xml(block.height, _rule_xml(layout, "bottom", "single", _RED_RULE) if block.rule else ""),
    )


def set_mark(document: Any, layout: Layout, block: Mark) -> None:
    """The mark in the type area; several organs stand one above the other with the ending beside them."""
    if block.on_paper:
        return
    if len(block.organs) > 1 and block.ending:
        _append(document, _joint_mark_xml(layout, block))
        return
    for organ in block.organs:
        _append(document, _mark_xml(organ + block.ending, block.size))


def set_imprint(document: Any, layout: Layout, block: Imprint) -> None:
    """The imprint: a floating table at the foot of the type area of the page that its anchor, the last line, lies on."""
    if block.new_page:
        _append(document, _space_xml(_ANCHOR_HEIGHT, "", '<w:r><w:br w:type="page"/></w:r>'))
        _append(document, _space_xml(_ANCHOR_HEIGHT, ""))
    size = layout.styles.imprint.size
    width = twips_of_mm(layout.page.text_width)
    rows = "".join(
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{''.join(_imprint_line_xml(line, size, width) for line in row)}</w:tc></w:tr>"
        for row in block.rows
    )
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{weight}" w:space="0" w:color="auto"/>'
        for side, weight in (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN))
    )
    ruled = f"<w:tblBorders>{borders}</w:tblBorders>" if block.ruled else ""
    _append(
        document,
        f'<w:tbl {_NAMED}><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin"'
        f' w:horzAnchor="page" w:tblpX="{twips_of_mm(layout.page.left)}" w:tblpYSpec="bottom"/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/>{ruled}<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{rows}</w:tbl>',
    )
    _append(document, _space_xml(_ANCHOR_HEIGHT, ""))


def set_joint_signature(document: Any, layout: Layout, block: JointSignature) -> None:
    """Organs that seal, side by side in a table without rules: each in the middle of the room for its seal."""
    whole, columns = twips_of_mm(layout.page.text_width), block.columns
    width = whole // columns
    high = twips_of_points(layout.grid.pitch * SEAL_LINES)
    grid, rows = f'<w:gridCol w:w="{width}"/>' * columns, ""
    for index, organs in enumerate(block.rows):
        last = index == len(block.rows) - 1
        cells = [
            (organ, block.date) if last and place == len(organs) - 1 and block.date else (organ,)
            for place, organ in enumerate(organs)
        ]
        indent = columns - len(organs)
        rows += (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{high}" w:hRule="exact"/></w:trPr>'
            f"{''.join(_seal_cell_xml(lines, width) for lines in (*[('',)] * indent, *cells))}</w:tr>"
        )
    _append(
        document,
        f'<w:tbl {_NAMED}><w:tblPr><w:tblW w:w="{width * columns}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>",
    )


def _seal_cell_xml(lines: tuple[str, ...], width: int) -> str:
    style = WORD_STYLES["signature"].id
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:keepNext/><w:jc w:val="center"/></w:pPr>{_text_xml(line)}</w:p>'
        for line in lines
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{paragraphs}</w:tc>'


def paper_header_xml(layout: Layout, mark: Mark) -> str:
    """The head of a letter's first page: the mark, and below it the double rule, the thick line above.

    Frames hold them to the sheet, and the text begins below the last of them. In the head's own flow they would push the
    text down too, but LibreOffice adds four millimetres to that.
    """
    edge, page = _PAPER_RULE_EDGE, layout.page
    whole, width = twips_of_mm(page.width - 2 * edge), twips_of_mm(page.text_width)
    top = layout.letterhead.top * POINTS_PER_MM - MARK_ABOVE_INK * mark.size
    rule = paper_rule_top(layout, mark)
    return (
        f"{HEADER}\n<w:hdr {_NAMED}>"
        f"{_mark_xml(''.join(mark.organs) + mark.ending, mark.size, frame=_frame_xml(width, page.left, top))}"
        f"{_double_rule_xml(layout, THICK_RULE, THIN_RULE, _frame_xml(whole, edge, rule, room_under_rule(layout)))}"
        f"{_space_xml(_ANCHOR_HEIGHT, '')}</w:hdr>"
    )


def paper_footer_xml(layout: Layout) -> str:
    """The foot of a letter's first page: the double rule, the thin line above; no number."""
    whole = twips_of_mm(layout.page.width - 2 * _PAPER_RULE_EDGE)
    top = (layout.page.height - _PAPER_RULE_EDGE) * POINTS_PER_MM - DOUBLE_RULE_HEIGHT
    rule = _double_rule_xml(layout, THIN_RULE, THICK_RULE, _frame_xml(whole, _PAPER_RULE_EDGE, top))
    return f"{HEADER}\n<w:ftr {_NAMED}>{rule}{_space_xml(_ANCHOR_HEIGHT, '')}</w:ftr>"


def _frame_xml(width: int, left: float, top: float, room: float = 0.0) -> str:
    """A frame. width: twips. left: millimetres, top: points, from the sheet's edges. room: between it and text, points."""
    space = f' w:vSpace="{twips_of_points(room)}"' if room else ""
    return (
        f'<w:framePr w:w="{width}"{space} w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="{twips_of_mm(left)}"'
        f' w:y="{twips_of_points(top)}"/>'
    )


_NAMED = f'xmlns:w="{NAMESPACE}"'


def _append(document: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")


def _space_xml(height: float, borders: str, runs: str = "", *, frame: str = "") -> str:
    line = f'w:line="{max(twips_of_points(height), 1)}" w:lineRule="exact"'
    border = f"<w:pBdr>{borders}</w:pBdr>" if borders else ""
    return (
        f'<w:p {_NAMED}><w:pPr>{frame}{border}<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" {line}/>'
        f'<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:pPr>{runs}</w:p>'
    )


def _rule_xml(layout: Layout, side: str, kind: str, eighths: int) -> str:
    colour = layout.letterhead.colour.upper()
    return f'<w:{side} w:val="{kind}" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'


def _double_rule_xml(layout: Layout, above: int, below: int, frame: str) -> str:
    """Two red rules, a border above and one below a line: which of the two is thick, no program reads otherwise."""
    rules = _rule_xml(layout, "top", "single", above) + _rule_xml(layout, "bottom", "single", below)
    return _space_xml(BETWEEN_RULES, rules, frame=frame)


def _mark_xml(text: str, size: float, alignment: str = "", *, frame: str = "") -> str:
    jc = f'<w:jc w:val="{alignment}"/>' if alignment else ""
    line = f'<w:spacing w:before="0" w:after="0" w:line="{twips_of_points(size * MARK_LINE)}" w:lineRule="exact"/>'
    half_points = round(size * 2)
    return (
        f'<w:p {_NAMED}><w:pPr><w:pStyle w:val="{MARK.id}"/>{frame}{line}{jc}</w:pPr><w:r><w:rPr>{_RUN_FONT}'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>'
    )


def _joint_mark_xml(layout: Layout, block: Mark) -> str:
    """Organs in the left column, each spread over its width; the ending in the right, centred in height (7.2.4)."""
    longest = max(len(organ) for organ in block.organs)
    whole = twips_of_mm(layout.page.text_width)
    left = twips_of_points((longest + 0.5) * block.size)
    right = twips_of_points((len(block.ending) + 0.5) * block.size)
    organs = "".join(_mark_xml(organ, block.size, "distribute") for organ in block.organs)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
        for width, content in ((left, organs), (right, _mark_xml(block.ending, block.size)))
    )
    return (
        f'<w:tbl {_NAMED}><w:tblPr><w:tblW w:w="{min(left + right, whole)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{right}"/></w:tblGrid>'
        f"<w:tr>{cells}</w:tr></w:tbl>"
    )


def _imprint_line_xml(row: str, size: float, width: int) -> str:
    """A line of the imprint, a character in from either edge; further lines of 抄送 under its first organ (7.4.2)."""
    one = twips_of_points(size)
    hanging = len(_LABELS[0]) if row.startswith(_LABELS) else 0
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width - one}"/></w:tabs>' if TAB in row else ""
    right = "" if TAB in row else f' w:rightChars="100" w:right="{one}"'
    indent = (
        f'<w:ind w:leftChars="{100 * (1 + hanging)}" w:left="{one * (1 + hanging)}"{right}'
        f' w:hangingChars="{100 * hanging}" w:hanging="{one * hanging}"/>'
    )
    before, tab, after = row.partition(TAB)
    last = f"<w:r><w:tab/></w:r>{_text_xml(after)}" if tab else ""
    style = WORD_STYLES["imprint"].id
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{tabs}{indent}</w:pPr>{_text_xml(before)}{last}</w:p>'


def _text_xml(text: str) -> str:
    return (
        f'<w:r><w:rPr>{_RUN_FONT}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    )

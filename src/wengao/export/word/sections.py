"""Setting all blocks, wide tables on pages of their own that lie on their side (横排)."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from wengao.export.columns import on_their_side
from wengao.export.printed import Imprint
from wengao.export.word.body import add_paragraph, element_of, set_block
from wengao.export.word.package import section_xml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from wengao.export.layout import Layout
    from wengao.export.printed import Printed


def set_blocks(
    document: Any,
    layout: Layout,
    blocks: Sequence[Printed],
    numbers: Mapping[str, int],
    folder: Path | None,
    *,
    more_follows: bool,
) -> list[list[Any]]:
    """Set `blocks` at the end of `document`; the runs of each. more_follows: what is set after them is upright again."""
    from docx.shared import Pt

    turned = on_their_side(blocks)
    runs = []
    for index, block in enumerate(blocks):
        before = index > 0 and turned[index - 1]
        if turned[index] != before and index:
            _end_section(document, layout, on_its_side=before)
            if isinstance(block, Imprint):
                add_paragraph(document).paragraph_format.line_spacing = Pt(1)
        runs.append(set_block(document, layout, block, numbers, folder))
    if turned and turned[-1]:
        if more_follows:
            _end_section(document, layout, on_its_side=True)
        else:
            _replace_last(document, section_xml(layout, on_its_side=True))
    return runs


def _end_section(document: Any, layout: Layout, *, on_its_side: bool) -> None:
    """End a section here. The first one of the text has the number it starts with, and a letter's first page."""
    from docx.oxml import parse_xml
    from docx.shared import Pt

    paragraph = add_paragraph(document)
    properties = element_of(paragraph).get_or_add_pPr()
    paragraph.paragraph_format.line_spacing = Pt(1)
    last = document.element.body.sectPr
    properties.append(parse_xml(section_xml(layout, on_its_side=True)) if on_its_side else deepcopy(last))
    _replace_last(document, section_xml(layout))


def _replace_last(document: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    body = document.element.body
    body.replace(body.sectPr, parse_xml(xml))

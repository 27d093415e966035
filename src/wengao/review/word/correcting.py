"""A corrected copy of a Word file: page, grid, page numbers, and the paragraphs whose kind is certain, as a profile has.

The words stay as they are; bold, italics, tables, comments and pictures too.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from wengao.review.word.kinds import OTHER, kinds_of
from wengao.review.word.reading import read_word
from wengao.word.opening import opened_word
from wengao.word.page_number import number_indent, number_runs
from wengao.word.text import W

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.review.word.profile import ParagraphProfile, WordProfile

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CLEARED = ("spacing", "ind", "jc", "snapToGrid", "widowControl")


def corrected_word(path: Path, profile: WordProfile) -> bytes:
    """The bytes of the corrected copy of the file at `path`. Raises UnreadableFileError where it is no Word file."""
    file = read_word(path)
    with opened_word(path) as document:
        kinds = {
            paragraph.number: kind
            for paragraph, kind in zip(file.paragraphs, kinds_of(file.paragraphs), strict=True)
            if kind != OTHER
        }
        paragraphs = document.paragraphs
        for number, kind in kinds.items():
            _correct_paragraph(paragraphs[number - 1].paragraph_format, profile.kinds[kind], profile)
        document.element.body.get_or_add_sectPr()  # a file need not have one: its page is then the program's own
        for section in document.sections:
            _correct_section(section, profile)
        if profile.page_number.place != "none":
            _correct_page_numbers(document, profile)
        saved = io.BytesIO()
        document.save(saved)
        return saved.getvalue()


def _twips(points: float) -> str:
    return str(round(points * 20))


def _correct_paragraph(form: Any, wanted: ParagraphProfile, profile: WordProfile) -> None:
    from docx.shared import Pt

    element = form.element
    properties = element.get_or_add_pPr()
    for name in _CLEARED:
        for old in properties.findall(W + name):
            properties.remove(old)
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = Pt(wanted.pitch)
    form.widow_control = False
    form.alignment = _alignment(wanted.align)
    _set_first_line(form, properties, wanted)
    if abs(wanted.pitch - profile.pitch) > 0.01:
        _leave_grid(properties)
    _drop_typed_indent(element)
    for run in element.iter(W + "r"):
        _correct_run(run, wanted)


def _alignment(name: str) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    return {
        "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
        "left": WD_ALIGN_PARAGRAPH.LEFT,
        "center": WD_ALIGN_PARAGRAPH.CENTER,
        "right": WD_ALIGN_PARAGRAPH.RIGHT,
    }[name]


def _set_first_line(form: Any, properties: Any, wanted: ParagraphProfile) -> None:
    """In characters for Word and in points for other programs."""
    from docx.shared import Pt

    form.left_indent = form.right_indent = Pt(0)
    form.first_line_indent = Pt(wanted.indent * wanted.size)
    indent = properties.get_or_add_ind()
    for side in ("left", "right"):
        indent.set(f"{W}{side}Chars", "0")
    indent.set(W + "firstLineChars", str(round(wanted.indent * 100)))


def _leave_grid(properties: Any) -> None:
    """Lines of another height than the grid's must not snap to it."""
    from docx.oxml import OxmlElement

    mark = OxmlElement("w:snapToGrid")
    mark.set(W + "val", "0")
    properties.find(W + "spacing").addprevious(mark)


def _drop_typed_indent(element: Any) -> None:
    """Take off spaces that were typed in place of an indent."""
    for text in element.iter(W + "t"):
        stripped = (text.text or "").lstrip("　 ")
        text.text = stripped
        if stripped:
            return


def _correct_run(run: Any, wanted: ParagraphProfile) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    properties = run.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for slot in ("ascii", "eastAsia", "hAnsi", "cs"):
        fonts.set(W + slot, wanted.fonts[0])
    fonts.set(W + "hint", "eastAsia")
    for name in ("spacing", "w", "szCs"):
        for old in properties.findall(W + name):
            properties.remove(old)
    properties.sz_val = Pt(wanted.size)
    spacing = OxmlElement("w:spacing")
    spacing.set(W + "val", _twips(wanted.spacing))
    before = [one for name in ("kern", "position", "sz") for one in properties.findall(W + name)]
    before[0].addprevious(spacing)


def _correct_section(section: Any, profile: WordProfile) -> None:
    """Landscape pages keep their sheet; their margins turn with it nowhere in the standard and are left alone."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    element = section._sectPr  # noqa: SLF001 - python-docx has no public name for a section's element
    grid = element.find(W + "docGrid")
    if grid is None:
        grid = OxmlElement("w:docGrid")
        element.append(grid)
    for name in list(grid.attrib):
        del grid.attrib[name]
    grid.set(W + "type", "lines")
    grid.set(W + "linePitch", _twips(profile.pitch))
    if section.orientation == WD_ORIENT.LANDSCAPE:
        return
    section.page_width, section.page_height = Mm(profile.width), Mm(profile.height)
    section.top_margin, section.bottom_margin = Mm(profile.top), Mm(profile.bottom)
    section.left_margin, section.right_margin = Mm(profile.left), Mm(profile.right)
    section.footer_distance = Mm(profile.page_number.footer)


def _correct_page_numbers(document: Any, profile: WordProfile) -> None:
    """Every section takes its numbers from the first, odd and even pages apart where the profile has them so."""
    outer = profile.page_number.place == "outer"
    document.settings.odd_and_even_pages_header_footer = outer
    for index, section in enumerate(document.sections):
        section.footer.is_linked_to_previous = index > 0
        section.even_page_footer.is_linked_to_previous = index > 0 or not outer
    first = document.sections[0]
    _write_number(first.footer, "right" if outer else "center", profile)
    if outer:
        _write_number(first.even_page_footer, "left", profile)


def _write_number(footer: Any, side: str, profile: WordProfile) -> None:
    from docx.oxml import parse_xml

    number = profile.page_number
    part = footer._element  # noqa: SLF001 - python-docx has no public name for a footer's element
    for child in list(part):
        part.remove(child)
    font = " ".join(f"w:{slot}={quoteattr(number.fonts[0])}" for slot in ("ascii", "eastAsia", "hAnsi"))
    half_points = round(number.size * 2)
    type_ = f'<w:rPr><w:rFonts w:hint="eastAsia" {font}/><w:sz w:val="{half_points}"/></w:rPr>'
    part.append(
        parse_xml(
            f'<w:p xmlns:w="{_NAMESPACE}"><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0"'
            f' w:line="{_twips(number.size)}" w:lineRule="exact"/>{number_indent(side, number.offset, number.size)}'
            f'<w:jc w:val="{side}"/></w:pPr>{number_runs(number.form, type_)}</w:p>'
        )
    )

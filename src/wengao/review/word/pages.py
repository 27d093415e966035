"""The pages of a Word file as a profile has them: paper, margins, grid, page numbers.

Headers and footers keep what their writer put there; of a footer only the page number is set anew.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from wengao.review.word.reading import PAGE_NUMBER, number_form
from wengao.word.page_number import number_indent, number_runs
from wengao.word.text import W, paragraph_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.word.profile import WordProfile

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_AROUND_NUMBER = " 　-—－–·第页共/"
"""What may stand beside a page number and goes with it."""
_BEFORE_BREAKS = (
    "useSingleBorderforContiguousCells", "wpJustification", "noTabHangInd", "noLeading", "spaceForUL", "noColumnBalance",
    "balanceSingleByteDoubleByteWidth", "noExtraLineSpacing", "doNotLeaveBackslashAlone", "ulTrailSpace",
)  # fmt: skip
"""What of w:compat stands before doNotExpandShiftReturn (CT_Compat)."""
_AFTER_COMPAT = frozenset(
    {"rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats", "shapeDefaults",
     "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown", "smartTagType", "schemaLibrary",
     "doNotEmbedSmartTags", "decimalSymbol", "listSeparator", "docVars"}
)  # fmt: skip
"""What of w:settings stands after w:compat (CT_Settings)."""


def correct_pages(document: Any, profile: WordProfile) -> Iterator[str]:
    """Set every section of a document (python-docx), its page numbers, and how lines that end in a break are spaced.

    Says what had to stay as it was.
    """
    for section in document.sections:
        _correct_section(section, profile)
    if profile.page_number.place != "none":
        footers = (one for section in document.sections for one in (section.footer, section.even_page_footer))
        if any(not footer.is_linked_to_previous and _says_more(footer) for footer in footers):
            yield "页脚里页码和别的字写在同一行，页码没有改，请自己改"
        else:
            _correct_page_numbers(document, profile)
    if any(True for _ in document.element.body.iter(W + "br")):
        _leave_broken_lines(document.settings.element)


def _twips(points: float) -> str:
    return str(round(points * 20))


def _correct_section(section: Any, profile: WordProfile) -> None:
    """Landscape pages keep their sheet; their margins turn with it nowhere in the standard and are left alone."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    element = section._sectPr  # noqa: SLF001 - python-docx has no public name for a section's element
    grid = element.find(W + "docGrid")
    if grid is None:
        grid = OxmlElement("w:docGrid")
        _put_grid(element, grid)
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


def _put_grid(section: Any, grid: Any) -> None:
    """Before what may follow it (CT_SectPr)."""
    after = next((one for one in section if one.tag in (W + "printerSettings", W + "sectPrChange")), None)
    if after is None:
        section.append(grid)
    else:
        after.addprevious(grid)


def _leave_broken_lines(settings: Any) -> None:
    """Have Word not stretch a line that ends in a line break (换行符) over the whole width."""
    from docx.oxml import OxmlElement

    compat = settings.find(W + "compat")
    if compat is None:
        compat = OxmlElement("w:compat")
        after = next((one for one in settings if one.tag.rpartition("}")[2] in _AFTER_COMPAT), None)
        if after is None:
            settings.append(compat)
        else:
            after.addprevious(compat)
    if compat.find(W + "doNotExpandShiftReturn") is None:
        before = [one for one in compat if one.tag in {W + name for name in _BEFORE_BREAKS}]
        compat.insert(len(before), OxmlElement("w:doNotExpandShiftReturn"))


def _correct_page_numbers(document: Any, profile: WordProfile) -> None:
    """Every footer is given its page number, odd and even pages apart where the profile has them so."""
    outer = profile.page_number.place == "outer"
    if outer and not document.settings.odd_and_even_pages_header_footer:
        _give_even_pages(document.sections)
    document.settings.odd_and_even_pages_header_footer = outer
    for index, section in enumerate(document.sections):
        footers = [(section.footer, "right" if outer else "center")]
        if outer:
            footers.append((section.even_page_footer, "left"))
        for footer, side in footers:
            if index == 0:
                footer.is_linked_to_previous = False
            if not footer.is_linked_to_previous:
                _write_number(footer, side, profile)


def _give_even_pages(sections: Any) -> None:
    """Have even pages show what all pages showed: once they have headers and footers of their own, they need them."""
    for section in sections:
        for usual, even in (
            (section.header, section.even_page_header),
            (section.footer, section.even_page_footer),
        ):
            if usual.is_linked_to_previous:
                continue
            even.is_linked_to_previous = False
            _copy_into(usual, even)


def _copy_into(one: Any, other: Any) -> None:
    """Have a header or footer hold what another one does, its pictures and links too."""
    source, target = one._element, other._element  # noqa: SLF001 - python-docx has no public name for these elements
    for child in list(target):
        target.remove(child)
    for child in source:
        target.append(deepcopy(child))
    renamed = {name: _related(other.part, relation) for name, relation in one.part.rels.items()}
    for element in target.iter():
        for name, value in element.attrib.items():
            if name.startswith(_RELATIONS) and value in renamed:
                element.set(name, renamed[value])


def _related(part: Any, relation: Any) -> str:
    if relation.is_external:
        return str(part.relate_to(relation.target_ref, relation.reltype, is_external=True))
    return str(part.relate_to(relation.target_part, relation.reltype))


def _write_number(footer: Any, side: str, profile: WordProfile) -> None:
    """Put the page number where the old one stood, or below what the footer says."""
    from docx.oxml import parse_xml

    number = profile.page_number
    part = footer._element  # noqa: SLF001 - python-docx has no public name for a footer's element
    font = " ".join(f"w:{slot}={quoteattr(number.fonts[0])}" for slot in ("ascii", "eastAsia", "hAnsi"))
    half_points = round(number.size * 2)
    type_ = (
        f'<w:rPr><w:rFonts w:hint="eastAsia" {font}/><w:b w:val="0"/><w:sz w:val="{half_points}"/></w:rPr>'
    )
    new = parse_xml(
        f'<w:p xmlns:w="{_NAMESPACE}"><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0"'
        f' w:line="{_twips(number.size)}" w:lineRule="exact"/>{number_indent(side, number.offset, number.size)}'
        f'<w:jc w:val="{side}"/></w:pPr>{number_runs(number.form, type_)}</w:p>'
    )
    numbered = [paragraph for paragraph in part.iter(W + "p") if PAGE_NUMBER in number_form(paragraph)]
    for paragraph in numbered:
        for child in list(paragraph):
            if child.tag != W + "pPr":
                paragraph.remove(child)
    part.append(new)
    for child in list(part):
        if child is not new and _is_empty(child):
            part.remove(child)


def _says_more(footer: Any) -> bool:
    """Whether a page number stands in one line with other words, so that one cannot be set without the other."""
    part = footer._element  # noqa: SLF001 - python-docx has no public name for a footer's element
    forms = (number_form(paragraph) for paragraph in part.iter(W + "p"))
    return any(PAGE_NUMBER in form and form.replace(PAGE_NUMBER, "").strip(_AROUND_NUMBER) for form in forms)


def _is_empty(element: Any) -> bool:
    """Whether a footer's paragraph, or a frame or control around some, shows nothing."""
    if element.tag not in (W + "p", W + "sdt"):
        return False
    shown = any(paragraph_text(one).text.strip() for one in element.iter(W + "p"))
    drawn = any(one.tag in (W + "drawing", W + "pict", W + "object") for one in element.iter())
    return not shown and not (drawn and _says_something(element))


def _says_something(element: Any) -> bool:
    """Whether what is drawn is more than a box that a page number was taken out of."""
    boxes = list(element.iter(W + "txbxContent"))
    return not boxes or any((text.text or "").strip() for box in boxes for text in box.iter(W + "t"))

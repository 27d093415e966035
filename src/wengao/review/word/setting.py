"""How a paragraph and its runs are set in a Word file: lines, place, font, size; one property after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wengao.word.text import W

if TYPE_CHECKING:
    from wengao.review.word.profile import ParagraphProfile, WordProfile
    from wengao.word.styles import Styles

_SLOTS = ("ascii", "eastAsia", "hAnsi", "cs")
_AFTER_GRID = (
    "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection",
    "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
"""What of a paragraph's properties follows snapToGrid (CT_PPrBase)."""
_SCALED = ("left", "right", "start", "end", "firstLine", "hanging")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands. align: both, left, center or right. first, left, right: indents in characters."""

    align: str
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0


def width_of(text: str) -> float:
    """The width of a text in full-width characters; a half-width sign is half of one."""
    return sum(0.5 if ord(char) < 0x2000 else 1.0 for char in text)


def set_lines(element: Any, wanted: ParagraphProfile, profile: WordProfile, *, exact: bool) -> None:
    """Set the lines of a paragraph (w:p) to the height of its kind, or, where not `exact`, to what they need."""
    form = _form(element)
    _drop(element.get_or_add_pPr(), "spacing", "snapToGrid", "widowControl")
    from docx.shared import Pt

    form.space_before = form.space_after = Pt(0)
    form.line_spacing = Pt(wanted.pitch) if exact else 1.0
    form.widow_control = False
    if not exact or abs(wanted.pitch - profile.pitch) > 0.01:
        leave_grid(element)


def leave_grid(element: Any) -> None:
    """Have the lines of a paragraph be as high as they are, whatever grid its section has."""
    from docx.oxml import OxmlElement

    properties = element.get_or_add_pPr()
    if properties.find(W + "snapToGrid") is None:
        mark = OxmlElement("w:snapToGrid")
        mark.set(W + "val", "0")
        properties.insert_element_before(mark, *_AFTER_GRID)


def set_place(element: Any, place: Place, size: float) -> None:
    """Put a paragraph in its place: indents in characters for Word and in points for other programs."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    form, properties = _form(element), element.get_or_add_pPr()
    _drop(properties, "ind", "jc", "tabs")
    form.alignment = {
        "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
        "left": WD_ALIGN_PARAGRAPH.LEFT,
        "center": WD_ALIGN_PARAGRAPH.CENTER,
        "right": WD_ALIGN_PARAGRAPH.RIGHT,
    }[place.align]
    form.left_indent, form.right_indent = Pt(place.left * size), Pt(place.right * size)
    form.first_line_indent = Pt(place.first * size)
    indent = properties.get_or_add_ind()
    for name, characters in (("left", place.left), ("right", place.right), ("firstLine", place.first)):
        indent.set(f"{W}{name}Chars", str(round(characters * 100)))


def keep_place(element: Any, before: float, now: float) -> None:
    """Have a paragraph's own indents be as many characters of the size it is set in now as they were before."""
    indent = element.find(f"{W}pPr/{W}ind")
    for name in _SCALED if indent is not None and before else ():
        value = indent.get(W + name)
        if value is not None and value.lstrip("-").isdecimal():
            indent.set(W + name, str(round(int(value) * now / before)))


def keep_together(first: Any, last: Any) -> None:
    """Keep the paragraphs from `first` on, empty ones too, on the page of `last`, which follows them; both w:p."""
    element = first
    while element is not None and element is not last and element.tag == W + "p":
        _form(element).keep_with_next = True
        element = element.getnext()


def put_tab(element: Any, place: float) -> None:
    """Give a paragraph one tab stop, at `place` points, where what follows a tab ends."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Pt

    _drop(element.get_or_add_pPr(), "tabs")
    _form(element).tab_stops.add_tab_stop(Pt(place), WD_TAB_ALIGNMENT.RIGHT)


def end_numbering(element: Any, styles: Styles) -> None:
    """Have Word no longer count a paragraph, by its style neither (w:numId 0, ECMA-376 17.9.18)."""
    properties = element.get_or_add_pPr()
    _drop(properties, "numPr")
    if styles.list_of(properties) is not None:
        properties.get_or_add_numPr().get_or_add_numId().val = 0


def set_run(run: Any, wanted: ParagraphProfile, *, bold: bool | None = None, size: bool = True) -> None:
    """Set a run in the font of a kind, and in its size unless `size` is off. bold: None leaves that as it is."""
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    properties = run.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for slot in _SLOTS:
        fonts.set(W + slot, wanted.fonts[0])
    fonts.set(W + "hint", "eastAsia")
    if bold is not None:
        properties.get_or_add_b().val = bold
        _drop(properties, "bCs")
    if not size:
        return
    _drop(properties, "spacing", "w", "szCs")
    properties.sz_val = Pt(wanted.size)
    spacing = OxmlElement("w:spacing")
    spacing.set(W + "val", str(round(wanted.spacing * 20)))
    before = [one for name in ("kern", "position", "sz") for one in properties.findall(W + name)]
    before[0].addprevious(spacing)


def set_black(run: Any) -> None:
    """Set a run in black."""
    colour = run.get_or_add_rPr().get_or_add_color()
    for name in list(colour.attrib):
        del colour.attrib[name]
    colour.set(W + "val", "auto")


def _form(element: Any) -> Any:
    from docx.text.parfmt import ParagraphFormat

    return ParagraphFormat(element)


def _drop(properties: Any, *names: str) -> None:
    for name in names:
        for old in properties.findall(W + name):
            properties.remove(old)

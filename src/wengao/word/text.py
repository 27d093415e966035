"""The text of a paragraph as a reader of the page sees it.

Tracked insertions are kept and deletions dropped; comments, the instructions of fields, hidden text and the second copy of
what newer programs draw are left out; line breaks and tabs are written; text boxes are handed out beside the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from wengao.word.fields import shown_by, symbol
from wengao.word.formulas import FORMULAS, formula_text, lowered, raised

if TYPE_CHECKING:
    from collections.abc import Callable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = frozenset({"0", "false", "off"})
"""Values of a property that is switched off."""
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRITTEN = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_LEFT_OUT = {
    FALLBACK,
    *(
        W + tag
        for tag in ("del", "moveFrom", "delText", "delInstrText", "rPr", "pPr", "rubyPr", "rt",
                    "footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef", "annotationRef",
                    "commentReference")
    ),
}  # fmt: skip
PICTURES = frozenset(
    {
        "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
        "{urn:schemas-microsoft-com:vml}imagedata",
    }
)
"""Elements that are a picture each."""
_BEFORE_TEXT = 3
"""How many children of a run are looked at for its properties: Word writes them first, others a comment before them."""
_REFERENCES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text of one run.

    element: the w:r it stands in, which says how it is set. source: what of the run it is, a w:t or w:tab or w:br; None
    for text that stands nowhere as it is read (a formula, a field without a result).
    """

    text: str
    element: Any
    source: Any = None


@dataclass(slots=True)
class _Field:
    """A field that is open. shown: how many runs stood before it. in_result: whether what comes now is its result."""

    shown: int
    instruction: str = ""
    in_result: bool = False


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph shows. runs: in order. boxes: the w:txbxContent of the text boxes that are anchored in it.

    fields: those that are open while it is read. notes: what is written where it refers to a note, by the reference's tag
    and the note's id; nothing where it is None.
    """

    runs: list[TextRun] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    notes: Callable[[str], str] | None = None

    @property
    def text(self) -> str:
        """The text of all runs."""
        return "".join(run.text for run in self.runs)


def paragraph_text(paragraph: Any, notes: Callable[[str], str] | None = None) -> ParagraphText:
    """What a w:p shows, or any element that holds runs; of lxml or of the standard library.

    notes: what is to be written where it refers to a note, by footnote 2 or endnote 2; None for nothing.
    """
    found = ParagraphText(notes=notes)
    _collect(paragraph, None, found)
    return found


def child_value(element: Any, tag: str) -> str | None:
    """The w:val of a child of `element`; None where there is no such child."""
    child = element.find(W + tag) if element is not None else None
    return None if child is None else child.get(W + "val")


def is_on(properties: Any, tag: str) -> bool:
    """Whether a property that is on or off is on among some properties (w:rPr): bold, struck, hidden."""
    found = properties.find(W + tag) if properties is not None else None
    return found is not None and found.get(W + "val", "1") not in OFF


def properties_of(run: Any) -> Any:
    """The w:rPr of a w:r, or None. It stands before the text (ECMA-376, 17.3.2.25), of which a run may hold many pieces."""
    if run is None:
        return None
    return next((one for one in islice(run, _BEFORE_TEXT) if one.tag == W + "rPr"), None)


def is_struck(run: TextRun) -> bool:
    """Whether the text of a run is struck through (删除线)."""
    properties = properties_of(run.element)
    return is_on(properties, "strike") or is_on(properties, "dstrike")


def underlined(paragraph: Any) -> list[str]:
    """The words of a paragraph that are underlined, runs that follow one another as one; lines to be written on are none."""
    found: list[str] = []
    joined = False
    for run in paragraph_text(paragraph).runs:
        marked = value_of_run(run.element, "u") not in (None, "none")
        if marked and joined:
            found[-1] += run.text
        elif marked:
            found.append(run.text)
        joined = marked
    return [text.strip() for text in found if text.strip(" 　\t_")]


def _collect(element: Any, run: Any, found: ParagraphText) -> None:
    for child in element:
        text = _text_of(child, run, found)
        if text is not None:
            formula = child.tag in FORMULAS
            found.runs.append(TextRun(text, None if formula else run, None if formula else child))
        elif child.tag == W + "txbxContent":
            found.boxes.append(child)
        elif child.tag == W + "fldChar":
            _take_field(child, run, found)
        elif child.tag == W + "instrText":
            if found.fields and not found.fields[-1].in_result:
                found.fields[-1].instruction += child.text or ""
        elif child.tag == W + "fldSimple":
            _collect_field(child, run, found)
        elif child.tag == W + "r":
            if not is_on(properties_of(child), "vanish"):
                _collect(child, child, found)
        elif child.tag in _REFERENCES and found.notes is not None:
            found.runs.append(TextRun(found.notes(f"{_REFERENCES[child.tag]} {child.get(W + 'id')}"), None))
        elif child.tag not in _LEFT_OUT:
            _collect(child, run, found)


def _text_of(element: Any, run: Any, found: ParagraphText) -> str | None:
    """The text that an element stands for; None for one that holds others."""
    if element.tag == W + "t":
        return _set_apart(element.text or "", run, found)
    if element.tag == W + "sym":
        return _symbol(element)
    return formula_text(element) if element.tag in FORMULAS else _WRITTEN.get(element.tag)


def _collect_field(field: Any, run: Any, found: ParagraphText) -> None:
    before = len(found.runs)
    _collect(field, run, found)
    if len(found.runs) == before and (shown := shown_by(field.get(W + "instr") or "")):
        found.runs.append(TextRun(shown, run))


def _take_field(mark: Any, run: Any, found: ParagraphText) -> None:
    """Follow a field through its marks: where no result is stored, what its instruction shows stands in its place."""
    kind, fields = mark.get(W + "fldCharType"), found.fields
    if kind == "begin":
        fields.append(_Field(len(found.runs)))
    elif kind == "separate" and fields:
        fields[-1].in_result = True
    elif kind == "end" and fields:
        ended = fields.pop()
        shown = "" if any(one.text for one in found.runs[ended.shown :]) else shown_by(ended.instruction)
        if fields and not fields[-1].in_result:
            fields[-1].instruction += shown
        elif shown:
            found.runs.append(TextRun(shown, run))


def _set_apart(text: str, run: Any, found: ParagraphText) -> str:
    """Text of a run; digits set above or below the line behind others are so in the text, too: 5² is not 52."""
    place = value_of_run(run, "vertAlign")
    if place not in ("superscript", "subscript") or not text[:1].isdecimal():
        return text
    before = next((one.text for one in reversed(found.runs) if one.text), "")
    if not before[-1:].isdecimal():
        return text
    return raised(text) if place == "superscript" else lowered(text)


def value_of_run(run: Any, tag: str) -> str | None:
    """The w:val of a property that a run itself has."""
    return child_value(properties_of(run), tag)


def _symbol(element: Any) -> str:
    code = element.get(W + "char") or ""
    try:
        return symbol(element.get(W + "font") or "", int(code, 16))
    except ValueError:
        return ""

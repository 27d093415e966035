"""The text of a paragraph as a reader of the page sees it.

Tracked insertions are kept and deletions dropped; comments, the instructions of fields, hidden text and the second copy of
what newer programs draw are left out; line breaks and tabs are written; text boxes are handed out beside the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = frozenset({"0", "false", "off"})
"""Values of a property that is switched off."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRITTEN = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_LEFT_OUT = {
    _FALLBACK,
    *(
        W + tag
        for tag in ("del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "rubyPr", "rt",
                    "footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef", "annotationRef",
                    "commentReference")
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text of one run. element: the w:r it stands in, which says how it is set."""

    text: str
    element: Any


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph shows. runs: in order. boxes: the w:txbxContent of the text boxes that are anchored in it."""

    runs: list[TextRun] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of all runs."""
        return "".join(run.text for run in self.runs)


def paragraph_text(paragraph: Any) -> ParagraphText:
    """What a w:p shows, or any element that holds runs; of lxml or of the standard library."""
    found = ParagraphText()
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


def _collect(element: Any, run: Any, found: ParagraphText) -> None:
    for child in element:
        if child.tag == W + "t":
            found.runs.append(TextRun(child.text or "", run))
        elif child.tag in _WRITTEN:
            found.runs.append(TextRun(_WRITTEN[child.tag], run))
        elif child.tag == W + "txbxContent":
            found.boxes.append(child)
        elif child.tag == W + "r":
            if not is_on(child.find(W + "rPr"), "vanish"):
                _collect(child, child, found)
        elif child.tag not in _LEFT_OUT:
            _collect(child, run, found)

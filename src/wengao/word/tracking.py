"""Changes recorded in a Word file (修订): text put in and taken out, and how text was set before (ECMA-376 17.13.5).

Whoever opens the file can take each change or refuse it; refusing all gives the text back as it was.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wengao.word.text import W, properties_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_OF_PARAGRAPHS = ("rPr", "sectPr", "pPrChange")
_OF_SECTIONS = ("headerReference", "footerReference", "sectPrChange")
"""What a recorded change of a paragraph's or a section's properties does not hold (CT_PPrBase, CT_SectPrBase)."""


@dataclass(slots=True)
class Tracking:
    """Who changes a document, and when. last: the number of the last change recorded in it."""

    author: str
    when: datetime
    last: int = 0
    _before: list[tuple[Any, str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, document: Any, author: str, when: datetime) -> Tracking:
        """For a document (python-docx) in which others may have recorded changes."""
        numbers = (element.get(W + "id") or "" for element in document.element.body.iter())
        return cls(author, when, max((int(one) for one in numbers if one.isdecimal()), default=0))

    def deleted(self, run: Any) -> Any:
        """Record that a run was taken out; returns what stands in its place."""
        mark = self._mark("del")
        run.addprevious(mark)
        mark.append(run)
        for text in list(run.iter(W + "t")):
            text.tag = W + "delText"
        return mark

    def inserted(self, run: Any) -> Any:
        """What records that a run is put in; it is to be put where the run is to stand."""
        mark = self._mark("ins")
        mark.append(run)
        return mark

    def watch(self, paragraphs: Iterable[Any], sections: Iterable[Any], runs: Iterable[Any]) -> None:
        """Keep how paragraphs, sections (w:sectPr) and runs are set now."""
        self._before += [(paragraph, "pPr", deepcopy(paragraph.find(W + "pPr"))) for paragraph in paragraphs]
        self._before += [(section, "sectPr", deepcopy(section)) for section in sections]
        self._before += [
            (run, "rPr", deepcopy(properties_of(run)))
            for run in runs
            if run.getparent().tag not in (W + "ins", W + "moveTo")
        ]

    def record(self) -> None:
        """Record how what is being watched was set before, where that has changed since."""
        for element, kind, before in self._before:
            now = element if kind == "sectPr" else element.find(W + kind)
            left_out = {"pPr": _OF_PARAGRAPHS, "sectPr": _OF_SECTIONS}.get(kind, ("rPrChange",))
            if now is None or now.find(f"{W}{kind}Change") is not None:
                continue
            old, new = _without(before, kind, left_out), _without(now, kind, left_out)
            if _written(old) == _written(new):
                continue
            mark = self._mark(f"{kind}Change")
            mark.append(old)
            now.append(mark)
        self._before.clear()

    def _mark(self, tag: str) -> Any:
        from docx.oxml import OxmlElement

        self.last += 1
        mark = OxmlElement(f"w:{tag}")
        mark.set(W + "id", str(self.last))
        mark.set(W + "author", self.author)
        mark.set(W + "date", self.when.strftime("%Y-%m-%dT%H:%M:%SZ"))
        return mark


def _without(properties: Any, kind: str, left_out: tuple[str, ...]) -> Any:
    from docx.oxml import OxmlElement

    copy = OxmlElement(f"w:{kind}")
    for child in properties if properties is not None else ():
        if child.tag not in {W + name for name in left_out}:
            copy.append(deepcopy(child))
    return copy


def _written(element: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(element, method="c14n"))

"""The lists of a Word file (.docx): word/numbering.xml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.corpus.readers.list_numbers import ListLevel, NumberedList

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = {"0", "false", "off"}
"""Values of a property that is switched off."""


def child_value(element: Element | None, tag: str) -> str | None:
    """The w:val of a child of `element`; None where there is no such child."""
    child = element.find(W + tag) if element is not None else None
    return None if child is None else child.get(W + "val")


def word_lists(numbering: Element | None) -> dict[str, NumberedList]:
    """The lists by w:numId; those made of one w:abstractNum count on together."""
    if numbering is None:
        return {}
    abstracts = {one.get(W + "abstractNumId", ""): one for one in numbering.findall(W + "abstractNum")}
    shapes = {name: _levels(abstract) for name, abstract in abstracts.items()}
    styled = {child_value(one, "styleLink"): name for name, one in abstracts.items()}
    lists = {}
    for entry in numbering.findall(W + "num"):
        series = child_value(entry, "abstractNumId") or ""
        linked = child_value(abstracts.get(series), "numStyleLink")
        series = styled.get(linked, series) if linked else series
        levels, starts = dict(shapes.get(series, {})), {}
        for override in entry.findall(W + "lvlOverride"):
            depth = int(override.get(W + "ilvl", "0"))
            own = override.find(W + "lvl")
            if own is not None:
                levels[depth] = _level(own)
            if (start := child_value(override, "startOverride")) is not None:
                starts[depth] = int(start)
        lists[entry.get(W + "numId", "")] = NumberedList(series, levels, starts)
    return lists


def _levels(abstract: Element) -> dict[int, ListLevel]:
    return {int(level.get(W + "ilvl", "0")): _level(level) for level in abstract.findall(W + "lvl")}


def _level(level: Element) -> ListLevel:
    legal = level.find(W + "isLgl")
    return ListLevel(
        numeral=child_value(level, "numFmt") or "decimal",
        text=child_value(level, "lvlText") or "",
        start=int(child_value(level, "start") or 1),
        legal=legal is not None and legal.get(W + "val", "1") not in OFF,
        restarts=child_value(level, "lvlRestart") != "0",
    )

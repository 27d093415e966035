"""The lists of a Word file (.docx): word/numbering.xml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.language.list_numbers import ListLevel, NumberedList
from wengao.word.text import W, child_value, is_on

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


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
    return ListLevel(
        numeral=child_value(level, "numFmt") or "decimal",
        text=child_value(level, "lvlText") or "",
        start=int(child_value(level, "start") or 1),
        legal=is_on(level, "isLgl"),
        restarts=child_value(level, "lvlRestart") != "0",
    )

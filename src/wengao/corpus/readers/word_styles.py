"""What the styles of a Word file say of a paragraph: its heading level and its list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.corpus.raw import TITLE_LEVEL
from wengao.corpus.readers.word_numbering import W, child_value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HEADING_NAME = re.compile(r"^(?:heading|标题)\s?(\d)$", re.IGNORECASE)
_TITLE_NAMES = {"title", "标题"}
_DEEPEST_OUTLINE = 8
_LONGEST_CHAIN = 12


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    outline: str | None
    list_id: str | None
    list_level: str | None


class Styles:
    """The paragraph styles of one document."""

    def __init__(self, styles: Element | None) -> None:
        found = styles.findall(W + "style") if styles is not None else []
        self._styles = {style.get(W + "styleId", ""): _read_style(style) for style in found}

    def heading_level(self, properties: Element | None) -> int | None:
        """The heading level of a paragraph with these properties (w:pPr): 0 for the title, None for text."""
        chain = self._chain(child_value(properties, "pStyle"))
        own = child_value(properties, "outlineLvl")
        for outline in (own, *(style.outline for style in chain)):
            if outline is not None and outline.isdecimal():
                return int(outline) + 1 if int(outline) <= _DEEPEST_OUTLINE else None
        for style in chain:
            named = _HEADING_NAME.match(style.name)
            if named:
                return int(named[1])
            if style.name in _TITLE_NAMES:
                return TITLE_LEVEL
        return None

    def list_of(self, properties: Element | None) -> tuple[str, int] | None:
        """The list and its level (0 the outermost) that a paragraph belongs to, by itself or by its style."""
        own = properties.find(W + "numPr") if properties is not None else None
        chain = self._chain(child_value(properties, "pStyle"))
        list_id = child_value(own, "numId") or next((style.list_id for style in chain if style.list_id), None)
        level = child_value(own, "ilvl") or next(
            (style.list_level for style in chain if style.list_level), None
        )
        if not list_id or list_id == "0":
            return None
        return list_id, int(level or 0)

    def _chain(self, style_id: str | None) -> list[_Style]:
        chain: list[_Style] = []
        while style_id in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[style_id])
            style_id = chain[-1].based_on
        return chain


def _read_style(style: Element) -> _Style:
    properties = style.find(W + "pPr")
    numbering = properties.find(W + "numPr") if properties is not None else None
    return _Style(
        name=(child_value(style, "name") or "").lower(),
        based_on=child_value(style, "basedOn"),
        outline=child_value(properties, "outlineLvl"),
        list_id=child_value(numbering, "numId"),
        list_level=child_value(numbering, "ilvl"),
    )

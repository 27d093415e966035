"""The styles of a Word file: what a paragraph or a run really is once styles and defaults are laid over each other."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from wengao.word.text import OFF, W, child_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TITLE_LEVEL = 0
"""The heading level of a document's title."""
_HEADING_NAME = re.compile(r"^(?:heading|标题)\s?(\d)$", re.IGNORECASE)
_TITLE_NAMES = {"title", "标题"}
_DEEPEST_OUTLINE = 8
_PROPERTIES = (W + "pPr", W + "rPr")
_REDDEST, _DULLEST = 0xB0, 0x60
"""How red at least, how green and blue at most, a colour is that counts as red."""


class Styles:
    """The styles of one document. styles: the w:styles element. theme: font names by `minor` and `major`."""

    def __init__(self, styles: Any, theme: Mapping[str, str] | None = None) -> None:
        found = list(styles.iter(W + "style")) if styles is not None else []
        self._by_id = {style.get(W + "styleId"): style for style in found}
        self._usual = next(
            (
                style.get(W + "styleId")
                for style in found
                if style.get(W + "default") in ("1", "true") and style.get(W + "type") == "paragraph"
            ),
            None,
        )
        defaults = styles.find(W + "docDefaults") if styles is not None else None
        self._defaults = tuple(part[0] for part in defaults if len(part)) if defaults is not None else ()
        self._theme = theme or {}
        self._chains: dict[str | None, tuple[Any, ...]] = {}

    def chain(self, style_id: str | None) -> tuple[Any, ...]:
        """The style and those it is based on, nearest first; then the properties that hold by default."""
        if style_id not in self._chains:
            self._chains[style_id] = (*self._based_on(style_id), *self._defaults)
        return self._chains[style_id]

    def _based_on(self, style_id: str | None) -> Iterator[Any]:
        seen = set()
        wanted = style_id if style_id in self._by_id else self._usual
        while wanted in self._by_id and wanted not in seen:
            seen.add(wanted)
            yield self._by_id[wanted]
            wanted = child_value(self._by_id[wanted], "basedOn")

    def name(self, style_id: str | None) -> str:
        """The style's name in lower case."""
        chain = self.chain(style_id)
        return (child_value(chain[0], "name") or "").lower() if chain else ""

    def theme_font(self, key: str) -> str:
        """The font that a theme slot such as minorEastAsia stands for; empty where the theme names none."""
        return self._theme.get(key[:5], "")

    def heading_level(self, properties: Any) -> int | None:
        """The heading level of a paragraph with these properties (w:pPr): 0 for the title, None for text."""
        chain = [one for one in self.chain(child_value(properties, "pStyle")) if one.tag == W + "style"]
        for holder in (properties, *(style.find(W + "pPr") for style in chain)):
            outline = child_value(holder, "outlineLvl")
            if outline is not None and outline.isdecimal():
                return int(outline) + 1 if int(outline) <= _DEEPEST_OUTLINE else None
        for style in chain:
            name = (child_value(style, "name") or "").lower()
            if named := _HEADING_NAME.match(name):
                return int(named[1])
            if name in _TITLE_NAMES:
                return TITLE_LEVEL
        return None

    def list_of(self, properties: Any) -> tuple[str, int] | None:
        """The list and its level (0 the outermost) that a paragraph belongs to, by itself or by its style."""
        styles = [one.find(W + "pPr") for one in self.chain(child_value(properties, "pStyle"))]
        holders = [one.find(W + "numPr") for one in (properties, *styles) if one is not None]
        list_id = next((value for one in holders if (value := child_value(one, "numId"))), None)
        level = next((value for one in holders if (value := child_value(one, "ilvl"))), None)
        return (list_id, int(level or 0)) if list_id and list_id != "0" else None


def value_at(element: Any, path: str, name: str = "val") -> str | None:
    """The attribute w:`name` of the element at a path such as pPr/jc, or None."""
    for step in path.split("/"):
        element = element.find(W + step) if element is not None else None
    return None if element is None else element.get(W + name)


def number_of(value: str | None, otherwise: float = 0.0) -> float:
    """A number as an attribute has it; `otherwise` where there is none, or what stands there is no number to reckon with."""
    try:
        number = float(value or otherwise)
    except ValueError:
        return otherwise
    return number if math.isfinite(number) else otherwise


def inherited(elements: tuple[Any, ...], path: str, name: str = "val") -> str | None:
    """The first value that one of the elements has at a path; what holds by default stands without its wrapper."""
    wrapper, _, inner = path.partition("/")
    for element in elements:
        own = value_at(element, path, name)
        if own is None and element.tag in _PROPERTIES and element.tag == W + wrapper:
            own = value_at(element, inner, name)
        if own is not None:
            return own
    return None


def run_chain(run: Any, style_id: str | None, styles: Styles) -> tuple[Any, ...]:
    """What says how a run in a paragraph of a style is set, nearest first. run: None for text without one."""
    character_style = value_at(run, "rPr/rStyle")
    own = styles.chain(character_style) if character_style else ()
    named = (one for one in own if one.tag == W + "style")
    return (*([run] if run is not None else []), *named, *styles.chain(style_id))


def is_set(chain: tuple[Any, ...], tag: str) -> bool:
    """Whether a property that is on or off is on by the nearest that says so."""
    for element in chain:
        properties = element if element.tag == W + "rPr" else element.find(W + "rPr")
        found = properties.find(W + tag) if properties is not None else None
        if found is not None:
            return found.get(W + "val", "1") not in OFF
    return False


def is_red(colour: str) -> bool:
    """Whether a colour (RRGGBB) is red, as the mark of an organ (发文机关标志) is."""
    try:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return red >= _REDDEST and green <= _DULLEST and blue <= _DULLEST

"""What a Word file is held against: a layout, as values that any layer may pass in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ParagraphProfile:
    """How one kind of paragraph is to be set.

    fonts: names, any of which will do, the one to be written first. size, spacing: points. pitch: exact line height in
    points. align: both, left, center or right. indent: first line, in characters.
    """

    fonts: tuple[str, ...]
    size: float
    spacing: float
    pitch: float
    align: str
    indent: float


@dataclass(frozen=True, slots=True)
class PageNumberProfile:
    """place: outer, center or none. form: {} stands for the number. size: points. footer: from the sheet's foot, mm.

    offset: from the type area's edge, in characters.
    """

    place: str
    form: str
    fonts: tuple[str, ...]
    size: float
    footer: float
    offset: float


@dataclass(frozen=True, slots=True)
class WordProfile:
    """A layout. name: of its file. label: Chinese. width, height, top, bottom, left, right: of page and margins, mm.

    pitch: of the grid, points. lines: that a page holds. kinds: title, salutation, body, heading1 to heading4.
    """

    name: str
    label: str
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    pitch: float
    kinds: Mapping[str, ParagraphProfile]
    page_number: PageNumberProfile

    @property
    def lines(self) -> int:
        """How many lines a page holds."""
        return int((self.height - self.top - self.bottom) * 72 / 25.4 / self.pitch + 0.01)

"""What is drawn is visible (可见): nothing in it commands the terminal, turns a row round, or hides.

A control character counts as one cell and is drawn as its picture (␛ for ESC, ␦ for those that have none), wherever it
comes from: the file names, titles and passages that become Textual's content, and the text in an editor, where the caret
steps over it as over any other character. A filter over all rows is the last net for what is drawn in some other way.

Textual 8.2.8 and Rich take five control characters out, hand on the rest, and measure all of them as no cells wide; both
have their tables at module level and no other way to say it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, SupportsIndex

import rich.cells
from rich.segment import Segment
from textual.document._document import Document
from textual.filter import LineFilter

from wengao.files.text_form import FIRST_UNREAD, UNREAD_MARK
from wengao.language.visible import pictures

if TYPE_CHECKING:
    from textual.color import Color
    from textual.document._document import EditResult, Location

PICTURES = {**pictures(), **dict.fromkeys(range(FIRST_UNREAD, 0x110000), UNREAD_MARK)}
"""For str.translate: one cell for each character that is not to reach the terminal, and for each byte that was not read."""

_CARRIAGE_RETURN = 0x0D
_HARMFUL = re.compile(f"[{re.escape(''.join(map(chr, PICTURES)))}]")
_LINE_ENDS = re.compile("\r\n|\r|\n")
_MEASURING = ("rich.cells", "rich.segment", "textual._wrap", "textual.widgets._input")
"""Modules that hold Rich's measure of a character by name."""

_CLEANING = ("rich.control", "textual.content")
"""Modules with a table of what is taken out of a text when it becomes content."""

_measured = rich.cells.get_character_cell_size


@lru_cache(maxsize=4096)
def character_cells(character: str, unicode_version: str = "auto") -> int:
    """The cells that a character takes on the screen."""
    return 1 if ord(character) in PICTURES else _measured(character, unicode_version)


def show_control_characters() -> None:
    """Have Textual draw and measure control characters as pictures. Calling it again changes nothing."""
    for name in _MEASURING:
        measuring: Any = import_module(name)
        measuring.get_character_cell_size = character_cells
    rich.cells.cached_cell_len.cache_clear()
    for name in _CLEANING:
        cleaning: Any = import_module(name)
        cleaning._CONTROL_STRIP_TRANSLATE.update({**PICTURES, _CARRIAGE_RETURN: None})  # noqa: SLF001


class OnlyVisible(LineFilter):
    """The last net over all that is drawn: nothing moves, for pictures are as wide as what they stand for counts."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments of a row, safe for a terminal."""
        if not any(_HARMFUL.search(segment.text) for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(segment.text.translate(PICTURES), segment.style)
            for segment in segments
        ]


def lines_of(text: str) -> list[str]:
    """The lines of a text as an editor shows it; an empty one where it ends with a line break."""
    return _LINE_ENDS.split(text)


class PlainLines(str):
    """A text that is cut into lines at \\n, \\r\\n and \\r only.

    str.splitlines cuts at form feeds and U+2028 too, which a draft may hold and the editor shows as what they are.
    """

    __slots__ = ()

    def splitlines(self, keepends: SupportsIndex = False) -> list[str]:
        """The lines, without their ends, and without an empty one at the end."""
        lines = lines_of(self)
        return lines if lines[-1] else lines[:-1]


class EditedDocument(Document):
    """The text in an editor, in lines as a draft has them."""

    def __init__(self, text: str) -> None:
        super().__init__(PlainLines(text))

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Put `text` in the place of what stands from start to end."""
        return super().replace_range(start, end, PlainLines(text))

"""Where a row of Chinese text may end (避头尾): no ，。” at the start of a row, no “（ at its end, words and —— whole.

Textual breaks between any two Chinese characters, and moves a whole run without spaces to the next row. The rule is that
of Chinese print (GB/T 15834-2011 5.1); the exported pages keep it by themselves.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.expand_tabs import get_tab_widths

from wengao.tui.textual_repairs.visible_text import character_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NOT_FIRST = frozenset("，。、；：？！,.;:?!)]}%’”）》】〉」』〕·…—％℃")
_NOT_LAST = frozenset("([{‘“（《【〈「『〔")
_SPACES = " \u3000"
_SHORT = 10
"""Characters of a run between spaces that is not broken."""

_FEWEST = 2
"""Characters that stay in a row: what moves to the next is then never wider than a row with the character that follows."""


def break_offsets(text: str, width: int, tabs: Iterable[int] = ()) -> list[int]:
    """The indices at which `text` is broken into rows of at most `width` cells. tabs: the cells of each tab, in order."""
    offsets: list[int] = []
    sizes: list[int] = []
    cells_of_tabs = iter(tabs)
    start = used = 0
    for index, character in enumerate(text):
        size = next(cells_of_tabs, 1) if character == "\t" else character_cells(character)
        if used + size > width and index > start:
            start = _last_break(text, start, index)
            offsets.append(start)
            used = sum(sizes[start:])
        sizes.append(size)
        used += size
    return offsets


def _last_break(text: str, start: int, end: int) -> int:
    """The last place up to `end` where the row from `start` may end; `end` itself where there is none."""
    word = _short_word(text, start, end)
    if word is not None:
        return word
    for index in range(end, start + _FEWEST - 1, -1):
        if _may_break(text[index - 1], text[index]):
            return index
    return end


def _short_word(text: str, start: int, end: int) -> int | None:
    """Where the short run between spaces begins that reaches over `end`: items of a list move to the next row whole."""
    first = end
    while first > max(start + _FEWEST, end - _SHORT) and not text[first - 1].isspace():
        first -= 1
    rest = text[first : first + _SHORT + 1]
    parted = text[first - 1].isspace() and text[first] not in _SPACES
    return first if parted and (len(rest) <= _SHORT or any(map(str.isspace, rest))) else None


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST or after in _SPACES:
        return False
    return not (before.isascii() and after.isascii()) or before.isspace()


def _of_edited_text(
    text: str,
    width: int,
    tab_size: int,
    fold: bool = True,  # noqa: ARG001 - Textual hands it over; a row too long is always broken
    precomputed_tab_sections: Sequence[tuple[str, int]] | None = None,
) -> list[int]:
    sections = precomputed_tab_sections or get_tab_widths(text, min(tab_size, width))
    return break_offsets(text, width, (cells for _, cells in sections if cells))


def _of_drawn_text(text: str, width: int, fold: bool = True) -> list[int]:  # noqa: ARG001 - as above
    return break_offsets(text, width)


def break_rows_as_in_chinese() -> None:
    """Have Textual break rows so, in what is edited and in what is shown."""
    edited: Any = import_module("textual.document._wrapped_document")
    drawn: Any = import_module("textual.content")
    edited.compute_wrap_offsets = _of_edited_text
    drawn.divide_line = _of_drawn_text

"""What the page says to the server: JSON lists of a kind and, for some kinds, facts."""

from __future__ import annotations

import json
from dataclasses import dataclass

SMALLEST, LARGEST = 1, 1000
"""Cells in a row or column that a terminal is believed to have."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What the terminal sends to the program. text: keys, committed or pasted text, mouse reports."""

    text: str


@dataclass(frozen=True, slots=True)
class Resized:
    """The terminal's size, in cells."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class FocusChanged:
    """The page's terminal has the keyboard, or has it no more."""

    focused: bool


@dataclass(frozen=True, slots=True)
class Pinged:
    """The page wants an answer. mark: to be sent back."""

    mark: str


Message = Typed | Resized | FocusChanged | Pinged


def read_message(text: str) -> Message | None:
    """What a page says; None for what nobody who uses our page says."""
    try:
        match json.loads(text):
            case ["stdin", str(typed)]:
                return Typed(typed)
            case ["resize", {"width": int(width), "height": int(height)}]:
                return Resized(cells(width), cells(height))
            case ["focus"] | ["blur"] as kind:
                return FocusChanged(kind == ["focus"])
            case ["ping", str(mark)]:
                return Pinged(mark)
    except ValueError:
        return None
    return None


def cells(number: int) -> int:
    """A number of cells that a terminal may have."""
    return max(SMALLEST, min(LARGEST, number))

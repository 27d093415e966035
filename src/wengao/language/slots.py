"""Slots: marked gaps such as 【目标值】 that the drafter has still to fill.

A slot that took the place of another occasion's words keeps them: 【时限｜原：8月底前】. Print shows 【时限】 only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ORIGIN = "｜原："
"""What stands between a slot's label and the words whose place it took."""

LONGEST_ORIGIN = 60
_SLOT = re.compile(
    rf"【(?P<label>(?:(?!{ORIGIN})[^【】\n]){{1,40}})(?:{ORIGIN}(?P<origin>[^【】\n]{{1,{LONGEST_ORIGIN}}}))?】"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot in a text; start and end are character offsets that include the brackets. origin: the words it replaced."""

    label: str
    start: int
    end: int
    origin: str = ""


def find_slots(text: str) -> tuple[Slot, ...]:
    """The slots of `text`, in order."""
    return tuple(
        Slot(match["label"], match.start(), match.end(), match["origin"] or "")
        for match in _SLOT.finditer(text)
    )


def slot(label: str, origin: str = "") -> str:
    """The mark of a slot: 目标值 gives 【目标值】. origin: the words whose place it takes, kept beside it."""
    kept = origin if len(origin) <= LONGEST_ORIGIN and not set(origin) & set("【】\n") else ""
    return f"【{label}{ORIGIN}{kept}】" if kept else f"【{label}】"


def with_origins(text: str) -> str:
    """`text` with the words back that slots took the place of; a slot that took none stays."""
    return _SLOT.sub(lambda match: match["origin"] or match[0], text)

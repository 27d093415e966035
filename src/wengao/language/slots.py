"""Slots: marked gaps such as 【目标值】 that the drafter has still to fill."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SLOT = re.compile(r"【([^【】\n]{1,40})】")


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot in a text; start and end are character offsets that include the brackets."""

    label: str
    start: int
    end: int


def find_slots(text: str) -> tuple[Slot, ...]:
    """The slots of `text`, in order."""
    return tuple(Slot(match[1], match.start(), match.end()) for match in _SLOT.finditer(text))


def slot(label: str) -> str:
    """The mark of a slot: 目标值 gives 【目标值】."""
    return f"【{label}】"

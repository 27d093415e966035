"""Sections that were moved in Word: the draft is put in the same order, so that each keeps its role, goal and notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.language.alike import changes_between

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from wengao.drafts.model import Draft


@dataclass(frozen=True, slots=True)
class Moved:
    """A draft in the order of a Word file.

    order: for each part its index in the draft as it was. parts: those indices of the sections that were moved.
    """

    draft: Draft
    order: tuple[int, ...]
    parts: tuple[int, ...] = ()


def in_the_order_of(draft: Draft, keys: Sequence[Hashable | None], order: Sequence[Hashable]) -> Moved:
    """The draft with its parts in another order.

    keys: by which a part's heading is known, None for one that does not show. order: the keys of the headings in Word.
    """
    shown = [index for index, key in enumerate(keys) if key is not None]
    places: dict[int, int] = {}
    left: list[int] = []
    right: list[int] = []
    for equal, start, end, new_start, new_end in changes_between(
        [keys[index] for index in shown], list(order)
    ):
        if equal:
            places.update(zip(shown[start:end], range(new_start, new_end), strict=True))
        else:
            left += shown[start:end]
            right += range(new_start, new_end)
    moved = []
    for index in left:
        place = next((one for one in right if order[one] == keys[index]), None)
        if place is not None:
            right.remove(place)
            places[index] = place
            moved.append(index)
    if not moved:
        return Moved(draft, tuple(range(len(keys))))
    indices = tuple(_ordered(len(keys), places))
    parts = (draft.parts[index] for index in indices)
    return Moved(draft.with_parts(tuple(part.with_body(part.body) for part in parts)), indices, tuple(moved))


def _ordered(count: int, places: dict[int, int]) -> list[int]:
    """The parts by the places of those that have one; what has none stays behind the part it followed."""
    groups: list[list[int]] = [[]]
    for index in range(count):
        if index in places:
            groups.append([index])
        else:
            groups[-1].append(index)
    first, *others = groups
    others.sort(key=lambda group: places[group[0]])
    return [*first, *(index for group in others for index in group)]

"""The outline of a draft: numbers, roles, lengths and states of its parts, read off the tree of headings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from wengao.errors import UsageError
from wengao.language.numbering import format_enumerator
from wengao.language.roles import role_of_heading
from wengao.language.sentences import count_characters
from wengao.language.slots import find_slots

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.drafts.model import Draft, Part

UNREAD = ".unread"
"""The class of a section that was filled and that nobody has read since."""

_TITLE_LEVEL = 1
_ENOUGH = 0.5


class State(Enum):
    """How far a part has come."""

    EMPTY = "空"
    UNREAD = "看"
    DRAFTED = "草"
    DONE = "成"


@dataclass(frozen=True, slots=True)
class OutlineNode:
    """One part of a draft in its outline.

    index: position in Draft.parts. level: 1 title, 2 for 一、. enumerator: 一、 or empty.
    role: its own, its wording's or its parent's. goal: 字, or None. characters: 字 of its own text and of all below it.
    """

    index: int
    level: int
    enumerator: str
    heading: str
    role: str | None
    goal: int | None
    characters: int
    state: State
    untitled: bool
    parent: int | None
    children: tuple[int, ...]


def outline(draft: Draft) -> tuple[OutlineNode, ...]:
    """The outline of `draft`, one node a part, in order."""
    parts = draft.parts
    parents = parents_of(parts)
    enumerators = enumerators_of(parts)
    own = [count_characters(part.prose) for part in parts]
    below: list[list[int]] = [[] for _ in parts]
    for index, parent in enumerate(parents):
        if parent is not None:
            below[parent].append(index)
    children = list(map(tuple, below))
    roles: list[str | None] = []
    for part, parent in zip(parts, parents, strict=True):
        inherited = roles[parent] if parent is not None else None
        guessed = role_of_heading(part.heading) if part.level > _TITLE_LEVEL else None
        roles.append(part.role or inherited or guessed)

    def total(index: int) -> int:
        return own[index] + sum(
            total(child) for child in children[index] if parts[index].level > _TITLE_LEVEL
        )

    return tuple(
        OutlineNode(
            index=index,
            level=part.level,
            enumerator=enumerators[index],
            heading=part.heading,
            role=roles[index],
            goal=part.goal,
            characters=total(index),
            state=_state(index, parts, children, total),
            untitled=part.untitled,
            parent=parents[index],
            children=children[index],
        )
        for index, part in enumerate(parts)
    )


def unread_parts(draft: Draft) -> tuple[int, ...]:
    """The places of the parts that were filled and that nobody has read since (待看)."""
    return tuple(index for index, part in enumerate(draft.parts) if UNREAD in part.flags and not part.empty)


def section_indices(draft: Draft, section: int | None = None) -> tuple[int, ...]:
    """The parts below the title, or the one that is number `section` among them (from 1). Raises UsageError for none."""
    indices = tuple(index for index, part in enumerate(draft.parts) if part.level > _TITLE_LEVEL)
    if section is None:
        return indices
    if not 1 <= section <= len(indices):
        raise UsageError(
            f"没有第 {section} 部分", f"这篇文稿有 {len(indices)} 个标题，请写 1 到 {len(indices)}"
        )
    return (indices[section - 1],)


def parents_of(parts: tuple[Part, ...]) -> list[int | None]:
    """For each part the index of the part it stands under; the title and what stands beside it have none."""
    parents: list[int | None] = []
    open_parts: list[int] = []
    for index, part in enumerate(parts):
        while open_parts and parts[open_parts[-1]].level >= part.level:
            open_parts.pop()
        parents.append(open_parts[-1] if open_parts else None)
        open_parts.append(index)
    return parents


def enumerators_of(parts: tuple[Part, ...]) -> list[str]:
    """The number of each part (一、（一）1.（1）); empty for the title, for untitled parts and below the fourth level.

    A later title opens an attachment, whose headings are numbered anew (7.3.7).
    """
    counters = [0] * 8
    numbers = []
    for part in parts:
        depth = part.level - _TITLE_LEVEL
        if depth == 0:
            counters = [0] * 8
        if not 1 <= depth <= 4 or part.untitled or not part.heading:
            numbers.append("")
            continue
        counters[depth] += 1
        counters[depth + 1 :] = [0] * (len(counters) - depth - 1)
        numbers.append(format_enumerator(depth, counters[depth]))
    return numbers


def _state(
    index: int, parts: tuple[Part, ...], children: list[tuple[int, ...]], total: Callable[[int], int]
) -> State:
    below = children[index] if parts[index].level > _TITLE_LEVEL else ()
    states = [_state(child, parts, children, total) for child in below]
    part = parts[index]
    if part.empty and (not states or all(state is State.EMPTY for state in states)):
        return State.EMPTY
    if UNREAD in part.flags:
        return State.UNREAD
    short = part.goal is not None and total(index) < part.goal * _ENOUGH
    if short or find_slots(part.prose) or any(state is not State.DONE for state in states):
        return State.DRAFTED
    return State.DONE

"""What a draft was planned to be (模板的安排): its parts in order, its length, its spoken time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A main part of the template. name: its heading there. role: role id. goal: length in 字, None where it has none."""

    name: str
    role: str | None = None
    goal: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a draft; what stays empty is not checked.

    parts: in the order of the template. length: the usual range in 字, or None. minutes: the longest it may take to
    read out, or None. rate: syllables a minute of the speaker.
    """

    parts: tuple[PlannedPart, ...] = ()
    length: tuple[int, int] | None = None
    minutes: int | None = None
    rate: int = 180

"""The unit that the drafter writes for (本单位): what it is called, where it stands, who leads it, whom it works with.

What fill, moulds, templates, checks and the finder of names need to know of it, in one value.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from wengao.language.known import Known, known

UNIT_LEVELS = ("省", "市", "县", "乡")
"""Levels that a unit may have, from the top."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the unit. post: 副市长, 办公室主任; empty where it is not known."""

    name: str
    post: str = ""


@dataclass(frozen=True)
class OwnUnit:
    """The unit; every text is empty where it was not told.

    name, short: what it is called in full and in short (市国动办). names: what else it is called. level: one of UNIT_LEVELS.
    place: of which it is a unit (清川市). regions: other places that are its own. leader, post: who speaks, and as what.
    subordinates: its own units and those below it. partners: others that it works with. people: its colleagues.
    """

    name: str = ""
    short: str = ""
    level: str = ""
    place: str = ""
    leader: str = ""
    post: str = ""
    names: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    subordinates: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    people: tuple[Colleague, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether anything was told of it."""
        return self != OwnUnit()

    @property
    def all_names(self) -> tuple[str, ...]:
        """What it is called, in full first."""
        return tuple(dict.fromkeys(name for name in (self.name, *self.names, self.short) if name))

    @property
    def all_places(self) -> tuple[str, ...]:
        """Its places, the widest first and its own last."""
        return tuple(dict.fromkeys(place for place in (*self.regions, self.place) if place))

    @property
    def all_people(self) -> tuple[str, ...]:
        """The names of its people, the leader first."""
        names = (self.leader, *(person.name for person in self.people))
        return tuple(dict.fromkeys(name for name in names if name))

    @cached_property
    def texts(self) -> frozenset[str]:
        """What is its own and holds in every draft of it: its names, places, units, and who leads it."""
        return frozenset((*self.all_names, *self.all_places, *self.subordinates, *self.all_people))

    @cached_property
    def known(self) -> Known:
        """What the finder of names may take for granted; 全市 is no name of a place."""
        return known(
            places=(place for place in self.all_places if not place.startswith("全")),
            units=(*self.all_names, *self.subordinates, *self.partners),
            people=self.all_people,
        )


def colleague(line: str) -> Colleague:
    """Who a line names: 林知夏 副市长; the post may be missing."""
    name, _, post = " ".join(line.split()).partition(" ")
    return Colleague(name, post)

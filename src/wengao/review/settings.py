"""What a check is told beforehand: rules switched off, severities, word lists, whose draft it is, and its plan.

The lists that ship with wengao are review/data/*.toml; review/unit_file.py lays a unit's own file over them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from wengao.review.own_lists import OwnLists

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wengao.drafts.model import Draft
    from wengao.drafts.reuse import ReuseReport
    from wengao.review.model import Severity
    from wengao.review.originals import Originals
    from wengao.review.remembered import Remembered
    from wengao.review.typos.own_counts import OwnCountsFile
    from wengao.review.waivers import Waiver


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


@dataclass(frozen=True, slots=True)
class Own:
    """Whose draft it is; what stays empty is not checked.

    regions: such as 清川市, 望舒区, the drafter's own last. units: such as 清川市国防动员办公室. people: names that no
    fix may touch. posts: the speaker's, such as 市委书记. others: regions and units whose material is in use and whose
    names must not slip in.
    """

    regions: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that no fix may touch."""
        return (*self.regions, *self.units, *self.people, *self.others)


@dataclass(frozen=True, slots=True)
class Limits:
    """Lengths and counts above which a style rule speaks.

    sentence, spoken_sentence: 字 in a sentence that is read, and in one that is read out.
    stretch, spoken_stretch: 字 in a row without ， or 、 that make such a sentence hard to follow.
    phrase: how often one four-character phrase may stand in a draft. minutes: the longest a speech may take, or None.
    """

    sentence: int = 80
    spoken_sentence: int = 50
    stretch: int = 40
    spoken_stretch: int = 30
    phrase: int = 4
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """The settings of one check.

    off: ids of rules switched off. on: ids of optional rules switched on. severities: by rule id, in place of the
    rule's own.
    genre: Chinese name; empty takes the draft's own. year: the year the draft is written in, None where unknown.
    words: the unit's own wrong words and the right ones (STY-1), on top of data/words.toml; parted: names run together
    and how they are parted (PUN-6), on top of data/punctuation.toml. An empty value takes a shipped word off the list.
    waivers: the unit's, and those of this session. lists: the unit's roster, organs, places and phrases.
    plan: what the template asks for. today: ISO date, for posts and their dates; empty where it does not matter.
    near_sounds: whether sounds that southern speech does not tell apart count as the same (STY-5).
    own_counts: how often the unit's corpus says what, for STY-5 and STY-14; None where nobody has counted.
    reuse: what of a draft stands in the corpus, None where there is none. originals: the texts of the corpus,
    for quotations and figures, None where there is none. remembered: what earlier checks with the same settings found
    out of the same draft, None where none is to be remembered.
    """

    off: frozenset[str] = frozenset()
    on: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    genre: str = ""
    year: int | None = None
    own: Own = field(default_factory=Own)
    limits: Limits = field(default_factory=Limits)
    words: Mapping[str, str] = field(default_factory=dict)
    parted: Mapping[str, str] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    lists: OwnLists = field(default_factory=OwnLists)
    plan: Plan = field(default_factory=Plan)
    today: str = ""
    near_sounds: bool = False
    own_counts: OwnCountsFile | None = None
    reuse: Callable[[Draft], ReuseReport] | None = None
    originals: Originals | None = None
    remembered: Remembered | None = None


@cache
def review_data(name: str) -> dict[str, Any]:
    """The TOML file `name` in review/data."""
    return tomllib.loads(resources.files("wengao.review").joinpath("data", name).read_text(encoding="utf-8"))

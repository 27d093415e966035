"""The unit's own lists (本单位的名单): who holds which post, which organs were renamed, how places are called."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """Somebody on the roster (任职名单).

    name: such as 沈致远. posts: each post in full or as it is usually written, such as 安澜县委书记, 县委书记.
    since, until: ISO dates or months, the first and the last in the post; empty where not known, or still in it.
    """

    name: str
    posts: tuple[str, ...]
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording that is out of use or out of place.

    said: what stands in the text. proper: what stands there instead, may be empty. since: from when, ISO; may be empty.
    reason: one clause, may be empty.
    """

    said: str
    proper: str = ""
    since: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OwnLists:
    """The unit's own lists, each on top of the shipped one. checked: the date they were last checked, ISO.

    roster: who holds which post. organs: renamed organs. places: wordings for regions. phrases: phrases whose wording is
    fixed.
    """

    roster: tuple[OfficeHolder, ...] = ()
    organs: tuple[Wording, ...] = ()
    places: tuple[Wording, ...] = ()
    phrases: tuple[str, ...] = ()

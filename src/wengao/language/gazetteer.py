"""The gazetteer (地名表): provinces, cities, counties, townships of China, and countries, by their full and short names.

Read from language/data/places.txt when the first name is looked for; tools/gazetteer.py makes the file.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FILE = Path(__file__).parent / "data" / "places.txt"
ABROAD = "国外"
_TOWNSHIPS = "乡镇"
_ORDER = ("省", "市", "县", ABROAD)


@dataclass(frozen=True, slots=True)
class Place:
    """What is known by a name. level: 省, 市, 县, 乡 or 国外. shy: it is an ordinary word too, and needs a sign beside it.

    full: whether the name is a full one (郑州市), not a short one (郑州). above: the names of what it lies in.
    """

    level: str
    full: bool
    shy: bool
    above: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """names: by full and short name, townships left out. townships: their full names. by_opening: names by their first two
    characters, the longest first.
    """

    names: Mapping[str, Place]
    townships: frozenset[str]
    by_opening: Mapping[str, tuple[str, ...]]

    def place(self, name: str) -> Place | None:
        """What is known by `name`."""
        return self.names.get(name) or (_A_TOWNSHIP if name in self.townships else None)


_A_TOWNSHIP = Place("乡", full=True, shy=False)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships."""
    reading = _Reading({}, [])
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        reading.take(line)
    return Gazetteer(reading.names, frozenset(reading.townships), _by_opening(reading.names))


@dataclass(slots=True)
class _Reading:
    """The file being read. section: the province or other heading that stands above; province, city: their names."""

    names: dict[str, Place]
    townships: list[str]
    section: str = ""
    province: frozenset[str] = frozenset()

    def take(self, line: str) -> None:
        """Take one line."""
        words = line.split()
        if line.startswith("#"):
            return
        if not line.startswith(" "):
            self.section = words[0]
            if self.section not in (ABROAD, _TOWNSHIPS):
                self.province = self._enter(words[0], "省", frozenset())
        elif self.section == _TOWNSHIPS:
            self.townships += words[1:]
        elif self.section == ABROAD:
            self.names |= {word: Place(ABROAD, full=False, shy=False) for word in words[1:]}
        else:
            city = self.province | self._enter(words[0], "市", self.province)
            for word in words[1:]:
                self._enter(word, "县", city)

    def _enter(self, word: str, level: str, above: frozenset[str]) -> frozenset[str]:
        """Enter a division and its short name. Of two alike the higher level stands; of one level, shy if one of them is."""
        named = tuple(_names_of(word, level, above))
        for name, place in named:
            before = self.names.get(name)
            if before is None or _ORDER.index(level) < _ORDER.index(before.level):
                self.names[name] = place
            elif before.level == level:
                self.names[name] = replace(
                    before, shy=before.shy or place.shy, above=before.above | place.above
                )
        return frozenset(name for name, _ in named)


def _names_of(word: str, level: str, above: frozenset[str]) -> Iterator[tuple[str, Place]]:
    if word == "-":
        return
    full, _, short = word.rstrip("~?!").partition("=")
    yield full, Place(level, full=True, shy="~" in word, above=above)
    if not word.endswith("!"):
        yield short or full[:-1], Place(level, full=False, shy=word.endswith("?"), above=above)


def _by_opening(names: Mapping[str, Place]) -> dict[str, tuple[str, ...]]:
    openings: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        openings[name[:2]].append(name)
    return {opening: tuple(found) for opening, found in openings.items()}

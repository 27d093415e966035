"""Genres (文种): 推进会讲话, 述职报告, 会议新闻 …, and how a document shows its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from wengao.prose.vocabulary import Term, Vocabulary, prose_data

if TYPE_CHECKING:
    from collections.abc import Sequence

OTHER = "其他"
_NEWS = "新闻"
_FIRST_LINES = 8


@dataclass(frozen=True, slots=True)
class Genre(Term):
    """A genre.

    family: genres of one family serve one another. written: counted in 字 and read, not read out.
    title, body: patterns that speak for the genre in a title, and in one of the first lines.
    places: ids of the roles that the first, the middle and the last of its main sections usually have; may be empty.
    """

    family: str = ""
    written: bool = False
    title: tuple[re.Pattern[str], ...] = ()
    body: tuple[re.Pattern[str], ...] = ()
    places: tuple[str, ...] = ()


@cache
def genres() -> Vocabulary[Genre]:
    """The genres of prose/data/genres.toml, the special before the general."""
    return Vocabulary(
        [
            Genre(
                id=entry["id"],
                name=entry["name"],
                aliases=tuple(entry.get("aliases", ())),
                family=entry["family"],
                written=entry.get("written", False),
                title=tuple(re.compile(pattern) for pattern in entry.get("title", ())),
                body=tuple(re.compile(pattern) for pattern in entry.get("body", ())),
                places=tuple(entry.get("places", ())),
            )
            for entry in prose_data("genres.toml")["genre"]
        ]
    )


def genre_of(title: str, lines: Sequence[str] = ()) -> str:
    """The Chinese name of a document's genre, told by its title or else by its first lines; 其他 where neither tells."""
    for genre in genres():
        if any(pattern.search(title) for pattern in genre.title):
            return genre.name
    for genre in genres():
        if any(pattern.search(line) for line in lines[:_FIRST_LINES] for pattern in genre.body):
            return genre.name
    return OTHER


def same_family(one: str, other: str) -> bool:
    """Whether two genres belong to one family."""
    first, second = genres().find(one), genres().find(other)
    return bool(first and second and first.family == second.family)


def family_of(genre: str) -> str:
    """The family of a genre by its name, alias or id; 其他 for one that is unknown."""
    found = genres().find(genre)
    return found.family if found else OTHER


def families() -> tuple[str, ...]:
    """The families, in the order in which their first genres stand."""
    return tuple(dict.fromkeys(genre.family for genre in genres()))


def is_news(genre: str) -> bool:
    """Whether a genre reports what others said (会议强调……)."""
    found = genres().find(genre)
    return found is not None and found.family == _NEWS


def expected_role(genre: str, position: int, count: int) -> str | None:
    """The role that the main section at `position` (from 0) of `count` usually has in a document of `genre`, or None."""
    found = genres().find(genre)
    if found is None or not found.places or count < 2:
        return None
    first, middle, last = found.places
    if position == 0:
        return first
    return last if position == count - 1 else middle

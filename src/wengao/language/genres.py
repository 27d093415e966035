"""Genres (文种): 推进会讲话, 述职报告, 会议新闻 …, and how a document shows its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.language.lists import from_lists, prose_list
from wengao.language.vocabulary import NO_PATTERNS, Patterns, Term, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

OTHER = "其他"
_NEWS = "新闻"
_FIRST_LINES = 8
_LAST_LINES = 6
_OPENING_LINES = 5
_LONGEST_CLOSING = 40
"""Characters of a closing phrase that stands alone (特此通知。); a longer line is the text's own."""
_AFTER_TITLE = re.compile(r"(?:[（(][^（）()]{1,40}[）)]|[〔\[][^（）()〔〕\[\]]{1,40}[〕\]]|全文|[》”])+$")
"""What may follow the last words of a title: （试行）, （2024—2026年）."""
_LONGEST_AFTER_TITLE = 120
"""Characters from the end in which that is looked for; it tries every one as a beginning."""


@dataclass(frozen=True, slots=True)
class Genre(Term):
    """A genre.

    family: what belongs together. sources: names of genres whose passages serve one of this genre nearly as its own do;
    None where it has no list, and the family's do. written: counted in 字 and read, not read out.
    ending, title, body: patterns that speak for the genre at a title's end, in a title, and in one of the first lines.
    unless: patterns in a title before which those of `title` say nothing. opening, closing: what the text of the genre
    opens and ends with (本报讯, 妥否，请批示), which tells where the title does not.
    places: ids of the roles that the first, the middle and the last of its main sections usually have, empty where it
    has no usual one; may be empty altogether.
    """

    family: str = ""
    sources: tuple[str, ...] | None = None
    written: bool = False
    ending: Patterns = NO_PATTERNS
    title: Patterns = NO_PATTERNS
    body: Patterns = NO_PATTERNS
    unless: Patterns = NO_PATTERNS
    opening: Patterns = NO_PATTERNS
    closing: Patterns = NO_PATTERNS
    places: tuple[str, ...] = ()


@from_lists
def genres() -> Vocabulary[Genre]:
    """The genres of language/data/genres.toml, the special before the general."""
    return Vocabulary(
        [
            Genre(
                id=entry["id"],
                name=entry["name"],
                aliases=tuple(entry.get("aliases", ())),
                family=entry["family"],
                sources=tuple(entry["sources"]) if "sources" in entry else None,
                written=entry.get("written", False),
                ending=Patterns(f"(?:{pattern})$" for pattern in entry.get("ending", ())),
                title=Patterns(entry.get("title", ())),
                body=Patterns(entry.get("body", ())),
                unless=Patterns(entry.get("unless", ())),
                opening=Patterns(entry.get("opening", ())),
                closing=Patterns(entry.get("closing", ())),
                places=tuple(entry.get("places", ())),
            )
            for entry in prose_list("genres.toml")["genre"]
        ]
    )


_HEARD_TOO = frozenset({"总结", "述职"})
"""Families whose papers are read and also read out, at the meeting that hears them."""


def is_read_out(name: str) -> bool:
    """Whether how long a text of this genre takes to be spoken is of use; so it is where the genre is not known."""
    genre = genres().find(name) if name else None
    return genre is None or not genre.written or genre.family in _HEARD_TOO


@dataclass(frozen=True, slots=True)
class GenreSign:
    """A sign of a genre. genre: its name. part: where it stands: ending or title (of the title), opening, body, closing."""

    genre: str
    part: str


def genre_of(title: str, lines: Sequence[str] = ()) -> str:
    """The Chinese name of a document's genre; 其他 where nothing tells it.

    The last words of the title tell it, or else other words of the title, or else the first lines.
    """
    return next((sign.genre for sign in genre_signs(title, lines)), OTHER)


def genre_signs(title: str, lines: Sequence[str] = (), last: Sequence[str] = ()) -> Iterator[GenreSign]:
    """The signs of genres in a title, in the first lines and in the last of a document, the strongest part first.

    Of each part the first genre in the order of the list is told, for there the special stand before the general.
    """
    bare = "".join(title.split())
    after = _AFTER_TITLE.search(bare, max(len(bare) - _LONGEST_AFTER_TITLE, 0))
    bare = bare[: after.start()] if after else bare
    closings = [line.strip() for line in last[-_LAST_LINES:] if len(line) <= _LONGEST_CLOSING]
    asked: tuple[tuple[str, Callable[[Genre], bool]], ...] = (
        ("ending", lambda genre: genre.ending.occur_in(bare)),
        (
            "title",
            lambda genre: (
                (genre.title.occur_in(title) or genre.title.occur_in(bare))
                and not genre.unless.occur_in(bare)
            ),
        ),
        ("body", lambda genre: any(map(genre.body.occur_in, lines[:_FIRST_LINES]))),
        ("opening", lambda genre: any(map(genre.opening.occur_in, lines[:_OPENING_LINES]))),
        ("closing", lambda genre: any(map(genre.closing.occur_in, closings))),
    )
    texts = {"ending": [bare], "title": [title, bare], "body": lines[:_FIRST_LINES]}
    texts |= {"opening": lines[:_OPENING_LINES], "closing": closings}
    for part, speaks in asked:
        if not any(map(_of_any_genre()[part].occur_in, texts[part])):
            continue
        found = next((genre.name for genre in genres() if speaks(genre)), "")
        if found:
            yield GenreSign(found, part)


@from_lists
def _of_any_genre() -> Mapping[str, Patterns]:
    """The patterns of all genres by part: most lines have none of them, which one search tells."""
    return {
        part: Patterns(pattern.pattern for genre in genres() for pattern in getattr(genre, part))
        for part in ("ending", "title", "body", "opening", "closing")
    }


def same_family(one: str, other: str) -> bool:
    """Whether two genres belong to one family."""
    first, second = genres().find(one), genres().find(other)
    return bool(first and second and first.family == second.family)


def serves(source: str, genre: str) -> bool:
    """Whether passages of documents of the genre `source` serve a draft of `genre`: its own, and those it names."""
    wanted = genres().find(genre)
    if wanted is None or wanted.sources is None:
        return same_family(source, genre)
    found = genres().find(source)
    return found is not None and (found.name == wanted.name or found.name in wanted.sources)


def family_of(genre: str) -> str:
    """The family of a genre by its name, alias or id; 其他 for one that is unknown."""
    found = genres().find(genre)
    return found.family if found else OTHER


def is_news(genre: str) -> bool:
    """Whether texts of a genre tell what happened, as the press does."""
    return family_of(genre) == _NEWS


def families() -> tuple[str, ...]:
    """The families, in the order in which their first genres stand."""
    return tuple(dict.fromkeys(genre.family for genre in genres()))


def expected_role(genre: str, position: int, count: int) -> str | None:
    """The role that the main section at `position` (from 0) of `count` usually has in a document of `genre`, or None."""
    found = genres().find(genre)
    if found is None or not found.places or count < 2:
        return None
    first, middle, last = found.places
    if position == 0:
        return first or None
    return (last if position == count - 1 else middle) or None

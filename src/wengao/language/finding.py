"""The finder of names (认名): places, units, people, posts, meetings, dates, years and figures of a text, all at once.

Everything that needs to know what in a text belongs to its occasion stands on it: the list for renewing, slots, what an
inserted passage brings along, moulds and templates.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from wengao.language.dates import find_times
from wengao.language.figures import find_figures, find_written_figures
from wengao.language.gazetteer import gazetteer
from wengao.language.known import NOTHING_KNOWN, Known, Name, known, occurrences
from wengao.language.lists import from_lists, language, prose_list
from wengao.language.meetings import find_meetings
from wengao.language.names import find_people, find_posts
from wengao.language.organs import find_organs, is_office
from wengao.language.places import find_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SHORTEST_MEETING = 4
_NESTED = 6
"""Names that may begin before one place and stand in each other: a meeting, an organ, places, a post."""


def find_names(text: str, known: Known = NOTHING_KNOWN) -> tuple[Name, ...]:
    """Every name in a paragraph, in order, the longer first where two begin alike.

    They may stand in each other: 安澜县 in 安澜县人武部, 2025年 in a meeting. known: names beyond those of the lists in use.
    """
    everything = known | _listed()
    places = find_places(text, everything)
    organs = find_organs(text, everything, places)
    found = [*_numbers(text), *places, *organs]
    taken = _reaches(organs)
    found += [person for person in find_people(text, everything) if person.start not in taken]
    found += _with_their_organs(text, find_posts(text), organs)
    found += find_meetings(text, everything, (*places, *organs))
    return tuple(sorted(found, key=lambda name: (name.start, -name.end)))


def find_in_lines(lines: Sequence[str], known: Known = NOTHING_KNOWN) -> tuple[tuple[Name, ...], ...]:
    """The names of each of the lines of one text. Who and what was told once is found in the other lines too."""
    found = [find_names(line, known) for line in lines]
    learned = _learned(found)
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    missed = {
        line
        for start, _ in occurrences("\n".join(lines), learned.places | learned.people)
        if not _covers(found[line := bisect_right(starts, start) - 1], start - starts[line])
    }
    for line in missed:
        found[line] = find_names(lines[line], known | learned)
    return tuple(found)


def _learned(found: Sequence[tuple[Name, ...]]) -> Known:
    """The people and the places that no list has."""
    told = gazetteer()
    texts: dict[str, set[str]] = {"place": set(), "person": set()}
    for names in found:
        for name in names:
            if name.kind in texts and not name.shared and told.place(name.text) is None:
                texts[name.kind].add(name.text)
    return Known(places=frozenset(texts["place"]), people=frozenset(texts["person"]))


def _covers(names: tuple[Name, ...], at: int) -> bool:
    """Whether a place or a person stands at an offset of the line."""
    index = bisect_right(names, at, key=lambda name: name.start)
    return any(
        name.kind in ("place", "person") and name.end > at for name in names[max(0, index - _NESTED) : index]
    )


def apart(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Names none of which overlaps another, in order: what has to change where another place, year or person takes over.

    Of an office the place is what changes (安澜县 of 安澜县人武部), and of a meeting what stands in it and then the rest;
    郑州大学 is one name.
    """
    kept: list[Name] = []
    taken: set[int] = set()
    reaches = _reaches([name for name in names if not name.shared])
    for name in sorted((one for one in names if one.kind != "post"), key=_surest_first):
        start = _after_others(name, reaches) if name.kind == "meeting" else name.start
        if start < name.end and not any(at in taken for at in range(start, name.end)):
            taken |= set(range(start, name.end))
            if name.kind != "meeting" or name.end - start >= _SHORTEST_MEETING:
                kept.append(Name(name.kind, name.text[start - name.start :], start, name.end, name.shared))
    return tuple(sorted(kept, key=lambda name: name.start))


def _reaches(names: Sequence[Name]) -> dict[int, int]:
    """For each character of a name that is no meeting and no post, how far the names reach that it is in."""
    reaches: dict[int, int] = {}
    for name in names:
        if name.kind not in ("meeting", "post"):
            reaches |= {at: max(name.end, reaches.get(at, 0)) for at in range(name.start, name.end)}
    return reaches


def _after_others(meeting: Name, reaches: Mapping[int, int]) -> int:
    """Where what is a meeting's own begins, behind the place, the organ or the year that opens its name."""
    start = meeting.start
    while start < meeting.end and reaches.get(start, meeting.end) < meeting.end:
        start = reaches[start]
    return start


def _surest_first(name: Name) -> tuple[int, int, int]:
    ranks = {"date": 0, "year": 0, "figure": 1, "person": 3, "place": 4, "meeting": 6}
    rank = ranks.get(name.kind, 5)
    if name.kind == "unit":
        rank = 7 if name.shared else 5 if is_office(name.text) else 2
    return rank, name.start, -name.end


def _with_their_organs(text: str, posts: Sequence[Name], organs: Sequence[Name]) -> Iterator[Name]:
    """The posts, each with the organ right before it: 县委书记, 安澜县人武部政委."""
    ends = {organ.end: organ.start for organ in organs}
    for post in posts:
        start = ends.get(post.start, post.start)
        yield Name("post", text[start : post.end], start, post.end)


def _numbers(text: str) -> Iterator[Name]:
    """Dates, years and figures; 今年 is the same for every speaker."""
    for time in find_times(text):
        yield Name("year" if time.is_year else "date", time.text, time.start, time.end, not time.iso)
    for figure in find_figures(text):
        if figure.unit:
            end = figure.start + len(text[figure.start : figure.end].rstrip())
            yield Name("figure", text[figure.start : end], figure.start, end)
    for start, end in find_written_figures(text):
        yield Name("figure", text[start:end], start, end)


@from_lists
def _listed() -> Known:
    """The names that the lists in use have of their own, and those that the unit's settings tell."""
    own = prose_list("names.toml")
    return language().known | known(
        places=own["places"], units=own["units"], people=own["people"], meetings=own["meetings"]
    )

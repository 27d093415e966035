"""Organs and institutions (单位) in a text: 国务院, 浙江省委, 市教育局, 安澜县人武部, 省政府行政复议办公室, 郑州大学.

Told by what names of organs are made of (language/data/organs.toml), not by their last character: 布局, 大厅 and 各级党委
are none. The name of a place before an organ belongs to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wengao.language.known import NOTHING_KNOWN, Known, Name, occurrences
from wengao.language.lists import from_lists, prose_list
from wengao.language.places import find_places
from wengao.language.words import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LEVEL = "(?:自治区|街道|[省市州盟县区旗乡镇])"
_LEVEL_ALONE = r"(?<![各全我本该每同两等某\d一二三四五六七八九十个跨多几数级省市州县区乡镇])" + _LEVEL
_DEPARTMENT_END = (
    "(?:委员会(?!议)|委(?!员|托|派|任|屈|以)|办公室|办(?![件理好法事公学成完实结案到])|厅(?![长级官堂局])|局(?![面部限势促长里级外])"
    "|部(?![门署队分级件位落委长里下])|署)"
)
_TASK_FORCE = "(?:领导小组|工作领导小组|指挥部|委员会(?!议)|办公室|工作专班|协调小组|工作组)"
_INNER = "[\u4e00-\u9fff]"
_LONGEST_INNER = 12
_SHORT, _AROUND, _COST = 2, 4, 14.0
_NOT_INNER = re.compile(
    "[的了和与及在是由对把被为向从派级]|公立|大?中小|全国|重点|上市|科学中心|会同|部门|组织|各|建设|推进|加强|发展|高水平|一流|[0-9]"
)
_RUNS_ON = re.compile("部[门署分队级]|委[托派员]|办[理法]")
"""Words that the last character of an organ begins: 教育部门."""
_ROW_OF_LEVELS = re.compile(r"(?<![\u4e00-\u9fff])[省市州县区乡镇]、[省市州县区乡镇]\Z")
_ROW_BEFORE = 3
"""省、市、县政府 names none of them."""


def find_organs(
    text: str, known: Known = NOTHING_KNOWN, places: Sequence[Name] | None = None
) -> tuple[Name, ...]:
    """The organs in `text`, in order, none within another. places: those of the text, where they were found already.

    Organs of the centre, and those named by their level alone (省委, 县政府), are `shared`.
    """
    found_places = find_places(text, known) if places is None else places
    spans = [*((start, end, False) for start, end in occurrences(text, known.units))]
    spans += [
        (start, end, True)
        for start, end in occurrences(text, _centre_in(text))
        if not _RUNS_ON.match(text, end - 1) and _stands_alone(text, start, end)
    ]
    spans += _local(text, found_places)
    spans += _institutions(text, found_places)
    spans.sort(key=lambda span: (span[0], -span[1]))
    kept: list[Name] = []
    for start, end, shared in spans:
        if not kept or start >= kept[-1].end:
            kept.append(Name("unit", text[start:end], start, end, shared))
    return tuple(kept)


def is_office(name: str) -> bool:
    """Whether an organ is an office of its place (县人武部, 市教育局), which another place has too; 郑州大学 is none."""
    return not name.endswith(tuple(_lists()["institutions"]))


def _centre_in(text: str) -> Iterable[str]:
    return (name for name in _lists()["centre"] if name in text)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a short name is cut out of its surroundings: 中办 is not in 集中办公."""
    if end - start > _SHORT:
        return True
    low = max(0, start - _AROUND)
    spans = cut(text[low : end + _AROUND], {text[start:end]: _COST})
    return (start - low, end - low) in spans


def _local(text: str, places: Sequence[Name]) -> Iterator[tuple[int, int, bool]]:
    """Organs of a level or a place."""
    ends = {place.end: place for place in places}
    inside = {at for place in places for at in range(place.start + 1, place.end)}
    for match in _office().finditer(text):
        level = match["level"] or ""
        if level and _ROW_OF_LEVELS.search(text[max(0, match.start() - _ROW_BEFORE) : match.start() + 1]):
            continue
        start, shared = match.start(), match["department"] is None
        place = ends.get(start + len(level)) if level else ends.get(start)
        if place is not None:
            start, shared = _first_of_row(place, ends).start, False
        elif start in inside or (not level and match["body"]):
            continue
        end = _with_task_force(text, match.end())
        yield start, end, shared and end == match.end()
    for match in _centre_force().finditer(text):
        if not _NOT_INNER.search(match["inner"]):
            yield match.start(), match.end(), True


def _first_of_row(place: Name, ends: dict[int, Name]) -> Name:
    """The first of places that follow each other without a gap: 浙江 of 浙江诸暨县."""
    while place.start in ends:
        place = ends[place.start]
    return place


def _with_task_force(text: str, end: int) -> int:
    """Where an organ ends with what is set up under it: 省政府行政复议办公室."""
    match = _under().match(text, end)
    return match.end() if match and not _NOT_INNER.search(match["inner"]) else end


def _institutions(text: str, places: Sequence[Name]) -> Iterator[tuple[int, int, bool]]:
    ending = _institution()
    for place in places:
        match = ending.match(text, place.end)
        if match and not _NOT_INNER.search(match["inner"]):
            yield place.start, match.end(), False
    for match in _national().finditer(text):
        if not _NOT_INNER.search(match["inner"]):
            yield match.start(), match.end(), True


@from_lists
def _lists() -> dict[str, Any]:
    return prose_list("organs.toml")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@from_lists
def _office() -> re.Pattern[str]:
    """An organ of a level: with its level or without, a `body` or a `department`."""
    lists = _lists()
    department = rf"(?:{_any_of(lists['departments'])}){_DEPARTMENT_END}"
    body = rf"(?:{_any_of(lists['bodies'])}|委(?!员|托|派|任|屈|以))(?![制主府][^代大])"
    return re.compile(
        rf"(?P<level>{_LEVEL_ALONE})?(?:(?P<department>{department})|(?P<body>(?<!各级){body}))"
    )


@from_lists
def _under() -> re.Pattern[str]:
    return re.compile(rf"(?P<inner>{_INNER}{{2,{_LONGEST_INNER}}}?){_TASK_FORCE}")


@from_lists
def _centre_force() -> re.Pattern[str]:
    return re.compile(
        rf"(?:中央|全国|国务院)(?P<inner>{_INNER}{{2,{_LONGEST_INNER}}}?)(?:领导小组|委员会(?!议)|指挥部)"
    )


@from_lists
def _institution() -> re.Pattern[str]:
    return re.compile(rf"(?P<inner>{_INNER}{{0,8}}?)(?:{_any_of(_lists()['institutions'])})(?![长生区校])")


@from_lists
def _national() -> re.Pattern[str]:
    return re.compile(
        rf"(?:中国|国家)(?P<inner>{_INNER}{{1,8}}?)(?:总局|{_any_of(_lists()['institutions'])})(?![长生区校])"
    )

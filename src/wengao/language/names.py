"""People (人名) and posts (职务) in a text: 市长林知夏, 周望川同志, 习近平总书记; 县委书记, 副市长.

A person is told by a surname with what stands beside it: a post before or behind, 同志 behind, a row of such names; and,
once told, is found wherever the text names him. The posts and surnames are those of language/data/names.toml, which a unit
may add to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wengao.language.known import NOTHING_KNOWN, Known, Name, occurrences
from wengao.language.lists import from_lists, prose_list
from wengao.language.words import cut, is_word

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN = "[\u4e00-\u9fff]"
_NOT_IN_NAMES = frozenset(
    "的了在是和与及同或由从到向对把被让请给将以为因于等各全我本该这那此每次也就都又再还要能可会已未不其之你他她它们某省市县区乡镇村地着过得所来去做出部局委厅"
)
_SHORT_NAME, _LONG_NAME = 16.0, 20.0
"""Costs in a cut: of a name of two characters, of three (four with a double surname). 李明出席 is 李明 and 出席, and
林知夏出席 is 林知夏 and 出席."""
_WEAKER = 12.0
"""Added for a surname that is an everyday character: 任组长 is no name, 任正非 is one."""
_FIRM = 2.0
"""Added before 同志, where words of two characters run into each other: 分管负责同志."""
_AROUND = 5
_COMMON_WORD = 9
_ROW = tuple("、，和 　")
_FOLLOWS = (
    "同志|等|出席|主持|参加|讲话|作|代表|宣布|宣读|传达|通报|强调|指出|表示|率|带|在|为|就|向|对|与|和|到|深入|陪同|说|介绍|签|分别|任|兼|担任|提出|要求"
    "|汇报|发言|致辞|围绕|结合|同|一行|[，。、；：！？）)”\\s]|$"
)


def find_people(text: str, known: Known = NOTHING_KNOWN) -> tuple[Name, ...]:
    """The names of people in `text`, in order; leaders of the state are `shared`."""
    leaders = frozenset(_words()["leaders"])
    spans: dict[int, int] = dict(occurrences(text, leaders | known.people))
    for start, end in _told_by_post(text):
        if not any(at in spans for at in range(start - 3, end)):
            spans[start] = end
    named = {text[start:end] for start, end in spans.items()}
    spans |= {start: end for start, end in occurrences(text, named) if start not in spans}
    people = (Name("person", text[one:end], one, end, text[one:end] in leaders) for one, end in spans.items())
    return tuple(sorted(people, key=lambda name: name.start))


def find_posts(text: str) -> tuple[Name, ...]:
    """The posts in `text`, as far as they tell the rank: 副书记, 县委书记, 常务副市长."""
    return tuple(Name("post", match[0], *match.span()) for match in _post().finditer(text))


def _told_by_post(text: str) -> Iterator[tuple[int, int]]:
    """The names that a post or 同志 stands beside, and those in a row with them."""
    passed = 0
    for match in _beside_name().finditer(text):
        ahead = match["comrade"] or match["title"]
        span = _name_before(text, match.start(), firm=match["comrade"] is not None) if ahead else None
        if span and span[0] >= passed:
            yield span
            passed = match.end()
        if match["comrade"]:
            continue
        start = match.end()
        while span := _name_at(text, start):
            yield span
            passed = start = span[1]
            if text[start : start + 1] not in _ROW or start >= len(text):
                break
            start += 1


def _name_at(text: str, start: int) -> tuple[int, int] | None:
    """The name that begins at `start`, where something follows it that may follow a name."""
    ends = [end for end in _ends(text, start) if _could_be(text[start:end]) and _follows().match(text, end)]
    if not ends:
        return None
    weaker = _weaker(text, start)
    names = {text[start:end]: (_SHORT_NAME if end - start == 2 else _LONG_NAME) + weaker for end in ends}
    spans = cut(text[start : start + 4 + _AROUND], names)
    return next(((start, end) for end in ends if (0, end - start) in spans), None)


def _name_before(text: str, end: int, *, firm: bool) -> tuple[int, int] | None:
    """The name that ends at `end`, before 同志 or a post. firm: whether it is 同志, and leaves less doubt."""
    for length in (4, 3, 2):
        start = end - length
        if start < 0 or end not in _ends(text, start) or not _could_be(text[start:end], firm=firm):
            continue
        low = max(0, start - _AROUND)
        cost = _SHORT_NAME if length == 2 else _LONG_NAME
        cost += _FIRM if firm else _weaker(text, start)
        if (start - low, end - low) in cut(text[low:end], {text[start:end]: cost}):
            return start, end
    return None


def _weaker(text: str, start: int) -> float:
    """What a name costs more that begins with an everyday character."""
    return _WEAKER if text[start] in _words()["weak_surnames"] else 0.0


def _ends(text: str, start: int) -> list[int]:
    """Where a name that begins at `start` may end; empty where no surname stands there."""
    if text[start : start + 2] in _words()["double_surnames"]:
        return [start + 4, start + 3]
    if text[start : start + 1] and text[start] in _words()["surnames"]:
        return [start + 3, start + 2]
    return []


def _could_be(name: str, *, firm: bool = False) -> bool:
    if not re.fullmatch(f"{_HAN}{{2,4}}", name) or is_word(name) or _ending().search(name):
        return False
    if not firm and is_word(name[:2], rarest=_COMMON_WORD):
        return False
    if name[0] in _words()["weak_surnames"] and is_word(name[1:]):
        return False
    if any(word in name for word in _words()["not_people"]):
        return False
    return not any(char in _NOT_IN_NAMES for char in name[1:])


def surnames() -> str:
    """The surnames of one character that are nothing else, as the characters of a pattern's class."""
    weak = _words()["weak_surnames"]
    return "".join(char for char in _words()["surnames"] if char not in weak)


@from_lists
def _words() -> dict[str, Any]:
    return prose_list("names.toml")


@from_lists
def _beside_name() -> re.Pattern[str]:
    """What a name stands beside: behind a post or before a `title`, or before `comrade`."""
    persons = "|".join(_words()["persons"])
    return re.compile(
        rf"(?P<comrade>同志(?!们)|等同志)|(?P<title>(?:总|常务副|副)?(?!代表|委员|常委|负责人){post_word()})[\s\u3000]?"
        rf"|(?:代表|委员|常委|负责人|{persons})[\s\u3000]?"
    )


@from_lists
def _follows() -> re.Pattern[str]:
    """What may follow a name: a sign, a post, or what a speaker does."""
    return re.compile(f"{_FOLLOWS}|{post_word()}")


@from_lists
def _post() -> re.Pattern[str]:
    rank = "(?:原|时任)?(?:党[组委])?(?:第一|常务|代|总)?副?"
    return re.compile(f"{rank}{post_word()}(?![制们])")


@from_lists
def post_word() -> str:
    """The regular expression of the last word of a post: 书记, 市长, 参谋长. It has no group that captures."""
    posts = sorted(prose_list("names.toml")["posts"], key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, posts))})"


def ends_with_post(text: str) -> bool:
    """Whether `text` is a post, or ends with one: 市委书记, 清川军分区参谋长."""
    return _ending().search(text) is not None


@from_lists
def _ending() -> re.Pattern[str]:
    return re.compile(f"{post_word()}$")

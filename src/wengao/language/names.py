"""Names of places and people, and posts (职务), in a text, by their wording: 清川市, 周望川同志, 市长林知夏.

The posts are those of language/data/names.toml, which a unit may add to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from wengao.language.lists import from_lists, prose_list

_PLACE = re.compile(
    r"(?P<stem>[\u4e00-\u9fff]{2,3}?)(?:自治州|自治县|街道|社区|省|市|州|县|区|镇|乡|村)"
    r"(?![场域级间政容民集办直属里外内])"
)
_FOLLOWS = "同志|出席|主持|参加|讲话|作|代表|宣布|传达|通报|强调|指出|表示|率|带|、|，|。|；|：|和|$"


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name in a text; start and end are character offsets."""

    text: str
    start: int
    end: int


def find_places(text: str) -> tuple[NameMention, ...]:
    """The names of places in `text`, in order: two or three characters and 市, 县, 镇 …; 全市 and 各县 are none."""
    found = []
    position = 0
    while match := _PLACE.search(text, position):
        if any(char in _words()["not_in_places"] for char in match["stem"]):
            position = match.start() + 1
            continue
        found.append(NameMention(match[0], match.start(), match.end()))
        position = match.end()
    return tuple(found)


def find_people(text: str) -> tuple[NameMention, ...]:
    """The names of people in `text` that a post stands before or 同志 after: 市长林知夏, 周望川同志."""
    group = {match: "after_post" if match["after_post"] else "comrade" for match in _person().finditer(text)}
    return tuple(
        NameMention(match[name], match.start(name), match.end(name))
        for match, name in group.items()
        if match[name] not in _words()["not_people"]
    )


@from_lists
def _words() -> dict[str, Any]:
    return prose_list("names.toml")


@from_lists
def _person() -> re.Pattern[str]:
    """A surname and one or two characters, after a post or before 同志."""
    words = _words()
    surname = f"(?:{'|'.join(words['double_surnames'])}|[{words['surnames']}])"
    persons = "|".join(words["persons"])
    return re.compile(
        rf"(?:{post_word()}|{persons})[\s\u3000]?(?P<after_post>{surname}[\u4e00-\u9fff]{{1,2}}?)(?={_FOLLOWS})"
        rf"|(?P<comrade>{surname}[\u4e00-\u9fff]{{1,2}})(?=同志)"
    )


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

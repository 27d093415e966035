"""Names of people as they are printed: 张　三, so that a name of two characters is as wide as one of three."""

from __future__ import annotations

import re

_HAN = "\u4e00-\u9fff"
_LAST_OF_SEVERAL = re.compile(f"^(?P<post>.*[ \u3000])(?P<name>[{_HAN}]{{2}})$")
_ALONE = re.compile(f"^[{_HAN}]{{2}}$")
_OF_A_LIST = re.compile(f"^[{_HAN}]{{2,4}}$")
_APART = "\u3000"


def spaced_name(line: str) -> str:
    """县长　张三 as 县长　张　三; a name alone likewise. Only the last word of two characters is taken for a name."""
    if _ALONE.match(line):
        return spaced(line)
    match = _LAST_OF_SEVERAL.match(line)
    return match["post"].replace(" ", _APART) + spaced(match["name"]) if match else line


def spaced(name: str) -> str:
    """张三 as 张　三; any other name as it is."""
    return _APART.join(name) if _ALONE.match(name) else name


def spaced_list(text: str) -> str:
    """张三　林知夏 as 张　三　林知夏: names that only spaces set apart; a list with marks stays as it is."""
    names = text.lstrip("：:")
    words = names.split()
    listed = len(words) > 1 and all(_OF_A_LIST.match(word) for word in words)
    return text.removesuffix(names) + _APART.join(map(spaced, words)) if listed else text


def names_of(line: str) -> list[str]:
    """The names on a line, a full-width space between each two: 张　三　林知夏 as 张三 and 林知夏."""
    names: list[str] = []
    half = False
    for word in line.split(_APART):
        if half and len(word) == 1:
            names[-1] += word
            half = False
        elif word:
            names.append(word)
            half = len(word) == 1
    return names

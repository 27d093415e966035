"""With what a regular expression can begin: at the line's beginning alone, or with one of a few characters.

A search leaps from one such character to the next, where it would try every place: a list of thirty expressions costs a
paragraph a third of the time. Where a source is not understood, nothing is said of it, and it is searched for as it is.
"""

from __future__ import annotations

import re

_SPECIAL = frozenset(".^$\\?*+{")
_LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
_MAY_BE_LEFT_OUT = re.compile(r"\?|\*|\{0?,|\{0\}")
_REPEATED = re.compile(r"[*+?]|\{\d*(?:,\d*)?\}")
_LITERAL = re.compile(r"[^.^$\\?*+{}()\[\]|](?![?*{])[^|]*$")
_PLAIN_CLASS = re.compile(r"\[([^\\\[\]^-][^\\\[\]-]*)\]")


def occurrence(sources: list[str]) -> re.Pattern[str]:
    """A pattern that is found in a text where one of the sources is; it tells nothing of where that one ends.

    Where all their first characters are known, one of them is consumed first and the sources are looked for from before
    it, for re leaps to a character, and not to a group. Where each begins with a character of its own, re sees it.
    """
    together = "|".join(f"(?:{source})" for source in sources)
    first = first_characters(together)
    if first is None or all(map(_LITERAL.match, sources)):
        return re.compile(together)
    return re.compile(rf"[{re.escape(''.join(sorted(first)))}](?<=(?=(?:{together}))[\s\S])")


def is_of_beginning(source: str) -> bool:
    """Whether a source matches at the beginning of a text alone: ^同志们, and not ^同志们|大家."""
    return source.startswith("^") and len(_alternatives(source) or ()) == 1


def first_characters(source: str) -> frozenset[str] | None:
    """The characters that what a source matches can begin with; None where that is not known, or it can be empty."""
    found: set[str] = set()
    alternatives = _alternatives(source)
    if alternatives is None:
        return None
    for one in alternatives:
        first = _of_sequence(one)
        if first is None:
            return None
        found |= first
    return frozenset(found)


def _of_sequence(source: str) -> set[str] | None:
    found: set[str] = set()
    position = 0
    while position < len(source):
        end = _end_of_item(source, position)
        if end is None:
            return None
        item = source[position:end]
        if item.startswith(_LOOKS):
            position = end
            continue
        first = _of_item(item)
        if first is None:
            return None
        found |= first
        if not _MAY_BE_LEFT_OUT.match(source, end):
            return found
        repeated = _REPEATED.match(source, end)
        position = repeated.end() if repeated else end
        if source[position : position + 1] in ("?", "+"):
            position += 1
    return None


def _of_item(item: str) -> set[str] | frozenset[str] | None:
    if item.startswith("(?:"):
        return first_characters(item[3:-1])
    if item.startswith("[") and (listed := _PLAIN_CLASS.fullmatch(item)):
        return set(listed[1])
    return {item} if len(item) == 1 and item not in _SPECIAL else None


def _end_of_item(source: str, start: int) -> int | None:
    """Where a group, a class or a character ends."""
    depth, position = 0, start
    while position < len(source):
        char = source[position]
        if char == "\\":
            position += 1
        elif char == "[":
            position = _end_of_class(source, position)
        elif char in "()":
            depth += 1 if char == "(" else -1
        position += 1
        if depth == 0:
            return position if position <= len(source) else None
    return None


def _end_of_class(source: str, start: int) -> int:
    """Where the ] of a class stands; one that opens it is a character of it."""
    position = start + 1 + source.startswith("^", start + 1)
    position += source.startswith("]", position)
    while position < len(source) and source[position] != "]":
        position += 2 if source[position] == "\\" else 1
    return position


def _alternatives(source: str) -> list[str] | None:
    """What stands between the | outside brackets; None where brackets do not close."""
    found, start, position = [], 0, 0
    while position < len(source):
        if source[position] == "|":
            found.append(source[start:position])
            start = position = position + 1
            continue
        end = _end_of_item(source, position)
        if end is None:
            return None
        position = end
    return [*found, source[start:]]

"""Optional parts (可略去的部分) of a rendered template: headings marked optional=协同, with all below them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

MARK = re.compile(r"(?<![ \t])[ \t]*\boptional=(?P<name>[^\s{}]+)")
"""The attribute that marks a heading's part as optional, and its name."""

_HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]")
_GOAL = re.compile(r"(?<=\bgoal=)\d+")
_MAIN_LEVEL = 2
_ROUND_TO = 10


def without_parts(text: str, omitted: Collection[str]) -> str:
    """The Markdown without the parts named in `omitted` and without the marks of the others.

    The parts that stay share the length of those that go, in proportion.
    """
    kept: list[str] = []
    before = after = 0
    dropped_level = 0
    for line in text.split("\n"):
        heading = _HEADING.match(line)
        if heading is not None:
            level = len(heading["marks"])
            mark = MARK.search(line)
            goal = _GOAL.search(line)
            size = int(goal[0]) if goal and level == _MAIN_LEVEL else 0
            before += size
            if not dropped_level or level <= dropped_level:
                dropped_level = level if mark and mark["name"] in omitted else 0
            after += 0 if dropped_level else size
            line = MARK.sub("", line)  # noqa: PLW2901 - the same line, unmarked
        if not dropped_level:
            kept.append(line)
    if not after or before == after:
        return "\n".join(kept)
    return "\n".join(_scaled(line, before / after) if _HEADING.match(line) else line for line in kept)


def _scaled(heading: str, factor: float) -> str:
    return _GOAL.sub(
        lambda goal: str(max(_ROUND_TO, round(int(goal[0]) * factor / _ROUND_TO) * _ROUND_TO)), heading
    )

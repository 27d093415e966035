"""Points and examples that are paragraphs of their own: 一要…… 二要……, 比如…… 还比如…… 再比如…….

Points within a paragraph are language.ordinals.points_within; examples within one are found with their ends, in units.py.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.language import ordinals

if TYPE_CHECKING:
    from collections.abc import Sequence

_EXAMPLE_OPENS = re.compile(r"(?:^|(?<=[。；]))(?:比如|例如|譬如)[，、：]?")
_EXAMPLE_GOES_ON = re.compile(r"^(?:还|再|又)(?:比如|例如|譬如)")


def starts_across(paragraphs: Sequence[tuple[int, int, str]]) -> dict[int, int]:
    """Where points and examples begin that are paragraphs of their own.

    paragraphs: number, section and text of each. Returns the offset of the beginning by the number of its paragraph.
    """
    found = ordinals.points_across(paragraphs)
    for index in range(len(paragraphs)):
        found.update(_examples_from(paragraphs, index))
    return found


def _examples_from(paragraphs: Sequence[tuple[int, int, str]], index: int) -> dict[int, int]:
    """Examples in paragraphs of their own: 比如…… at the end of one, 还比如……, 再比如…… each opening one."""
    number, section, text = paragraphs[index]
    if "如" not in text or (opening := _EXAMPLE_OPENS.search(text)) is None:
        return {}
    chain = {number: opening.start()}
    for place in range(index + 1, len(paragraphs)):
        number, other_section, text = paragraphs[place]
        if other_section != section or not _EXAMPLE_GOES_ON.match(text):
            break
        chain[number] = 0
    return chain if len(chain) > 1 else {}

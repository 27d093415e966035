"""Sections that a gap hides, put back from the outline block that stood before the text."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from wengao.corpus.raw import GAP, Block
from wengao.language.numbering import split_enumerator

if TYPE_CHECKING:
    from collections.abc import Sequence


def restore_hidden_headings(blocks: Sequence[Block], outline: Sequence[str]) -> list[Block]:
    """The blocks with the outline's missing headings standing where the gap is that hides them.

    What follows the gap belongs to the last of them. Nothing is put back where there is no gap, or more than one,
    between the headings around the missing ones.
    """
    restored = list(blocks)
    found: list[int | None] = []
    places: dict[str, list[int]] = {}
    for index, block in enumerate(blocks if outline else ()):
        places.setdefault(heading_key(block.text), []).append(index)
    position = 0
    for line in outline:
        at = _first_from(position, places.get(heading_key(line), []))
        found.append(at)
        position = position if at is None else at + 1
    for start, end in reversed(_missing_runs(found)):
        before = found[start - 1] if start else None
        after = found[end] if end < len(found) else None
        _insert(
            restored,
            outline[start:end],
            -1 if before is None else before,
            len(restored) if after is None else after,
        )
    return restored


def _first_from(start: int, places: Sequence[int]) -> int | None:
    index = bisect_left(places, start)
    return places[index] if index < len(places) else None


def heading_key(line: str) -> str:
    """What two settings of one heading share: its Chinese characters, numbers and letters."""
    return "".join(char for char in line if char.isalnum())


def _missing_runs(found: Sequence[int | None]) -> list[tuple[int, int]]:
    runs, start = [], 0
    while start < len(found):
        end = start
        while end < len(found) and found[end] is None:
            end += 1
        if end > start:
            runs.append((start, end))
        start = end + 1
    return runs


def _insert(blocks: list[Block], missing: Sequence[str], before: int, after: int) -> None:
    with_gap = [index for index in range(before + 1, after) if GAP in blocks[index].text]
    if len(with_gap) != 1 or blocks[with_gap[0]].text.count(GAP) != 1:
        return
    index = with_gap[0]
    left, right = blocks[index].text.split(GAP)
    headings = [Block(line, None if split_enumerator(line)[0] else 1) for line in missing]
    tail = [Block(GAP + right)] if right.strip() else []
    head = [Block(left + GAP)] if left.strip() else [Block(GAP)]
    blocks[index : index + 1] = [*head, *headings, *tail]

"""The article twice in one file, as pages saved for print and for screen have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.corpus.cleaning.rule import Outcome, Rule, without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.corpus.raw import Block

_FEWEST_LINES = 3
_FEWEST_CHARACTERS = 300


def _drop_second_copy(blocks: Sequence[Block]) -> Outcome:
    """A run of three and more lines, 300 characters in all, that stood before in the same order, is dropped."""
    lines = [(index, block.text.strip()) for index, block in enumerate(blocks) if block.text.strip()]
    first_seen: dict[str, int] = {}
    dropped: set[int] = set()
    position = 0
    while position < len(lines):
        text = lines[position][1]
        earlier = first_seen.setdefault(text, position)
        length = _length_of_run(lines, earlier, position) if earlier < position else 0
        if length:
            dropped.update(index for index, _ in lines[position : position + length])
        position += max(length, 1)
    kept, removed = without(blocks, dropped)
    return Outcome(kept, len(removed), removed)


def _length_of_run(lines: Sequence[tuple[int, str]], earlier: int, later: int) -> int:
    """How many lines from `later` on repeat those from `earlier` on; 0 where too few to be a copy."""
    length = characters = 0
    while later + length < len(lines) and earlier + length < later:
        if lines[earlier + length][1] != lines[later + length][1]:
            break
        characters += len(lines[later + length][1])
        length += 1
    return length if length >= _FEWEST_LINES and characters >= _FEWEST_CHARACTERS else 0


_PARAGRAPHS = "\n".join(
    f"会议指出，第{number}项工作要抓紧抓实，" + "压实责任、传导压力、" * 10 + "见到成效。"
    for number in "一二三"
)

REPETITION = Rule(
    name="repetition",
    label="去除重复的正文",
    apply=_drop_second_copy,
    changes=((f"{_PARAGRAPHS}\n{_PARAGRAPHS}", _PARAGRAPHS),),
    keeps=("各位代表！\n抓落实。\n各位代表！\n抓落实。\n各位代表！\n抓落实。", _PARAGRAPHS),
)

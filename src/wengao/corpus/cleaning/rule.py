"""What a cleaning rule is: a named pure function over the blocks of a text, with examples that its tests run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wengao.corpus.raw import Block


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule made of a text.

    count: how many places it changed. removed: lines it took out. outline, byline: what it moved to the metadata.
    notes: what the drafter should look at (Chinese); such places were left as they are.
    """

    blocks: tuple[Block, ...]
    count: int = 0
    removed: tuple[str, ...] = ()
    outline: tuple[str, ...] = ()
    byline: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A cleaning rule.

    name: identifier. label: as the drafter reads it. apply: the function.
    changes: texts before and after (lines set apart by \\n). keeps: texts that it must leave alone.
    """

    name: str
    label: str
    apply: Callable[[Sequence[Block]], Outcome]
    changes: tuple[tuple[str, str], ...]
    keeps: tuple[str, ...]


def in_each_block(change: Callable[[str], tuple[str, int]]) -> Callable[[Sequence[Block]], Outcome]:
    """A rule's function from one that changes a single line and says in how many places."""

    def apply(blocks: Sequence[Block]) -> Outcome:
        changed, total = [], 0
        for block in blocks:
            text, count = change(block.text)
            changed.append(block.with_text(text) if count else block)
            total += count
        return Outcome(tuple(changed), total)

    return apply


def without(blocks: Sequence[Block], dropped: set[int]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks without those at some positions, and the texts of those."""
    kept = tuple(block for index, block in enumerate(blocks) if index not in dropped)
    return kept, tuple(blocks[index].text for index in sorted(dropped) if blocks[index].text.strip())

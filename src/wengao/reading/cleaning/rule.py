"""What a cleaning rule is: a named pure function over the blocks of a text, with examples that its tests run.

Beside it the lists that the rules read, from cleaning/data.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from wengao.language.vocabulary import Patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wengao.reading.raw import Block


@cache
def party_words() -> frozenset[str]:
    """Words with 党 in them."""
    lines = _text("party_words.txt").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def masked_words() -> tuple[tuple[str, str], ...]:
    """Words that web texts mask with pinyin initials, each with the initials of its characters (国家安全, gjaq)."""
    return tuple((row["word"], row["initials"]) for row in csv.DictReader(_text("initials.csv").splitlines()))


@cache
def misconversions() -> dict[str, str]:
    """Words as bad conversions leave them (全麵), with what they should be (全面)."""
    return {row["wrong"]: row["right"] for row in csv.DictReader(_text("misconversions.csv").splitlines())}


@cache
def junk_lines() -> Patterns:
    """Patterns to search for in a line; it belongs to the web page and not to the text where one is found."""
    return Patterns(entry["pattern"] for entry in tomllib.loads(_text("junk_lines.toml"))["line"])


def _text(name: str) -> str:
    return resources.files("wengao.reading.cleaning").joinpath("data", name).read_text(encoding="utf-8")


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

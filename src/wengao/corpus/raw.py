"""What a reader makes of a file, before any cleaning: blocks of text and what the format itself says about them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLE_LEVEL = 0
GAP = "⟦缺⟧"
"""Stands where a part of the source is missing; the half sentences beside it are never offered."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or line as the file has it.

    level: heading level where the format declares one (0 the title, 1 for 一、, and so on), None for text.
    An empty text is a blank line.
    """

    text: str
    level: int | None = None

    def with_text(self, text: str) -> Block:
        """The block with another text at the same level."""
        return replace(self, text=text)


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file's blocks, with the hints of its format.

    title: what the format names as the title; empty where it names none.
    metadata: title, genre, date, organ, speaker, post, level, place, meeting as the file declares them (front matter,
    meta elements); published: when a page was put out, which a speech or a decree on it may be older than; source: the
    paper or site that it was taken from, which is the organ of news only.
    cut: whether the file ends in half a character, which was left out.
    left_out: what of the file is not among the blocks: its kind in Chinese (图片, 批注, 删除线文字), and its text, if any.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    left_out: tuple[tuple[str, str], ...] = ()

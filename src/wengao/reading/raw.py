"""What a reader makes of a file, before any cleaning: blocks of text and what the format itself says about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLE_LEVEL = 0
NOTE_BEGINS, NOTE_TEXT, NOTE_ENDS = "\ufdd0", "\ufdd1", "\ufdd2"
"""Around the label of a note where the text refers to it, and in front of its text. No text has these: they are no
characters (Unicode 23.7), and `read_raw` takes them out.
"""
LINKS = "链接的地址"
"""The kind of what is left out of a link: its text stays, its address is told beside it."""
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
        return Block(text, self.level)


@dataclass(frozen=True, slots=True)
class RawNote:
    """A footnote or endnote (脚注、尾注) that the text refers to.

    text: as a block of its own has it, too. before: the letters, digits and characters of words before the place that
    refers to it, of the last ones at most a few. signs: how many others stand between them and the place. share: of the
    text that stands before it, from 0 to 1.
    """

    text: str
    before: str
    signs: int
    share: float


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file's blocks, with the hints of its format.

    title: what the format names as the title; empty where it names none.
    metadata: title, genre, date, organ, speaker, post, level, place, meeting as the file declares them (front matter,
    meta elements); holder, secrecy: whose it is and its grade of secrecy (front matter); published: when a page was put
    out, which a speech or a decree on it may be older than; source: the paper or site that it was taken from, which is the
    organ of news only.
    cut: whether the file ends in half a character, which was left out.
    notes: those of its footnotes and endnotes of which the format says where the text refers to them, in that order.
    left_out: what of the file is not among the blocks: its kind in Chinese (图片, 批注, 删除线文字), and its text, if any.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    left_out: tuple[tuple[str, str], ...] = ()
    notes: tuple[RawNote, ...] = ()

    @property
    def text(self) -> str:
        """The text before cleaning, a line a block."""
        return "\n".join(block.text for block in self.blocks)


def note_mark(label: str) -> str:
    """What a reader writes where the text refers to a note."""
    return f"{NOTE_BEGINS}{label}{NOTE_ENDS}"


def note_text(label: str, text: str) -> str:
    """What a reader writes as the block of a note."""
    return f"{NOTE_TEXT}{label}{NOTE_ENDS}{text}"

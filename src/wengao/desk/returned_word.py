"""A Word file that wengao wrote, come back: brought home into its draft, or read as a draft of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.drafts.store import open_draft
from wengao.drafts.word_import import WordDraft, draft_of_word
from wengao.drafts.word_merging import MergedDraft, merge_word
from wengao.errors import WengaoError
from wengao.language.genres import OTHER, genre_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wengao.drafts.model import Draft

RETURNED_MARK = "Word改回"
"""Stands in the name of the draft that takes what was changed in Word; the draft itself is not overwritten."""


def original_of(source: Path, drafts: Sequence[Path]) -> Path | None:
    """The draft that a Word file was exported from: the one of its name, else the first one of its title."""
    known = sorted(drafts, key=lambda path: RETURNED_MARK in path.stem)
    named = next((path for path in known if path.stem == source.stem), None)
    if named is not None:
        return named
    title = _bare(draft_of_word(source).draft.title)
    return next((path for path in known if title and _bare(_title(path)) == title), None)


def brought_home(source: Path, original: Draft) -> MergedDraft:
    """The draft `original` with what was changed in the Word file `source`."""
    return merge_word(original, draft_of_word(source))


def read_anew(source: Path) -> WordDraft:
    """The draft that a Word file shows by itself, where there is no draft to bring it home into, and its pictures."""
    shown = draft_of_word(source).draft
    genre = genre_of(shown.title)
    return draft_of_word(source, "" if genre == OTHER else genre, alone=True)


def _title(path: Path) -> str:
    try:
        return open_draft(path).draft.title
    except WengaoError:
        return ""


def _bare(text: str) -> str:
    return "".join(text.split())

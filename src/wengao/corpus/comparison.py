"""A file's text before and after cleaning, line beside line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.corpus.cleaning import clean
from wengao.corpus.readers import read_raw
from wengao.language.alike import changes_between

if TYPE_CHECKING:
    from pathlib import Path


def raw_beside_clean(path: Path) -> tuple[tuple[str, str], ...]:
    """The lines of the file at `path` as they stand in it, and as cleaning left them.

    A line that was taken out has nothing beside it; lines that were joined stand together. Blank lines are left out.
    Raises UnreadableFileError where the file cannot be read.
    """
    raw = read_raw(path)
    before = [block.text.strip() for block in raw.blocks if block.text.strip()]
    after = [block.text for block in clean(raw.blocks).blocks]
    rows: list[tuple[str, str]] = []
    for equal, start, end, clean_start, clean_end in changes_between(before, after):
        if equal or end - start == clean_end - clean_start:
            rows += zip(before[start:end], after[clean_start:clean_end], strict=True)
        else:
            rows.append(("\n".join(before[start:end]), "\n".join(after[clean_start:clean_end])))
    return tuple(rows)

"""The library (.wengao/library.db): documents and passages as they were read, and what the drafter added to them.

The parsed text can be rebuilt from the files; stars, use counts and edited metadata cannot, and so outlive re-reading.
Each room of it is a module here: files, documents, text, passages, near_duplicates, additions, statistics.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.corpus.library.additions import EDITABLE
from wengao.corpus.library.near_duplicates import NearDuplicates
from wengao.corpus.library.passages import StoredPassages
from wengao.corpus.library.statistics import Statistics
from wengao.corpus.library.values import (
    FileState,
    LibraryChanges,
    LibraryStatistics,
    OutlineEntry,
    ShownLine,
)

if TYPE_CHECKING:
    from types import TracebackType

__all__ = [
    "EDITABLE",
    "FileState",
    "Library",
    "LibraryChanges",
    "LibraryStatistics",
    "OutlineEntry",
    "ShownLine",
]


class Library(Statistics, StoredPassages, NearDuplicates):
    """An open library; a context manager.

    path: of the database; made with its folder where missing. In a folder that refuses writing an existing library is
    opened for reading. Raises WorkspaceError where it is damaged or newer than this program.
    """

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

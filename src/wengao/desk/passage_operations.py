"""What a drafter remembers of passages: stars, how often each was inserted, and those not to be offered again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.desk.base import DeskBase
from wengao.files.decoding import read_utf8
from wengao.files.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_WITHHELD_FILE = "withheld.txt"


@dataclass(frozen=True, slots=True)
class PassageMarks:
    """Ids of passages. starred: 收藏. uses: how often each was inserted. withheld: not to be offered again (不再推荐)."""

    starred: frozenset[str] = frozenset()
    uses: Mapping[str, int] | None = None
    withheld: frozenset[str] = frozenset()

    def times_used(self, passage_id: str) -> int:
        """How often a passage was inserted into a draft of this workspace."""
        return (self.uses or {}).get(passage_id, 0)


class PassageOperations(DeskBase, with_mistakes=True):
    """Operations on single passages; none of them changes the corpus or its index."""

    def passage_marks(self) -> PassageMarks:
        """What is remembered of the passages of this workspace."""
        with self._library() as library:
            return PassageMarks(library.starred(), library.use_counts(), self._withheld())

    def star(self, passage_id: str, *, starred: bool = True) -> None:
        """Star a passage, or take its star away."""
        with self._library() as library:
            (library.star if starred else library.unstar)(passage_id)

    def withhold(self, passage_id: str, *, withheld: bool = True) -> None:
        """Offer a passage no more, or offer it again; a search still finds it. Raises InputError where the disk refuses."""
        kept = self._withheld() - {passage_id}
        ids = sorted(kept | {passage_id} if withheld else kept)
        self._make_own_folder()
        write_file(
            self._withheld_file, "".join(f"{one}\n" for one in ids).encode(), below=self.workspace.root
        )

    def count_use(self, passage_id: str) -> None:
        """Note that a passage was inserted into a draft."""
        with self._library() as library:
            library.count_use(passage_id)

    @property
    def _withheld_file(self) -> Path:
        return self.workspace.own_folder / _WITHHELD_FILE

    def _withheld(self) -> frozenset[str]:
        try:
            return frozenset(read_utf8(self._withheld_file).split())
        except FileNotFoundError:
            return frozenset()

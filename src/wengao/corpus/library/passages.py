"""The passages (语段) of all documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.corpus.library.base import LibraryBase
from wengao.corpus.library.rows import PASSAGE_COLUMNS, passage_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wengao.corpus.models import Passage

_MOST_VALUES = 500
"""Values that one statement is given."""


class StoredPassages(LibraryBase):
    """The room of the passages."""

    def passages(self, document_id: str | None = None, *, kind: str | None = None) -> tuple[Passage, ...]:
        """The passages of a document, or of all documents, in the order of the text; of one kind where it is given."""
        wanted = {"document_id": document_id, "kind": kind}
        conditions = [f"{column} = ?" for column, value in wanted.items() if value]
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        rows = self._connection.rows(
            f"SELECT {PASSAGE_COLUMNS} FROM passages {where} ORDER BY document_id, ordinal",  # noqa: S608
            tuple(value for value in wanted.values() if value),
        )
        return tuple(passage_from(row) for row in rows)

    def passage(self, passage_id: str) -> Passage:
        """A passage by its id or by the beginning of its id. Raises UsageError where there is none, or several."""
        found = self._full_id("passages", passage_id, "语段")
        row = self._connection.rows(f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE id = ?", (found,))[0]  # noqa: S608
        return passage_from(row)

    def passages_with_ids(self, ids: Iterable[str]) -> dict[str, Passage]:
        """The passages that have these ids; an id that is in no document is left out."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Passage] = {}
        for start in range(0, len(wanted), _MOST_VALUES):
            some = wanted[start : start + _MOST_VALUES]
            marks = ", ".join("?" * len(some))
            rows = self._connection.rows(
                f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE id IN ({marks})",  # noqa: S608
                some,
            )
            found.update((row[0], passage_from(row)) for row in rows)
        return found

"""What the documents of a library put under which heading, as it was last learned (see corpus.associations)."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from wengao.corpus.associations import AssociatedPair, Associations, learned
from wengao.language.pairs import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wengao.corpus.library.connection import LibraryConnection

_SECTION = 0
_MOST_VALUES = 500
"""Values in one statement; SQLite of old takes 999."""


class StoredAssociations:
    """What was learned of the headings of all documents."""

    def __init__(self, connection: LibraryConnection) -> None:
        self._connection = connection

    @property
    def learned_at(self) -> int:
        """The library's generation when it was last learned; 0 for never."""
        return int(self._connection.rows("SELECT value FROM state WHERE name = 'associated'")[0][0])

    def keep_up(self, *, anew: bool = False) -> None:
        """Learn anew where a tenth of the documents is new, changed or gone since it was last done, or where told to."""
        connection = self._connection
        if not anew and not connection.worth_learning(self.learned_at):
            return
        with connection.transaction():
            connection.run("DELETE FROM associations")
            connection.run_many(
                "INSERT INTO associations VALUES (?, ?, ?)",
                ((one.heading_pair, one.codes, one.weights) for one in learned(self._sections())),
            )
            connection.run("UPDATE state SET value = ? WHERE name = 'associated'", (connection.generation,))

    def of(self, headings: Iterable[str]) -> Associations:
        """What goes with the pairs of characters of some headings."""
        wanted = list(dict.fromkeys(pair for heading in headings for pair in pairs(heading)))
        rows = (
            row
            for start in range(0, len(wanted), _MOST_VALUES)
            for row in self._rows_of(wanted[start : start + _MOST_VALUES])
        )
        return Associations(AssociatedPair(*row) for row in rows)

    def _rows_of(self, heading_pairs: list[str]) -> list[tuple[str, bytes, bytes]]:
        marks = ", ".join("?" * len(heading_pairs))
        rows = self._connection.rows(
            f"SELECT heading_pair, codes, weights FROM associations WHERE heading_pair IN ({marks})",  # noqa: S608
            heading_pairs,
        )
        return [(str(pair), bytes(codes), bytes(weights)) for pair, codes, weights in rows]

    def _sections(self) -> Iterator[tuple[str, str]]:
        """The headings below the titles, each with the text directly below it; of near-duplicates only the leading one's."""
        rows = self._connection.rows(
            """SELECT sections.document_id || ' ' || position, heading, text FROM sections
               JOIN lines ON lines.document_id = sections.document_id AND lines.section = position
               JOIN documents ON documents.id = sections.document_id
               WHERE leader IS NULL AND sections.level > 0 AND heading <> '' AND NOT is_heading
               ORDER BY sections.document_id, position, number"""
        )
        for _, own in groupby(rows, key=itemgetter(_SECTION)):
            lines = list(own)
            yield lines[0][1], "\n".join(text for _, _, text in lines)

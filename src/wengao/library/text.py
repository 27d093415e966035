"""The text of documents as the library keeps it: headings and paragraphs, passages (语段); and counts over all of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wengao.library.rows import (
    PASSAGE_COLUMNS,
    LibraryStatistics,
    OutlineEntry,
    ShownLine,
    passage_from,
    tree_from,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wengao.library.connection import LibraryConnection
    from wengao.reading.models import Document, Passage, Section

_MOST_VALUES = 500
"""Values that one statement is given."""


class StoredText:
    """Sections and lines."""

    def __init__(self, connection: LibraryConnection) -> None:
        self._connection = connection

    def outline(self, document_id: str) -> tuple[OutlineEntry, ...]:
        """The headings of a document, in order."""
        rows = self._connection.rows(
            """SELECT level, enumerator, heading, role,
                   (SELECT number FROM lines WHERE document_id = s.document_id AND section = s.position AND is_heading),
                   (SELECT coalesce(sum(length(text)), 0) FROM lines
                    WHERE document_id = s.document_id AND section = s.position AND NOT is_heading)
               FROM sections AS s WHERE document_id = ? AND position > 0 ORDER BY position""",
            (document_id,),
        )
        return tuple(OutlineEntry(*row) for row in rows)

    def around(self, passage: Passage, context: int) -> tuple[ShownLine, ...]:
        """The line that holds a passage, with `context` headings and paragraphs before it and after it."""
        rows = self._connection.rows(
            """SELECT number, CASE WHEN is_heading THEN enumerator || text ELSE text END,
                   CASE WHEN is_heading THEN level END FROM lines
               JOIN sections ON sections.document_id = lines.document_id AND position = section
               WHERE lines.document_id = ? AND number BETWEEN ? AND ? ORDER BY number""",
            (passage.document_id, passage.paragraph - context, passage.paragraph + context),
        )
        return tuple(
            ShownLine(number, text, level, number == passage.paragraph) for number, text, level in rows
        )

    def tree(self, document_id: str) -> Section:
        """The root of a document's sections."""
        sections = self._connection.rows(
            "SELECT position, parent, level, enumerator, heading, role FROM sections"
            " WHERE document_id = ? ORDER BY position",
            (document_id,),
        )
        paragraphs = self._connection.rows(
            "SELECT section, text FROM lines WHERE document_id = ? AND NOT is_heading ORDER BY number",
            (document_id,),
        )
        return tree_from(sections, paragraphs)


class StoredPassages:
    """The passages of all documents."""

    def __init__(self, connection: LibraryConnection) -> None:
        self._connection = connection

    def of(self, document_id: str | None = None, *, kind: str | None = None) -> tuple[Passage, ...]:
        """The passages of a document, or of all documents, in the order of the text; of one kind where it is given."""
        wanted = {"document_id": document_id, "kind": kind}
        conditions = [f"{column} = ?" for column, value in wanted.items() if value]
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        rows = self._connection.rows(
            f"SELECT {PASSAGE_COLUMNS} FROM passages {where} ORDER BY document_id, ordinal",  # noqa: S608
            tuple(value for value in wanted.values() if value),
        )
        return tuple(passage_from(row) for row in rows)

    def one(self, passage_id: str) -> Passage:
        """A passage by its id or by the beginning of its id. Raises UsageError where there is none, or several."""
        found = self._connection.full_id("passages", passage_id, "语段")
        row = self._connection.rows(f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE id = ?", (found,))[0]  # noqa: S608
        return passage_from(row)

    def of_aims(self, aims: Mapping[str, float], genres: Sequence[str], most: int) -> tuple[str, ...]:
        """The ids of paragraphs that serve these aims (用意, by weight) in documents of these genres, the best first.

        Among equals the newest come first. The documents are gone through for the aims, never the other way (CROSS JOIN
        keeps that order): an aim that reports are full of then costs nothing in a speech (70 → 0.4 ms at 108,000 passages).
        """
        if not aims or not genres:
            return ()
        weights = " ".join("WHEN ? THEN ?" for _ in aims)
        values = [value for pair in aims.items() for value in pair]
        rows = self._connection.rows(
            f"""SELECT passage_id, sum(weight * CASE aim {weights} END) AS fitting
                FROM documents CROSS JOIN aims ON document_id = documents.id
                WHERE aim IN ({", ".join("?" * len(aims))}) AND genre IN ({", ".join("?" * len(genres))})
                GROUP BY passage_id ORDER BY fitting DESC, date DESC, passage_id LIMIT ?""",  # noqa: S608
            (*values, *aims, *genres, most),
        )
        return tuple(row[0] for row in rows)

    def with_ids(self, ids: Iterable[str]) -> dict[str, Passage]:
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


def library_size(connection: LibraryConnection) -> tuple[int, int]:
    """How many documents and passages there are."""
    return _count(connection, "SELECT count(*) FROM documents"), _count(
        connection, "SELECT count(*) FROM passages"
    )


def library_statistics(connection: LibraryConnection, documents: Sequence[Document]) -> LibraryStatistics:
    """Counts over the whole library. documents: all of them, with their corrected metadata."""
    [(characters, gaps)] = connection.rows(
        "SELECT coalesce(sum(characters), 0), coalesce(sum(gaps), 0) FROM documents"
    )
    years = [str(document.year) if document.year else "" for document in documents]
    return LibraryStatistics(
        documents=len(documents),
        passages=_count(connection, "SELECT count(*) FROM passages"),
        characters=characters,
        gaps=gaps,
        starred=_count(connection, "SELECT count(*) FROM stars JOIN passages ON id = passage_id"),
        failed=_count(connection, "SELECT count(*) FROM files WHERE error <> ''"),
        by_genre=dict(Counter(document.genre for document in documents)),
        by_year=dict(Counter(sorted(years, reverse=True))),
        by_kind=_counts_by(connection, "kind"),
        by_role=_counts_by(connection, "role"),
    )


def _count(connection: LibraryConnection, sql: str) -> int:
    return int(connection.rows(sql)[0][0])


def _counts_by(connection: LibraryConnection, column: str) -> dict[str, int]:
    rows = connection.rows(
        f"SELECT coalesce({column}, ''), count(*) FROM passages GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608
    )
    return {str(name): int(count) for name, count in rows}

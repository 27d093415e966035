"""The text of documents as the library keeps it: sections, and lines that are headings or paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.corpus.library.base import LibraryBase
from wengao.corpus.library.rows import tree_from
from wengao.corpus.library.values import OutlineEntry, ShownLine

if TYPE_CHECKING:
    from wengao.corpus.models import Passage, Section


class StoredText(LibraryBase):
    """The room of sections and lines."""

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

    def paragraphs_around(self, passage: Passage, context: int) -> tuple[ShownLine, ...]:
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

    def _tree(self, document_id: str) -> Section:
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
